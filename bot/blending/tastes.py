"""What members like, kept in memory until their history or the catalogue changes, for nobody longer than that."""

import hashlib
from collections import OrderedDict

import numpy as np

from recommender.model import Model
from recommender.profile import Watched, build_profile
from recommender.taste import Taste, taste_of

#: Members kept at most: some 300 KB each for a catalogue of 60,000 titles.
MOST = 128


class Tastes:
    """The tastes of the members who blended last. One thread fills it; any may make it forget."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[Model, bytes, Taste]] = OrderedDict()

    def of(self, model: Model, member: int, watched: Watched) -> Taste:
        """The taste behind this history: the one kept, if it is of the same history and catalogue."""
        key = _digest(watched)
        kept = self._kept.pop(member, None)
        if kept is None or kept[0] is not model or kept[1] != key:
            kept = (model, key, taste_of(model, build_profile(model, watched)))
        self._kept[member] = kept
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return kept[2]

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
