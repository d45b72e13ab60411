import os
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from data.catalogue.build import shelf as shelves
from data.catalogue.build.draft import Draft
from data.catalogue.build.film_names import FilmName, read_film_name
from data.catalogue.build.kaggle import fetch_kaggle, read_kaggle
from data.catalogue.build.movielens import read_movielens
from data.catalogue.build.tag_genome import read_tag_genome
from data.catalogue.build.words import to_countries, to_genres, to_maturity
from data.catalogue.problem import CatalogueProblem
from tests.build_samples import KAGGLE, MOVIELENS, TAG_GENOME, write_folder, write_zip

SHARED = os.environ.get("BLENDZ_SHARED_DATA")
needs_shared = pytest.mark.skipif(not SHARED, reason="BLENDZ_SHARED_DATA is not set")
Place = Callable[[Path, Mapping[str, str]], Path]


def as_folder(tmp_path: Path, files: Mapping[str, str]) -> Path:
    return write_folder(tmp_path / "set" / "deep", files).parent


def as_zip(tmp_path: Path, files: Mapping[str, str]) -> Path:
    return write_zip(tmp_path / "set.zip", files)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quiet Hours (1999)", FilmName("Quiet Hours", 1999, ())),
        ("Quiet Hours", FilmName("Quiet Hours", 0, ())),
        ("Iron Gull, The (Goéland de fer, Le) (1973)", FilmName("The Iron Gull", 1973, ("Le Goéland de fer",))),
        ("Odd Couple of Gulls, An (a.k.a. Gulls) (2004)", FilmName("An Odd Couple of Gulls", 2004, ("Gulls",))),
        ("Uncle (a.k.a. Oncle, L') (Tío) (1981)", FilmName("Uncle", 1981, ("L'Oncle", "Tío"))),
        ("Winters (Zimy (nowe)) (1983))", FilmName("Winters", 1983, ("Zimy (nowe)",))),
        ("Gull: Or (The Long Way Home) (2014)", FilmName("Gull: Or (The Long Way Home)", 2014, ())),
        ("(40) Nights of Rain (2009)", FilmName("(40) Nights of Rain", 2009, ())),
        ("Neighbour(s) (1997)", FilmName("Neighbour(s)", 1997, ())),
        ("Boys at Sea (Part 1) (2012)", FilmName("Boys at Sea (Part 1)", 2012, ())),
        ("Sancho (1973) (1973)", FilmName("Sancho", 1973, ())),
        ("Long Walk, The (2007-2009)", FilmName("The Long Walk", 2007, ())),
        ("Me, Myself and the Gull (2000)", FilmName("Me, Myself and the Gull", 2000, ())),
    ],
)
def test_a_movielens_title_is_taken_apart(text: str, name: FilmName) -> None:
    assert read_film_name(text) == name


@pytest.mark.parametrize("place", [as_folder, as_zip])
def test_movielens_is_read_from_a_folder_or_a_zip(tmp_path: Path, place: Place) -> None:
    found = read_movielens(place(tmp_path, MOVIELENS), "ml-25m")
    keeper, harbour, owls = found.drafts

    assert keeper == Draft(
        kind="movie",
        title="The Lantern Keeper",
        year=1995,
        imdb="tt0111111",
        movielens=1,
        tmdb=862,
        genres=("adventure", "family", "sci-fi"),
        votes=2,
        rating=9.0,
        also=("El Farero", "Night Watch"),
        keywords=("sea", "null"),
        source="ml-25m",
    )
    assert (harbour.imdb, harbour.tmdb, harbour.genres, harbour.votes) == ("tt12345678", None, ("documentary",), 0)
    assert (owls.title, owls.year, owls.imdb, owls.rating) == ("Owl Street, Part Two", 0, None, 1.0)
    assert found.ratings.movies.tolist() == [1, 7]
    assert found.genome is not None
    assert found.genome.movies.tolist() == [1, 2]
    assert found.genome.tags == ("sea", "lonely")
    assert found.genome.scores.tolist() == [[255, 128], [64, 0]]


def test_what_one_person_alone_says_is_no_keyword_and_saying_it_twice_does_not_help(tmp_path: Path) -> None:
    lonely = "userId,movieId,tag,timestamp\n1,1,Gloomy,1\n1,1,gloomy,2\n"
    alone = read_movielens(as_zip(tmp_path, {**MOVIELENS, "tags.csv": lonely}))
    assert next(alone.drafts).keywords == ()

    agreed = read_movielens(as_zip(tmp_path, {**MOVIELENS, "tags.csv": lonely + "2,1,gloomy,3\n"}))
    assert next(agreed.drafts).keywords == ("gloomy",)


def test_a_set_without_genome_links_and_ratings_gives_its_films(tmp_path: Path) -> None:
    found = read_movielens(as_zip(tmp_path, {"movies.csv": MOVIELENS["movies.csv"]}), "ml-32m")
    assert found.genome is None
    assert [(draft.title, draft.imdb, draft.votes, draft.source) for draft in found.drafts][1:] == [
        ("Harbour", None, 0, "ml-32m"),
        ("Owl Street, Part Two", None, 0, "ml-32m"),
    ]


def test_long_tables_are_read_a_stretch_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = as_zip(tmp_path, MOVIELENS)
    whole = read_movielens(path)
    monkeypatch.setattr(shelves, "ROWS_AT_ONCE", 1)
    pieces = read_movielens(path)
    assert list(pieces.drafts) == list(whole.drafts)
    assert pieces.genome is not None
    assert whole.genome is not None
    np.testing.assert_array_equal(pieces.genome.scores, whole.genome.scores)


def test_the_genome_has_room_for_any_number_of_movies_in_any_order(tmp_path: Path) -> None:
    ids = random.Random(5).sample(range(1, 300_000), 5_000)  # noqa: S311 - any order will do
    table = "".join(f"{movie},1,{movie / 300_000:.6f}\n{movie},3,0.5\n" for movie in ids)
    found = read_movielens(as_zip(tmp_path, {**MOVIELENS, "genome-scores.csv": f"movieId,tagId,relevance\n{table}"}))
    assert found.genome is not None
    assert found.genome.movies.tolist() == sorted(ids)
    assert np.abs(found.genome.scores[:, 0] / 255 - found.genome.movies / 300_000).max() <= 0.5 / 255 + 1e-6


def test_a_missing_score_is_the_tags_mean_and_a_film_mostly_missing_is_left_out(tmp_path: Path) -> None:
    found = read_tag_genome(as_zip(tmp_path, TAG_GENOME)).genome
    assert found.tags == ("sea", "lonely")
    assert found.movies.tolist() == [1, 2, 9]
    assert found.scores.tolist() == [[255, 128], [0, 64], [128, 191]]  # 1.14 and -0.08 are clipped; 9 lacks `sea`

    barely = TAG_GENOME["tagdl.csv"] + "brave,1,0.1\nbrave,2,0.1\n"
    assert read_tag_genome(as_zip(tmp_path, {**TAG_GENOME, "tagdl.csv": barely})).genome.movies.tolist() == [1, 2]


def test_either_file_of_scores_will_do(tmp_path: Path) -> None:
    glmer = {name: text for name, text in TAG_GENOME.items() if name != "tagdl.csv"}
    assert read_tag_genome(as_folder(tmp_path, glmer)).genome.scores[0].tolist() == [230, 128]
    assert read_tag_genome(as_zip(tmp_path, TAG_GENOME), "glmer").genome.scores[0].tolist() == [230, 128]
    with pytest.raises(CatalogueProblem, match=r"neither tagdl\.csv nor glmer\.csv"):
        read_tag_genome(write_folder(tmp_path / "empty", {"metadata.json": ""}))


def test_the_tag_genomes_films_have_people_and_movielens_numbers(tmp_path: Path) -> None:
    keeper, harbour = read_tag_genome(as_zip(tmp_path, TAG_GENOME)).drafts
    assert (keeper.title, keeper.year, keeper.imdb, keeper.movielens) == ("The Lantern Keeper", 1995, "tt0111111", 1)
    assert (keeper.makers, keeper.cast, keeper.rating) == (("Ada Quill", "Ben Roe"), ("Cleo Marsh", "Dan Pike"), 8.4)
    assert (harbour.imdb, harbour.makers, harbour.rating) == (None, (), None)


@pytest.mark.parametrize("place", [as_folder, as_zip])
def test_netflixs_shelf_is_read_with_its_people(tmp_path: Path, place: Place) -> None:
    harbour, moons, unsorted = read_kaggle(place(tmp_path, KAGGLE))
    assert harbour == Draft(
        kind="movie",
        title="Harbour",
        year=2001,
        imdb="tt12345678",
        kaggle="tm1",
        minutes=91,
        genres=("documentary",),
        countries=("GB", "LB"),
        maturity="PG-13",
        votes=2500,
        rating=7.1,
        makers=("Mira Vale",),
        cast=("Actor 0", "Actor 1", "Actor 2", "Actor 3", "Actor 4", "Actor 5"),
        description='Boats come, and "go".',
        netflix=True,
        source="kaggle-netflix",
    )
    assert (moons.kind, moons.seasons, moons.genres, moons.cast) == (
        "series", 3, ("animation", "sci-fi", "anime"), ("Kenji Aoki",),
    )  # fmt: skip
    assert (unsorted.maturity, unsorted.rating, unsorted.genres) == ("unrated", None, ())


def test_the_shelf_can_be_named_by_its_table_and_do_without_people(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "shelf", {"titles.csv": KAGGLE["titles.csv"]}) / "titles.csv"
    assert [draft.title for draft in read_kaggle(path)] == ["Harbour", "Paper Moons", "Unsorted"]


@pytest.mark.parametrize(
    ("name", "before", "after", "words"),
    [
        ("movies.csv", "movieId,title,genres", "movieId,name,genres", "movies.csv in .* lacks the column title"),
        ("genome-scores.csv", "relevance", "score", "genome-scores.csv in .* lacks the column relevance"),
        ("ratings.csv", "rating,", "stars,", "ratings.csv in .* lacks the column rating"),
        ("movies.csv", '7,"Owl Street, Part Two",(no genres listed)', "7,Owl", "Line 4 of movies.csv .* 2 columns"),
        ("movies.csv", "\n2,Harbour", "\nx,Harbour", "'x' where an id belongs"),
        ("ratings.csv", "1,7,0.5,3", "1,7,", "ratings.csv .* cut short or altered"),
        ("ratings.csv", "1,7,0.5,3", "1,2000000000,0.5,3", "impossible movie ids"),
        ("genome-scores.csv", "1,3,0.5", "1,4,0.5", "of unknown tags"),
        ("genome-scores.csv", "1,3,0.5", "1,3,inf", "no numbers"),
        ("genome-scores.csv", "1,3,0.5", "900000000,3,0.5", "impossible movie ids"),
        ("tags.csv", "userId,movieId,tag", "userId,movieId,word", "tags.csv in .* lacks the column tag"),
    ],
)
def test_a_changed_or_cut_table_is_refused_in_one_line(
    tmp_path: Path, name: str, before: str, after: str, words: str
) -> None:
    sound = list(read_movielens(as_zip(tmp_path, MOVIELENS)).drafts)
    assert len(sound) == 3

    assert before in MOVIELENS[name]
    path = as_zip(tmp_path, {**MOVIELENS, name: MOVIELENS[name].replace(before, after)})
    with pytest.raises(CatalogueProblem, match=words) as problem:
        list(read_movielens(path).drafts)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("name", ["ratings.csv", "movies.csv", "genome-scores.csv"])
def test_a_flipped_byte_in_a_zip_is_refused_and_not_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "stored.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for each, text in MOVIELENS.items():
            archive.writestr(each, text)
    assert len(list(read_movielens(path).drafts)) == 3

    raw = bytearray(path.read_bytes())
    raw[raw.index(MOVIELENS[name].encode()) + len(MOVIELENS[name]) - 2] ^= 1  # a digit or letter becomes another
    path.write_bytes(raw)
    with pytest.raises(CatalogueProblem, match=rf"{name} in .* is damaged .*CRC.*Fetch it again"):
        list(read_movielens(path).drafts)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.98])
def test_a_zip_cut_short_is_told_so(tmp_path: Path, share: float) -> None:
    path = as_zip(tmp_path, MOVIELENS)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(CatalogueProblem, match="is not a zip: it is cut short"):
        read_movielens(path)


def test_what_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match="There is nothing at"):
        read_movielens(tmp_path / "nowhere")
    with pytest.raises(CatalogueProblem, match=r"holds no movies\.csv\. Is this the right source"):
        list(read_movielens(as_zip(tmp_path, KAGGLE)).drafts)
    with pytest.raises(CatalogueProblem, match=r"titles\.csv in .* lacks the column release_year"):
        list(read_kaggle(as_folder(tmp_path, {"titles.csv": KAGGLE["titles.csv"].replace("release_year", "year")})))


def test_metadata_that_is_altered_is_refused_by_line(tmp_path: Path) -> None:
    lines = TAG_GENOME["metadata.json"].splitlines(keepends=True)
    for second, words in [(lines[1][:30] + "\n", "cut short"), (lines[1].replace("item_id", "id"), "lacks 'item_id'")]:
        path = as_zip(tmp_path, {**TAG_GENOME, "metadata.json": lines[0] + second})
        with pytest.raises(CatalogueProblem, match=rf"Line 2 of metadata\.json .*{words}"):
            list(read_tag_genome(path).drafts)


def test_without_kagglehub_the_host_is_told_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "kagglehub", None)
    with pytest.raises(CatalogueProblem, match=r"pip install -e '\.\[build\]'.*--source kaggle-netflix="):
        fetch_kaggle(tmp_path)


def test_words_of_other_sources_become_ours() -> None:
    assert to_genres(["Sci-Fi & Fantasy", "Reality-TV", "News", "drama", "Drama"]) == (
        "sci-fi", "fantasy", "reality", "drama",
    )  # fmt: skip
    assert to_genres(["Animation"], ["JP"]) == ("animation", "anime")
    assert to_genres(["Animation"], ["US"]) == ("animation",)
    assert to_countries(["us", "Lebanon", "Atlantis", "US"]) == ("US", "LB")
    assert (to_maturity("tv-ma"), to_maturity("M18")) == ("TV-MA", "unrated")


@needs_shared
def test_the_real_shelf_and_the_real_genome_are_read_whole() -> None:
    assert SHARED is not None
    shelf = list(read_kaggle(Path(SHARED, "netflix")))
    assert len(shelf) == 5_849
    assert sum(draft.imdb is not None for draft in shelf) == 5_446
    assert sum(draft.kind == "series" for draft in shelf) == 2_106

    found = read_movielens(Path(SHARED, "movielens", "ml-25m-genome149.zip"))
    assert found.genome is not None
    assert found.genome.scores.shape == (13_810, 149)
    films = list(found.drafts)
    assert len(films) == 62_423
    assert sum(draft.year == 0 for draft in films) < 500
    assert not any(draft.title.endswith((", The", ", A", ", La")) for draft in films)
