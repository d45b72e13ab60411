"""The shipped starter catalogue, and the check that its authors run."""

import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from data.catalogue.__main__ import main
from data.catalogue.starter import FOLDER, LEVELS, find_mistakes, read_tags, read_titles
from data.catalogue.starter.tidy import place, tidy
from data.catalogue.title import GENRES, Title, title_code
from tests.starter_samples import TAGS, entry, toml, write_folder, write_three


@pytest.fixture(scope="module")
def shipped() -> tuple[Title, ...]:
    return read_titles()


def test_no_shipped_file_has_a_mistake() -> None:
    assert find_mistakes() == []


def test_at_least_2000_titles_are_shipped_and_half_of_them_are_series(shipped: tuple[Title, ...]) -> None:
    series = sum(title.kind == "series" for title in shipped)
    assert len(shipped) >= 2000
    assert series >= 1000


def test_no_two_titles_have_the_same_taste(shipped: tuple[Title, ...]) -> None:
    by_tags: dict[frozenset[tuple[str, float]], list[str]] = {}
    for title in shipped:
        by_tags.setdefault(frozenset(title.tags.items()), []).append(title.id)
    assert [ids for ids in by_tags.values() if len(ids) > 1] == []


def test_every_title_has_levels_of_the_scale_and_something_it_is_known_for(shipped: tuple[Title, ...]) -> None:
    assert {relevance for title in shipped for relevance in title.tags.values()} <= set(LEVELS.values())
    assert [title.id for title in shipped if 1.0 not in title.tags.values()] == []


def test_about_250_tags_are_known_and_none_is_idle(shipped: tuple[Title, ...]) -> None:
    vocabulary = read_tags()
    assert 180 <= len(vocabulary) <= 300
    used = {tag for title in shipped for tag in title.tags}
    assert set(vocabulary) - used == set()


def test_a_button_tells_any_two_titles_apart(shipped: tuple[Title, ...]) -> None:
    assert len({title_code(title.id) for title in shipped}) == len(shipped)


def test_names_are_words_without_markup(shipped: tuple[Title, ...]) -> None:
    odd = re.compile(r"[\x00-\x1f<>`|@]|https?:")
    names = [
        name
        for title in shipped
        for name in (title.title, *title.also, *itertools.chain(*(title.names or {}).values()), *title.cast)
    ]
    assert [name for name in names if odd.search(name)] == []


def test_the_readme_lists_the_genres_and_levels_of_the_check() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = re.search(r"Genres: ([^.]+)\.", readme)
    assert listed is not None
    assert {genre.strip() for genre in listed[1].split(",")} == GENRES
    assert all(f"| {level} | {relevance} |" in readme for level, relevance in LEVELS.items())


def test_a_well_formed_folder_has_no_mistakes(tmp_path: Path) -> None:
    assert find_mistakes(write_three(tmp_path / "good")) == []


#: What an author may get wrong, and the words the check must find for it.
MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"kind": None}, "kind is missing"),
    ({"year": None}, "year is missing"),
    ({"tags": None}, "tags is missing"),
    ({"director": "Somebody"}, "director is not a field of the schema"),
    ({"year": "2019"}, "year must be of type int"),
    ({"popularity": True}, "popularity must be of type int"),
    ({"genres": "drama"}, "genres must be of type list"),
    ({"cast": [5]}, "cast must be of type list"),
    ({"makers": [""]}, "makers must be of type list"),
    ({"also": [" padded"]}, "also must be of type list"),
    ({"kind": "show"}, "kind must be movie or series"),
    ({"seasons": 2}, "seasons belong to series"),
    ({"kind": "series"}, "seasons belong to series"),
    ({"kind": "series", "seasons": 0}, "seasons belong to series"),
    ({"title": ""}, "title is blank or padded"),
    ({"title": "Cat "}, "title is blank or padded"),
    ({"year": 1899}, "year must lie between"),
    ({"year": 2031}, "year must lie between"),
    ({"minutes": 0}, "minutes must lie between"),
    ({"minutes": 601}, "minutes must lie between"),
    ({"genres": []}, "one to four genres"),
    ({"genres": ["drama", "crime", "comedy", "war", "food"]}, "one to four genres"),
    ({"genres": ["noir"]}, "one to four genres"),
    ({"countries": []}, "countries are two capital letters"),
    ({"countries": ["ie"]}, "countries are two capital letters"),
    ({"countries": ["IRL"]}, "countries are two capital letters"),
    ({"language": "eng"}, "language is two lower-case letters"),
    ({"maturity": "18"}, "maturity is not a known rating"),
    ({"popularity": 0}, "popularity must lie between"),
    ({"popularity": 6}, "popularity must lie between"),
    ({"names": {"spa": "El gato"}}, "names are a name or a list of names by two-letter language"),
    ({"names": {"es": 5}}, "names are a name or a list of names by two-letter language"),
    ({"names": {"es": [""]}}, "names are a name or a list of names by two-letter language"),
    ({"tags": {"core": ", ".join(TAGS[:26])}}, "tags.core is not a level"),
    ({"tags": {"some": 5}}, "tags.some must be one text"),
    ({"tags": {"some": ", ".join([*TAGS[:26], "unheard of"])}}, "tag 'unheard of' is not in tags.toml"),
    ({"tags": {"some": ", ".join(TAGS[:26]), "hint": TAGS[0]}}, f"tag '{TAGS[0]}' is named twice"),
    ({"tags": {"some": ", ".join(TAGS[:24])}}, "24 tags; 25 to 40 are wanted"),
    ({"tags": {"some": ", ".join(TAGS[:41])}}, "41 tags; 25 to 40 are wanted"),
]


@pytest.mark.parametrize(("changes", "words"), MISTAKES, ids=[words for _, words in MISTAKES])
def test_a_mistake_is_named_with_its_file_and_title(changes: dict[str, Any], words: str, tmp_path: Path) -> None:
    mistakes = find_mistakes(write_folder(tmp_path / "bad", toml("the-cat", entry(**changes))))
    assert [line for line in mistakes if line.startswith("part-0.toml: the-cat: ") and words in line], mistakes


@pytest.mark.parametrize("key", ['"The Cat"', "the_cat", '"the--cat"', '"-cat"', '"katze-ü"'])
def test_an_id_must_be_plain_words(key: str, tmp_path: Path) -> None:
    mistakes = find_mistakes(write_folder(tmp_path / "bad", toml(key, entry())))
    assert ["id must be lower-case words" in line for line in mistakes] == [True]


def test_an_id_may_not_come_back_in_another_file(tmp_path: Path) -> None:
    first, second = toml("the-cat", entry()), toml("the-cat", entry(title="Another"))
    assert find_mistakes(write_folder(tmp_path / "bad", first, second)) == [
        "part-1.toml: the-cat: id already used in part-0.toml"
    ]


def test_a_title_may_not_come_back_under_another_id(tmp_path: Path) -> None:
    first, second = toml("the-cat", entry()), toml("cat", entry(title="The lighthouse keeper's cat"))
    assert find_mistakes(write_folder(tmp_path / "bad", first, second)) == [
        "part-1.toml: cat: same kind, title and year as the-cat"
    ]


def test_a_remake_and_a_series_of_the_same_name_are_welcome(tmp_path: Path) -> None:
    film, remake = entry(), entry(year=1977)
    series = entry(kind="series", seasons=1)
    text = toml("cat", film) + toml("cat-1977", remake) + toml("cat-series", series)
    assert find_mistakes(write_folder(tmp_path / "good", text)) == []


@pytest.mark.parametrize("text", ["[the-cat\n", 'the-cat = "x"\n', "the-cat = [1]\n", "[a]\nb = 1\n[a]\nb = 2\n"])
def test_what_is_no_title_is_a_mistake_and_no_crash(text: str, tmp_path: Path) -> None:
    (mistake,) = find_mistakes(write_folder(tmp_path / "bad", text))
    assert mistake.startswith("part-0.toml: ")


def test_a_file_in_another_encoding_is_a_mistake(tmp_path: Path) -> None:
    folder = write_three(tmp_path / "bad")
    (folder / "titles" / "part-1.toml").write_bytes(toml("cafe", entry(title="Café")).encode("latin-1"))
    (mistake,) = find_mistakes(folder)
    assert mistake.startswith("part-1.toml: ")


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ("[mood\n", "tags.toml: "),
        ('dark = "no group"\n', "dark must be a group of tags"),
        ('[mood]\ndark = ""\n', "a line that says what it means"),
        ('[mood]\n"dark, grim" = "two in one"\n', "a name without commas"),
        ('[mood]\ndark = "one"\n[style]\ndark = "two"\n', "tag 'dark' is in mood and in style"),
    ],
)
def test_a_broken_vocabulary_is_a_mistake(tags: str, words: str, tmp_path: Path) -> None:
    mistakes = find_mistakes(write_folder(tmp_path / "bad", toml("the-cat", entry()), tags=tags))
    assert [line for line in mistakes if words in line], mistakes


def test_what_is_read_is_what_is_written(tmp_path: Path) -> None:
    by_id = {title.id: title for title in read_titles(write_three(tmp_path / "good"))}
    assert [*by_id] == ["harbour-lights", "harbour-lights-1998", "the-lighthouse-keepers-cat"]
    series, film = by_id["harbour-lights"], by_id["harbour-lights-1998"]
    assert (series.kind, series.seasons, series.minutes, series.year) == ("series", 2, 45, 2021)
    assert film.seasons is None
    assert film.names == {"es": ("Luces del puerto",), "ja": ("港の灯", "みなとのひ")}
    assert film.tags[TAGS[0]] == 1.0
    assert film.tags[TAGS[25]] == 0.2
    assert len(film.tags) == 26


def test_the_check_tells_an_author_how_much_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert re.fullmatch(r"\d+ titles \(\d+ films, \d+ series\), \d+ tags, .* a title .*: all well formed", first)


def test_every_shipped_title_stands_where_one_looks_for_it() -> None:
    for path in sorted((FOLDER / "titles").glob("*.toml")):
        ids = list(tomllib.loads(path.read_text(encoding="utf-8")).items())
        assert [place(title_id, fields["kind"]) for title_id, fields in ids] == [path.name] * len(ids)
        assert [title_id for title_id, _ in ids] == sorted(title_id for title_id, _ in ids)


def test_a_new_batch_is_filed_as_it_was_written(tmp_path: Path) -> None:
    titles = tmp_path / "titles"
    titles.mkdir()
    blocks = {
        "the-bay": '[the-bay]\nkind = "series"\ntags.some = "a, b"  # as it is',
        "3-days": '[3-days]\nkind = "movie"',
        "barge": '[barge]\nkind = "series"',
    }
    (titles / "batch.toml").write_text("\n\n\n".join(blocks.values()) + "\n")
    assert tidy(tmp_path) == 3
    assert sorted(path.name for path in titles.iterdir()) == ["films-0-9.toml", "series-b.toml"]
    assert (titles / "series-b.toml").read_text() == f"{blocks['barge']}\n\n{blocks['the-bay']}\n"
    before = {path.name: path.read_bytes() for path in titles.iterdir()}
    assert tidy(tmp_path) == 3
    assert {path.name: path.read_bytes() for path in titles.iterdir()} == before


def test_filing_refuses_what_it_would_lose(tmp_path: Path) -> None:
    titles = tmp_path / "titles"
    titles.mkdir()
    block = '[bay]\nkind = "series"\n'
    for lost in (f"note = 1\n\n{block}", f'{block}[bay2.tags]\nsome = "a"\n'):
        (titles / "batch.toml").write_text(lost)
        with pytest.raises(ValueError, match=r"batch\.toml"):
            tidy(tmp_path)
        assert (titles / "batch.toml").read_text() == lost
    (titles / "batch.toml").write_text(block)
    (titles / "other.toml").write_text(block)
    with pytest.raises(ValueError, match="twice"):
        tidy(tmp_path)
