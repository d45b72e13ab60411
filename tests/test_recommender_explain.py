"""Reasons: tags that a title has and that members really share."""

import numpy as np
import pytest

from recommender.explain import HAS_TAG, evidence, shared_tags
from recommender.model import build_model
from recommender.profile import build_profile
from recommender.scoring import score
from tests.planted import TAGS_EACH, TITLES, Town, history, member, town


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
