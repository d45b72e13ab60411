"""The model: tags that repeat each other, rare tags, kinds, popularity, and odd catalogues."""

import numpy as np
from numpy.typing import NDArray

from recommender.model import build_model
from recommender.profile import build_profile
from recommender.scoring import score
from tests.planted import history, town


def flat(rows: int, value: float = 3.0) -> NDArray[np.float32]:
    return np.full(rows, value, dtype=np.float32)


def no_series(rows: int) -> NDArray[np.bool_]:
    return np.zeros(rows, dtype=np.bool_)


def test_ten_tags_that_say_the_same_are_not_counted_ten_times() -> None:
    # Columns 0-9 are ten words for one thing, column 10 is one word for another; the member watched both alike.
    features = np.random.default_rng(0).choice([0.0, 0.2], (400, 40)).astype(np.float32)
    features[:60, :10] = 1.0
    features[60:120, 10] = 1.0
    model = build_model(features, flat(400), no_series(400))
    profile = build_profile(model, history(np.concatenate([np.arange(5), np.arange(60, 65)])))
    many, one = slice(10, 60), slice(70, 120)
    shares = [
        float(seen[one].mean() / seen[many].mean())
        for seen in (
            model.directions @ profile.direction,
            model.directions @ (model.whitening @ profile.vector) * model.lengths,
        )
    ]
    assert shares[0] < 0.25  # counted tag by tag, the ten words drown the one
    assert shares[1] > 2 * shares[0]


def test_a_rare_tag_does_not_drown_the_taste_shared_with_many() -> None:
    place = town()
    features = np.hstack([place.features, np.zeros((len(place.features), 1), dtype=np.float32)])
    watched = np.flatnonzero(place.taste == 0)[:10]
    stranger = int(np.flatnonzero(place.taste == 1)[0])
    features[[int(watched[-1]), stranger], -1] = 1.0  # two titles of the whole catalogue have it
    model = build_model(features, flat(len(features)), place.series)
    scores = score(model, build_profile(model, history(watched)))
    assert scores[stranger] < np.median(scores[np.flatnonzero(place.taste == 0)[10:]])


def test_a_tag_that_only_tells_series_from_films_is_no_evidence() -> None:
    place = town()
    features = np.hstack([place.features, place.series[:, None].astype(np.float32)])
    model = build_model(features, place.popularity, place.series)
    assert np.abs(model.directions[:, -1]).max() < 1e-6


def test_a_kind_with_higher_tiers_does_not_fill_the_list() -> None:
    place = town()
    tiers = np.where(place.series, 3.0 + place.popularity / 3.0, place.popularity / 3.0 + 1.0).astype(np.float32)
    prior = build_model(place.features, tiers, place.series).prior
    top = np.argsort(-prior, kind="stable")[:40]
    assert 10 <= place.series[top].sum() <= 30
    assert place.series[np.argsort(-tiers, kind="stable")[:40]].all()  # the tiers alone would fill it


def test_tags_never_lift_a_title_over_a_more_popular_one() -> None:
    place = town()
    for kind in (place.series, ~place.series):
        for tier in range(1, 5):
            lower = place.model.prior[kind & (place.popularity == tier)]
            higher = place.model.prior[kind & (place.popularity == tier + 1)]
            assert lower.max() < higher.min()


def test_among_equally_popular_titles_those_like_popular_ones_come_first() -> None:
    features = np.zeros((100, 4), dtype=np.float32)
    features[:50, 0] = 1.0
    features[50:, 1] = 1.0
    popularity = np.where(np.arange(100) < 45, 5.0, 2.0).astype(np.float32)
    popularity[50] = 2.0
    prior = build_model(features, popularity, no_series(100)).prior
    assert prior[49] > prior[50]


def test_the_same_catalogue_gives_the_same_model() -> None:
    first, second = town().model, town().model
    assert np.array_equal(first.directions, second.directions)
    assert np.array_equal(first.prior, second.prior)


def test_a_catalogue_without_differences_scores_everything_alike() -> None:
    model = build_model(np.full((6, 3), 0.4, dtype=np.float32), flat(6), no_series(6))
    scores = score(model, build_profile(model, history(np.array([0, 1]))))
    assert np.array_equal(scores, np.zeros(6, dtype=np.float32))


def test_a_catalogue_of_one_title_can_be_scored() -> None:
    model = build_model(np.ones((1, 3), dtype=np.float32), flat(1), no_series(1))
    assert np.isfinite(score(model, build_profile(model, history(np.array([0]))))).all()


def test_what_is_rated_well_stands_higher_and_its_like_a_little() -> None:
    """Half of the titles are rated, those of one taste well: the others of that taste are expected to be good too."""
    place = town()
    rating = np.where(place.taste == 2, 0.9, 0.5).astype(np.float32)
    told = np.arange(len(rating)) % 2 == 0
    rating[~told] = np.nan
    quality = build_model(place.features, place.popularity, place.series, rating=rating).quality
    good = place.taste == 2
    assert quality[told & good].min() > 1.0 > quality[told & ~good].max()
    assert quality[~told & good].mean() > quality[~told & ~good].mean() + 0.5
    assert quality[~told & good].mean() < quality[told & good].mean()  # expected is less than told
    assert not place.model.quality.any()  # the control: nobody rated anything
