"""Reasons: tags that a title has and that members really share."""

import numpy as np
import pytest

from recommender.explain import (
    HAS_TAG,
    against,
    burden,
    confidence,
    evidence,
    shared_tags,
    shared_tags_of,
    weights_of,
)
from recommender.learned import LENGTHS, RANKS, STEPS, Learned
from recommender.model import build_model
from recommender.profile import build_profile
from recommender.ranking import recommend
from recommender.scoring import score
from recommender.whitening import certain
from tests.planted import TAGS_EACH, TITLES, Member, Town, history, member, precision, town

ALL = np.ones(TITLES, dtype=np.bool_)


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


def own_tags(taste: int) -> range:
    return range(taste * TAGS_EACH, (taste + 1) * TAGS_EACH)


def test_the_reason_is_the_taste_that_was_planted(place: Town) -> None:
    person = member(place, 4, 30)
    for row in np.flatnonzero(person.held)[:20].tolist():
        tags = shared_tags(place.model, [person.profile], row)
        assert tags
        assert tags[0] in own_tags(4)


def test_a_reason_is_always_a_tag_of_the_title(place: Town) -> None:
    people = [member(place, taste, 20).profile for taste in (0, 1)]
    for row in range(TITLES):
        assert all(place.features[row, tag] >= HAS_TAG for tag in shared_tags(place.model, people, row))


def test_a_reason_speaks_for_the_title_for_every_member(place: Town) -> None:
    people = [member(place, taste, 20, seed).profile for seed, taste in enumerate((2, 2, 3))]
    claimed = 0
    for row in range(TITLES):
        for tag in shared_tags(place.model, people, row):
            assert min(evidence(place.model, person, row)[tag] for person in people) > 0.0
            claimed += 1
    assert claimed > 50


def test_members_who_share_a_taste_are_told_so(place: Town) -> None:
    people = [member(place, 1, 25, seed).profile for seed in range(3)]
    titles = np.flatnonzero(place.taste == 1).tolist()
    named = [tag for row in titles for tag in shared_tags(place.model, people, row)]
    assert len(named) > 2 * len(titles)
    assert np.isin(named, own_tags(1)).mean() > 0.9


def test_at_most_so_many_reasons_as_asked(place: Town) -> None:
    person = member(place, 4, 30)
    row = int(np.flatnonzero(person.held)[0])
    assert len(shared_tags(place.model, [person.profile], row, k=1)) == 1
    assert len(shared_tags(place.model, [person.profile], row)) <= 3


def test_who_has_no_history_has_no_say(place: Town) -> None:
    person, row = member(place, 4, 30).profile, int(np.flatnonzero(place.taste == 4)[0])
    nobody = build_profile(place.model, history(np.array([], dtype=np.int64)))
    assert shared_tags(place.model, [person, nobody], row) == shared_tags(place.model, [person], row)
    assert shared_tags(place.model, [nobody], row) == ()


def test_what_the_member_avoids_is_no_reason() -> None:
    # Everything the member might watch is plain or has tag 1; they watched none of the latter.
    features = np.zeros((40, 3), dtype=np.float32)
    features[:20, 0] = 1.0
    features[10:30, 1] = 1.0
    features[::2, 2] = 0.6
    model = build_model(features, np.full(40, 3.0, dtype=np.float32), np.zeros(40, dtype=np.bool_))
    person = build_profile(model, history(np.arange(10)))
    assert evidence(model, person, 12)[1] < 0.0
    assert shared_tags(model, [person], 12)[0] == 0
    assert 1 not in shared_tags(model, [person], 12)


def test_more_of_the_first_reason_would_raise_the_score(place: Town) -> None:
    """The reason comes from the numbers that score: take the tag away and the title falls."""
    person = member(place, 4, 30)
    row = int(np.flatnonzero(person.held)[0])
    before = score(place.model, person.profile)[row]
    poorer = place.features.copy()
    poorer[row, shared_tags(place.model, [person.profile], row, k=1)[0]] = 0.0
    model = build_model(poorer, place.popularity, place.series)
    assert score(model, build_profile(model, history(person.rows)))[row] < before


def test_reasons_of_many_titles_are_those_of_each(place: Town) -> None:
    people = [member(place, taste, 20).profile for taste in (0, 1)]
    rows = np.arange(TITLES)
    reasons = shared_tags_of(place.model, weights_of(place.model, people), rows, k=5)
    assert reasons == tuple(shared_tags(place.model, people, row, k=5) for row in range(TITLES))
    assert sum(map(len, reasons)) > 50


def test_what_pulls_a_title_down_is_a_tag_it_has_and_a_member_avoids(place: Town) -> None:
    people = [member(place, taste, 25, 3).profile for taste in (0, 4)]
    found = 0
    for row in range(TITLES):
        tags = against(place.model, people, row)
        assert len(tags) <= 3
        for tag in tags:
            assert place.features[row, tag] >= HAS_TAG
            assert min(evidence(place.model, person, row)[tag] for person in people) < 0.0
            found += 1
    assert found > 200


def test_one_member_is_enough_to_pull_a_title_down(place: Town) -> None:
    """What a fan loves of it speaks against a title for who avoids just that."""
    fan, other = (member(place, taste, 30).profile for taste in (4, 0))
    pulled = [against(place.model, [fan, other], row) for row in np.flatnonzero(place.taste == 4).tolist()]
    assert np.mean([any(tag in own_tags(4) for tag in tags) for tags in pulled]) > 0.5


def test_what_speaks_against_a_title_is_not_the_taste_of_all(place: Town) -> None:
    fan = member(place, 4, 30).profile
    assert not np.isin([tag for row in range(TITLES) for tag in against(place.model, [fan], row)], own_tags(4)).any()


def test_less_of_what_pulled_it_down_would_raise_the_score(place: Town) -> None:
    person = member(place, 4, 30)
    raised = 0
    rows = [row for row in range(0, TITLES, 9) if against(place.model, [person.profile], row)]
    for row in rows:
        richer = place.features.copy()
        richer[row, against(place.model, [person.profile], row, k=1)[0]] = 0.0
        model = build_model(richer, place.popularity, place.series)
        profile = build_profile(model, history(person.rows))
        raised += score(model, profile)[row] > score(place.model, person.profile)[row]
    assert raised > 0.95 * len(rows) > 15


def test_nothing_speaks_against_a_title_for_who_has_no_history(place: Town) -> None:
    nobody = build_profile(place.model, history(np.array([], dtype=np.int64)))
    assert against(place.model, [nobody], 3) == ()


def top_of(place: Town, people: list[Member]) -> np.ndarray:
    picks = recommend(place.model, [person.profile for person in people], ALL, n=5)
    return np.array([pick.row for pick in picks])


def test_a_title_to_ones_taste_that_few_know_lacks_popularity(place: Town) -> None:
    person = member(place, 2, 40)
    obscure = np.flatnonzero(person.held & (place.popularity == 1))
    top = top_of(place, [person])
    told = [burden(place.model, [person.profile], int(row), top) for row in obscure]
    assert np.mean([one.main == "popularity" for one in told]) > 0.7
    assert all(one.popularity > 0.5 and one.least is None for one in told)


def test_a_popular_title_of_another_taste_lacks_taste(place: Town) -> None:
    person = member(place, 2, 40)
    other = np.flatnonzero((place.taste == 5) & (place.popularity == 5))
    told = [burden(place.model, [person.profile], int(row), top_of(place, [person])) for row in other]
    assert {one.main for one in told} == {"taste"}


def test_a_title_of_which_nothing_is_known_is_not_said_to_be_disliked(place: Town) -> None:
    blank = int(np.flatnonzero(place.popularity == 4)[0])
    sure = certain(TITLES, place.features.shape[1])
    sure.confidence[blank] = 0.0
    features = place.features.copy()
    features[blank] = 0.0
    model = build_model(features, place.popularity, place.series, sure)
    person = build_profile(model, history(member(place, 2, 40).rows))
    top = np.array([pick.row for pick in recommend(model, [person], ALL, n=5)])
    assert burden(model, [person], blank, top).main == "unknown"
    assert burden(place.model, [member(place, 2, 40).profile], blank, top).main != "unknown"


def test_one_member_who_is_not_convinced_is_named(place: Town) -> None:
    people = [member(place, 1, 40, seed) for seed in range(3)] + [member(place, 4, 40)]
    profiles = [person.profile for person in people]
    alone = np.array([pick.row for pick in recommend(place.model, profiles[:3], ALL, n=10)])
    top = top_of(place, people)
    told = [burden(place.model, profiles, int(row), top) for row in alone]
    named = [one.least for one in told if one.least is not None]
    assert len(named) >= 5
    assert named.count(3) >= len(named) - 1
    assert "member" in {one.main for one in told}
    turned = [burden(place.model, profiles[::-1], int(row), top).least for row in alone]
    assert [3 - at for at in turned if at is not None] == named


def test_nothing_keeps_the_first_from_the_top(place: Town) -> None:
    person = member(place, 1, 40)
    first = int(np.argmax(score(place.model, person.profile)))
    assert burden(place.model, [person.profile], first, top_of(place, [person])).main is None


def test_confidence_says_how_often_a_list_is_right(place: Town) -> None:
    """Longer histories, and titles better known, make surer and better lists."""
    seen: list[tuple[float, float]] = []
    for watched in (0, 2, 6, 20):
        people = [member(place, taste, watched, seed) for taste in range(6) for seed in range(4)]
        right = np.mean([precision(score(place.model, person.profile), person) for person in people])
        sure = np.mean([confidence(place.model, [person.profile], row) for person in people for row in range(9)])
        seen.append((float(sure), float(right)))
    assert seen[0][0] == 0.0
    assert seen == sorted(seen)
    assert [right for _, right in seen] == sorted(right for _, right in seen)
    assert 0.5 < seen[-1][0] < 1.0


def test_confidence_falls_with_what_is_known_of_the_title(place: Town) -> None:
    sure = certain(TITLES, place.features.shape[1])
    sure.confidence[3] = 0.5
    sure.confidence[4] = 0.0
    model = build_model(place.features, place.popularity, place.series, sure)
    person = build_profile(model, history(np.arange(10, 60)))
    known, half, nothing = (confidence(model, [person], row) for row in (5, 3, 4))
    assert known == pytest.approx(2 * half)
    assert nothing == 0.0
    assert recommend(model, [person], np.arange(TITLES) == 3, n=1)[0].confidence == half


def test_a_title_that_others_rated_is_known_without_tags(place: Town) -> None:
    sure = certain(TITLES, place.features.shape[1])
    sure.confidence[:3] = 0.0
    tastes = np.eye(6, dtype=np.float32)[place.taste[1:]]
    learned = Learned(
        np.arange(1, TITLES),
        tastes,
        tastes,
        np.full(TITLES - 1, 0.7, np.float32),
        np.tile(0.4 / RANKS, (len(LENGTHS), 1)),
        np.zeros(len(STEPS)),
    )
    model = build_model(place.features, place.popularity, place.series, sure, learned)
    person = build_profile(model, history(np.arange(10, 60)))
    assert confidence(model, [person], 0) == 0.0
    assert confidence(model, [person], 2) > 0.6
