"""Makes one draft of what several sources say of one title.

Two drafts are one title when they bear one IMDb number; else, where at most one of them bears any, when kind and folded
name agree and the years are at most one apart. What came first wins: sources are added from the most trusted on, and
the starter before all. Names, people and keywords are united.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data.catalogue.build.draft import Draft
from data.catalogue.match import fold
from data.catalogue.title import UNRATED, Kind, Title

#: Years two sources may give one title and still mean the same: festivals and pilots come before the release.
_APART = 1
_MOST_PEOPLE = 6
_MOST_KEYWORDS = 60


@dataclass(slots=True)
class Merged:
    """One title of the catalogue in the making: what is known, the hand-made title behind it, votes by source."""

    draft: Draft
    authored: Title | None = None
    votes: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def id(self) -> str:
        """The title's id: the hand-made one, else the number of the most widely known source that has it."""
        draft = self.draft
        if self.authored is not None:
            return self.authored.id
        numbers = (("ml", draft.movielens), ("kg", draft.kaggle), ("tmdb", draft.tmdb))
        return draft.imdb or next(f"{source}-{number}" for source, number in numbers if number is not None)


@dataclass(slots=True)
class Merger:
    """Titles by what they are recognised by, in the order in which they came."""

    titles: list[Merged] = field(default_factory=list[Merged])
    _by_imdb: dict[str, Merged] = field(default_factory=dict[str, Merged])
    _by_name: defaultdict[tuple[Kind, str], list[Merged]] = field(
        default_factory=lambda: defaultdict[tuple[Kind, str], list[Merged]](list)
    )

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
                self._keep(Merged(draft, None, {draft.source: draft.votes} if draft.votes else {}))
            else:
                self._unite(known, draft)
            count += 1
        return count

    def _find(self, draft: Draft) -> Merged | None:
        if draft.imdb and draft.imdb in self._by_imdb:
            return self._by_imdb[draft.imdb]
        near = [
            known
            for name in _keys(draft)
            for known in self._by_name.get((draft.kind, name), ())
            if _may_be_one(known.draft, draft)
        ]
        return min(near, key=lambda known: abs(known.draft.year - draft.year), default=None)

    def _keep(self, title: Merged) -> None:
        self.titles.append(title)
        if title.draft.imdb:
            self._by_imdb.setdefault(title.draft.imdb, title)
        for name in _keys(title.draft):
            self._by_name[title.draft.kind, name].append(title)

    def _unite(self, known: Merged, more: Draft) -> None:
        mine = known.draft
        known.votes.setdefault(more.source, more.votes)
        for name in ("imdb", "movielens", "tmdb", "kaggle", "seasons", "rating"):
            if getattr(mine, name) is None:
                setattr(mine, name, getattr(more, name))
        for name in ("year", "minutes", "genres", "countries", "language", "description", "makers", "cast"):
            if not getattr(mine, name):
                setattr(mine, name, getattr(more, name))
        if mine.maturity == UNRATED:
            mine.maturity = more.maturity
        mine.netflix = mine.netflix or more.netflix
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
    """False where the sources themselves tell two titles apart: by their numbers, or by years."""
    if known.imdb and draft.imdb:
        return False
    if known.source == draft.source:
        return False
    return not known.year or not draft.year or abs(known.year - draft.year) <= _APART


def _keys(draft: Draft) -> Iterator[str]:
    """Folded names by which a title is recognised: its own, others in English or the original, and localised ones."""
    localised = [name for names in draft.names.values() for name in names] if draft.source == "starter" else []
    folded = [fold(name) for name in (draft.title, *draft.also, *localised)]
    yield from dict.fromkeys(name for name in folded if name)


def _united(own: tuple[str, ...], names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """The names and those of `more` that say something new; none that is `own` already."""
    seen = {fold(name) for name in own}
    kept: list[str] = []
    for name in (*names, *more):
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return tuple(kept)
