"""`python -m recommender.evaluate` as its user meets it: with data, without, and with a wrong folder."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from recommender.evaluate import als
from recommender.evaluate.__main__ import VARIABLE, main
from recommender.evaluate.dataset import most_rated
from recommender.evaluate.movielens import find_movielens, read_movielens
from tests.rating_samples import write_movielens

SHARED = os.environ.get(VARIABLE)
SCORES = "40,1,1\n40,2,1\n30,1,0.5\n30,2,1\n10,1,0.25\n10,2,0\n20,1,0.75\n20,2,0.125\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    ratings = "7,10,4.0,100\n7,30,2.5,200\n9,30,5.0,300\n9,99,5.0,300\n"
    return write_movielens(tmp_path / "movielens", ratings, "1,20,3.0,1\n1,20,4.5,2\n", SCORES)


def test_without_data_planted_tastes_are_measured_and_it_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    target = tmp_path / "figures.json"
    assert main(["--json", str(target)]) == 0
    shown = capsys.readouterr()
    assert "No MovieLens" in shown.err
    assert "planted tastes" in shown.out
    assert "not found" not in shown.out
    figures = json.loads(target.read_text())
    assert {"protocol", "single", "temporal", "caps", "groups", "group_differences", "goals", "checks"} <= set(figures)
    assert f"{figures['single']['blendz']['ndcg']['mean']:.4f}".removeprefix("0") in shown.out


def test_a_folder_without_movielens_is_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_movielens_is_found_in_the_folder_and_beside_other_data(place: Path) -> None:
    assert find_movielens(place) == find_movielens(place.parent) == place
    assert find_movielens(place.parent / "elsewhere") is None


def test_titles_are_those_with_tags_that_anybody_rated_and_ratings_of_others_are_left_out(place: Path) -> None:
    dataset = read_movielens(place)
    np.testing.assert_array_equal(dataset.features, [[0.25, 0.0], [0.75, 0.125], [0.5, 1.0]])
    population = dataset.population
    assert list(zip(population.members.tolist(), population.rows.tolist(), strict=True)) == [(0, 0), (0, 2), (1, 2)]
    np.testing.assert_allclose(population.values, [0.8, 0.5, 1.0])


def test_of_two_ratings_of_a_title_the_last_counts(place: Path) -> None:
    testers = read_movielens(place).testers
    assert (testers.rows.tolist(), testers.values.round(2).tolist()) == ([1], [pytest.approx(0.9)])


def test_a_smaller_catalogue_keeps_the_most_rated_titles_and_who_rated_them(place: Path) -> None:
    small = most_rated(read_movielens(place), 2)
    np.testing.assert_array_equal(small.features, [[0.25, 0.0], [0.5, 1.0]])
    assert small.population.rows.tolist() == [0, 1, 1]
    assert not len(small.testers.rows)


@pytest.mark.skipif(SHARED is None, reason=f"{VARIABLE} is not set")
def test_the_real_catalogue_is_read_whole() -> None:
    place = find_movielens(Path(SHARED or ""))
    assert place is not None
    dataset = read_movielens(place)
    assert dataset.features.shape == (12_465, 149)
    assert 0.0 <= dataset.features.min() < dataset.features.max() <= 1.0
    assert set(np.unique((dataset.testers.values * 10.0).round()).tolist()) == set(range(1, 11))


def test_without_implicit_its_rows_are_missing_and_the_report_says_why(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(als, "find_spec", lambda _: None)
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert "implicit is not installed" in shown
    assert "implicit ALS" not in shown
    assert "ALS + GFAR" not in shown
