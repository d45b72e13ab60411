"""What members like, kept in memory until their history or the catalogue changes, for nobody longer than that."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from recommender.model import Model
from recommender.profile import Watched, build_profile
from recommender.taste import Taste, tastes_of

#: Members kept at most: some 300 KB each for a catalogue of 60,000 titles.
MOST = 128


class Tastes:
    """The tastes of the members who blended last. One thread fills it; any may make it forget."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[Model, bytes, Taste]] = OrderedDict()

    def of(self, model: Model, guests: Sequence[tuple[int, Watched]]) -> tuple[Taste, ...]:
        """The tastes behind these members' histories: those kept, if they are of the same history and catalogue."""
        keys = [(member, _digest(watched)) for member, watched in guests]
        is_new = [not self._holds(model, *key) for key in keys]
        made = iter(
            tastes_of(model, [build_profile(model, one) for (_, one), new in zip(guests, is_new, strict=True) if new])
        )
        found = tuple(next(made) if new else self._kept[key[0]][2] for key, new in zip(keys, is_new, strict=True))
        for (member, key), taste in zip(keys, found, strict=True):
            self._kept[member] = (model, key, taste)
            self._kept.move_to_end(member)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found

    def _holds(self, model: Model, member: int, key: bytes) -> bool:
        kept = self._kept.get(member)
        return kept is not None and kept[0] is model and kept[1] == key

    def forget(self, member: int) -> None:
        """Keep nothing of a member."""
        self._kept.pop(member, None)

    def __contains__(self, member: int) -> bool:
        return member in self._kept


def _digest(watched: Watched) -> bytes:
    """Tells one history from another: every array of it."""
    arrays = (watched.rows, watched.counts, watched.ages, watched.ratings, watched.wanted)
    digest = hashlib.blake2b(digest_size=16)
    for array in arrays:
        content = b"" if array is None else np.ascontiguousarray(array).tobytes()
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.digest()
