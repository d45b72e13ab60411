"""What came of reading a file: its profiles, their viewings, and an honest account of every row."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from data.history import Viewing
from data.imports.dates import DateOrder
from data.imports.problem import ImportProblem

Source = Literal["account page", "activity", "full export"]
#: Why rows were left out. A row has one reason; a row of a profile that was not asked for is "other profile".
Reason = Literal[
    "broken row", "no title", "promotional", "too short", "watched in pieces", "duplicate", "other profile"
]
Period = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile of a file: how many rows are kept of it, from the first day to the last.

    The account page holds one profile and does not name it.
    """

    name: str
    kept: int
    period: Period | None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was read of a file for one profile: `read` rows, of which `kept` and, by reason, `dropped` add up to it.

    `date_order` is None without dates; `is_date_order_sure` is False when they could be read in another order as well.
    `language` is ISO 639-1, or None when the titles do not tell. `films` and `series` count different titles,
    `episodes` rows. `undated` kept rows have no date that can be read.
    """

    source: Source
    read: int
    kept: int
    dropped: Mapping[Reason, int]
    period: Period | None
    language: str | None
    date_order: DateOrder | None
    is_date_order_sure: bool
    films: int
    series: int
    episodes: int
    undated: int
    profile: str
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class ProfileRows:
    """The rows of one profile after reading."""

    viewings: tuple[Viewing, ...]
    dropped: Mapping[Reason, int]

    @property
    def read(self) -> int:
        """Rows of this profile in the file."""
        return len(self.viewings) + sum(self.dropped.values())


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was read. `profiles` come with most rows first; `take` gives one of them with its report."""

    source: Source
    profiles: tuple[Profile, ...]
    language: str | None
    date_order: DateOrder | None
    is_date_order_sure: bool
    broken: int
    rows: Mapping[str, ProfileRows]

    def take(self, profile: str | None = None) -> tuple[tuple[Viewing, ...], ImportReport]:
        """The viewings of a profile, newest first, and their report; without a name, of the one with most rows.

        Raises ImportProblem (`no_profile`) for a name the file does not have.
        """
        name = self.profiles[0].name if profile is None else profile
        if name not in {known.name for known in self.profiles}:
            names = ", ".join(known.name for known in self.profiles if known.name)
            raise ImportProblem("no_profile", profiles=names or "none, for the account page holds one profile only")
        viewings = self.rows[name].viewings
        return viewings, self._report(name, viewings)

    def _report(self, name: str, viewings: Sequence[Viewing]) -> ImportReport:
        others = sum(rows.read for other, rows in self.rows.items() if other != name)
        counts: dict[Reason, int] = {**self.rows[name].dropped, "broken row": self.broken, "other profile": others}
        dropped: dict[Reason, int] = {reason: count for reason, count in counts.items() if count}
        kinds = Counter(viewing.kind for viewing in viewings)
        works = {(viewing.kind, viewing.work) for viewing in viewings}
        return ImportReport(
            source=self.source,
            read=len(viewings) + sum(dropped.values()),
            kept=len(viewings),
            dropped=MappingProxyType(dropped),
            period=period_of(viewings),
            language=self.language,
            date_order=self.date_order,
            is_date_order_sure=self.is_date_order_sure,
            films=sum(kind == "movie" for kind, _ in works),
            series=sum(kind == "episode" for kind, _ in works),
            episodes=kinds["episode"],
            undated=sum(viewing.date is None for viewing in viewings),
            profile=name,
            profiles=self.profiles,
        )


def period_of(viewings: Sequence[Viewing]) -> Period | None:
    """First and last day, or None when no row has a date."""
    days = [viewing.date for viewing in viewings if viewing.date]
    return (min(days), max(days)) if days else None


def make_profiles(rows: Mapping[str, ProfileRows]) -> tuple[Profile, ...]:
    """The profiles of a file, the one with most kept rows first."""
    profiles = [
        Profile(name, len(part.viewings), period_of(part.viewings)) for name, part in rows.items() if part.viewings
    ]
    return tuple(sorted(profiles, key=lambda profile: (-profile.kept, profile.name)))
