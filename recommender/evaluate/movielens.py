"""Read MovieLens: tags and population from an archive in ml-25m's form, test members from ml-latest-small.

Both must be fetched by the host (grouplens.org/datasets/movielens); their licence forbids passing them on, so nothing
of them is part of this repository.
"""

from pathlib import Path
from typing import IO
from zipfile import ZipFile

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from recommender.evaluate.dataset import Dataset, Log, rated_at_all

ARCHIVE = "ml-25m-genome149.zip"
TESTERS = "ml-latest-small/ratings.csv"
_STARS = 5.0


def find_movielens(folder: Path) -> Path | None:
    """The folder that holds both parts: this one or its `movielens`; None when neither does."""
    for place in (folder, folder / "movielens"):
        if (place / ARCHIVE).is_file() and (place / TESTERS).is_file():
            return place
    return None


def read_movielens(place: Path) -> Dataset:
    """The catalogue is every title with genome scores that anybody rated; ratings of other titles are left out.

    KeyError when the archive lacks a table, ValueError when a table lacks a column.
    """
    with ZipFile(place / ARCHIVE) as archive:
        with archive.open("ml-25m/genome-scores.csv") as file:
            titles, features = _genome(file)
        with archive.open("ml-25m/ratings.csv") as file:
            population = _log(file, titles)
    with (place / TESTERS).open("rb") as file:
        testers = _log(file, titles)
    return rated_at_all(Dataset("MovieLens", features, np.zeros(len(titles), dtype=np.bool_), population, testers))


def _genome(file: IO[bytes]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """MovieLens numbers (titles,) in order, and relevance (titles, tags)."""
    scores = pd.read_csv(file, dtype={"movieId": np.int64, "tagId": np.int64, "relevance": np.float32})
    titles, rows = np.unique(scores["movieId"].to_numpy(), return_inverse=True)
    tags, columns = np.unique(scores["tagId"].to_numpy(), return_inverse=True)
    features = np.zeros((len(titles), len(tags)), dtype=np.float32)
    features[rows, columns] = scores["relevance"].to_numpy()
    return titles, features


def _log(file: IO[bytes], titles: NDArray[np.int64]) -> Log:
    kinds = {"userId": np.int64, "movieId": np.int64, "rating": np.float32, "timestamp": np.int64}
    ratings = pd.read_csv(file, dtype=kinds, usecols=list(kinds))
    ratings = ratings[ratings["movieId"].isin(titles)].drop_duplicates(["userId", "movieId"], keep="last")
    _, members = np.unique(ratings["userId"].to_numpy(), return_inverse=True)
    numbers: NDArray[np.int64] = ratings["movieId"].to_numpy(np.int64)
    rows = np.asarray(np.searchsorted(titles, numbers), dtype=np.int32)
    return Log(
        members.astype(np.int32),
        rows,
        (ratings["rating"].to_numpy(np.float64) / _STARS).astype(np.float32),
        ratings["timestamp"].to_numpy(np.int64),
    )
