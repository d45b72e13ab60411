"""The strategies on votes small enough to see the answer, and fairness on planted conflicts."""

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES, average, fair, least_misery, seed
from recommender.scoring import calibrate, score
from tests.planted import TITLES, member, town

RULES = sorted(STRATEGIES)


def votes(*members: list[float]) -> NDArray[np.float64]:
    return np.array(members, dtype=np.float64)


def test_average_takes_the_highest_mean() -> None:
    assert average(votes([0.9, 0.5, 0.1], [0.0, 0.5, 0.1]), 3).tolist() == [1, 0, 2]


def test_fair_gives_the_second_place_to_who_had_nothing_yet() -> None:
    ballot = votes([0.50, 0.48, 0.01], [0.01, 0.01, 0.40])
    assert average(ballot, 2).tolist() == [0, 1]
    assert fair(ballot, 2).tolist() == [0, 2]


def test_agreement_beats_a_slightly_better_mean_under_least_misery() -> None:
    ballot = votes([0.9, 0.40], [0.0, 0.40])
    assert average(ballot, 1).tolist() == [0]
    assert least_misery(ballot, 1).tolist() == [1]


def test_seed_keeps_of_the_nearest_2n_the_n_members_agree_on() -> None:
    # Columns 0 and 1 are the two nearest; 1 has less deviation. Column 2 has none, but is farther than both.
    assert seed(votes([0.95, 0.80, 0.3], [0.65, 0.78, 0.3]), 1).tolist() == [1]


def test_seed_takes_the_nearest_not_the_farthest() -> None:
    assert set(seed(votes([0.9, 0.1, 0.8, 0.2], [0.9, 0.1, 0.8, 0.2]), 2).tolist()) == {0, 2}


def test_seed_forgives_one_far_member_when_the_other_is_at_home() -> None:
    # The mean of the roots counts the distances 0 and .4 as .1, and so nearer than .15 twice; the mean says .2.
    skewed, even = [1.0, 1.0], [0.85, 0.84]
    ballot = votes([*skewed, *even], [0.60, 0.56, *even])
    assert average(ballot, 1).tolist() == [2]
    assert seed(ballot, 1).tolist() == [0]


@pytest.mark.parametrize("name", RULES)
def test_every_rule_gives_all_titles_when_there_are_fewer_than_asked(name: str) -> None:
    order = STRATEGIES[name].order(votes([0.1, 0.3, 0.2], [0.2, 0.1, 0.3]), 9)
    assert sorted(order.tolist()) == [0, 1, 2]


@pytest.mark.parametrize("name", RULES)
def test_every_rule_breaks_ties_by_column(name: str) -> None:
    assert STRATEGIES[name].order(np.full((3, 5), 0.25), 4).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("name", ["fair", "average", "least_misery"])
def test_clones_get_the_single_members_list(name: str) -> None:
    alone = np.random.default_rng(3).random((1, 40))
    rule = STRATEGIES[name]
    assert np.array_equal(rule.order(np.repeat(alone, 5, axis=0), 40), rule.order(alone, 40))


def test_the_shortlist_of_fair_loses_nothing() -> None:
    rng = np.random.default_rng(8)
    table = 0.3 / np.arange(1, 3001) ** 0.5
    ballot = np.stack([rng.permutation(table) for _ in range(5)])
    missed, chosen = np.ones(5), list[int]()
    for _ in range(10):
        gains = missed @ ballot
        gains[chosen] = -1.0
        chosen.append(int(np.argmax(gains)))
        missed *= 1.0 - ballot[:, chosen[-1]]
    assert fair(ballot, 10).tolist() == chosen


def test_fair_serves_the_worst_off_better_than_average_at_every_length() -> None:
    """Groups of two alike and one who differs; satisfaction is the chance to like something so far."""
    place = town()
    everything = np.ones(TITLES, dtype=np.bool_)
    worst = {"fair": np.zeros(20), "average": np.zeros(20)}
    for draw in range(20):
        tastes = (draw % 6, draw % 6, (draw + 1) % 6)
        people = [member(place, taste, 25, 10 * draw + at) for at, taste in enumerate(tastes)]
        ballot = np.stack([calibrate(place.model, score(place.model, p.profile), everything) for p in people])
        for name in worst:
            liked = ballot[:, STRATEGIES[name].order(ballot, 20)]
            worst[name] += (1.0 - np.cumprod(1.0 - liked, axis=1)).min(axis=0)
    assert (worst["fair"] >= worst["average"]).all()
    assert worst["fair"][4:].mean() > 1.02 * worst["average"][4:].mean()
