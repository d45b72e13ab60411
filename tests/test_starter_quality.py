"""The tools that say how good the starter is, on small catalogues whose answer is obvious."""

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.catalogue.__main__ import main
from data.catalogue.problem import CatalogueProblem
from data.catalogue.starter import read_tags, read_titles
from data.catalogue.starter.agreement import agree, spearman
from data.catalogue.starter.anchors import anchor_mistakes, read_anchors
from data.catalogue.starter.facts import compare_facts
from data.catalogue.starter.judged import compare_judgements
from data.catalogue.starter.likeness import directions, nearest, relevances
from data.catalogue.starter.measured import auc, compare_genome, split_name
from data.catalogue.starter.oddities import find_oddities
from data.catalogue.title import Title
from tests.starter_samples import TAGS, entry, toml, write_folder, write_three


def title(key: str, tags: dict[str, float], **changes: Any) -> Title:
    fields: dict[str, Any] = {
        "kind": "movie", "title": key.title(), "year": 2000, "minutes": 90, "genres": ("drama",), "countries": ("IE",),
        "language": "en", "maturity": "PG", "popularity": 3,
    }  # fmt: skip
    return Title(id=key, tags=tags, **{**fields, **changes})


def test_the_nearest_title_is_the_one_with_the_telling_tags() -> None:
    titles = [
        title("heist", {"heist": 1.0, "fun": 0.8}),
        title("caper", {"heist": 0.8, "fun": 0.4}),
        title("romp", {"fun": 1.0, "silly": 0.8}),
        title("war", {"war": 1.0, "bleak": 0.8}),
    ]
    tags = ["heist", "fun", "silly", "war", "bleak"]
    rows = directions(relevances(titles, tags), np.zeros(4, dtype=np.bool_))
    assert [titles[row].id for row, _ in nearest(rows, 0, np.ones(4, dtype=np.bool_), 1)] == ["caper"]


def test_what_separates_nothing_is_named() -> None:
    titles = [title(f"film-{at}", {"everywhere": 0.6, **({"rare": 1.0} if at == 0 else {})}) for at in range(10)]
    odd = find_oddities(titles, ["everywhere", "rare"], {})
    assert odd.common == ("everywhere: 100% of titles",)
    assert odd.rare == ("rare: 1 titles",)


def test_two_tags_that_always_come_together_are_named() -> None:
    titles = [title(f"film-{at}", {"wet": 0.8, "damp": 0.8} if at % 2 else {"dry": 0.6}) for at in range(12)]
    (line,) = find_oddities(titles, ["wet", "damp", "dry"], {}).same_tags
    assert line.startswith("wet and damp: correlation 1.00")


def test_twins_are_named_unless_one_follows_the_other() -> None:
    twins = [title("one", {"odd": 1.0}), title("two", {"odd": 1.0}), title("else", {"even": 1.0})]
    assert [line.split(":")[0] for line in find_oddities(twins, ["odd", "even"], {}).same_titles] == ["one and two"]
    twins[1] = title("two", {"odd": 1.0}, after="one")
    assert find_oddities(twins, ["odd", "even"], {}).same_titles == ()


def test_a_batch_that_uses_a_tag_far_more_than_the_others_drifts() -> None:
    titles = [title(f"t{at}", {"sprayed": 0.4} if at < 40 or at % 10 == 0 else {"calm": 0.4}) for at in range(200)]
    odd = find_oddities(titles, ["sprayed", "calm"], {f"t{at}": f"batch-{at // 40}" for at in range(200)})
    assert "batch-0: 'sprayed' on 100% of its titles" in odd.drift
    assert not [line for line in odd.drift if line.startswith("batch-3")]


def anchored(folder: Path, text: str) -> list[str]:
    write_folder(folder, toml("the-cat", entry()))
    (folder / "anchors.toml").write_text(text, encoding="utf-8")
    return list(anchor_mistakes(read_anchors(folder), read_titles(folder), list(read_tags(folder))))


def test_an_anchor_must_agree_with_its_title(tmp_path: Path) -> None:
    wrong = anchored(tmp_path / "a", f'["{TAGS[0]}"]\nfull = ["the-cat"]\nhalf = ["the-cat"]\nnone = ["nobody"]\n')
    told = [line for line in wrong if "no anchors" not in line]
    assert told == [
        f"anchors.toml: the-cat has '{TAGS[0]}' at 1.0, half means 0.4 to 0.6",
        f"anchors.toml: '{TAGS[0]}' names nobody, which is no title",
    ]


def test_a_tag_without_anchors_and_anchors_without_a_tag_are_mistakes(tmp_path: Path) -> None:
    wrong = anchored(tmp_path / "a", '["unheard of"]\nfull = ["the-cat"]\n')
    assert "anchors.toml: 'unheard of' is not in tags.toml" in wrong
    assert f"anchors.toml: tag '{TAGS[0]}' has no anchors" in wrong


def test_rank_correlation_with_ties_is_that_of_the_books() -> None:
    assert spearman(np.array([1.0, 2.0, 2.0, 4.0]), np.array([1.0, 3.0, 2.0, 4.0])) == pytest.approx(0.9487, abs=1e-4)
    assert np.isnan(spearman(np.ones(3), np.arange(3.0)))


def test_authors_who_say_the_same_agree_and_one_who_reverses_does_not() -> None:
    rng = np.random.default_rng(4)
    first = np.where(rng.random((40, 3)) < 0.6, rng.integers(1, 6, (40, 3)) / 5, 0.0)
    same = agree(first, first, ["a", "b", "c"])
    assert (same.spearman, same.difference, same.confirmed) == (pytest.approx(1.0), 0.0, 1.0)
    turned = first.copy()
    turned[:, 1] = np.where(first[:, 1] > 0, 1.2 - first[:, 1], 1.0)
    assert (
        min(agree(first, turned, ["a", "b", "c"]).tags, key=agree(first, turned, ["a", "b", "c"]).tags.__getitem__)
        == "b"
    )


def test_the_agreement_job_reads_the_second_author(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_three(tmp_path / "twice")
    (folder / "second").mkdir()
    assert main(["agreement", "--folder", str(folder)]) == 1
    capsys.readouterr()
    tags = {"essential": ", ".join(TAGS[:10]), "hint": ", ".join(TAGS[10:26])}
    (folder / "second" / "a.toml").write_text(toml("harbour-lights", {"tags": tags}), encoding="utf-8")
    assert main(["agreement", "--folder", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["titles"], found["spearman"]) == (1, pytest.approx(1.0))


def test_auc_is_the_chance_to_put_the_right_film_first() -> None:
    assert auc(np.array([0.8, 0.6]), np.array([0.2, 0.4])) == 1.0
    assert auc(np.array([0.5]), np.array([0.5])) == 0.5
    assert auc(np.array([0.2]), np.array([0.6, 0.0])) == 0.5


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Matrix, The (1999)", ("The Matrix", 1999)),
        ("Seven (a.k.a. Se7en) (1995)", ("Seven", 1995)),
        ("Babylon 5", ("Babylon 5", 0)),
    ],
)
def test_names_of_movielens_are_read(name: str, wanted: tuple[str, int]) -> None:
    assert split_name(name) == wanted


def genome(path: Path, measured: dict[str, float]) -> Path:
    """An archive in MovieLens' form: one tag, one film a key."""
    movies = "".join(f"{at},{name} (2000),x\n" for at, name in enumerate(measured))
    scores = "".join(f"{at},1,{value}\n" for at, value in enumerate(measured.values()))
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("ml/movies.csv", "movieId,title,genres\n" + movies)
        file.writestr("ml/genome-tags.csv", "tagId,tag\n1,prison\n")
        file.writestr("ml/genome-scores.csv", "movieId,tagId,relevance\n" + scores)
    return path


def test_a_tag_that_agrees_with_the_genome_scores_one_and_a_miss_is_named(tmp_path: Path) -> None:
    films = [title(f"f{at}", {"prison": 0.8} if at < 6 else {"sea": 1.0}) for at in range(12)]
    archive = genome(tmp_path / "ml.zip", {f"F{at}": 0.9 if at < 6 else 0.1 for at in range(12)})
    assert compare_genome(films, archive).tags == (("prison", "prison", 1.0, 6),)
    films[0] = title("f0", {"sea": 1.0})
    missed = compare_genome(films, archive, worst=3)
    assert missed.median < 1.0
    assert missed.worst == ("prison: not on f0, measured 0.90",)


def test_a_file_that_is_no_archive_is_a_clear_line(tmp_path: Path) -> None:
    (tmp_path / "ml.zip").write_bytes(b"no archive")
    with pytest.raises(CatalogueProblem, match=r"ml\.zip cannot be read as a MovieLens archive"):
        compare_genome([], tmp_path / "ml.zip")


def test_pairs_are_counted_as_people_ordered_them(tmp_path: Path) -> None:
    table = tmp_path / "soft.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["rater_id", "reference_title", "soft_attribute", "less_than", "about_as", "more_than"])
        writer.writerow([1, "Mild (2000)", "scary", '["Calm (2000)"]', "", '["Fright (2000)", "Calm, The (2000)"]'])
    films = [title("mild", {"scary": 0.4}), title("calm", {}), title("fright", {"scary": 1.0})]
    found = compare_judgements(films, table)
    assert (found.pairs, found.tied, found.share) == (2, 0, 1.0)


def test_facts_that_differ_are_named_and_newer_seasons_do_not(tmp_path: Path) -> None:
    table = tmp_path / "titles.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "type", "release_year", "runtime", "genres", "seasons"])
        writer.writerow(["Show", "SHOW", 2001, 45, "['drama']", "2.0"])
        writer.writerow(["Film", "MOVIE", 2003, 90, "['comedy']", ""])
    titles = [
        title("show", {}, kind="series", seasons=5, minutes=46, year=2001),
        title("film", {}, year=2000, genres=("comedy",)),
    ]
    found = compare_facts(titles, table)
    assert found.compared == 2
    assert found.differences == ("film: year 2000, there 2003",)
    assert found.all_right == 0.5


def test_without_yardsticks_the_job_says_what_to_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BLENDZ_SHARED_DATA", raising=False)
    assert main(["compare"]) == 1


def test_the_check_says_everything_to_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_three(tmp_path / "good")
    assert main(["check", "--folder", str(folder), "--json", "--neighbours", "Harbour Lights"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["titles"], found["films"], found["series"]) == (3, 2, 1)
    assert {one["title"] for one in found["neighbours"]["Harbour Lights"]} == {"harbour-lights", "harbour-lights-1998"}


def test_the_check_fails_on_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "bad", toml("the-cat", entry(year=1)))
    assert main(["check", "--folder", str(folder)]) == 1
    assert "year must lie between" in capsys.readouterr().out
