"""The list a group sees: who has seen what, who is asked first, variety and fatigue."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest

from recommender.aggregation import STRATEGIES
from recommender.model import build_model
from recommender.profile import Profile, build_profile
from recommender.ranking import Recommendation, recommend, unseen
from tests.planted import TITLES, Member, Town, history, member, town

ALL = np.ones(TITLES, dtype=np.bool_)
RULES = sorted(STRATEGIES)


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


def rows(picks: Sequence[Recommendation]) -> list[int]:
    return [pick.row for pick in picks]


def friends(place: Town, size: int) -> list[Member]:
    return [member(place, at % 6, 10 + 3 * at, at) for at in range(size)]


def profiles(people: Sequence[Member]) -> list[Profile]:
    return [person.profile for person in people]


MASKS = np.array([[True, True, False], [True, False, False]])


@pytest.mark.parametrize(
    ("mode", "offered"),
    [("everyone", [False, False, True]), ("someone", [False, True, True]), ("rewatch", [True, True, True])],
)
def test_what_may_be_offered_by_who_has_seen_it(mode: str, offered: list[bool]) -> None:
    assert unseen(MASKS, mode).tolist() == offered


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="everyone, someone or rewatch"):
        unseen(MASKS, "nobody")


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("size", [1, 2, 5, 10])
def test_a_list_holds_candidates_only_and_none_twice(place: Town, name: str, size: int) -> None:
    people = friends(place, size)
    masks = np.stack([np.isin(np.arange(TITLES), person.rows) for person in people])
    picks = recommend(place.model, profiles(people), unseen(masks, "everyone"), n=20, strategy=name)
    assert len(set(rows(picks))) == 20
    assert not masks[:, rows(picks)].any()
    assert all(len(pick.members) == size and 0.0 <= min(pick.members) <= pick.group <= 1.0 for pick in picks)


@pytest.mark.parametrize("name", RULES)
def test_who_is_named_first_does_not_matter(place: Town, name: str) -> None:
    people = profiles(friends(place, 7))
    order = [4, 2, 6, 0, 1, 5, 3]
    straight = recommend(place.model, people, ALL, n=20, strategy=name)
    shuffled = recommend(place.model, [people[at] for at in order], ALL, n=20, strategy=name)
    assert rows(straight) == rows(shuffled)
    assert [pick.group for pick in straight] == [pick.group for pick in shuffled]
    assert [pick.tags for pick in straight] == [pick.tags for pick in shuffled]
    assert [tuple(pick.members[at] for at in order) for pick in straight] == [pick.members for pick in shuffled]


@pytest.mark.parametrize("name", RULES)
def test_rounding_does_not_let_the_first_name_decide_a_tie(name: str) -> None:
    """Six members, each at home in another tag, and titles that serve them in turn: sums equal but for rounding."""
    turns = np.stack([np.roll(np.linspace(1.0, 0.1, 6), turn) for turn in range(6)])
    features = np.vstack([turns, 0.8 * turns]).astype(np.float32)
    model = build_model(features, np.full(12, 3.0, dtype=np.float32), np.zeros(12, dtype=np.bool_))
    people = [build_profile(model, history(np.array([at]))) for at in range(6)]
    lists = {
        tuple(rows(recommend(model, order, np.ones(12, dtype=np.bool_), n=12, strategy=name)))
        for order in itertools.islice(itertools.permutations(people), 0, 720, 20)
    }
    assert len(lists) == 1


def test_nobody_with_a_history_gets_what_is_popular(place: Town) -> None:
    nobody = build_profile(place.model, history(np.array([], dtype=np.int64)))
    picks = recommend(place.model, [nobody, nobody], ALL, n=20)
    assert (place.popularity[rows(picks)] == 5).all()
    assert all(pick.tags == () for pick in picks)


def test_films_and_series_both_have_their_place(place: Town) -> None:
    picks = recommend(place.model, profiles(friends(place, 3)), ALL, n=20)
    assert 4 <= place.series[rows(picks)].sum() <= 16


def test_with_fewer_candidates_than_asked_all_are_given(place: Town) -> None:
    few = np.isin(np.arange(TITLES), [5, 80, 200])
    assert sorted(rows(recommend(place.model, profiles(friends(place, 2)), few, n=20))) == [5, 80, 200]


def test_without_candidates_members_or_places_there_is_no_list(place: Town) -> None:
    people = profiles(friends(place, 2))
    assert recommend(place.model, people, ~ALL, n=20) == ()
    assert recommend(place.model, [], ALL, n=20) == ()
    assert recommend(place.model, people, ALL, n=0) == ()


def test_more_than_the_pool_of_variety_can_be_asked_for(place: Town) -> None:
    picks = recommend(place.model, profiles(friends(place, 2)), ALL, n=150)
    assert len(set(rows(picks))) == 150


def test_an_unknown_rule_is_refused(place: Town) -> None:
    with pytest.raises(KeyError, match="loudest"):
        recommend(place.model, profiles(friends(place, 2)), ALL, n=5, strategy="loudest")


def test_every_member_of_a_conflict_finds_their_taste_on_the_first_page(place: Town) -> None:
    people = [member(place, taste, 30) for taste in (0, 2, 5)]
    first_page = rows(recommend(place.model, profiles(people), ALL, n=5))
    assert {0, 2, 5} <= set(place.taste[first_page].tolist())


@pytest.mark.parametrize("name", [name for name in RULES if name != "seed"])
def test_what_was_offered_lately_makes_room(place: Town, name: str) -> None:
    people = profiles(friends(place, 3))
    before = rows(recommend(place.model, people, ALL, n=10, strategy=name))
    fatigue = np.zeros(TITLES)
    fatigue[before] = 0.7
    after = rows(recommend(place.model, people, ALL, n=10, strategy=name, fatigue=fatigue))
    assert len(set(before) & set(after)) <= 5
    rested = recommend(place.model, people, ALL, n=10, strategy=name, fatigue=np.zeros(TITLES))
    assert rows(rested) == before


def test_sequels_of_the_best_do_not_fill_the_list() -> None:
    place = town()
    person = member(place, 0, 30)
    features, popularity = place.features.copy(), np.full(TITLES, 3.0, dtype=np.float32)
    saga = np.flatnonzero(person.held)[:8]
    features[saga] = features[person.rows[place.taste[person.rows] == 0]].mean(axis=0)
    popularity[saga] = 5.0
    model = build_model(features, popularity, place.series)
    profile = build_profile(model, history(person.rows))
    first = rows(recommend(model, [profile], ALL, n=8))
    assert first[0] in saga
    assert 1 <= len(set(first) & set(saga.tolist())) < 8
