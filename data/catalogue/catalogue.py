"""The titles there are, as values for people and as arrays for the recommender."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.catalogue.columns import Columns, columns_of
from data.catalogue.match import DOUBTFUL, Asked, Found, MatchIndex, build_index, names_of, weigh
from data.catalogue.title import PROVENANCES, Title
from data.history import History, Opinion, Viewing, ViewingKind

#: Relevance 1 in `Catalogue.features`.
FULL = 255
_NOTHING: Mapping[str, str] = {}
#: What a catalogue without ratings has learned, and the form of what one with ratings has.
NOTHING_LEARNED: Mapping[str, NDArray[Any]] = {
    "rows": np.zeros(0, dtype=np.int64),
    "inward": np.zeros((0, 0), dtype=np.float32),
    "outward": np.zeros((0, 0), dtype=np.float32),
    "quality": np.zeros(0, dtype=np.float32),
    "chances": np.zeros((0, 0), dtype=np.float64),
    "expected": np.zeros(0, dtype=np.float64),
    "smooth_in": np.zeros((0, 0), dtype=np.float32),
    "smooth_out": np.zeros((0, 0), dtype=np.float32),
}


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Titles, their features and the way from a name to a title: in memory, or mapped from a built catalogue's files.

    Row i of everything belongs to `titles[i]`. `features` uint8 (titles, tags) is the relevance of each tag times 255;
    `confidence` float32 (titles,) how far a title's tags can be believed, `provenance` uint8 (titles,) where they are
    from (an index of `PROVENANCES`), `trust` float32 (tags,) how well a tag is inferred where it was; `popularity`
    float32 (titles,) 1 to 5, `rating` float32 (titles,) 0 to 1 what people think of it on average, nan where no source
    says. `version` changes whenever any content does; `sources` names what it was made of.
    `learned` is what the recommender learned from ratings of the titles in its `rows`, by the names it gave; all empty
    where no source had ratings.
    """

    titles: Sequence[Title]
    tags: tuple[str, ...]
    features: NDArray[np.uint8]
    confidence: NDArray[np.float32]
    provenance: NDArray[np.uint8]
    trust: NDArray[np.float32]
    popularity: NDArray[np.float32]
    rating: NDArray[np.float32]
    columns: Columns
    rows: Mapping[str, int]
    index: MatchIndex
    version: str
    sources: tuple[str, ...] = ("starter",)
    learned: Mapping[str, NDArray[Any]] = field(default_factory=lambda: NOTHING_LEARNED)

    def get(self, title_id: str) -> Title | None:
        """The title of this id, if the catalogue still has it."""
        row = self.rows.get(title_id)
        return None if row is None else self.titles[row]

    @property
    def by_id(self) -> Mapping[str, Title]:
        """The titles by their ids, each read when it is asked for."""
        return _TitlesById(self.titles, self.rows)

    def match(self, name: str, kind: ViewingKind) -> str | None:
        """Id of the film (`movie`) or series (`episode`) a history means by this name, or None."""
        found = self.find(Asked(name, kind))
        return self.titles[found.row].id if found else None

    def find(self, asked: Asked) -> Found | None:
        """The title an export means, with how sure that is."""
        return self.index.find(asked)

    def find_many(self, asked: Sequence[Asked]) -> list[Found | None]:
        """`find` for each, in the order asked; far faster than one by one."""
        return self.index.find_many(asked)

    def near(self, name: str, kind: ViewingKind | None, limit: int = 3) -> list[tuple[int, float]]:
        """Rows of titles whose name is nearly this one, with the likeness: to ask the member, never to accept."""
        return self.index.near(name, kind, limit)

    def search(self, query: str, limit: int = 24) -> list[int]:
        """Rows of titles a member may mean by what they typed, best first."""
        return self.index.search(query, limit)

    def is_movie(self, text: str) -> bool:
        """True when the whole text is the name of a film."""
        return self.index.knows(text, "movie")

    def is_series(self, text: str) -> bool:
        """True when the whole text is the name of a series."""
        return self.index.knows(text, "series")

    def match_history(
        self,
        viewings: Iterable[Viewing],
        opinions: Iterable[Opinion] = (),
        corrections: Mapping[str, str] = _NOTHING,
        language: str = "",
    ) -> History:
        """The viewings and opinions as a history of this catalogue: each with the id it is found under here.

        `language` (ISO 639-1) is the one the titles are printed in, empty when not known.
        `corrections` is what the member said themselves: `Viewing.work` key -> id, or "" for none of those offered. A
        title that is no longer here counts as not said; a number or year of the row's own that speaks for another
        title comes first; and what they were not offered, a sure match of a better catalogue, is taken.
        """
        rows, said = tuple(viewings), tuple(opinions)
        asked = [asked_of(row, language) for row in (*rows, *said)]
        ids = self._ids(asked)
        told = {work: title for work, title in corrections.items() if not title or title in self.rows}
        years = {title: self.titles[self.rows[title]].year for title in set(told.values()) if title}

        def match(row: Viewing | Opinion, works: Iterable[str], one: Asked) -> str | None:
            found, sureness = ids[one]
            title = next((told[work] for work in works if work in told), None)
            if title is None or row.imdb or (title and row.year and abs(years[title] - row.year) > 1):
                return found
            return title or (found if sureness >= DOUBTFUL else None)

        matched = (
            replace(row, match=match(row, (row.work,), one)) for row, one in zip(rows, asked[: len(rows)], strict=True)
        )
        judged = (
            replace(row, match=match(row, row.works, one)) for row, one in zip(said, asked[len(rows) :], strict=True)
        )
        return History(tuple(matched), self.version, tuple(judged), language)

    def refresh(self, history: History, corrections: Mapping[str, str] = _NOTHING) -> History:
        """The history with its matches brought up to this catalogue; the same object when they are."""
        if history.catalogue == self.version:
            return history
        return self.match_history(history.viewings, history.opinions, corrections, history.language)

    def _ids(self, asked: Sequence[Asked]) -> dict[Asked, tuple[str | None, float]]:
        distinct = list(dict.fromkeys(asked))
        found = self.find_many(distinct)
        ids = tuple(self.rows)  # in the order of the rows; a title itself may have to be read from disk
        return {
            one: (ids[hit.row], hit.confidence) if hit else (None, 0.0)
            for one, hit in zip(distinct, found, strict=True)
        }


@dataclass(frozen=True, slots=True, eq=False)
class _TitlesById(Mapping[str, Title]):
    titles: Sequence[Title]
    rows: Mapping[str, int]

    def __getitem__(self, key: str) -> Title:
        return self.titles[self.rows[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def asked_of(row: Viewing | Opinion, language: str = "") -> Asked:
    """What a row of an export in this language asks for."""
    return Asked(row.title, row.kind, row.year, row.imdb, language or None)


def build_catalogue(titles: Sequence[Title], tags: Sequence[str], version: str) -> Catalogue:
    """Arrange titles whose tags were written by hand as a catalogue; rows follow the order of `titles`."""
    columns = columns_of(titles)
    popularity = np.array([title.popularity for title in titles], dtype=np.float32)
    index = build_index(
        names_of(titles), columns.year, weigh(popularity, netflix=True), [title.imdb for title in titles]
    )
    return Catalogue(
        titles=tuple(titles),
        tags=tuple(tags),
        features=features_of(titles, tags),
        confidence=np.ones(len(titles), dtype=np.float32),
        provenance=np.full(len(titles), PROVENANCES.index("authored"), dtype=np.uint8),
        trust=np.ones(len(tags), dtype=np.float32),
        popularity=popularity,
        rating=np.full(len(titles), np.nan, dtype=np.float32),
        columns=columns,
        rows={title.id: row for row, title in enumerate(titles)},
        index=index,
        version=version,
    )


def features_of(titles: Iterable[Title], tags: Sequence[str]) -> NDArray[np.uint8]:
    """uint8 (titles, tags): the relevance of each tag times `FULL`, 0 where a title has it not."""
    column = {tag: at for at, tag in enumerate(tags)}
    listed = list(titles)
    features: NDArray[Any] = np.zeros((len(listed), len(tags)), dtype=np.uint8)
    for row, title in enumerate(listed):
        for tag, relevance in title.tags.items():
            features[row, column[tag]] = round(relevance * FULL)
    return features
