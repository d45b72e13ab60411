"""A member's history: the rows they watched, as values. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

ViewingKind = Literal["movie", "episode"]

#: When an upload counts as a translation of what was there: rows in common at least, share of equal names at most
#: (37 of 1,000 in a measured pair, more where titles stay in English), share of days with equal row counts at least.
_FEWEST_TRANSLATED = 20
_MOST_SAME_NAMES = 0.6
_FEWEST_SAME_DAYS = 0.9
#: Days with one row agree by chance: some must have more.
_FEWEST_TELLING_DAYS = 4


@dataclass(frozen=True, slots=True)
class Viewing:
    """One watched row.

    `raw` is the text of the export and never leaves the member's own view. `title` is the film or the show.
    `seconds` is the time watched where the export tells it. `match` is the catalogue id the title was found under.
    `year` and `imdb` (`tt` and digits) tell namesakes apart where the export gives them.
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
    year: int | None = None
    imdb: str | None = None

    @property
    def work(self) -> str:
        """The film or series this row belongs to, as a key that outlives a change of catalogue."""
        return work_key(self.kind, self.title)

    @property
    def works(self) -> tuple[str, ...]:
        """`work` alone: an export always tells what kind of thing was watched."""
        return (self.work,)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a member said of a title, whether or not a viewing of it is known.

    `rating` lies in 0..1 (thumbs down 0, up 0.8, two up 1; five stars 1), None where they gave none; who rates has
    seen it. `wanted` says that it stands on a watchlist. `kind` is None where the export does not tell.
    """

    raw: str
    kind: ViewingKind | None
    title: str
    rating: float | None = None
    wanted: bool = False
    date: dt.date | None = None
    match: str | None = None
    year: int | None = None
    imdb: str | None = None

    @property
    def works(self) -> tuple[str, ...]:
        """The keys of the film or series this speaks of: both where the kind is not known."""
        kinds: tuple[ViewingKind, ...] = (self.kind,) if self.kind else ("movie", "episode")
        return tuple(work_key(kind, self.title) for kind in kinds)


@dataclass(frozen=True, slots=True)
class History:
    """A member's viewings, newest first, the version of the catalogue that `match` refers to, and their opinions.

    `language` (ISO 639-1, empty when not known) is the one that the latest upload's titles were printed in.
    """

    viewings: tuple[Viewing, ...] = ()
    catalogue: str = ""
    opinions: tuple[Opinion, ...] = ()
    language: str = ""

    @property
    def is_empty(self) -> bool:
        """True when nothing is known of the member: ratings and a list are something."""
        return not self.viewings and not self.opinions


def work_key(kind: ViewingKind, title: str) -> str:
    """Key of a film (`movie:`) or series (`episode:`), blind to case and spacing."""
    return f"{kind}:{' '.join(title.casefold().split())}"


def merge(old: Iterable[Viewing], new: Iterable[Viewing]) -> tuple[Viewing, ...]:
    """Both histories, newest first, no viewing twice: the same episode or film on the same day is one viewing.

    Of two equal rows the later upload wins, except that time watched is never lost; uploading a file again changes
    nothing. The same history downloaded in another language takes the place of the rows it translates. A row without
    a day, as ratings and lists give, says nothing where another row tells the day.
    """
    latest = tuple(new)
    before = _without_translated(tuple(old), latest)
    rows: dict[tuple[str | dt.date | None, ...], Viewing] = {}
    for viewing in (*before, *latest):
        key = _identity(viewing)
        known = rows.get(key)
        if known is not None and _are_namesakes(viewing, known):
            key = (*key, viewing.imdb or str(viewing.year))
            known = rows.get(key)
        rows[key] = _with_known(viewing, known) if known else viewing
    return newest_first(_without_vague(rows.values()))


def _without_vague(viewings: Collection[Viewing]) -> Iterator[Viewing]:
    """The viewings, less those without a day of what has one, and whole series of which episodes are known."""
    dated = {_identity(viewing)[:3] for viewing in viewings if viewing.date}
    undated = Counter(_identity(viewing)[:3] for viewing in viewings if not viewing.date)
    in_parts = {viewing.work for viewing in viewings if viewing.kind == "episode" and viewing.date}
    for viewing in viewings:
        is_whole = viewing.kind == "episode" and viewing.episode is None and viewing.season is None
        key = _identity(viewing)[:3]
        told = (key in dated and undated[key] == 1) or (is_whole and viewing.work in in_parts)
        if viewing.date or not told:
            yield viewing


def merge_opinions(old: Iterable[Opinion], new: Iterable[Opinion]) -> tuple[Opinion, ...]:
    """Both, one a title, newest first: what was said last holds, and a watchlist takes no rating away."""
    latest: dict[tuple[str | None, tuple[str, ...], int | None], Opinion] = {}
    for opinion in sorted((*old, *new), key=_day_of):
        key = (opinion.imdb, opinion.works, opinion.year)
        known = latest.pop(key, None)
        is_kept = known is not None and opinion.rating is None
        latest[key] = replace(opinion, rating=known.rating) if known and is_kept else opinion
    return tuple(sorted(latest.values(), key=_day_of, reverse=True))


def _day_of(opinion: Opinion) -> dt.date:
    return opinion.date or dt.date.min


def newest_first(viewings: Iterable[Viewing]) -> tuple[Viewing, ...]:
    """Sorted by date, newest first; rows without a date last; else in the order given."""
    return tuple(sorted(viewings, key=lambda viewing: viewing.date or dt.date.min, reverse=True))


def without(history: History, hidden: Collection[str]) -> History:
    """The history as if the hidden works had never been uploaded.

    `hidden` holds catalogue ids and `Viewing.work` keys; either hides a row.
    """
    if not hidden:
        return history
    gone = all_names(history, hidden)
    return History(
        tuple(v for v in history.viewings if v.work not in gone and v.match not in gone),
        history.catalogue,
        tuple(o for o in history.opinions if o.match not in gone and not any(work in gone for work in o.works)),
        history.language,
    )


def all_names(history: History, hidden: Collection[str]) -> frozenset[str]:
    """The hidden keys, and the ids under which what they hide is known by now: a title has more than one name."""
    matches = {v.match for v in history.viewings if v.match and v.work in hidden}
    matches |= {o.match for o in history.opinions if o.match and any(work in hidden for work in o.works)}
    return frozenset(hidden) | matches


def _with_known(new: Viewing, old: Viewing) -> Viewing:
    """The new row with what only the old one knew: the longer time, year and number."""
    seconds = new.seconds if old.seconds is None or (new.seconds or 0) >= old.seconds else old.seconds
    return replace(new, seconds=seconds, year=new.year or old.year, imdb=new.imdb or old.imdb)


def _are_namesakes(one: Viewing, other: Viewing) -> bool:
    """True where the exports themselves tell two works of one name apart."""
    if one.imdb and other.imdb:
        return one.imdb != other.imdb
    return bool(one.year and other.year and one.year != other.year)


def _identity(viewing: Viewing) -> tuple[str, str, str, dt.date | None]:
    """What makes two rows one viewing, whichever export they come from.

    The account page leaves out the label of a show's only season, and the activity file adds the episode's number
    to the text; so a first season and no season are one, and the parsed episode stands for the text.
    """
    season = str(viewing.season_no or 1) if viewing.season_no or not viewing.season else viewing.season.casefold()
    episode = "" if viewing.kind == "movie" else (viewing.episode or viewing.raw).casefold()
    return viewing.work, season if episode else "", episode, viewing.date


def _without_translated(old: tuple[Viewing, ...], new: tuple[Viewing, ...]) -> tuple[Viewing, ...]:
    """The old rows, less those that the new upload holds in another language.

    Netflix prints the list in the profile's language at the time of the download: dates and order stay, names change.
    Where nearly every day in common has as many rows in both but few of the names, one is a translation of the other.
    """
    dates = [viewing.date for viewing in new if viewing.date]
    if not dates:
        return old
    first, last = min(dates), max(dates)
    shared = [viewing for viewing in old if viewing.date and first <= viewing.date <= last]
    names = {viewing.raw for viewing in new}
    if len(shared) < _FEWEST_TRANSLATED or sum(v.raw in names for v in shared) > _MOST_SAME_NAMES * len(shared):
        return old
    days, now = Counter(v.date for v in shared if v.date), Counter(dates)
    agreeing = sum(now[day] == rows for day, rows in days.items())
    telling = sum(rows > 1 for rows in days.values())
    if telling < _FEWEST_TELLING_DAYS or agreeing < _FEWEST_SAME_DAYS * len(days.keys() | now.keys()):
        return old
    replaced = set(map(id, shared))
    return tuple(viewing for viewing in old if id(viewing) not in replaced)
