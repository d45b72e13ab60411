"""Tags for every title of a build: written by hand, measured, or inferred, each with how far it can be believed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.catalogue.build.genome import translate
from data.catalogue.build.infer import infer
from data.catalogue.build.merge import Merged
from data.catalogue.build.scores import Genome
from data.catalogue.build.views import encode_facts
from data.catalogue.catalogue import features_of
from data.catalogue.title import PROVENANCES

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Tags:
    """As in `Catalogue`: features uint8 (titles, tags), confidence and provenance (titles,), trust (tags,)."""

    features: NDArray[np.uint8]
    confidence: NDArray[np.float32]
    provenance: NDArray[np.uint8]
    trust: NDArray[np.float32]


def tag(titles: Sequence[Merged], genomes: Sequence[Genome], tags: tuple[str, ...], report: Report) -> Tags:
    """Tags written by hand where there are any, measured where a genome has the film, inferred for the rest."""
    features = np.zeros((len(titles), len(tags)), dtype=np.uint8)
    authored = np.array([row for row, title in enumerate(titles) if title.authored is not None], dtype=np.intp)
    by_hand = [title.authored for title in titles if title.authored is not None]
    features[authored] = features_of(by_hand, tags)
    confidence = np.zeros(len(titles), dtype=np.float32)
    confidence[authored] = 1.0
    provenance = np.full(len(titles), PROVENANCES.index("none"), dtype=np.uint8)
    provenance[authored] = PROVENANCES.index("authored")
    for genome in genomes:
        _measure(titles, genome, tags, Tags(features, confidence, provenance, np.ones(len(tags), np.float32)))
    known = provenance != PROVENANCES.index("none")
    report(f"{len(authored):,} titles have tags by hand, {int(known.sum()) - len(authored):,} measured ones.")
    drafts = [title.draft for title in titles]
    inferred = infer(drafts, features, known, confidence, tags)
    guessed = ~known & (inferred.confidence > 0)
    features[guessed] = inferred.features[guessed]
    confidence[guessed] = inferred.confidence[guessed]
    provenance[guessed] = PROVENANCES.index("inferred")
    report(f"{int(guessed.sum()):,} titles have inferred ones, {int((~known & ~guessed).sum()):,} none.")
    return Tags(features, confidence, provenance, inferred.trust)


def _measure(titles: Sequence[Merged], genome: Genome, tags: tuple[str, ...], made: Tags) -> None:
    """Translate a genome and give its tags to the films that have none better."""
    row_of = {title.draft.movielens: row for row, title in enumerate(titles) if title.draft.movielens is not None}
    rows = np.array([row_of.get(int(movie), -1) for movie in genome.movies], dtype=np.intp)
    here = np.flatnonzero(rows >= 0)
    genome, rows = Genome(genome.movies[here], genome.tags, genome.scores[here]), rows[here]
    if not len(rows):
        return
    both = np.flatnonzero(made.provenance[rows] == PROVENANCES.index("authored"))
    places: list[int] = rows.tolist()
    drafts = [titles[row].draft for row in places]
    found = translate(genome, made.features[rows[both]], both, tags, encode_facts(drafts, {}))
    open_rows = made.provenance[rows] == PROVENANCES.index("none")
    made.features[rows[open_rows]] = found.features[open_rows]
    made.confidence[rows[open_rows]] = found.confidence[open_rows]
    made.provenance[rows[open_rows]] = PROVENANCES.index("measured")
