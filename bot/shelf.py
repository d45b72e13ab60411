"""The catalogue in use with all that is made of it, in one piece: replaced as a whole while the bot runs."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.catalogue.catalogue import Catalogue
from data.catalogue.title import PROVENANCES, Title, title_code
from recommender.affinity import Reference, build_reference
from recommender.learned import Learned
from recommender.model import Certainty, Model, build_model


@dataclass(slots=True, eq=False)
class _Lazy:
    """What is made when somebody first asks for it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    reference: Reference | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """A catalogue, its model, and the titles under the codes that stand in buttons."""

    catalogue: Catalogue
    model: Model
    rows_by_code: Mapping[str, int]
    _lazy: _Lazy = field(default_factory=_Lazy)

    def title(self, code: str) -> Title | None:
        """The title a button speaks of, if the catalogue has it."""
        row = self.rows_by_code.get(code)
        return None if row is None else self.catalogue.titles[row]

    def reference(self) -> Reference:
        """What a match of two members is measured against; made once, and until then work for a thread."""
        with self._lazy.lock:
            if self._lazy.reference is None:
                self._lazy.reference = build_reference(self.model)
            return self._lazy.reference


@dataclass(slots=True, eq=False)
class ShelfInUse:
    """Where the shelf in use stands. Take it once for one piece of work: `now` may be another a moment later."""

    now: Shelf


def build_shelf(catalogue: Catalogue) -> Shelf:
    """Prepare a catalogue for use. Takes about a second for 60,000 titles: work for a thread."""
    certainty = Certainty(catalogue.confidence, catalogue.provenance == PROVENANCES.index("inferred"), catalogue.trust)
    learned = Learned(**catalogue.learned) if len(catalogue.learned["rows"]) else None
    model = build_model(
        catalogue.features, catalogue.popularity, catalogue.columns.series, certainty, learned, catalogue.rating
    )
    return Shelf(catalogue, model, {title_code(title_id): row for title_id, row in catalogue.rows.items()})
