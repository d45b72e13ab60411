"""IMDb's tables, in their real form: who is kept, names in other languages, people, and tables that are not as told."""

import gzip
from pathlib import Path

import pytest

from data.catalogue.build.imdb import read_imdb
from data.catalogue.build.sample import REGIONS, sample_titles, write_sample
from data.catalogue.problem import CatalogueProblem

RATINGS = "tconst\taverageRating\tnumVotes\n"
BASICS = "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
AKAS = "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
PRINCIPALS = "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n"
NAMES = "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n"


def tables(folder: Path, **more: str) -> Path:
    """One film and one series that people know, an adult film and an obscure one."""
    files = {
        "title.ratings": RATINGS + "tt1\t7.5\t4000\ntt2\t8.1\t700\ntt3\t5.0\t9000\ntt4\t6.0\t40\n",
        "title.basics": BASICS
        + "tt1\tmovie\tHarbour Lights\tLumières du port\t0\t1998\t\\N\t95\tDrama,Sci-Fi\n"
        + "tt2\ttvSeries\tSoup\tSoup\t0\t2011\t2015\t\\N\t\\N\n"
        + "tt3\tmovie\tNaughty\tNaughty\t1\t2001\t\\N\t80\tAdult\n"
        + "tt4\tmovie\tNobody Saw It\tNobody Saw It\t0\t2001\t\\N\t80\tDrama\n",
        **more,
    }
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.tsv.gz").write_bytes(gzip.compress(text.encode()))
    return folder


def test_films_and_series_with_votes_enough_are_kept(tmp_path: Path) -> None:
    film, series, adult = read_imdb(tables(tmp_path))
    assert (film.imdb, film.kind, film.title, film.year, film.minutes) == ("tt1", "movie", "Harbour Lights", 1998, 95)
    assert film.also == ("Lumières du port",)
    assert (film.votes, film.rating) == (4000, 7.5)
    assert set(film.genres) == {"drama", "sci-fi"}
    assert (series.kind, series.minutes, series.genres) == ("series", 0, ())
    assert [draft.adult for draft in (film, series, adult)] == [False, False, True]


def test_localised_names_are_kept_by_language_and_working_titles_are_not(tmp_path: Path) -> None:
    akas = (
        AKAS
        + "tt1\t1\tLuces del puerto\tES\t\\N\timdbDisplay\t\\N\t0\n"
        + "tt1\t2\tLuces de bahía\tMX\t\\N\timdbDisplay\t\\N\t0\n"
        + "tt1\t3\tPort Light\tUS\ten\tworking\t\\N\t0\n"
        + "tt1\t4\tThe Harbour Lights\tUS\t\\N\timdbDisplay\t\\N\t0\n"
        + "tt1\t5\tMinato no hi\tJP\tja\t\\N\ttransliterated title\t0\n"
        + "tt1\t6\t港の灯\tJP\tja\timdbDisplay\t\\N\t0\n"
        + "tt1\t7\tHarbour Lights\tDE\t\\N\timdbDisplay\t\\N\t0\n"
        + "tt4\t1\tNadie lo vio\tES\t\\N\timdbDisplay\t\\N\t0\n"
    )
    film, *_ = read_imdb(tables(tmp_path, **{"title.akas": akas}))
    assert film.names == {"es": ("Luces del puerto", "Luces de bahía"), "ja": ("港の灯",)}
    assert film.also == ("Lumières du port", "The Harbour Lights")


@pytest.mark.parametrize(
    ("region", "language", "filed"),
    [
        ("BR", "\\N", "pt"),
        ("CA", "fr", "fr"),
        ("CN", "cmn", "zh"),
        ("HK", "yue", "zh"),
        ("ES", "ca", "ca"),
        ("AT", "qaa", "de"),
        ("XWW", "\\N", None),
        ("ZZ", "\\N", None),
    ],
)
def test_a_name_is_filed_under_its_language_else_its_regions(
    region: str, language: str, filed: str | None, tmp_path: Path
) -> None:
    row = f"tt1\t1\tSomewhere\t{region}\t{language}\timdbDisplay\t\\N\t0\n"
    film, *_ = read_imdb(tables(tmp_path, **{"title.akas": AKAS + row}))
    assert film.names == ({filed: ("Somewhere",)} if filed else {})


@pytest.mark.parametrize(("types", "kept"), [("alternative\x02working", False), ("alternative\x02tv", True)])
def test_a_name_of_several_types_is_left_out_for_any_of_them(
    types: str,
    kept: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    row = f"tt1\t1\tLuces\tES\t\\N\t{types}\t\\N\t0\n"
    film, *_ = read_imdb(tables(tmp_path, **{"title.akas": AKAS + row}))
    assert bool(film.names) is kept


def test_people_are_named_once_all_are_known(tmp_path: Path) -> None:
    principals = (
        PRINCIPALS
        + "tt1\t1\tnm1\tactress\t\\N\t\\N\ntt1\t2\tnm2\tdirector\t\\N\t\\N\n"
        + "tt1\t3\tnm3\tcomposer\t\\N\t\\N\ntt4\t1\tnm9\tactor\t\\N\t\\N\n"
    )
    names = NAMES + "nm1\tOrla Invented\t1970\t\\N\tactress\t\\N\nnm2\tFinn Invented\t\\N\t\\N\t\\N\t\\N\n"
    film, *_ = read_imdb(tables(tmp_path, **{"title.principals": principals, "name.basics": names}))
    assert (film.cast, film.makers) == (("Orla Invented",), ("Finn Invented",))


def test_numbers_that_cannot_be_and_broken_letters_cost_nothing_else(tmp_path: Path) -> None:
    folder = tables(tmp_path)
    odd = b"tt5\tmovie\tEndless \xff\tEndless\t0\t99999999999\t\\N\t51420\tDrama\n"
    path = folder / "title.basics.tsv.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()) + odd))
    ratings = folder / "title.ratings.tsv.gz"
    ratings.write_bytes(gzip.compress(gzip.decompress(ratings.read_bytes()) + b"tt5\t?\t5000\ntt6\t1\t\\N\n"))
    *_, endless = read_imdb(folder)
    assert (endless.title, endless.year, endless.rating) == ("Endless \ufffd", 0, None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title.ratings": RATINGS.replace("numVotes", "votes") + "tt1\t7.5\t4000\n"}, "has no column numVotes"),
        ({"title.basics": BASICS.replace("isAdult\t", "")}, "has no column isAdult"),
        ({"title.basics": BASICS + "tt1\tmovie\n"}, "cut short in a line"),
        ({"title.akas": AKAS.replace("region", "country")}, "has no column region"),
    ],
)
def test_a_table_that_changed_is_refused_by_the_name_of_its_column(
    change: dict[str, str], words: str, tmp_path: Path
) -> None:
    with pytest.raises(CatalogueProblem, match=words):
        list(read_imdb(tables(tmp_path, **change)))


def test_a_table_cut_off_in_the_middle_is_refused(tmp_path: Path) -> None:
    folder = tables(tmp_path)
    path = folder / "title.basics.tsv.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CatalogueProblem, match="cut short or damaged"):
        list(read_imdb(folder))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    (tables(tmp_path) / "title.ratings.tsv.gz").unlink()
    with pytest.raises(CatalogueProblem, match=r"holds no title\.ratings\.tsv\.gz"):
        list(read_imdb(tmp_path))


def test_tens_of_thousands_of_rows_give_the_titles_that_were_written(tmp_path: Path) -> None:
    write_sample(tmp_path, 20_000)
    wanted = list(sample_titles(20_000))
    found = list(read_imdb(tmp_path))
    assert [draft.imdb for draft in found] == [title.imdb for title in wanted]
    assert {len(draft.names) for draft in found} == {len(REGIONS)}
    assert found[3].names["es"] == (wanted[3].names["ES"],)
    assert {len(draft.cast) for draft in found} == {5}
