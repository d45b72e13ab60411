"""The starter's titles, to be inferred as if nobody had tagged them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from data.catalogue.build.calibration import Floats
from data.catalogue.build.draft import Draft
from data.catalogue.build.genome import Translated, translate
from data.catalogue.build.measures import Figures, measure
from data.catalogue.build.tag_model import pick
from data.catalogue.build.trials import Others, Rows, Shelves, Trial, most_rated
from data.catalogue.build.views import encode_facts
from data.catalogue.match import fold
from data.catalogue.starter import read_tags, read_titles
from data.catalogue.title import Title

_FOLDS = 5
_MOST_OTHERS = 1500  # measured films; more change nothing here

Names = Mapping[tuple[str, str], Sequence[Draft]]


@dataclass(frozen=True, slots=True)
class Starter:
    """truth float32 (titles, tags); `films`: row of a title -> its row in the genome; facts float32 (genome, any)."""

    titles: Sequence[Title]
    tags: Sequence[str]
    truth: Floats
    films: Mapping[int, int]
    facts: Floats


def read_starter(shelves: Shelves) -> Starter:
    """The starter, and which of its films the genome has: by kind, name and year."""
    titles, tags = read_titles(), list(read_tags())
    column = {tag: at for at, tag in enumerate(tags)}
    truth = np.zeros((len(titles), len(tags)), dtype=np.float32)
    for row, title in enumerate(titles):
        truth[row, [column[tag] for tag in title.tags]] = list(title.tags.values())
    lens = _by_name(shelves.measured)
    place = {id(film): row for row, film in enumerate(shelves.measured)}
    films = {row: place[id(film)] for row, title in enumerate(titles) if (film := _same(title, lens)) is not None}
    return Starter(titles, tags, truth, films, encode_facts(shelves.measured, {}))


def starter_titles(starter: Starter, shelves: Shelves) -> Trial:
    """The starter's films and series with the shelf's descriptions; measured films may be learned from besides.

    Those are translated by the titles that are not asked about, and never films of the starter.
    """
    taken = set(starter.films.values())
    rest = np.array([row for row in most_rated(shelves.measured) if row not in taken][:_MOST_OTHERS], dtype=np.intp)

    def others(known: Rows) -> Others:
        said = _translate(starter, shelves, [int(row) for row in known if int(row) in starter.films])
        return Others(pick(shelves.measured, rest), said.features[rest].astype(np.float32) / 255, said.confidence[rest])

    shelf = _by_name(shelves.netflix)
    drafts = [_draft(title, _same(title, shelf)) for title in starter.titles]
    return Trial("the starter's films and series", drafts, starter.truth, starter.tags, others)


def measure_translation(starter: Starter, shelves: Shelves) -> tuple[int, Figures]:
    """How many films the starter shares with the genome, and how well it tells their hand-made tags, in five folds."""
    both = np.array(list(starter.films), dtype=np.intp)
    fold_of = np.random.default_rng(1).permutation(len(both)) % _FOLDS
    guess = np.zeros((len(both), len(starter.tags)), dtype=np.float32)
    for part in range(_FOLDS):
        said = _translate(starter, shelves, [int(row) for row in both[fold_of != part]])
        asked = [starter.films[int(row)] for row in both[fold_of == part]]
        guess[fold_of == part] = said.features[asked].astype(np.float32) / 255
    return len(both), measure(starter.truth[both], guess)


def _translate(starter: Starter, shelves: Shelves, known: Sequence[int]) -> Translated:
    """The whole genome in our tags, by the starter's titles in these rows."""
    authored = np.rint(starter.truth[known] * 255).astype(np.uint8)
    films = np.array([starter.films[row] for row in known], dtype=np.intp)
    return translate(shelves.genome, authored, films, starter.tags, starter.facts)


def _by_name(drafts: Sequence[Draft]) -> Names:
    found: defaultdict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        for name in {fold(draft.title), *map(fold, draft.also)}:
            found[draft.kind, name].append(draft)
    return found


def _same(title: Title, known: Names) -> Draft | None:
    """The draft of the same kind and name, its year at most one apart; the nearest."""
    near = [draft for draft in known.get((title.kind, fold(title.title)), ()) if abs(draft.year - title.year) <= 1]
    return min(near, key=lambda draft: abs(draft.year - title.year), default=None)


def _draft(title: Title, shelf: Draft | None) -> Draft:
    return Draft(
        kind=title.kind,
        title=title.title,
        year=title.year,
        minutes=title.minutes,
        genres=title.genres,
        countries=title.countries,
        language=title.language,
        maturity=title.maturity,
        rating=shelf.rating if shelf else None,
        makers=title.makers,
        cast=title.cast,
        description=shelf.description if shelf else "",
    )
