"""Files that a member has handed to the page, in memory until a command takes them: never on disk, never logged."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.page.refusal import Refusal

#: Bytes of one file, and of all that wait.
MOST_BYTES = 25 * 1024 * 1024
_MOST_WAITING = 4 * MOST_BYTES
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Held:
    """One file. Samples stay; others are gone once used."""

    id: str
    name: str
    body: bytes


class Files:
    """What waits to be used. The oldest goes when there is too much."""

    def __init__(self, samples: Iterable[Held] = ()) -> None:
        self._samples = {sample.id: sample for sample in samples}
        self._waiting: dict[str, Held] = {}
        self._numbers = itertools.count(1)

    def hold(self, name: str, body: bytes) -> Held:
        """Keep a file under a new id. Raises Refusal when it is too large or its name is none."""
        if len(body) > MOST_BYTES:
            raise Refusal(f"The file is larger than {MOST_BYTES // 1024 // 1024} MiB, the most that can be attached.")
        if not name.strip() or len(name) > _LONGEST_NAME:
            raise Refusal(f"A file needs a name of 1 to {_LONGEST_NAME} characters.")
        held = Held(f"f{next(self._numbers)}", name, body)
        self._waiting[held.id] = held
        while sum(len(file.body) for file in self._waiting.values()) > _MOST_WAITING:
            self._waiting.pop(next(iter(self._waiting)))
        return held

    def find(self, file_id: str) -> Held:
        """The file of that id. Raises Refusal when it was used or never there."""
        found = self._samples.get(file_id) or self._waiting.get(file_id)
        if found is None:
            raise Refusal("That file is not here any more. Choose it again.")
        return found

    def drop(self, file_ids: Iterable[str]) -> None:
        """Forget files that were used."""
        for file_id in file_ids:
            self._waiting.pop(file_id, None)
