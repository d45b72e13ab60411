"""What a blend costs: `python -m recommender.bench` prints medians, by titles and members, and ratios to one read.

The catalogue is random, in the starter's shape (260 tags, 32 a title); members have 200 titles each. "Read" is the time
to go once through the rows a member is scored with, the least that scoring every title can take.
"""

import sys
import time
from collections.abc import Callable

import numpy as np

from recommender.model import Model, build_model
from recommender.profile import Watched, build_profile
from recommender.ranking import recommend
from recommender.scoring import score

SIZES = (600, 6_000, 60_000)
MEMBERS = (1, 2, 10)
TAGS, TAGS_EACH, WATCHED, ROUNDS = 260, 32, 200, 9


def catalogue(titles: int) -> Model:
    """A random catalogue of this many titles; the same every time."""
    rng = np.random.default_rng(titles)
    present = rng.random((titles, TAGS)) < TAGS_EACH / TAGS
    features = np.where(present, rng.integers(1, 6, (titles, TAGS)) / 5, 0.0).astype(np.float32)
    popularity = rng.integers(1, 6, titles).astype(np.float32)
    return build_model(features, popularity, rng.random(titles) < 0.5)  # noqa: PLR2004 - half of them series


def watched(titles: int, member: int) -> Watched:
    """A history of 200 titles of this catalogue."""
    rng = np.random.default_rng(member)
    rows = rng.choice(titles, WATCHED, replace=False)
    return Watched(rows, rng.integers(1, 40, WATCHED), np.arange(WATCHED, dtype=np.float64))


def median_ms(work: Callable[[], object]) -> float:
    """Median time of a call in milliseconds, after one to warm up."""
    work()
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times)) * 1000.0


def measure(titles: int) -> list[str]:
    """Lines of a table for one size of catalogue."""
    start = time.perf_counter()
    model = catalogue(titles)
    built = (time.perf_counter() - start) * 1000.0
    histories = [watched(titles, member) for member in range(max(MEMBERS))]
    one = build_profile(model, histories[0])
    read = median_ms(model.directions.sum)
    scored = median_ms(lambda: score(model, one))
    lines = [f"{titles:>6} titles: build {built:.0f} ms, score {scored:.2f} ms = {scored / read:.1f} x read"]
    candidates = np.ones(titles, dtype=np.bool_)
    for size in MEMBERS:

        def evening(size: int = size) -> object:
            profiles = [build_profile(model, history) for history in histories[:size]]
            return recommend(model, profiles, candidates, n=20)

        spent = median_ms(evening)
        lines.append(
            f"{'':>6} {size:>2} member(s): blend {spent:.2f} ms = {spent / (scored * size):.1f} x scoring them"
        )
    return lines


if __name__ == "__main__":
    for count in SIZES:
        sys.stdout.write("\n".join(measure(count)) + "\n")
