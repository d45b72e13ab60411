"""The values the grammar takes and gives."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple


class Row(NamedTuple):
    """One row of a history: the printed text and the day, where it is known."""

    text: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ParsedTitle:
    """What a printed text says. `title` is the film, or the series an episode belongs to.

    `season` and `episode` are as printed; their numbers are None where the text has none (a named season, an episode
    with a name). A limited series counts as season 1. `languages` (ISO 639-1) are those that use the label's words.
    """

    kind: Literal["movie", "episode"]
    title: str
    season: str | None = None
    season_no: int | None = None
    episode: str | None = None
    episode_no: int | None = None
    languages: tuple[str, ...] = ()
