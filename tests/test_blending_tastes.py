"""Tastes are kept for the same history and catalogue, made anew for any other, and forgotten when asked."""

from dataclasses import replace

import numpy as np
import pytest

from bot.blending.tastes import Tastes
from recommender.profile import Watched
from tests.planted import Town, town


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


def watched(*rows: int) -> Watched:
    return Watched(np.array(rows), np.ones(len(rows), np.int64), np.arange(float(len(rows))))


def test_the_same_history_is_scored_once(place: Town) -> None:
    tastes = Tastes()
    assert tastes.of(place.model, [(1, watched(1, 2, 3))])[0] is tastes.of(place.model, [(1, watched(1, 2, 3))])[0]


@pytest.mark.parametrize(
    "other",
    [
        watched(1, 2),
        watched(1, 3, 2),
        replace(watched(1, 2, 3), counts=np.array([1, 1, 9])),
        replace(watched(1, 2, 3), ratings=np.array([0.1, 0.9, 0.9])),
        replace(watched(1, 2, 3), wanted=np.array([7])),
    ],
    ids=["hidden", "order", "episodes", "ratings", "watchlist"],
)
def test_whatever_changes_in_a_history_makes_another_taste(place: Town, other: Watched) -> None:
    tastes = Tastes()
    before = tastes.of(place.model, [(1, watched(1, 2, 3))])[0]
    after = tastes.of(place.model, [(1, other)])[0]
    assert after is not before
    assert not np.array_equal(after.scores, before.scores)


def test_another_catalogue_makes_another_taste(place: Town) -> None:
    tastes = Tastes()
    before = tastes.of(place.model, [(1, watched(1, 2, 3))])[0]
    assert tastes.of(town(2).model, [(1, watched(1, 2, 3))])[0] is not before


def test_members_with_the_same_history_do_not_share_what_is_kept(place: Town) -> None:
    tastes = Tastes()
    assert tastes.of(place.model, [(1, watched(1))])[0] is not tastes.of(place.model, [(2, watched(1))])[0]


def test_what_is_forgotten_is_gone(place: Town) -> None:
    tastes = Tastes()
    before = tastes.of(place.model, [(1, watched(1, 2, 3))])[0]
    tastes.forget(1)
    tastes.forget(99)  # nobody
    assert 1 not in tastes
    assert tastes.of(place.model, [(1, watched(1, 2, 3))])[0] is not before


def test_those_who_blended_last_are_kept(place: Town) -> None:
    tastes = Tastes(most=2)
    for member in (1, 2, 1, 3):
        tastes.of(place.model, [(member, watched(member))])[0]
    assert [member in tastes for member in (1, 2, 3)] == [True, False, True]
