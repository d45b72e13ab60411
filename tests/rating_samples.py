"""Tiny logs written by hand, and a folder in MovieLens' form with them."""

from pathlib import Path
from zipfile import ZipFile

import numpy as np

from recommender.evaluate.dataset import Log


def log(*ratings: tuple[int, int, float]) -> Log:
    """Ratings (member, title, value), each a day after the one before."""
    members, rows, values = zip(*ratings, strict=True)
    return Log(
        np.array(members, dtype=np.int32),
        np.array(rows, dtype=np.int32),
        np.array(values, dtype=np.float32),
        np.arange(len(ratings), dtype=np.int64) * 86_400,
    )


def write_movielens(place: Path, ratings: str, testers: str, scores: str) -> Path:
    """The two parts that the command looks for; the tables are lines without their header."""
    place.mkdir(parents=True)
    with ZipFile(place / "ml-25m-genome149.zip", "w") as archive:
        archive.writestr("ml-25m/genome-scores.csv", f"movieId,tagId,relevance\n{scores}")
        archive.writestr("ml-25m/ratings.csv", f"userId,movieId,rating,timestamp\n{ratings}")
    (place / "ml-latest-small").mkdir()
    (place / "ml-latest-small/ratings.csv").write_text(f"userId,movieId,rating,timestamp\n{testers}")
    return place
