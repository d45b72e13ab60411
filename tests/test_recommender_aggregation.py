"""The strategies on votes small enough to see the answer, and fairness on planted conflicts."""

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES
from recommender.chances import calibrate, chance_at
from recommender.greedy import ep_fuzzdda, fair, nash
from recommender.scoring import score
from recommender.voting import average, borda, copeland, least_misery, most_pleasure, seed
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


@pytest.mark.parametrize("name", RULES)
def test_clones_get_the_single_members_list(name: str) -> None:
    alone = np.random.default_rng(3).random((1, 40))
    rule = STRATEGIES[name]
    assert np.array_equal(rule.order(np.repeat(alone, 5, axis=0), 40), rule.order(alone, 40))


@pytest.mark.parametrize("name", RULES)
def test_a_member_whose_weight_is_next_to_nothing_does_not_count(name: str) -> None:
    ballot = conflict(2, titles=80)
    weights = np.array([2.0 - 2e-9, 2e-9])
    assert np.array_equal(STRATEGIES[name].order(ballot, 30, weights), STRATEGIES[name].order(ballot[:1], 30))
    assert not np.array_equal(STRATEGIES[name].order(ballot, 30), STRATEGIES[name].order(ballot[:1], 30))


@pytest.mark.parametrize("name", RULES)
def test_equal_weights_are_none(name: str) -> None:
    ballot = conflict(4)
    assert np.array_equal(STRATEGIES[name].order(ballot, 30, np.ones(4)), STRATEGIES[name].order(ballot, 30))


@pytest.mark.parametrize("name", [name for name in RULES if name != "seed"])
def test_who_counts_more_is_served_better(name: str) -> None:
    """What the first ten are worth to one of three who disagree, as their weight grows; seed wants accord above all."""
    ballot = conflict(3)
    served = [
        float(ballot[0, STRATEGIES[name].order(ballot, 10, np.array([own, *2 * [(3.0 - own) / 2]]))].sum())
        for own in (0.2, 1.0, 2.5)
    ]
    assert served == sorted(served)
    assert served[0] < 0.9 * served[-1]


def test_pleasure_of_one_is_enough_for_most_pleasure() -> None:
    ballot = votes([0.9, 0.6], [0.0, 0.6])
    assert most_pleasure(ballot, 1).tolist() == [0]
    assert average(ballot, 1).tolist() == [1]


def test_borda_counts_places_not_how_much_more_a_title_is_liked() -> None:
    # By votes the first is best on average; it is first once and last twice.
    ballot = votes([0.9, 0.4, 0.1], [0.1, 0.3, 0.2], [0.1, 0.3, 0.2])
    assert average(ballot, 1).tolist() == [0]
    assert borda(ballot, 3).tolist() == [1, 0, 2]


def test_copeland_elects_who_beats_every_other_by_majority() -> None:
    # Two of three prefer 1 to 0 and to 2, though 0 has the most Borda points together with it and the best mean.
    ballot = votes([0.9, 0.2, 0.1], [0.8, 0.9, 0.0], [0.1, 0.2, 0.0])
    assert average(ballot, 1).tolist() == [0]
    assert copeland(ballot, 3).tolist() == [1, 0, 2]


def test_nash_serves_who_had_little_so_far() -> None:
    ballot = votes([0.50, 0.48, 0.01], [0.01, 0.01, 0.40])
    assert nash(ballot, 2).tolist() == [0, 2]


def test_proportional_shares_hold_at_every_prefix() -> None:
    """Two want the same, one wants other things: each has been given as much as the others after every second place."""
    ballot = np.array([[0.4] * 6 + [0.0] * 6] * 2 + [[0.0] * 6 + [0.4] * 6])
    given = np.cumsum(ballot[:, ep_fuzzdda(ballot, 8)], axis=1)[:, 1::2]
    assert np.allclose(given, [[0.4, 0.8, 1.2, 1.6]] * 3)
    assert ballot[2, average(ballot, 6)].sum() == 0.0


def test_proportional_shares_follow_the_weights() -> None:
    ballot = np.array([[0.4] * 12 + [0.0] * 12, [0.0] * 12 + [0.4] * 12])
    assert [(ep_fuzzdda(ballot, 8, np.array([2 - own, own])) >= 12).sum() for own in (0.5, 1.0, 1.5)] == [2, 4, 6]


def test_misery_that_counts_less_is_heard_less() -> None:
    ballot = votes([0.9, 0.40], [0.3, 0.40])
    assert least_misery(ballot, 1).tolist() == [1]
    assert least_misery(ballot, 1, np.array([1.7, 0.3])).tolist() == [0]


@pytest.mark.parametrize("name", ["fair", "nash", "ep_fuzzdda"])
@pytest.mark.parametrize("weights", [None, np.array([0.4, 1.3, 0.8, 1.9, 0.6])])
def test_looking_at_the_front_only_loses_nothing(name: str, weights: NDArray[np.float64] | None) -> None:
    """The lists of the greedy rules against the same rules written out, on every title for every place."""
    ballot = conflict(5, titles=3000)
    assert STRATEGIES[name].order(ballot, 60, weights).tolist() == written_out(name, ballot, 60, weights)


def conflict(members: int, titles: int = 400) -> NDArray[np.float64]:
    """Chances of members who agree about half, each by rank."""
    rng = np.random.default_rng(8)
    shared = rng.standard_normal(titles)
    likings = [shared + rng.standard_normal(titles) for _ in range(members)]
    return np.stack([chance_at(np.argsort(np.argsort(-liking)) + 1.0) for liking in likings])


def written_out(name: str, ballot: NDArray[np.float64], n: int, weights: NDArray[np.float64] | None) -> list[int]:
    shares = np.ones((len(ballot), 1)) if weights is None else weights[:, None]
    missed, given, chosen = np.ones((len(ballot), 1)), np.zeros((len(ballot), 1)), list[int]()
    for _ in range(n):
        lacking = np.maximum((given.sum() + ballot.sum(axis=0)) * shares / shares.sum() - given, 0.0)
        gains = {
            "fair": (shares * missed * ballot).sum(axis=0),
            "nash": (shares * np.log(0.2 + given + ballot)).sum(axis=0),
            "ep_fuzzdda": np.minimum(ballot, lacking).sum(axis=0),
        }[name]
        gains[chosen] = -np.inf
        chosen.append(int(np.argmax(gains)))
        missed, given = missed * (1.0 - ballot[:, chosen[-1:]]), given + ballot[:, chosen[-1:]]
    return chosen


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
