"""Which groups are made, what their lists are worth, and what the published rules choose."""

import math

import numpy as np
import pytest

from recommender.evaluate import group_peers
from recommender.evaluate.electorate import BALLOT, Source
from recommender.evaluate.figures import group_differences, group_figures
from recommender.evaluate.group_protocol import Measured, measure_groups
from recommender.evaluate.groups import correlations, form
from recommender.evaluate.splits import hold_out
from tests.rating_samples import log

#: Members 0 to 4 agree with each other, so do 5 to 9, and nobody with the other side.
CAMPS = np.where(np.equal.outer(np.arange(10) // 5, np.arange(10) // 5), 0.9, -0.2)


def test_a_similar_group_is_of_one_camp_and_a_divergent_one_of_both() -> None:
    rng = np.random.default_rng(0)
    similar, divergent = form(CAMPS, 3, "similar", 10, rng), form(CAMPS, 2, "divergent", 10, rng)
    assert all(len(set((group // 5).tolist())) == 1 for group in similar)
    assert all(len(set((group // 5).tolist())) == 2 for group in divergent)
    assert len(similar) == len(divergent) == 10


def test_no_group_is_made_where_nobody_fits() -> None:
    rng = np.random.default_rng(0)
    assert form(CAMPS, 6, "similar", 10, rng).shape == (0, 6)
    assert form(CAMPS, 6, "divergent", 10, rng).shape == form(CAMPS, 6, "random", 10, rng).shape == (10, 6)


def test_nobody_is_twice_in_a_group_and_groups_have_bases_of_their_own() -> None:
    groups = form(CAMPS, 5, "random", 10, np.random.default_rng(0))
    assert all(len(set(group.tolist())) == 5 for group in groups)
    assert sorted(groups[:, 0].tolist()) == list(range(10))


def test_members_who_rated_alike_correlate() -> None:
    alike = correlations(log((0, 0, 1.0), (0, 1, 0.5), (1, 0, 1.0), (1, 1, 0.5), (2, 3, 1.0)), 5)
    assert alike[0, 1] == pytest.approx(1.0)
    assert alike[0, 2] < 0.0


def pair(first: list[int], *, held: tuple[tuple[int, int, float], ...]) -> Measured:
    """Two members who know titles 0 and 1, with these held out; every list of theirs begins with `first`."""
    known = log((0, 0, 1.0), (1, 1, 1.0), *held)
    split = hold_out(known, np.arange(len(known.rows)) > 1, 6)
    votes = np.zeros((2, 6), dtype=np.float32)
    votes[:, first] = 1.0 - 0.1 * np.arange(len(first))
    source = Source(votes, {"listed": lambda cast, n: group_peers.mean_score(cast.votes, n)}, truth="listed")
    return measure_groups([("random", np.array([0, 1]))], [(split, {"listed": source})])


def test_a_group_is_as_happy_as_its_mean_and_its_worst_member() -> None:
    made = pair([2, 3], held=((0, 2, 1.0), (1, 3, 1.0))).figures["listed"][10]
    second = 1.0 / math.log2(3)
    assert made["ndcg"] == pytest.approx((1.0 + second) / 2.0)
    assert made["worst"] == pytest.approx(second)
    assert made["dfh"] == pytest.approx((1.0 + second) / 2.0)
    assert made["zrecall"] == pytest.approx(0.0)


def test_a_title_that_the_other_has_seen_is_not_offered_but_missed() -> None:
    made = pair([1, 2], held=((0, 1, 1.0), (0, 2, 1.0), (1, 2, 1.0))).figures["listed"][10]
    halved = 1.0 / (1.0 + 1.0 / math.log2(3))
    assert made["worst"] == pytest.approx(halved)
    assert made["ndcg"] == pytest.approx((1.0 + halved) / 2.0)


def test_only_the_best_candidates_of_each_member_stand_for_election() -> None:
    votes = np.linspace(1.0, 0.0, 2000, dtype=np.float32)
    both = np.stack([votes, votes[::-1]])
    candidates = np.ones(2000, dtype=np.bool_)
    candidates[:7] = False
    tops = np.argsort(-both, axis=1)
    cast = Source(both, {}, tops).assemble(np.array([0, 1]), candidates)
    assert cast.rows.tolist() == [*range(7, 7 + BALLOT), *range(2000 - BALLOT, 2000)]
    np.testing.assert_array_equal(cast.votes, both[:, cast.rows])


def test_who_liked_nothing_neither_lowers_the_mean_nor_is_the_worst() -> None:
    made = pair([2], held=((0, 2, 1.0), (1, 3, 0.2))).figures["listed"][10]
    assert (made["ndcg"].tolist(), made["worst"].tolist(), made["zrecall"].tolist()) == ([1.0], [1.0], [0.0])


def test_a_group_without_anything_to_find_is_left_out() -> None:
    measured = pair([2], held=((0, 2, 0.2),))
    assert np.isnan(measured.figures["listed"][10]["ndcg"]).all()
    assert group_figures(measured)["listed"]["10"]["2"]["all"]["ndcg"] is None


def test_the_best_list_by_the_model_gives_everybody_all_it_can() -> None:
    made = pair([2, 3, 4, 5], held=((0, 2, 1.0),)).figures["listed"][20]
    assert (made["predicted"].tolist(), made["predicted_worst"].tolist()) == ([1.0], [1.0])


def test_kinds_of_groups_count_alike_however_many_there_are() -> None:
    values = np.array([1.0, 1.0, 1.0, 0.0])
    figures = {
        "fair": dict.fromkeys(
            (10, 20), dict.fromkeys(("ndcg", "worst", "zrecall", "dfh", "predicted", "predicted_worst"), values)
        )
    }
    measured = Measured(np.array(["random", "random", "random", "similar"]), np.full(4, 2), figures)
    cells = group_figures(measured)["fair"]["20"]["2"]
    assert (cells["random"]["ndcg"], cells["similar"]["ndcg"], cells["all"]["ndcg"]) == (1.0, 0.0, 0.5)


def test_differences_are_within_the_same_groups() -> None:
    rng = np.random.default_rng(0)
    theirs = rng.random(60)
    figures = {
        key: dict.fromkeys((10, 20), dict.fromkeys(("ndcg", "worst", "zrecall", "dfh"), values))
        for key, values in (("fair", theirs + 0.01), ("other", theirs))
    }
    gap = group_differences(Measured(np.full(60, "random"), np.full(60, 2), figures))["other"]["all"]["ndcg"]
    assert gap["low"] == pytest.approx(0.01) == gap["high"]


TWO_CAMPS = np.array([[1.0, 0.9, 0.8, 0.0], [0.0, 0.0, 0.0, 0.6]])


def test_the_published_fair_rules_give_the_smaller_voice_its_place() -> None:
    averaged = group_peers.mean_score(TWO_CAMPS, 2).tolist()
    assert averaged == [0, 1]
    assert 3 in group_peers.ep_fuzzda(TWO_CAMPS, 2).tolist()
    assert 3 in group_peers.gfar(group_peers.borda_shares(TWO_CAMPS), 2).tolist()


def test_borda_shares_are_for_the_best_twenty_and_add_up_to_one() -> None:
    votes = np.random.default_rng(0).random((3, 50))
    shares = group_peers.borda_shares(votes)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    assert ((shares > 0.0).sum(axis=1) == 20).all()
    assert (shares.argmax(axis=1) == votes.argmax(axis=1)).all()


def test_the_published_seed_takes_the_farthest_and_of_those_the_most_even() -> None:
    distances = np.array([[0.9, 0.5, 0.8, 0.2], [0.1, 0.5, 0.6, 0.1]])
    assert group_peers.seed_published(distances, 1).tolist() == [2]
    assert group_peers.seed_published(distances, 2).tolist() == [1, 3]
