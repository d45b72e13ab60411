"""More and less of a tag, as members click on the panel and moods ask for, the way the recommender takes it. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def steer_of(tags: Sequence[str], *clicks: Mapping[str, float]) -> NDArray[np.float64]:
    """Clicks (tags,) of all these together; a tag the catalogue has not is passed over."""
    columns = {tag: at for at, tag in enumerate(tags)}
    steer = np.zeros(len(tags))
    for tag, click in (pair for some in clicks for pair in some.items()):
        if tag in columns:
            steer[columns[tag]] += click
    return steer
