"""Makes one draft of what several sources say of one title.

Two drafts are one title when they bear one IMDb number; else, where at most one of them bears any, when kind and folded
name agree and the years are at most one apart; else, for a hand-made title, by a name in another language when year and
a person agree too. What came first wins: sources are added from the most trusted on, and the starter before all.
Names, people and keywords are united.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.catalogue.build.draft import Draft
from data.catalogue.match import fold
from data.catalogue.title import UNRATED, Kind, Title

#: Years two sources may give one title and still mean the same: festivals and pilots come before the release.
_APART = 1
#: A source whose IMDb numbers are wrong here and there, and sources that know films only.
_UNSURE = "kaggle-netflix"
_FILMS_ONLY = ("ml-25m", "ml-32m", "tag-genome-2021")
_MOST_PEOPLE = 6
_MOST_KEYWORDS = 60


@dataclass(slots=True)
class Merged:
    """One title of the catalogue in the making: what is known, the hand-made title behind it, votes by source."""

    draft: Draft
    authored: Title | None = None
    votes: dict[str, int] = field(default_factory=dict[str, int])
    numbered_by: str = ""

    @property
    def id(self) -> str:
        """The title's id: the hand-made one, else the number of the most widely known source that has it."""
        draft = self.draft
        if self.authored is not None:
            return self.authored.id
        numbers = (("ml", draft.movielens), ("kg", draft.kaggle), ("tmdb", draft.tmdb))
        return draft.imdb or next(f"{source}-{number}" for source, number in numbers if number is not None)


_Names = defaultdict[tuple[Kind, str], list[Merged]]


@dataclass(slots=True)
class Merger:
    """Titles by what they are recognised by, in the order in which they came."""

    titles: list[Merged] = field(default_factory=list[Merged])
    _by_imdb: dict[str, Merged] = field(default_factory=dict[str, Merged])
    _by_name: _Names = field(default_factory=lambda: _Names(list))
    _by_foreign_name: _Names = field(default_factory=lambda: _Names(list))

    def add_authored(self, titles: Iterable[Title]) -> None:
        """The starter: before anything else, for its facts and names win."""
        for title in titles:
            self._keep(Merged(draft_of(title), title))

    def add(self, drafts: Iterable[Draft]) -> int:
        """The titles of one source; how many there were."""
        count = 0
        for draft in drafts:
            known = self._find(draft)
            if known is None:
                votes = {draft.source: draft.votes} if draft.votes else {}
                self._keep(Merged(draft, None, votes, draft.source if draft.imdb else ""))
            else:
                self._unite(known, draft)
            count += 1
        return count

    def _find(self, draft: Draft) -> Merged | None:
        """The title this is, by its number, else by what it is called, else by a name in another language."""
        known = self._by_imdb.get(draft.imdb or "")
        if known is not None and not _is_misnumbered(known.draft, draft):
            return known
        if known is not None:
            draft.imdb = None
        return self._called(draft, draft.kind, _keys(draft)) or self._series_called(draft) or self._abroad(draft)

    def _called(self, draft: Draft, kind: Kind, names: Iterable[str]) -> Merged | None:
        near = [
            known for name in names for known in self._by_name.get((kind, name), ()) if _may_be_one(known.draft, draft)
        ]
        return min(near, key=lambda known: abs(known.draft.year - draft.year), default=None)

    def _series_called(self, draft: Draft) -> Merged | None:
        """MovieLens lists some series among its films: a film nobody else knows, called as a series is."""
        if draft.kind == "series" or draft.source not in _FILMS_ONLY:
            return None
        return self._called(draft, "series", [fold(draft.title)])

    def _abroad(self, draft: Draft) -> Merged | None:
        """By a localised name of a hand-made title, when year and somebody in it agree as well."""
        near = (known for name in _keys(draft) for known in self._by_foreign_name.get((draft.kind, name), ()))
        return next((known for known in near if _agree(known.draft, draft)), None)

    def _keep(self, title: Merged) -> None:
        self.titles.append(title)
        if title.draft.imdb:
            self._by_imdb.setdefault(title.draft.imdb, title)
        for name in _keys(title.draft):
            self._by_name[title.draft.kind, name].append(title)
        if title.authored is not None:
            for name in {fold(name) for names in title.draft.names.values() for name in names}:
                self._by_foreign_name[title.draft.kind, name].append(title)

    def _unite(self, known: Merged, more: Draft) -> None:
        mine = known.draft
        known.votes.setdefault(more.source, more.votes)
        if more.imdb and mine.imdb != more.imdb and known.numbered_by == _UNSURE:
            mine.imdb, known.numbered_by = more.imdb, more.source
        elif mine.imdb is None and more.imdb:
            known.numbered_by = more.source
        for name in ("imdb", "movielens", "tmdb", "kaggle", "seasons", "rating"):
            if getattr(mine, name) is None:
                setattr(mine, name, getattr(more, name))
        for name in ("year", "minutes", "genres", "countries", "language", "description", "makers", "cast"):
            if not getattr(mine, name):
                setattr(mine, name, getattr(more, name))
        if mine.maturity == UNRATED:
            mine.maturity = more.maturity
        mine.netflix, mine.adult = mine.netflix or more.netflix, mine.adult or more.adult
        mine.votes = max(mine.votes, more.votes)
        mine.also = _united((mine.title,), mine.also, (more.title, *more.also))
        for language, names in more.names.items():
            mine.names[language] = _united((), mine.names.get(language, ()), names)
        mine.keywords = tuple(dict.fromkeys((*mine.keywords, *more.keywords)))[:_MOST_KEYWORDS]
        mine.cast, mine.makers = mine.cast[:_MOST_PEOPLE], mine.makers[:_MOST_PEOPLE]
        if mine.imdb:
            self._by_imdb.setdefault(mine.imdb, known)


def draft_of(title: Title) -> Draft:
    """A hand-made title as a draft."""
    return Draft(
        kind=title.kind,
        title=title.title,
        year=title.year,
        imdb=title.imdb,
        minutes=title.minutes,
        seasons=title.seasons,
        genres=title.genres,
        countries=title.countries,
        language=title.language,
        maturity=title.maturity,
        also=title.also,
        names=dict(title.names or {}),
        makers=title.makers,
        cast=title.cast,
        netflix=True,
        source="starter",
    )


def _may_be_one(known: Draft, draft: Draft) -> bool:
    """False where the sources themselves tell two titles apart: by their numbers, or by years.

    Kaggle's table gives the wrong number for some films (85 of 5,849 have a twin of the same name and year under
    another one): there a number is no proof against the very same name and year.
    """
    if known.source == draft.source:
        return False
    if known.imdb and draft.imdb:
        same = known.year == draft.year and fold(known.title) == fold(draft.title)
        return same and _UNSURE in (known.source, draft.source)
    return not known.year or not draft.year or abs(known.year - draft.year) <= _APART


def _is_misnumbered(known: Draft, draft: Draft) -> bool:
    """True when an unsure source's number leads to a title with which it shares no name and no year."""
    if draft.source != _UNSURE or abs(known.year - draft.year) <= _APART:
        return False
    names = {fold(name) for name in (known.title, *known.also, *(n for some in known.names.values() for n in some))}
    return fold(draft.title) not in names


def _agree(known: Draft, draft: Draft) -> bool:
    """Same year, no other number, and a person in common: enough to believe a name in another language."""
    people = {fold(name) for name in (*known.cast, *known.makers)}
    other = {fold(name) for name in (*draft.cast, *draft.makers)}
    return not (known.imdb and draft.imdb) and known.year == draft.year and not people.isdisjoint(other)


def _keys(draft: Draft) -> list[str]:
    """Folded names by which a title is recognised: its own, and others in English or the original."""
    folded = [fold(name) for name in (draft.title, *draft.also)]
    return [name for name in dict.fromkeys(folded) if name]


def _united(own: tuple[str, ...], names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """The names and those of `more` that say something new; none that is `own` already."""
    seen = {fold(name) for name in own}
    kept: list[str] = []
    for name in (*names, *more):
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return tuple(kept)
