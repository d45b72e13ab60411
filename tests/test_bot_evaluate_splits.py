"""What is hidden from a profile, what may be ranked, and what counts as found."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.evaluating.measure import METRICS, figures_of, mean_of
from bot.evaluating.methods import methods_of
from bot.evaluating.splits import FOLDS, Trial, latest_trial, random_trials
from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.title import Title
from data.history import History, Opinion, Viewing
from recommender.learned import LENGTHS, RANKS, STEPS, Learned
from recommender.model import Model, build_model
from recommender.profile import Watched

START = date(2024, 1, 1)


def shelf_of(count: int) -> Catalogue:
    """Films with even numbers, series with odd ones."""
    titles = [
        Title(
            f"t{at}", "series" if at % 2 else "movie", f"Title {at}", 2020, 90, ("drama",), ("GB",), "en", "PG", 3,
            {"dark": 1.0} if at % 3 else {"light": 1.0}, seasons=1 if at % 2 else None,
        )
        for at in range(count)
    ]  # fmt: skip
    return build_catalogue(titles, ["dark", "light"], "v1")


def viewing(at: int, day: int | None) -> Viewing:
    when = None if day is None else START + timedelta(days=day)
    return Viewing(f"Title {at}", "episode" if at % 2 else "movie", f"Title {at}", date=when, match=f"t{at}")


def history(*viewings: Viewing, opinions: tuple[Opinion, ...] = ()) -> History:
    newest_first = sorted(viewings, key=lambda one: one.date or date.min, reverse=True)
    return History(tuple(newest_first), "v1", opinions)


def whole_of(rows: NDArray[np.int64], disliked: tuple[int, ...] = ()) -> Watched:
    ratings = np.array([0.0 if row in disliked else math.nan for row in rows.tolist()])
    return Watched(rows, np.ones(len(rows), dtype=np.int64), np.arange(len(rows), dtype=np.float64), ratings)


def hidden_of(trial: Trial) -> set[int]:
    return set(np.flatnonzero(trial.relevant).tolist())


def test_every_title_is_hidden_once_and_a_fifth_at_a_time() -> None:
    series = np.arange(100) % 2 == 1
    rows = np.arange(10, 60)
    trials = random_trials(whole_of(rows), series)
    assert len(trials) == FOLDS
    assert sorted(row for trial in trials for row in hidden_of(trial)) == rows.tolist()
    for trial in trials:
        hidden = hidden_of(trial)
        assert sum(series[row] for row in hidden) == 5
        assert len(hidden) == 10
        assert hidden.isdisjoint(trial.known.rows.tolist())
        assert hidden | set(trial.known.rows.tolist()) == set(rows.tolist())


def test_only_unseen_titles_are_ranked() -> None:
    for trial in random_trials(whole_of(np.arange(10, 60)), np.zeros(100, dtype=np.bool_)):
        assert not trial.candidates[trial.known.rows].any()
        assert trial.candidates.sum() == 50 + 10


def test_the_folds_of_a_member_are_always_the_same() -> None:
    series = np.zeros(100, dtype=np.bool_)
    first, again = (random_trials(whole_of(np.arange(30)), series) for _ in range(2))
    assert [hidden_of(trial) for trial in first] == [hidden_of(trial) for trial in again]


def test_what_was_disliked_is_ranked_but_nothing_to_find() -> None:
    disliked = (3, 4, 5, 6, 7)
    trials = random_trials(whole_of(np.arange(25), disliked), np.zeros(40, dtype=np.bool_))
    assert not any(trial.relevant[[*disliked]].any() for trial in trials)
    assert [len(hidden_of(trial)) for trial in trials] == [4] * FOLDS
    assert sum(int(trial.candidates[[*disliked]].sum()) for trial in trials) == len(disliked)


def test_the_latest_fifth_is_what_was_begun_last() -> None:
    trial = latest_trial(shelf_of(40), history(*(viewing(at, at) for at in range(20))))
    assert trial is not None
    assert hidden_of(trial) == {16, 17, 18, 19}
    assert set(trial.known.rows.tolist()) == set(range(16))


def test_a_series_begun_early_stays_known_but_its_later_episodes_do_not_count() -> None:
    rows = [viewing(at, at) for at in range(20)]
    trial = latest_trial(shelf_of(40), history(*rows, *(viewing(1, day) for day in (2, 17, 18, 19))))
    assert trial is not None
    assert 1 not in hidden_of(trial)
    (place,) = np.flatnonzero(trial.known.rows == 1)
    assert trial.known.counts[place] == 2


def test_titles_without_a_date_are_never_hidden_as_the_latest() -> None:
    dated = [viewing(at, at) for at in range(10)]
    trial = latest_trial(shelf_of(40), history(*dated, viewing(30, None), viewing(9, None)))
    assert trial is not None
    assert hidden_of(trial) == {7, 8}
    assert {30, 9} <= set(trial.known.rows.tolist())


def test_nothing_said_of_a_hidden_title_or_later_is_known() -> None:
    said = tuple(
        Opinion(f"Title {at}", None, f"Title {at}", rating, wanted=rating is None, date=day, match=f"t{at}")
        for at, rating, day in (
            (19, 1.0, None),
            (30, None, START + timedelta(days=18)),
            (31, None, START),
            (32, 0.9, START + timedelta(days=19)),
        )
    )  # fmt: skip
    trial = latest_trial(shelf_of(40), history(*(viewing(at, at) for at in range(20)), opinions=said))
    assert trial is not None
    known = set(trial.known.rows.tolist())
    assert 19 not in known
    assert trial.relevant[19]
    assert trial.known.wanted is not None
    assert trial.known.wanted.tolist() == [31]
    assert 32 not in known
    assert not trial.candidates[32]


@pytest.mark.parametrize(
    "days", [(0,) * 20, (None,) * 20, (), (0,) * 4 + (1,) * 16], ids=["one day", "none", "no rows", "two"]
)
def test_dates_that_tell_no_order_hide_nothing(days: tuple[int | None, ...]) -> None:
    assert latest_trial(shelf_of(40), history(*(viewing(at, day) for at, day in enumerate(days)))) is None


def small_model() -> Model:
    """Forty titles, every other a series; the higher the row, the more popular, in each kind."""
    features = np.tile(np.eye(2, dtype=np.float32), (20, 1))
    return build_model(features, np.arange(40, dtype=np.float32) / 10 + 1, np.arange(40) % 2 == 1)


def test_kinds_are_ranked_among_themselves_and_together() -> None:
    model = small_model()
    candidates = np.ones(40, dtype=np.bool_)
    relevant = np.zeros(40, dtype=np.bool_)
    relevant[[38, 36, 34, 32, 30, 1, 3]] = True
    known = Watched(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    worth = figures_of([Trial(known, candidates, relevant)], methods_of(model), model.series)
    popularity = [*methods_of(model)].index("popularity")
    films, series, together = (dict(zip(METRICS, row, strict=True)) for row in worth.worth[:, popularity].tolist())
    assert films == pytest.approx({"ndcg@10": 1.0, "recall@20": 1.0, "hit@10": 1.0})
    assert math.isnan(series["ndcg@10"])
    assert together["hit@10"] == 1.0
    assert 0.0 < together["ndcg@10"] < 1.0
    assert worth.hidden == pytest.approx(2 / 7)


def test_tags_alone_do_not_care_what_is_popular() -> None:
    model = small_model()
    methods = methods_of(model)
    known = Watched(np.array([0]), np.array([1]), np.zeros(1))
    tags = methods["tags"].scores(known)
    assert tags[2] == pytest.approx(tags[38])
    assert methods["blendz"].scores(known)[38] > methods["blendz"].scores(known)[2]
    assert (
        methods["popularity"].scores(known)[39]
        == methods["popularity"].scores(Watched(*([np.zeros(0, np.int64)] * 3)))[39]
    )


def test_a_model_that_learned_from_ratings_is_measured_without_them_too() -> None:
    plain = small_model()
    films = np.flatnonzero(~plain.series)
    rng = np.random.default_rng(1)
    inward, outward = (rng.normal(size=(len(films), 2)).astype(np.float32) for _ in range(2))
    learned = Learned(
        films, inward, outward, rng.random(len(films)).astype(np.float32), np.ones((len(LENGTHS), len(RANKS))), STEPS
    )
    model = build_model(plain.features, np.arange(40, dtype=np.float32) / 10 + 1, plain.series, learned=learned)
    known = Watched(films[:8], np.ones(8, dtype=np.int64), np.arange(8, dtype=np.float64))
    scores = {name: method.scores(known) for name, method in methods_of(model).items()}
    before = {name: method.scores(known) for name, method in methods_of(plain).items()}
    assert {*scores} - {*before} == {"without ratings"}
    np.testing.assert_array_equal(scores["without ratings"], before["blendz"])
    np.testing.assert_array_equal(scores["tags"], before["tags"])
    assert not np.array_equal(scores["blendz"], scores["without ratings"])


def test_a_mean_leaves_out_who_has_no_figure() -> None:
    found = mean_of(np.array([0.2, math.nan, 0.4]))
    assert found.mean == pytest.approx(0.3)
    assert 0.2 <= found.low <= found.mean <= found.high <= 0.4
    assert math.isnan(mean_of(np.array([math.nan])).mean)
