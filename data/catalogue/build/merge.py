"""Makes one draft of what several sources say of one title.

Two drafts are one title when they bear one IMDb number; else, where at most one of them bears any, when kind and folded
name agree and the years are at most one apart; else, for a hand-made title, by a name in another language when year and
a person agree too. Of several namesakes the surest is taken. What came first wins: sources are added from the most
trusted on, and the starter before all. Names, people and keywords are united.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from data.catalogue.build.draft import Draft
from data.catalogue.build.identity import (
    UNSURE,
    Sureness,
    foreign_keys,
    is_known_abroad,
    is_misnumbered,
    keys,
    may_be_one,
    sureness,
)
from data.catalogue.match import fold
from data.catalogue.title import UNRATED, Kind, Title

#: Sources that know films only.
_FILMS_ONLY = ("ml-25m", "ml-32m", "tag-genome-2021")
#: By what two titles are one, the surest highest: their name; MovieLens' film being a series; a name abroad.
_BY_NAME, _AS_SERIES, _ABROAD = 3, 2, 1
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
        """The titles of one source, all at once; how many there were."""
        several = list(drafts)
        known_as = self._recognise(several)
        for at, draft in enumerate(several):
            known = known_as.get(at) or self._by_imdb.get(draft.imdb or "")
            if known is None:
                votes = {draft.source: draft.votes} if draft.votes else {}
                self._keep(Merged(draft, None, votes, draft.source if draft.imdb else ""))
            else:
                self._unite(known, draft)
        return len(several)

    def _recognise(self, drafts: Sequence[Draft]) -> dict[int, Merged]:
        """Which title each draft is, by its place: by number, else by name, the surest pairs first, each title once."""
        found: dict[int, Merged] = {}
        pairs: list[tuple[Sureness, int, Merged]] = []
        for at, draft in enumerate(drafts):
            numbered = self._numbered(draft)
            if numbered is not None:
                found[at] = numbered
            else:
                pairs += [(how, at, known) for how, known in self._named(draft)]
        taken = {id(known) for known in found.values()}
        for _, at, known in sorted(pairs, key=itemgetter(0), reverse=True):
            if at not in found and id(known) not in taken:
                found[at] = known
                taken.add(id(known))
        return found

    def _numbered(self, draft: Draft) -> Merged | None:
        """The title with this draft's number, unless the draft has it by mistake; then it loses it."""
        known = self._by_imdb.get(draft.imdb or "")
        if known is None or not is_misnumbered(known.draft, draft):
            return known
        draft.imdb = None
        return None

    def _named(self, draft: Draft) -> list[tuple[Sureness, Merged]]:
        """The titles this may be by its name, and how surely; by a weaker way only where a stronger finds none."""
        for level, several in (
            (_BY_NAME, self._called(draft, draft.kind, keys(draft))),
            (_AS_SERIES, self._series_called(draft)),
            (_ABROAD, self._abroad(draft)),
        ):
            found = [(sureness(level, known.draft, draft), known) for known in several]
            if found:
                return found
        return []

    def _called(self, draft: Draft, kind: Kind, names: Iterable[str]) -> Iterator[Merged]:
        near = {id(known): known for name in names for known in self._by_name.get((kind, name), ())}
        return (known for known in near.values() if may_be_one(known.draft, draft))

    def _series_called(self, draft: Draft) -> Iterator[Merged]:
        """MovieLens lists some series among its films: a film nobody else knows, called as a series is."""
        film = draft.kind == "movie" and draft.source in _FILMS_ONLY
        return self._called(draft, "series", [fold(draft.title)] if film else ())

    def _abroad(self, draft: Draft) -> Iterator[Merged]:
        """By a localised name of a hand-made title, when year and somebody in it agree as well."""
        near = (known for name in keys(draft) for known in self._by_foreign_name.get((draft.kind, name), ()))
        return (known for known in near if is_known_abroad(known.draft, draft))

    def _keep(self, title: Merged) -> None:
        self.titles.append(title)
        if title.draft.imdb:
            self._by_imdb.setdefault(title.draft.imdb, title)
        for name in keys(title.draft):
            self._by_name[title.draft.kind, name].append(title)
        if title.authored is not None:
            for name in foreign_keys(title.draft):
                self._by_foreign_name[title.draft.kind, name].append(title)

    def _unite(self, known: Merged, more: Draft) -> None:
        mine = known.draft
        known.votes.setdefault(more.source, more.votes)
        if more.imdb and mine.imdb != more.imdb and known.numbered_by == UNSURE:
            self._by_imdb.pop(mine.imdb or "", None)
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


def _united(own: tuple[str, ...], names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """The names and those of `more` that say something new; none that is `own` already."""
    seen = {fold(name) for name in own}
    kept: list[str] = []
    for name in (*names, *more):
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return tuple(kept)
