"""Tonight's wishes, more or less of a tag and surprises: they move a list clearly and keep most of its worth."""

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES
from recommender.chances import calibrate
from recommender.explain import HAS_TAG
from recommender.model import build_model, certain
from recommender.profile import build_profile
from recommender.ranking import Recommendation, recommend
from recommender.scoring import score
from recommender.steering import critique, less_popular, reach
from tests.planted import TAGS_EACH, TITLES, Member, Town, history, member, town

ALL = np.ones(TITLES, dtype=np.bool_)
#: Rules that look at chances; the original project's rule has its own scale.
RULES = sorted(name for name in STRATEGIES if STRATEGIES[name].votes == "chances")


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


def clicks(place: Town, tag: int, times: float = 1.0) -> NDArray[np.float64]:
    pressed = np.zeros(place.features.shape[1])
    pressed[tag] = times
    return pressed


def pair(place: Town, draw: int) -> list[Member]:
    return [member(place, draw % 6, 25, draw), member(place, (draw + 1) % 6, 25, draw)]


def rows(picks: tuple[Recommendation, ...]) -> list[int]:
    return [pick.row for pick in picks]


def worth(place: Town, people: list[Member], listed: list[int]) -> float:
    return sum(float(calibrate(place.model, score(place.model, p.profile), ALL)[listed].sum()) for p in people)


@pytest.mark.parametrize("name", [*RULES, "seed"])
@pytest.mark.parametrize("times", [1.0, -1.0])
def test_a_click_moves_the_list_the_asked_way(place: Town, name: str, times: float) -> None:
    shares = {True: 0.0, False: 0.0}
    for draw in range(12):
        people = [person.profile for person in pair(place, draw)]
        tag = draw * 4 % place.features.shape[1]
        for steered in shares:
            steer = clicks(place, tag, times if steered else 0.0)
            picks = rows(recommend(place.model, people, ALL, n=10, strategy=name, steer=steer))
            shares[steered] += float((place.features[picks, tag] >= HAS_TAG).mean()) / 12
    moved = times * (shares[True] - shares[False])
    assert moved > (0.15 if times > 0.0 else 0.05)


def test_a_click_keeps_most_of_what_the_list_is_worth(place: Town) -> None:
    """Averaged over tags; three clicks at once are meant to cost much more."""
    kept: dict[float, list[float]] = {1.0: [], 3.0: []}
    for draw in range(24):
        people = pair(place, draw)
        profiles = [person.profile for person in people]
        plain = worth(place, people, rows(recommend(place.model, profiles, ALL, n=10)))
        for times, shares in kept.items():
            steer = clicks(place, draw * 2, times)
            shares.append(worth(place, people, rows(recommend(place.model, profiles, ALL, n=10, steer=steer))) / plain)
    assert np.mean(kept[1.0]) > 0.8
    assert np.mean(kept[3.0]) < 0.7


def test_what_nobody_knows_of_is_not_moved(place: Town) -> None:
    sure = certain(TITLES, place.features.shape[1])
    blank = np.arange(0, TITLES, 3)
    sure.confidence[blank] = 0.0
    features = place.features.copy()
    features[blank] = 0.0
    said = critique(build_model(features, place.popularity, place.series, sure), clicks(place, 5))
    assert not said[blank].any()
    assert said[features[:, 5] > 0.5].min() > 0.2


def test_more_undoes_less(place: Town) -> None:
    assert np.array_equal(critique(place.model, clicks(place, 5)), -critique(place.model, clicks(place, 5, -1.0)))
    both = clicks(place, 5) + clicks(place, 9, 2.0)
    alone = critique(place.model, clicks(place, 5)) + critique(place.model, clicks(place, 9, 2.0))
    assert np.allclose(critique(place.model, both), alone)


def test_a_rare_tag_does_not_outweigh_everything() -> None:
    """One title in a hundred has the tag; nobody with another taste gets a list of nothing else for one click."""
    place = town()
    features = np.column_stack([place.features, np.zeros(TITLES, dtype=np.float32)])
    rare = np.flatnonzero(place.taste == 3)[:4]
    features[rare, -1] = 1.0
    model = build_model(features, place.popularity, place.series)
    steer = np.zeros(features.shape[1])
    steer[-1] = 1.0
    person = build_profile(model, history(np.flatnonzero(place.taste == 1)[:25]))
    z = float(model.directions[rare[0], -1] * model.lengths[rare[0]])
    assert z > 5.0
    assert float(critique(model, steer).max()) < 1.0
    first_page = rows(recommend(model, [person], ALL, n=5, steer=steer))
    assert (place.taste[first_page] == 1).sum() >= 3


def test_reach_is_the_way_from_the_tenth_to_the_hundredth() -> None:
    scores = np.linspace(5.0, 0.0, 501, dtype=np.float32)
    assert reach(scores) == pytest.approx(0.9, abs=1e-4)
    assert reach(scores * 7) == pytest.approx(6.3, abs=1e-3)
    assert reach(np.zeros(30, dtype=np.float32)) > 0.0
    assert reach(np.array([1.0], dtype=np.float32)) > 0.0


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("size", [1, 2, 4])
def test_surprises_are_less_popular_and_nearly_as_good(place: Town, name: str, size: int) -> None:
    known, kept = np.zeros(2), 0.0
    for draw in range(12):
        people = [member(place, (draw + at) % 6, 25, draw) for at in range(size)]
        profiles = [person.profile for person in people]
        lists = [
            rows(recommend(place.model, profiles, ALL, n=20, strategy=name, surprise=wished))
            for wished in (False, True)
        ]
        known += [float(place.popularity[picks].mean()) / 12 for picks in lists]
        kept += worth(place, people, lists[1]) / worth(place, people, lists[0]) / 12
    assert known[1] < known[0] - 0.25
    assert kept > 0.75


@pytest.mark.parametrize("times", [1.0, 5.0])
def test_a_surprise_costs_a_member_the_same_however_scores_are_made(place: Town, times: float) -> None:
    """Of their own twenty best; the control shows that it does cost something: popularity is really taken away."""
    for taste in range(6):
        scores = (times * score(place.model, member(place, taste, 25).profile)).astype(np.float32)
        chances = calibrate(place.model, scores, ALL)
        moved = np.argsort(-(scores + less_popular(place.model, scores, ALL)), kind="stable")[:20]
        assert 0.91 <= chances[moved].sum() / np.sort(chances)[::-1][:20].sum() < 0.99
        assert place.popularity[moved].mean() < place.popularity[np.argsort(-scores, kind="stable")[:20]].mean() - 0.2


def test_surprises_are_not_what_nobody_wants(place: Town) -> None:
    """Titles less popular than most gain nothing on each other, and few candidates are not turned upside down."""
    scores = score(place.model, member(place, 1, 25).profile)
    assert not less_popular(place.model, scores, ALL)[place.model.prior < 0.0].any()
    few = np.isin(np.arange(TITLES), np.argsort(-scores, kind="stable")[::60])
    best = int(np.flatnonzero(few)[np.argmax(scores[few])])
    assert int(np.argmax(np.where(few, scores + less_popular(place.model, scores, few), -np.inf))) == best
    assert not less_popular(place.model, scores, ~ALL).any()


def test_wishes_do_not_change_how_well_a_title_matches(place: Town) -> None:
    people = [person.profile for person in pair(place, 2)]
    plain = {pick.row: pick for pick in recommend(place.model, people, ALL, n=TITLES)}
    for wishes in ({"surprise": True}, {"steer": clicks(place, 2 * TAGS_EACH)}):
        for pick in recommend(place.model, people, ALL, n=30, **wishes):
            assert pick == plain[pick.row]


def test_no_clicks_are_no_wish(place: Town) -> None:
    people = [person.profile for person in pair(place, 3)]
    nothing = np.zeros(place.features.shape[1])
    assert recommend(place.model, people, ALL, n=20, steer=nothing) == recommend(place.model, people, ALL, n=20)
