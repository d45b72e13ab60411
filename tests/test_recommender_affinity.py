"""Two members' tastes: who matches, how sure that is, and what brings them together or parts them."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.affinity import Affinity, Reference, affinity, build_reference, likeness
from recommender.chances import match_share
from recommender.learned import LENGTHS, RANKS, STEPS, Learned
from recommender.model import Model, build_model
from recommender.pairing import APART, LOVED, agreements, bridge, clashes, leanings
from recommender.profile import Profile, build_profile
from recommender.scoring import score
from recommender.taste import Taste, taste_of
from recommender.whitening import certain
from tests.planted import TAGS_EACH, TITLES, Member, Town, history, member, town

NOBODY = np.array([], dtype=np.int64)


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


@pytest.fixture(scope="module")
def reference(place: Town) -> Reference:
    return build_reference(place.model)


def crowd(place: Town, watched: int, each: int = 5) -> list[list[Profile]]:
    """Members by taste."""
    return [[member(place, taste, watched, seed).profile for seed in range(each)] for taste in range(6)]


def kindred(reference: Reference, tastes: list[list[Profile]]) -> list[Affinity]:
    return [affinity(reference, one, other) for alike in tastes for one, other in itertools.pairwise(alike)]


def strangers(reference: Reference, tastes: list[list[Profile]]) -> list[Affinity]:
    return [
        affinity(reference, one, other)
        for at, alike in enumerate(tastes)
        for others in tastes[:at]
        for one, other in zip(alike, others, strict=True)
    ]


def mask(*people: Member) -> NDArray[np.bool_]:
    return np.isin(np.arange(TITLES), np.concatenate([person.rows for person in people]))


def tasted(place: Town, one: Member, other: Member) -> tuple[Taste, Taste]:
    return taste_of(place.model, one.profile), taste_of(place.model, other.profile)


@pytest.mark.parametrize(("watched", "ordered"), [(5, 0.6), (10, 0.7), (30, 0.95)])
def test_members_of_one_taste_match_better_than_others(
    place: Town, reference: Reference, watched: int, ordered: float
) -> None:
    """How often a pair of one taste stands above a pair of two: the better, the more is known."""
    tastes = crowd(place, watched)
    alike = np.array([found.match for found in kindred(reference, tastes)])
    others = np.array([found.match for found in strangers(reference, tastes)])
    assert float((alike[:, None] > others[None, :]).mean()) > ordered


def test_halves_of_one_history_match(place: Town, reference: Reference) -> None:
    """Though they have no title in common, and popular titles are what all members share."""
    found: list[list[float]] = [[], []]
    for taste in range(6):
        rows, others = member(place, taste, 50).rows, member(place, (taste + 1) % 6, 50).rows
        first, second, stranger = (build_profile(place.model, history(one)) for one in (rows[::2], rows[1::2], others))
        found[0].append(affinity(reference, first, second).match)
        found[1].append(affinity(reference, first, stranger).match)
    assert min(found[0]) > 0.6
    assert np.mean(found[0]) > np.mean(found[1]) + 0.35


def test_a_match_is_a_share_of_random_pairs(place: Town, reference: Reference) -> None:
    """Most pairs of two tastes are less alike than the middle of all pairs, none is beyond them."""
    tastes = crowd(place, 40)
    matches = [found.match for found in (*kindred(reference, tastes), *strangers(reference, tastes))]
    assert 0.0 <= min(matches) < 0.3
    assert 0.8 < max(matches) <= 1.0
    assert np.quantile(reference.likenesses, 0.5) == pytest.approx(0.0, abs=0.05)


def test_little_evidence_keeps_a_match_near_one_half(place: Town, reference: Reference) -> None:
    reached: list[float] = []
    for watched in (2, 8, 30):
        tastes = crowd(place, watched)
        found = kindred(reference, tastes) + strangers(reference, tastes)
        assert all(abs(one.match - 0.5) <= one.confidence / 2 + 1e-9 for one in found)
        reached.append(max(abs(one.match - 0.5) for one in found))
    assert reached == sorted(reached)
    assert reached[0] < 0.1


def test_who_has_no_history_matches_nobody_in_particular(place: Town, reference: Reference) -> None:
    nobody = build_profile(place.model, history(NOBODY))
    assert affinity(reference, nobody, member(place, 1, 40).profile) == Affinity(0.5, 0.0, 0)


def test_who_is_named_first_does_not_matter(place: Town, reference: Reference) -> None:
    for taste in range(6):
        one, other = member(place, 0, 20).profile, member(place, taste, 35, 2).profile
        assert affinity(reference, one, other, 4) == affinity(reference, other, one, 4)


def test_watching_what_all_watch_is_no_likeness(place: Town, reference: Reference) -> None:
    """Two who watched popular titles of two tastes; the plain cosine of their profiles finds them alike."""
    found = []
    for taste in range(5):
        pair = [
            build_profile(place.model, history(np.flatnonzero((place.taste == one) & (place.popularity >= 4))))
            for one in (taste, taste + 1)
        ]
        found.append(likeness(reference, *pair))
    assert np.mean(found) < 0.0


def learned_town(place: Town) -> Model:
    """A town without tags where others have rated every title: those of one taste speak for each other."""
    tastes = np.eye(6, dtype=np.float32)[place.taste]
    learned = Learned(
        rows=np.arange(TITLES),
        inward=tastes,
        outward=tastes,
        quality=np.full(TITLES, 0.7, dtype=np.float32),
        chances=np.tile(0.4 / RANKS, (len(LENGTHS), 1)),
        expected=np.zeros(len(STEPS)),
    )
    sure = certain(TITLES, place.features.shape[1])
    sure.confidence[:] = 0.0
    return build_model(np.zeros_like(place.features), place.popularity, np.zeros(TITLES, np.bool_), sure, learned)


def test_ratings_tell_who_is_alike_where_tags_do_not(place: Town) -> None:
    model = learned_town(place)
    reference = build_reference(model)
    rows = [member(place, taste, 40, draw).rows for taste in (0, 3) for draw in range(2)]
    one, alike, other, _ = (build_profile(model, history(watched)) for watched in rows)
    found = affinity(reference, one, alike)
    assert found.match > 0.75
    assert found.match > affinity(reference, one, other).match + 0.3
    assert found.confidence == pytest.approx(40 / 55, abs=0.1)


def test_one_rated_title_among_many_says_little_of_a_taste(place: Town) -> None:
    """Series have no ratings: a film that two lovers of series share must not outweigh all of these."""
    model = replace(place.model, learned=learned_town(place).learned)
    reference = build_reference(model)
    one, other = (build_profile(model, history(member(place, taste, 40).rows)) for taste in (1, 4))
    film = np.eye(6, dtype=np.float32)[2]
    few, many = (
        likeness(reference, *(replace(person, factors=film, rated=rated) for person in (one, other)))
        for rated in (1.0, 40.0)
    )
    assert few < 0.15
    assert many > few + 0.2


def test_a_reference_is_the_same_every_time(place: Town, reference: Reference) -> None:
    again = build_reference(place.model)
    assert np.array_equal(again.likenesses, reference.likenesses)
    assert (np.diff(reference.likenesses) >= 0).all()
    assert len(reference.likenesses) > 4000


def test_a_catalogue_without_differences_tells_nothing() -> None:
    model = build_model(np.ones((50, 3), np.float32), np.full(50, 3.0, np.float32), np.zeros(50, np.bool_))
    one, other = (build_profile(model, history(np.arange(at, at + 10))) for at in (0, 20))
    assert affinity(build_reference(model), one, other).match == pytest.approx(0.5)


def test_what_brings_two_together_is_a_match_for_both(place: Town) -> None:
    found = 0
    for taste in range(6):
        one, other = member(place, taste, 25), member(place, (taste + 1) % 6, 25, 1)
        row = bridge(place.model, *tasted(place, one, other), ~mask(one, other))
        if row is None:
            continue
        found += 1
        assert not mask(one, other)[row]
        for person in (one, other):
            share = match_share(place.model, score(place.model, person.profile), person.profile, np.array([row]))
            assert share[0] >= LOVED
    assert found >= 4


def test_nothing_brings_two_together_where_nothing_suits_both(place: Town) -> None:
    one, other = member(place, 1, 40), member(place, 4, 40)
    dull = (place.taste == 0) & (place.popularity == 1)
    assert bridge(place.model, *tasted(place, one, other), dull) is None
    assert bridge(place.model, *tasted(place, one, other), np.zeros(TITLES, dtype=np.bool_)) is None


def test_kindred_members_agree_on_titles_of_their_taste(place: Town) -> None:
    one, other = member(place, 2, 40), member(place, 2, 40, 1)
    both = mask(one) & mask(other)
    rows = agreements(*tasted(place, one, other), both, k=5)
    assert len(rows) >= 3
    assert both[list(rows)].all()
    assert (place.taste[list(rows)] == 2).all()
    assert clashes(*tasted(place, one, other), both) == ()


def test_strangers_clash_over_what_one_of_them_loves(place: Town) -> None:
    one, other = member(place, 2, 40), member(place, 5, 40)
    seen = mask(one, other)
    found = clashes(*tasted(place, one, other), seen, k=6)
    assert len(found) >= 4
    assert np.mean([place.taste[clash.row] == (2, 5)[clash.fan] for clash in found]) > 0.8
    for clash in found:
        assert seen[clash.row]
        assert clash.matches[clash.fan] >= max(LOVED, clash.matches[1 - clash.fan] + APART)
    turned = clashes(*tasted(place, other, one), seen, k=6)
    assert [(clash.row, 1 - clash.fan) for clash in turned] == [(clash.row, clash.fan) for clash in found]


def test_tags_in_common_are_those_of_the_shared_taste(place: Town, reference: Reference) -> None:
    one, other = member(place, 3, 40).profile, member(place, 3, 40, 1).profile
    alike, apart = leanings(place.model, reference, one, other)
    assert len(alike) == 3
    assert all(leaning.tag // TAGS_EACH == 3 and min(leaning.leanings) > 0.0 for leaning in alike)
    assert not [leaning for leaning in apart if leaning.tag // TAGS_EACH == 3]


def test_tags_that_part_two_are_of_one_of_their_tastes(place: Town, reference: Reference) -> None:
    parted = []
    for taste in range(5):
        one, other = member(place, taste, 60).profile, member(place, taste + 1, 60).profile
        for leaning in leanings(place.model, reference, one, other)[1]:
            assert min(leaning.leanings) < 0.0 < max(leaning.leanings)
            fan = int(leaning.leanings[1] > 0.0)
            parted.append(leaning.tag // TAGS_EACH == taste + fan)
    assert len(parted) >= 6
    assert np.mean(parted) > 0.8
