"""Members with planted tastes: an evaluation that needs no data, and checks that only a working recommender passes.

Titles serve one of six tastes, which shows in their tags and in who watches them; popularity knows nothing of tastes.
Half of the titles are series. Test members have one taste each, so groups whose members have different ones conflict.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES
from recommender.chances import calibrate
from recommender.evaluate.dataset import Dataset, Log
from recommender.evaluate.lists import NOTHING, best, hits, worth
from recommender.evaluate.methods import each
from recommender.evaluate.metrics import difference
from recommender.evaluate.peers import popularity
from recommender.evaluate.splits import Split, fold_of, hold_out
from recommender.model import Model
from recommender.profile import Watched

TASTES, TITLES_EACH, TAGS_EACH = 6, 90, 8
_POPULATION, _TESTERS, _WATCHED = 500, 120, 40
#: Of what members watch, so much is of their own taste; they like it, and one in twenty of the rest.
_OWN, _STRAY_LIKING = 0.7, 0.05
_DAY = 86_400
_PLACES = 10
#: Each kind must have at least this share of the first places, where half of all titles and histories are of it.
_LEAST_KIND = 0.25
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """The data, and which `taste` (members,) each test member has."""

    dataset: Dataset
    taste: NDArray[np.int64]


def plant(seed: int = 0) -> Planted:
    """The same town for the same seed."""
    rng = np.random.default_rng(seed)
    titles = TASTES * TITLES_EACH
    serves = rng.permutation(np.repeat(np.arange(TASTES), TITLES_EACH))
    appeal = rng.lognormal(0.0, 0.8, titles)
    crowd, own = rng.integers(0, TASTES, _POPULATION), np.arange(_TESTERS) % TASTES
    dataset = Dataset(
        source="planted tastes (no data needed)",
        features=_features(serves, rng),
        series=rng.permutation(titles) % 2 == 0,
        population=_watch(crowd, serves, appeal, rng),
        testers=_watch(own, serves, appeal, rng),
    )
    return Planted(dataset, own)


def conflict_groups(place: Planted, size: int, count: int, seed: int = 0) -> list[tuple[str, NDArray[np.int64]]]:
    """Groups of members with as many different tastes as members, up to six."""
    rng = np.random.default_rng((seed, size))
    groups: list[tuple[str, NDArray[np.int64]]] = []
    for _ in range(count):
        tastes = np.concatenate([rng.permutation(TASTES) for _ in range(-(-size // TASTES))])[:size]
        members = [int(rng.choice(np.flatnonzero(place.taste == taste))) for taste in tastes]
        groups.append(("conflict", np.array(members, dtype=np.int64)))
    return groups


def check_planted(
    place: Planted, model: Model, score: Callable[[Watched], NDArray[np.float32]]
) -> list[dict[str, Any]]:
    """What a recommender must find here, each with what was measured and whether it passed.

    Lists beat popularity, among all titles, films and series; no kind is drowned; and in groups that conflict the
    worst-off member is promised at least as much by `fair` as by `average`, at every length.
    """
    log = place.dataset.testers
    split = hold_out(log, fold_of(log, 5, np.random.default_rng(0)) == 0, place.dataset.titles)
    scores = each(score)(split.known)
    everything = np.ones(place.dataset.titles, dtype=np.bool_)
    series = place.dataset.series
    return [
        _beats(place, split, scores, everything, "beats popularity, nDCG@10"),
        _beats(place, split, scores, ~series, "beats popularity among films"),
        _beats(place, split, scores, series, "beats popularity among series"),
        _both_kinds(split, scores, series),
        _protects(place, split, scores, model),
    ]


def _features(serves: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.float32]:
    """Three clear tags of the taste and six of any, at five levels."""
    features = np.zeros((len(serves), TASTES * TAGS_EACH), dtype=np.float32)
    for row, taste in zip(features, serves.tolist(), strict=True):
        row[rng.choice(len(row), 6, replace=False)] = rng.integers(1, 6, 6) / 5
        row[taste * TAGS_EACH + rng.choice(TAGS_EACH, 3, replace=False)] = rng.integers(2, 6, 3) / 5
    return features


def _watch(
    tastes: NDArray[np.int64], serves: NDArray[np.int64], appeal: NDArray[np.float64], rng: np.random.Generator
) -> Log:
    """Everybody watches forty titles a day apart, popular ones sooner, mostly of their own taste."""
    rows, liked = np.zeros((2, len(tastes), _WATCHED))
    for member, taste in enumerate(tastes.tolist()):
        own = serves == taste
        shares = _OWN * own / float(appeal[own].sum()) + (1.0 - _OWN) * ~own / float(appeal[~own].sum())
        rows[member] = rng.choice(len(serves), _WATCHED, replace=False, p=appeal * shares)
        liked[member] = own[rows[member].astype(np.int64)] | (rng.random(_WATCHED) < _STRAY_LIKING)
    return Log(
        np.repeat(np.arange(len(tastes)), _WATCHED).astype(np.int32),
        rows.ravel().astype(np.int32),
        np.where(liked.ravel() > 0.0, 1.0, 0.5).astype(np.float32),
        np.tile(np.arange(_WATCHED) * _DAY, len(tastes)),
    )


def _beats(
    place: Planted, split: Split, scores: NDArray[np.float32], allowed: NDArray[np.bool_], what: str
) -> dict[str, Any]:
    popular = np.broadcast_to(popularity(place.dataset), scores.shape)
    mine, theirs = (_ndcg(split, values, allowed) for values in (scores, popular))
    mean, low, high = difference(mine, theirs, np.random.default_rng(0))
    return {"check": what, "measured": f"{mean:+.3f} ({low:+.3f} to {high:+.3f})", "passed": low > 0.0}


def _ndcg(split: Split, scores: NDArray[np.float32], allowed: NDArray[np.bool_]) -> NDArray[np.float64]:
    liked = split.liked & allowed
    return worth(hits(best(scores, split.known.seen | ~allowed, _PLACES), liked), liked.sum(axis=1), _PLACES).ndcg


def _both_kinds(split: Split, scores: NDArray[np.float32], series: NDArray[np.bool_]) -> dict[str, Any]:
    lists = best(scores, split.known.seen, _PLACES)
    share = float(series[lists[lists != NOTHING]].mean())
    passed = _LEAST_KIND <= share <= 1.0 - _LEAST_KIND
    return {"check": "films and series both come up", "measured": f"{share:.0%} series", "passed": passed}


def _protects(place: Planted, split: Split, scores: NDArray[np.float32], model: Model) -> dict[str, Any]:
    gaps: list[NDArray[np.float64]] = []
    for _, members in conflict_groups(place, 4, 40):
        open_rows = np.asarray(~split.known.seen[members].any(axis=0), dtype=np.bool_)
        votes = np.stack([calibrate(model, scores[member], open_rows)[open_rows] for member in members])
        promised = [_worst_prefix(votes, STRATEGIES[name].order(votes, _PLACES)) for name in ("fair", "average")]
        gaps.append(promised[0] - promised[1])
    gap = np.mean(gaps, axis=0)
    measured = f"{gap.min():+.4f} at least, {gap[-1]:+.4f} in ten"
    return {"check": "fair protects the worst-off", "measured": measured, "passed": bool((gap > -_ROUNDING).all())}


def _worst_prefix(votes: NDArray[np.float64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
    """Least promised to any member by the first 1, 2, ... places (places,)."""
    return np.cumsum(votes[:, columns], axis=1).min(axis=0)
