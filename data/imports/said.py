"""What the rows of other services say, before it is folded into viewings and opinions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from data.history import ViewingKind
from data.imports.report import Reason, Source


class Said(NamedTuple):  # a tuple, for there may be 200,000 and they are made three times as fast
    """One row: a title, and whether it was watched (on `day`, None where untold), rated or wanted.

    A row with any of season, episode or their numbers speaks of that part of a series only; its rating too, unless
    `rates_whole`. `rated` rows tell a rating in 0..1, or None where it was taken back; of several the heavier `weight`
    holds, then the later `said_on`.
    """

    title: str
    raw: str = ""
    kind: ViewingKind | None = None
    year: int | None = None
    imdb: str | None = None
    watched: bool = False
    day: dt.date | None = None
    seconds: int | None = None
    season: str | None = None
    season_no: int | None = None
    episode: str | None = None
    episode_no: int | None = None
    rated: bool = False
    rating: float | None = None
    rates_whole: bool = False
    weight: int = 1
    wanted: bool = False
    said_on: dt.date | None = None
    profile: str = ""
    dropped: Reason | None = None

    @property
    def part(self) -> tuple[int | None, int | str | None]:
        """Season and episode; (None, None) for a film or a series as a whole."""
        label = self.season.casefold() if self.season and self.season_no is None else None
        episode = self.episode.casefold() if self.episode and self.episode_no is None else self.episode_no
        return self.season_no, episode if episode is not None else label


@dataclass(frozen=True, slots=True)
class Told:
    """A file of one service, read: its rows in their order, and how many made no sense.

    `is_spare` marks a file that says over again, and less well, what another file of the same service does; it counts
    only where that one is missing.
    """

    source: Source
    said: Sequence[Said]
    broken: int = 0
    notes: tuple[str, ...] = ()
    is_spare: bool = False
