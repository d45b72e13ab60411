"""What must hold for every strategy, whatever the group: from the sense of the thing, not from any data."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES
from recommender.chances import calibrate
from recommender.model import Model, build_model
from recommender.profile import Watched, build_profile
from recommender.ranking import Recommendation, recommend, unseen
from recommender.scoring import score
from tests.planted import TASTES, TITLES, Member, Town, history, member, town

ALL = np.ones(TITLES, dtype=np.bool_)
RULES = sorted(STRATEGIES)
#: Rules whose lists are made of chances; the original project's looks at closeness to a mean taste.
CHANCES = sorted(name for name in STRATEGIES if STRATEGIES[name].votes == "chances")
PLACE = town()


@pytest.fixture(scope="module")
def place() -> Town:
    return PLACE


def listed(picks: tuple[Recommendation, ...]) -> list[int]:
    return [pick.row for pick in picks]


def group(sizes: list[int], draw: int) -> list[Member]:
    """One member for each history length given, tastes in turn."""
    return [member(PLACE, (draw + at) % TASTES, watched, draw + at) for at, watched in enumerate(sizes)]


def wishes(draw: int) -> dict[str, object]:
    """Some evenings ask for surprises, some press buttons, some have titles of last week."""
    rng = np.random.default_rng(draw)
    steer = np.where(rng.random(PLACE.features.shape[1]) < 0.05, rng.choice([-1.0, 1.0]), 0.0)
    tired = np.where(rng.random(TITLES) < 0.2, 0.7, 0.0)
    return {"surprise": draw % 3 == 0, "steer": steer if draw % 2 else None, "fatigue": tired if draw % 5 else None}


GROUPS = some.lists(some.integers(0, 40), min_size=1, max_size=6)
DRAWS = some.integers(0, 30)


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(sizes=GROUPS, draw=DRAWS, weighted=some.booleans())
def test_the_order_of_members_does_not_matter(name: str, sizes: list[int], draw: int, *, weighted: bool) -> None:
    people = [person.profile for person in group(sizes, draw)]
    rng = np.random.default_rng(draw)
    weights = rng.random(len(people)) + 0.2 if weighted else None
    turned = rng.permutation(len(people))
    asked = wishes(draw)
    straight = recommend(PLACE.model, people, ALL, n=15, strategy=name, weights=weights, **asked)
    shuffled = recommend(
        PLACE.model,
        [people[at] for at in turned],
        ALL,
        n=15,
        strategy=name,
        weights=None if weights is None else weights[turned],
        **asked,
    )
    facts = [(pick.row, pick.group, pick.tags, pick.confidence) for pick in straight]
    assert facts == [(pick.row, pick.group, pick.tags, pick.confidence) for pick in shuffled]
    assert [tuple(pick.members[at] for at in turned) for pick in straight] == [pick.members for pick in shuffled]


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(sizes=GROUPS, draw=DRAWS)
def test_what_anyone_has_watched_never_appears(name: str, sizes: list[int], draw: int) -> None:
    people = group(sizes, draw)
    masks = np.stack([np.isin(np.arange(TITLES), person.rows) for person in people])
    profiles = [person.profile for person in people]
    picks = listed(recommend(PLACE.model, profiles, unseen(masks, "everyone"), n=20, strategy=name, **wishes(draw)))
    assert len(set(picks)) == 20
    assert not masks[:, picks].any()


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("size", [2, 3, 10])
@pytest.mark.parametrize("taste", [0, 3])
def test_a_group_of_clones_gets_the_single_list(place: Town, name: str, size: int, taste: int) -> None:
    one = member(place, taste, 25).profile
    alone = recommend(place.model, [one], ALL, n=20, strategy=name)
    together = recommend(place.model, [one] * size, ALL, n=20, strategy=name)
    assert listed(together) == listed(alone)
    assert [pick.tags for pick in together] == [pick.tags for pick in alone]


@pytest.mark.parametrize("name", CHANCES)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_empty_histories_give_what_is_popular(place: Town, name: str, size: int) -> None:
    nobody = build_profile(place.model, history(np.array([], dtype=np.int64)))
    picks = listed(recommend(place.model, [nobody] * size, ALL, n=20, strategy=name))
    assert (place.popularity[picks] == 5).all()
    for kind in (place.series, ~place.series):
        most = np.flatnonzero(kind)[np.argmax(place.model.prior[kind])]
        assert next(row for row in picks if kind[row]) == most


@pytest.mark.parametrize("name", RULES)
def test_a_title_told_twice_changes_nothing(place: Town, name: str) -> None:
    people = group([12, 25], 4)
    twice = [
        build_profile(
            place.model,
            Watched(
                np.concatenate([told.rows, told.rows[::2]]),
                np.concatenate([told.counts, told.counts[::2]]),
                np.concatenate([told.ages, told.ages[::2]]),
            ),
        )
        for told in (history(person.rows) for person in people)
    ]
    plain = recommend(place.model, [person.profile for person in people], ALL, n=20, strategy=name)
    assert recommend(place.model, twice, ALL, n=20, strategy=name) == plain


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("dictator", [0, 1, 2])
def test_a_member_with_all_the_weight_is_a_dictator(place: Town, name: str, dictator: int) -> None:
    people = [person.profile for person in group([25, 30, 35], 2)]
    weights = np.full(3, 1e-9)
    weights[dictator] = 1.0
    ruled = listed(recommend(place.model, people, ALL, n=20, strategy=name, weights=weights))
    assert ruled == listed(recommend(place.model, [people[dictator]], ALL, n=20, strategy=name))
    assert ruled != listed(recommend(place.model, people, ALL, n=20, strategy=name))


@pytest.mark.parametrize("name", RULES)
def test_only_the_proportions_of_weights_matter(place: Town, name: str) -> None:
    people = [person.profile for person in group([25, 30, 35], 2)]
    lists = [
        listed(recommend(place.model, people, ALL, n=20, strategy=name, weights=scale * np.array([2.0, 1.0, 0.5])))
        for scale in (1.0, 4.0)
    ]
    assert lists[0] == lists[1]
    same = recommend(place.model, people, ALL, n=20, strategy=name, weights=np.full(3, 3.0))
    assert same == recommend(place.model, people, ALL, n=20, strategy=name)


@pytest.mark.parametrize("weights", [[1.0, 0.0], [1.0, -1.0], [1.0], [1.0, np.nan], [1.0, np.inf]])
def test_weights_that_are_none_are_refused(place: Town, weights: list[float]) -> None:
    people = [person.profile for person in group([25, 30], 2)]
    with pytest.raises(ValueError, match="one above 0 for each member"):
        recommend(place.model, people, ALL, n=5, weights=np.array(weights))


def upside_down(model: Model) -> Model:
    """The same catalogue, sorted the wrong way: what is far is near, what is obscure is popular."""
    features = (1.0 - model.features / np.float32(255.0)).astype(np.float32)
    return build_model(features, -model.prior, model.series)


@pytest.mark.parametrize("name", CHANCES)
def test_planted_tastes_beat_popularity_and_the_wrong_way_round_finds_nothing(place: Town, name: str) -> None:
    """The original project sorted the farthest first: a strategy that takes the lowest votes must fail this."""
    found = {"list": 0.0, "reversed": 0.0, "popular": 0.0}
    rule = STRATEGIES[name].order
    for taste in range(TASTES):
        people = [member(place, taste, 25, seed) for seed in range(2)]
        fresh = unseen(np.stack([np.isin(np.arange(TITLES), one.rows) for one in people]), "everyone")
        rows = np.flatnonzero(fresh)
        votes = np.stack([calibrate(place.model, score(place.model, one.profile), fresh)[rows] for one in people])
        orders = {
            "list": rule(votes, 10),
            "reversed": rule(votes.max() - votes, 10),
            "popular": np.argsort(-place.model.prior[rows], kind="stable")[:10],
        }
        for way, order in orders.items():
            found[way] += float((place.taste[rows[order]] == taste).mean()) / TASTES
    assert found["list"] > 2.5 * found["popular"] > 0.0
    assert found["reversed"] < 0.05


def satisfied(votes: NDArray[np.float64], order: list[int]) -> NDArray[np.float64]:
    """Chance (prefixes,) that the worst-off member likes something, for every length of the list."""
    return (1.0 - np.cumprod(1.0 - votes[:, order], axis=1)).min(axis=0)


def conflict(place: Town, draw: int) -> list[Member]:
    """Three alike and one who is not."""
    tastes = (draw % TASTES, draw % TASTES, draw % TASTES, (draw + 1 + draw // TASTES) % TASTES)
    return [member(place, taste, 25, 10 * draw + at) for at, taste in enumerate(tastes)]


@pytest.mark.parametrize(("name", "gain"), [("fair", 1.05), ("nash", 1.03), ("ep_fuzzdda", 1.1)])
def test_the_worst_off_is_never_worse_than_by_the_average(place: Town, name: str, gain: float) -> None:
    """At every prefix of the lists people see, over planted conflicts; from the fifth title on clearly better."""
    worst = {name: np.zeros(20), "average": np.zeros(20)}
    for draw in range(24):
        people = conflict(place, draw)
        profiles = [person.profile for person in people]
        votes = np.stack([calibrate(place.model, score(place.model, profile), ALL) for profile in profiles])
        for rule in worst:
            worst[rule] += satisfied(votes, listed(recommend(place.model, profiles, ALL, n=20, strategy=rule)))
    assert (worst[name] >= worst["average"] - 1e-9).all()
    assert worst[name][4:].mean() > gain * worst["average"][4:].mean()


def test_who_gave_way_last_time_is_served_better_this_time(place: Town) -> None:
    served = np.zeros(2)
    for draw in range(12):
        profiles = [person.profile for person in conflict(place, draw)]
        votes = calibrate(place.model, score(place.model, profiles[3]), ALL)
        for at, weights in enumerate((None, np.array([0.8, 0.8, 0.8, 1.6]))):
            served[at] += votes[listed(recommend(place.model, profiles, ALL, n=10, weights=weights))].sum()
    assert served[1] > 1.1 * served[0]


TELL = """
import recommender, numpy as np
from recommender.affinity import affinity, build_reference
from recommender.aggregation import STRATEGIES
from recommender.ranking import recommend
from tests.planted import TITLES, member, town
place = town()
people = [member(place, taste, 30).profile for taste in (0, 2, 5)]
steer = np.zeros(place.features.shape[1])
steer[[3, 20]] = 1.0, -1.0
for name in STRATEGIES:
    for weights in (None, np.array([2.0, 1.0, 0.5])):
        for surprise in (False, True):
            picks = recommend(place.model, people, np.ones(TITLES, dtype=bool), n=20, strategy=name, weights=weights,
                              surprise=surprise, steer=steer)
            print(name, [(pick.row, round(pick.group, 6), pick.tags, round(pick.confidence, 6)) for pick in picks])
reference = build_reference(place.model)
print([round(affinity(reference, people[0], other).match, 6) for other in people])
"""


def test_another_run_with_more_threads_tells_the_same() -> None:
    """Byte for byte, for all strategies and wishes; hash seeds differ as well."""
    told = [
        subprocess.run(  # noqa: S603 - this interpreter and the text above
            [sys.executable, "-c", TELL],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2", "4")
    ]
    assert told[0].count("\n") == 4 * len(STRATEGIES) + 1
    assert told[0] == told[1] == told[2]
