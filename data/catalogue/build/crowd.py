"""Who rated what, as numbers: what MovieLens knows of a crowd, for the recommender to learn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.catalogue.build.shelf import open_shelf, read_chunks
from data.catalogue.problem import CatalogueProblem

_FILE = "ratings.csv"
_STARS = 5.0
_LARGEST = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Ratings (k,) in any order: `members` int32, `rows` int32 of the catalogue's titles, `values` float32 in 0..1."""

    members: NDArray[np.int32]
    rows: NDArray[np.int32]
    values: NDArray[np.float32]


def read_crowd(path: Path, row_of: Mapping[int, int]) -> Crowd | None:
    """The ratings of a MovieLens set, for the titles of which `row_of` knows the row by their MovieLens number.

    None when the set has no ratings. Raises CatalogueProblem when they cannot be read.
    """
    shelf = open_shelf(path)
    if _FILE not in shelf or not row_of:
        return None
    place = np.full(max(row_of) + 1, -1, dtype=np.int32)
    place[list(row_of)] = list(row_of.values())
    parts: list[Crowd] = []
    for chunk in read_chunks(shelf, _FILE, {"userId": np.int64, "movieId": np.int64, "rating": np.float32}):
        members, movies, stars = chunk["userId"], chunk["movieId"], chunk["rating"]
        if int(members.min(initial=0)) < 0 or int(members.max(initial=0)) > _LARGEST:
            raise CatalogueProblem(f"{_FILE} in {path} holds impossible member ids. Fetch it again.")
        rows = np.where((movies >= 0) & (movies < len(place)), place[np.clip(movies, 0, len(place) - 1)], -1)
        kept = (rows >= 0) & (stars >= 0.0) & (stars <= _STARS)
        parts.append(
            Crowd(
                members[kept].astype(np.int32), rows[kept].astype(np.int32), (stars[kept] / _STARS).astype(np.float32)
            )
        )
    if not parts:
        return None
    return Crowd(
        np.concatenate([part.members for part in parts]),
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.values for part in parts]),
    )
