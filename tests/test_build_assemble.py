"""A whole build: from tables on disk to a catalogue that knows names in other languages and says what it knows."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from data.catalogue.__main__ import main
from data.catalogue.build.assemble import assemble, is_adult
from data.catalogue.build.draft import Draft
from data.catalogue.build.sample import sample_titles, write_sample
from data.catalogue.catalogue import Catalogue
from data.catalogue.load import current_catalogue, load_built
from data.catalogue.starter import read_titles
from data.catalogue.title import PROVENANCES

LANGUAGE = {"ES": "es", "BR": "pt", "FR": "fr", "DE": "de", "IT": "it", "NL": "nl", "PL": "pl", "TR": "tr"}
SHARED = os.environ.get("BLENDZ_SHARED_DATA")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue]:
    folder = tmp_path_factory.mktemp("build")
    write_sample(folder / "imdb", 30_000)
    told: list[str] = []
    version = assemble(folder / "state", {"imdb": folder / "imdb"}, told.append)
    catalogue = load_built(folder / "state")
    assert catalogue.version == version
    assert told[0].startswith("imdb: 1,500 titles read")
    return folder / "state", catalogue


def test_names_in_other_languages_lead_to_their_titles(built: tuple[Path, Catalogue]) -> None:
    _, catalogue = built
    for title in sample_titles(30_000):
        kind = "movie" if title.type in ("movie", "tvMovie") else "episode"
        for region in LANGUAGE:
            assert catalogue.match(title.names[region], kind) == title.imdb


def test_the_starter_is_always_in_it_with_its_own_tags(built: tuple[Path, Catalogue]) -> None:
    _, catalogue = built
    for title in read_titles()[::50]:
        found = catalogue.get(title.id)
        assert found is not None
        assert dict(found.tags) == pytest.approx(dict(title.tags), abs=0.01)
        row = catalogue.rows[title.id]
        assert PROVENANCES[catalogue.provenance[row]] == "authored"
        assert catalogue.confidence[row] == 1.0


def test_other_titles_are_inferred_with_less_confidence(built: tuple[Path, Catalogue]) -> None:
    _, catalogue = built
    inferred = catalogue.provenance == PROVENANCES.index("inferred")
    assert inferred.sum() == 1_500
    assert catalogue.confidence[inferred].max() < 1.0
    assert 0.0 <= catalogue.trust.min() <= catalogue.trust.max() <= 1.0


def test_the_manifest_says_what_it_was_made_of_and_under_which_licence(built: tuple[Path, Catalogue]) -> None:
    state, catalogue = built
    manifest = json.loads((state / "catalogue" / catalogue.version / "manifest.json").read_text("utf-8"))
    starter, imdb = manifest["sources"]
    assert (starter["name"], starter["licence"]) == ("starter", "CC0")
    assert imdb["name"] == "imdb"
    assert "IMDb" in imdb["licence"]
    assert {len(digest) for digest in imdb["files"].values()} == {64}
    assert "title.akas.tsv.gz" in imdb["files"]


def test_the_same_sources_give_the_same_catalogue(built: tuple[Path, Catalogue], tmp_path: Path) -> None:
    write_sample(tmp_path / "imdb", 30_000)
    other = load_built_from(tmp_path)
    assert np.array_equal(other.features, built[1].features)
    assert other.version == built[1].version or list(other.rows) == list(built[1].rows)


def load_built_from(folder: Path) -> Catalogue:
    assemble(folder / "state", {"imdb": folder / "imdb"}, lambda _: None)
    return load_built(folder / "state")


def test_info_tells_programs_what_is_in_use(built: tuple[Path, Catalogue], capsys: pytest.CaptureFixture[str]) -> None:
    state, catalogue = built
    assert main(["info", "--json", "--state", str(state)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sources"] == ["starter", "imdb"]
    assert found["titles"] == len(catalogue.titles) == found["films"] + found["series"]
    assert found["version"] == catalogue.version
    assert found["tags"] == len(catalogue.tags)


def test_a_source_that_cannot_be_read_changes_nothing(
    built: tuple[Path, Catalogue], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state, catalogue = built
    write_sample(tmp_path / "imdb", 100)
    (tmp_path / "imdb" / "title.basics.tsv.gz").write_bytes(b"\x1f\x8bnothing")
    arguments = ["build", "--yes", "--state", str(state), "--source", f"imdb={tmp_path / 'imdb'}"]
    assert main(arguments) == 1
    assert "title.basics.tsv.gz is cut short or damaged" in capsys.readouterr().err
    assert current_catalogue(state)[0].version == catalogue.version


@pytest.mark.skipif(not SHARED, reason="BLENDZ_SHARED_DATA is not set")
def test_the_shelf_joins_the_starter_by_name_and_year(tmp_path: Path) -> None:
    assemble(tmp_path, {"kaggle-netflix": Path(SHARED or "") / "netflix"}, lambda _: None)
    catalogue = load_built(tmp_path)
    twice = [title.id for title in catalogue.titles if title.title == "Ozark" and title.kind == "series"]
    assert twice == ["ozark"]
    assert catalogue.titles[catalogue.rows["ozark"]].imdb == "tt5071412"


@pytest.mark.parametrize(
    ("keywords", "adult", "flagged"),
    [
        (("soft-core porn",), False, True),
        (("erotic thriller",), False, True),
        ((), True, True),
        (("love",), False, False),
    ],
)
def test_what_is_made_to_arouse_is_marked_from_what_the_sources_say(
    keywords: tuple[str, ...],
    adult: bool,  # noqa: FBT001 - a column of the table
    flagged: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_adult(Draft("movie", "X", keywords=keywords, adult=adult)) is flagged


@pytest.mark.skipif(not SHARED, reason="BLENDZ_SHARED_DATA is not set")
def test_films_of_the_genome_that_are_erotic_stay_in_age_restricted_channels(tmp_path: Path) -> None:
    assemble(tmp_path, {"ml-25m": Path(SHARED or "") / "movielens" / "ml-latest-small"}, lambda _: None)
    catalogue = load_built(tmp_path)
    flagged = [catalogue.titles[row] for row in np.flatnonzero(catalogue.columns.erotic)]
    assert all(title.is_erotic for title in flagged)
