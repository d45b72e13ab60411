"""The catalogue in use with all that is made of it, in one piece: replaced as a whole while the bot runs."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.catalogue.catalogue import Catalogue
from data.catalogue.title import PROVENANCES, Title, title_code
from recommender.learned import Learned
from recommender.model import Certainty, Model, build_model


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """A catalogue, its model, and the titles under the codes that stand in buttons."""

    catalogue: Catalogue
    model: Model
    rows_by_code: Mapping[str, int]

    def title(self, code: str) -> Title | None:
        """The title a button speaks of, if the catalogue has it."""
        row = self.rows_by_code.get(code)
        return None if row is None else self.catalogue.titles[row]


@dataclass(slots=True, eq=False)
class ShelfInUse:
    """Where the shelf in use stands. Take it once for one piece of work: `now` may be another a moment later."""

    now: Shelf


def build_shelf(catalogue: Catalogue) -> Shelf:
    """Prepare a catalogue for use. Takes about a second for 60,000 titles: work for a thread."""
    certainty = Certainty(catalogue.confidence, catalogue.provenance == PROVENANCES.index("inferred"), catalogue.trust)
    learned = Learned(**catalogue.learned) if len(catalogue.learned["rows"]) else None
    model = build_model(catalogue.features, catalogue.popularity, catalogue.columns.series, certainty, learned)
    return Shelf(catalogue, model, {title_code(title_id): row for title_id, row in catalogue.rows.items()})
