"""The titles there are, as values for people and as arrays for the recommender."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.catalogue.match import Asked, MatchIndex, build_index, names_of, weigh
from data.catalogue.title import Title
from data.history import History, Viewing, ViewingKind


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Titles, their features and the way from a name to a title.

    `features` is float32 (titles x tags), the relevance of each tag in [0, 1]; `popularity` float32 (titles,), the
    tier from 1 to 5. Row i of both belongs to `titles[i]`. `version` changes whenever any content does.
    """

    titles: tuple[Title, ...]
    tags: tuple[str, ...]
    features: NDArray[np.float32]
    popularity: NDArray[np.float32]
    rows: dict[str, int]
    index: MatchIndex
    version: str

    def get(self, title_id: str) -> Title | None:
        """The title of this id, if the catalogue still has it."""
        row = self.rows.get(title_id)
        return None if row is None else self.titles[row]

    def match(self, name: str, kind: ViewingKind) -> str | None:
        """Id of the film (`movie`) or series (`episode`) a history means by this name, or None."""
        found = self.index.find(Asked(name, kind))
        return self.titles[found.row].id if found else None

    def is_movie(self, text: str) -> bool:
        """True when the whole text is the name of a film."""
        return self.index.knows(text, "movie")

    def is_series(self, text: str) -> bool:
        """True when the whole text is the name of a series."""
        return self.index.knows(text, "series")

    def match_history(self, viewings: Iterable[Viewing]) -> History:
        """The viewings as a history of this catalogue: each with the id it is found under here."""
        rows = tuple(viewings)
        asked = [Asked(row.title, row.kind, row.year, row.imdb) for row in rows]
        distinct = list(dict.fromkeys(asked))
        found = dict(zip(distinct, self.index.find_many(distinct), strict=True))
        ids = {one: self.titles[hit.row].id if hit else None for one, hit in found.items()}
        matched = (replace(row, match=ids[one]) for row, one in zip(rows, asked, strict=True))
        return History(tuple(matched), self.version)

    def refresh(self, history: History) -> History:
        """The history with its matches brought up to this catalogue; the same object when they are."""
        return history if history.catalogue == self.version else self.match_history(history.viewings)


def build_catalogue(titles: Sequence[Title], tags: Sequence[str], version: str) -> Catalogue:
    """Arrange titles and tags as a catalogue; rows follow the order of `titles`."""
    column = {tag: at for at, tag in enumerate(tags)}
    features = np.zeros((len(titles), len(tags)), dtype=np.float32)
    for row, title in enumerate(titles):
        for tag, relevance in title.tags.items():
            features[row, column[tag]] = relevance
    popularity = np.array([title.popularity for title in titles], dtype=np.float32)
    rows = {title.id: row for row, title in enumerate(titles)}
    years, imdb = [title.year for title in titles], [title.imdb for title in titles]
    index = build_index(names_of(titles), years, weigh(popularity), imdb)
    return Catalogue(tuple(titles), tuple(tags), features, popularity, rows, index, version)
