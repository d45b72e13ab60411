"""A member's history: the rows they watched, as values. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

ViewingKind = Literal["movie", "episode"]


@dataclass(frozen=True, slots=True)
class Viewing:
    """One watched row.

    `raw` is the text of the export and never leaves the member's own view. `title` is the film or the show.
    `seconds` is the time watched where the export tells it. `match` is the catalogue id the title was found under.
    """

    raw: str
    kind: ViewingKind
    title: str
    season: str | None = None
    season_no: int | None = None
    episode: str | None = None
    episode_no: int | None = None
    date: dt.date | None = None
    seconds: int | None = None
    match: str | None = None

    @property
    def work(self) -> str:
        """The film or series this row belongs to, as a key that outlives a change of catalogue."""
        return work_key(self.kind, self.title)


@dataclass(frozen=True, slots=True)
class History:
    """A member's viewings, newest first, and the version of the catalogue that `match` refers to."""

    viewings: tuple[Viewing, ...] = ()
    catalogue: str = ""


def work_key(kind: ViewingKind, title: str) -> str:
    """Key of a film (`movie:`) or series (`episode:`), blind to case and spacing."""
    return f"{kind}:{' '.join(title.casefold().split())}"


def merge(old: Iterable[Viewing], new: Iterable[Viewing]) -> tuple[Viewing, ...]:
    """Both histories, newest first, no row twice: a row is its text and its day.

    Of two equal rows the later upload wins, except that time watched is never lost; uploading a file again
    changes nothing.
    """
    rows: dict[tuple[str, dt.date | None], Viewing] = {}
    for viewing in (*old, *new):
        key = (viewing.raw, viewing.date)
        known = rows.get(key)
        rows[key] = _with_seconds(viewing, known) if known else viewing
    return newest_first(rows.values())


def newest_first(viewings: Iterable[Viewing]) -> tuple[Viewing, ...]:
    """Sorted by date, newest first; rows without a date last; else in the order given."""
    return tuple(sorted(viewings, key=lambda viewing: viewing.date or dt.date.min, reverse=True))


def without(history: History, hidden: Collection[str]) -> History:
    """The history as if the hidden works had never been uploaded.

    `hidden` holds catalogue ids and `Viewing.work` keys; either hides a row.
    """
    if not hidden:
        return history
    return History(
        tuple(v for v in history.viewings if v.work not in hidden and v.match not in hidden), history.catalogue
    )


def titles_seen(viewings: Sequence[Viewing]) -> dict[str, int]:
    """Catalogue id -> rows, of the matched rows, most watched first."""
    counts: dict[str, int] = {}
    for viewing in viewings:
        if viewing.match is not None:
            counts[viewing.match] = counts.get(viewing.match, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _with_seconds(new: Viewing, old: Viewing) -> Viewing:
    if old.seconds is None or (new.seconds or 0) >= old.seconds:
        return new
    return replace(new, seconds=old.seconds)
