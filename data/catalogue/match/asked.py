"""The values matching takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from data.catalogue.title import Kind
from data.history import ViewingKind

#: Below this confidence a match is worth a question to the member.
DOUBTFUL = 0.7

#: By which knowledge a title was found: its IMDb number, its whole name, or its name but for what is printed at will.
How = Literal["id", "name", "loose"]

KIND_OF: Mapping[ViewingKind, Kind] = {"movie": "movie", "episode": "series"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an export says of a film or series. `kind` None: it does not tell.

    `language` (ISO 639-1) is the history's own: the one its titles are printed in.
    """

    name: str
    kind: ViewingKind | None
    year: int | None = None
    imdb: str | None = None
    language: str | None = None


class Found(NamedTuple):
    """A title, as a row of the catalogue; `confidence` in (0, 1], below `DOUBTFUL` the member should be asked."""

    row: int
    confidence: float
    how: How


class NameOf(NamedTuple):
    """One name of one title. `language` is ISO 639-1, or empty for the English and the original name."""

    row: int
    kind: Kind
    language: str
    name: str
