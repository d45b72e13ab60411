"""The lists of kin, and what the neighbours of series come to against them."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot import evaluating
from bot.evaluating import command, measure, neighbours
from bot.evaluating.members import EvaluationProblem
from bot.settings import Settings
from bot.shelf import Shelf, build_shelf
from data.catalogue.catalogue import build_catalogue
from data.catalogue.load import load_catalogue
from data.catalogue.starter import read_titles
from data.catalogue.starter.kinship import kin_by_makers, read_kin
from data.catalogue.title import Title


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return build_shelf(load_catalogue())


@pytest.fixture(scope="module")
def document(shelf: Shelf) -> dict[str, Any]:
    return neighbours.document_of(shelf)


@pytest.mark.parametrize(("kind", "fewest"), [("franchises", 2), ("themes", 5)])
def test_every_list_names_different_series_of_the_starter(kind: Any, fewest: int) -> None:
    series = {title.id for title in read_titles() if title.kind == "series"}
    lists = read_kin(kind)
    assert len(lists) >= 20
    for kin in lists:
        assert fewest <= len(kin.ids) <= 25, kin.name
        assert len(set(kin.ids)) == len(kin.ids), kin.name
        assert set(kin.ids) <= series, kin.name


def made(key: str, *makers: str, kind: Any = "series") -> Title:
    return Title(
        key, kind, key, 2020, 45, ("drama",), ("GB",), "en", "PG", 3, {"dark": 1.0},
        seasons=1 if kind == "series" else None, makers=makers,
    )  # fmt: skip


def test_series_of_one_maker_are_kin_and_films_are_not() -> None:
    titles = [made("a", "Ann"), made("b", "Bo", "Ann"), made("c", "Cy"), made("d", "Bo", kind="movie")]
    (kin,) = kin_by_makers(titles)
    assert (kin.kind, kin.name, kin.ids) == ("makers", "Ann", ("a", "b"))


def test_kin_of_a_series_is_everybody_on_any_of_its_lists_but_itself() -> None:
    assert neighbours.kin_of([(1, 2, 3), (3, 4)]) == {1: {2, 3}, 2: {1, 3}, 3: {1, 2, 4}, 4: {3}}


def test_recall_and_ndcg_are_those_of_the_ten_nearest() -> None:
    nearest = {1: {"near": np.array([2, 9, 8]), "far": np.array([9, 8, 7])}}
    worth = neighbours.worth_of({1: frozenset({2, 5})}, nearest, ["near", "far"])
    assert worth[0, 0, 0] == pytest.approx(0.5)
    assert worth[0, 0, 1] == pytest.approx(1.0 / (1.0 + 1.0 / np.log2(3.0)))
    assert worth[0, 1].tolist() == [0.0, 0.0]


def test_a_series_is_not_its_own_neighbour_and_films_are_none(shelf: Shelf) -> None:
    series = np.flatnonzero(shelf.model.series)
    rows = series[:20].tolist()
    for row, found in neighbours.nearest_of(rows, neighbours.likenesses_of(shelf), series).items():
        for near in found.values():
            assert len(near) == neighbours.LENGTH
            assert row not in near
            assert shelf.model.series[near].all()


def best(kinds: Mapping[str, Any], kind: str) -> bool:
    """Surely better than genres and than popularity."""
    mine, popular = kinds[kind]["likeness"], kinds[kind]["popularity"]
    return mine["gain"]["low"] > 0.0 and mine["ndcg@10"]["low"] > popular["ndcg@10"]["high"]


@pytest.mark.parametrize("kind", ["makers", "franchises", "themes"])
def test_kin_are_nearer_than_genres_or_popularity_make_them(kind: str, document: dict[str, Any]) -> None:
    assert best(document["kinds"], kind)
    assert document["kinds"][kind]["likeness"]["lift"]["low"] > 20.0
    assert document["kinds"][kind]["popularity"]["lift"]["mean"] < 10.0


def test_the_farthest_are_not_taken_for_the_nearest(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "every_kin", lambda: read_kin("franchises"))
    assert best(neighbours.document_of(shelf)["kinds"], "franchises")
    monkeypatch.setattr(neighbours, "order", lambda likeness: measure.order(-likeness))
    kinds = neighbours.document_of(shelf)["kinds"]
    assert not any(best(kinds, kind) for kind in kinds)


def test_lists_are_told_the_worst_first(document: dict[str, Any]) -> None:
    figures = [one["ndcg@10"] for one in document["lists"]]
    assert figures == sorted(figures)
    assert len(figures) == sum(len(read_kin(kind)) for kind in ("franchises", "themes")) + len(
        kin_by_makers(read_titles())
    )


def test_both_forms_of_the_answer_say_the_same(
    shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "every_kin", lambda: read_kin("franchises"))
    monkeypatch.setattr(command, "current_catalogue", lambda *_: (shelf.catalogue, None))
    parser = argparse.ArgumentParser()
    evaluating.add_arguments(parser)
    settings = Settings(state=tmp_path, catalogue=None)
    assert evaluating.evaluate(settings, parser.parse_args(["--neighbours", "--json"])) == 0
    document = json.loads(capsys.readouterr().out)
    assert document == neighbours.document_of(shelf)
    assert evaluating.evaluate(settings, parser.parse_args(["--neighbours"])) == 0
    assert f"{document['kinds']['franchises']['likeness']['ndcg@10']['mean']:.3f}" in capsys.readouterr().out


def test_a_catalogue_without_kin_is_a_clear_sentence() -> None:
    strange = build_shelf(build_catalogue([made("nobody-knows-this", "Ann"), made("nor-this", "Ann")], ["dark"], "v1"))
    with pytest.raises(EvaluationProblem, match="the starter has them all"):
        neighbours.document_of(strange)
