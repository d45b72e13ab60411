"""More and less of a tag: what can be clicked on a panel, and how clicks and moods reach the recommender. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.blending.table import Table
from recommender.explain import BELIEVED, HAS_TAG
from recommender.model import FULL
from recommender.steering import CLICK, critique

#: Clicks a tag takes, one way or the other, and tags that may be steered at once.
MOST_CLICKS, MOST_STEERED = 3, 8
#: Tags offered for each way: what one member looks through.
OFFERED = 20
#: A tag is worth offering when it stands in this many listed titles, or brings as many new ones.
_FEWEST = 2
#: Titles a click could bring up: so many of the group's best.
_NEAR = 400
#: Tags that tell nothing one could want more or less of.
_IDLE = frozenset({"fun", "ensemble cast", "binge-worthy", "girls' night", "guilty pleasure", "date night"})
#: Tags nobody is offered more of in company.
_IMPROPER = frozenset({"erotic", "nudity", "sexy"})


@dataclass(frozen=True, slots=True)
class Steerable:
    """A tag that can be clicked, with how many titles of the list have it, or how many one click would bring."""

    tag: str
    titles: int


def steer_of(tags: Sequence[str], *clicks: Mapping[str, float]) -> NDArray[np.float64]:
    """Clicks (tags,) of all these together; a tag the catalogue has not is passed over."""
    columns = {tag: at for at, tag in enumerate(tags)}
    steer = np.zeros(len(tags))
    for tag, click in (pair for some in clicks for pair in some.items()):
        if tag in columns:
            steer[columns[tag]] += click
    return steer


def less_of(table: Table, listed: Sequence[str]) -> tuple[Steerable, ...]:
    """Tags one could want less of: those that more of the listed title ids have than of the catalogue."""
    return _offered(table, _has(table, _rows(table, listed)).sum(axis=0), len(listed), _IDLE)


def more_of(table: Table, listed: Sequence[str], steer: NDArray[np.float64]) -> tuple[Steerable, ...]:
    """Tags one could want more of: those of which one click would bring most new titles, against what chance would.

    Looked at among the best `_NEAR` by the members' mean score, with the clicks (tags,) there are already. A click
    counts as it does for a member: against what lies between a 10th and a 100th title.
    """
    rows = np.flatnonzero(table.candidates)
    if not len(rows) or not table.guests:
        return ()
    model = table.model
    scores = np.stack([taste.scores[rows] for taste in table.tastes]).mean(axis=0, dtype=np.float64)
    near = np.argsort(-scores, kind="stable")[:_NEAR]
    rows, scores = rows[near], scores[near]
    step = float(scores[len(scores) // 40] - scores[len(scores) // 4])
    z = model.directions[rows] * model.lengths[rows, None]
    clicked = scores[:, None] + step * (critique(model, steer)[rows, None] + CLICK * np.tanh(z))
    first = np.argsort(-clicked, axis=0, kind="stable")[: len(listed)]
    brought = np.take_along_axis(_has(table, rows) & ~np.isin(rows, _rows(table, listed))[:, None], first, axis=0)
    return _offered(table, brought.sum(axis=0), len(listed), _IDLE | _IMPROPER)


def _offered(table: Table, counts: NDArray[np.int64], titles: int, never: Collection[str]) -> tuple[Steerable, ...]:
    """The tags that most of so many titles have, against the share of the catalogue that has them."""
    usual = (table.model.features >= HAS_TAG * FULL).mean(axis=0)
    worth = counts - titles * usual
    order: list[int] = np.argsort(-worth, kind="stable").tolist()
    tags = table.catalogue.tags
    usable = [at for at in order if counts[at] >= _FEWEST and worth[at] > 0.0 and tags[at] not in never]
    return tuple(Steerable(tags[at], int(counts[at])) for at in usable[:OFFERED])


def _has(table: Table, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which tags (titles, tags) the titles of these rows are believed to have."""
    sure = np.stack([table.model.certainty.of(row) for row in rows.tolist()] or [table.model.certainty.trust[:0]])
    return (table.model.features[rows] >= HAS_TAG * FULL) & (sure.reshape(len(rows), -1) >= BELIEVED)


def _rows(table: Table, listed: Sequence[str]) -> NDArray[np.int64]:
    return np.array([table.catalogue.rows[title] for title in listed], dtype=np.int64)
