import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.progress import Progress

from data.catalogue.build.draft import Draft
from data.catalogue.build.patience import TRIES
from data.catalogue.build.tmdb import MOST_DAYS, read_tmdb
from data.catalogue.build.tmdb_fetch import Access, fetch_tmdb
from data.catalogue.problem import CatalogueProblem
from tests.build_tmdb_server import KEY, TOKEN, Tmdb, serve_tmdb

TODAY = date(2026, 5, 1)
KEEPER = Draft("movie", "The Lantern Keeper", imdb="tt0111111", votes=9)
MOONS = Draft("movie", "Paper Moons", imdb="tt22222222", votes=8)  # TMDB knows better: it is a series
EPISODE = Draft("movie", "", imdb="tt33333333", votes=7)


class Asking:
    """One run of asking, and what it waited for."""

    def __init__(self, tmdb: Tmdb, folder: Path) -> None:
        self.tmdb = tmdb
        self.folder = folder
        self.pauses: list[float] = []

    async def about(self, *titles: Draft, key: str = KEY, today: date = TODAY) -> int:
        access = Access(self.tmdb.address, key, self._pause)
        with Progress(disable=True) as progress:
            return await fetch_tmdb(titles, self.folder, access, progress, today)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def test_what_tmdb_knows_becomes_drafts(tmp_path: Path) -> None:
    async with serve_tmdb(Tmdb()) as tmdb:
        assert await Asking(tmdb, tmp_path / "tmdb").about(KEEPER, MOONS, EPISODE) == 3
    keeper, moons = read_tmdb(tmp_path / "tmdb")
    assert keeper == Draft(
        kind="movie",
        title="The Lantern Keeper",
        year=1995,
        imdb="tt0111111",
        tmdb=862,
        minutes=81,
        genres=("sci-fi", "family"),
        countries=("ES",),
        language="es",
        maturity="PG",
        votes=1_234,
        rating=7.9,
        also=("El farero",),
        names={"es": ("El farero", "El guardián del faro")},
        makers=("Ada Quill",),
        cast=("Actor 0", "Actor 1", "Actor 2", "Actor 3", "Actor 4", "Actor 5"),
        description="A keeper counts ships.",
        keywords=("lighthouse", "sea"),
        netflix=True,
        source="tmdb",
    )
    assert moons == Draft(
        kind="series",
        title="Paper Moons",
        year=2019,
        imdb="tt22222222",
        tmdb=44,
        minutes=24,
        seasons=3,
        genres=("animation", "sci-fi", "fantasy", "anime"),
        countries=("JP",),
        language="ja",
        maturity="TV-14",
        names={"ja": ("紙の月",)},
        makers=("Mira Vale",),
        keywords=("moon",),
        source="tmdb",
    )
    answer = json.loads((tmp_path / "tmdb" / "tt0111111.json").read_text("utf-8"))
    assert (answer["poster"], answer["where"]) == ("/lantern.jpg", {"GB": ["Netflix basic with Ads"]})


async def test_nothing_is_asked_twice_within_six_months(tmp_path: Path) -> None:
    async with serve_tmdb(Tmdb()) as tmdb:
        asking = Asking(tmdb, tmp_path)
        await asking.about(KEEPER, EPISODE)
        before = len(tmdb.asked)
        assert await asking.about(KEEPER, EPISODE, today=TODAY + timedelta(days=MOST_DAYS - 1)) == 0
        assert len(tmdb.asked) == before
        assert await asking.about(KEEPER, EPISODE, today=TODAY + timedelta(days=MOST_DAYS)) == 2
        assert len(tmdb.asked) == 2 * before


async def test_a_known_number_saves_a_question_and_a_wrong_one_does_no_harm(tmp_path: Path) -> None:
    async with serve_tmdb(Tmdb()) as tmdb:
        await Asking(tmdb, tmp_path / "right").about(Draft("movie", "", imdb="tt0111111", tmdb=862))
        assert tmdb.asked == ["movie/862"]
        await Asking(tmdb, tmp_path / "gone").about(Draft("movie", "", imdb="tt0111111", tmdb=1))
        await Asking(tmdb, tmp_path / "other").about(Draft("movie", "", imdb="tt22222222", tmdb=862))
    assert [draft.title for draft in read_tmdb(tmp_path / "gone")] == ["The Lantern Keeper"]
    assert [draft.title for draft in read_tmdb(tmp_path / "other")] == ["Paper Moons"]


async def test_patience_is_kept_as_asked_for(tmp_path: Path) -> None:
    async with serve_tmdb(Tmdb(faults=[(429, {"Retry-After": "11"}), (502, {})])) as tmdb:
        asking = Asking(tmdb, tmp_path)
        await asking.about(KEEPER)
    assert asking.pauses == [11.0, 2.0]
    assert len(list(read_tmdb(tmp_path))) == 1


async def test_tmdb_away_keeps_what_was_answered(tmp_path: Path) -> None:
    async with serve_tmdb(Tmdb()) as tmdb:
        asking = Asking(tmdb, tmp_path)
        await asking.about(KEEPER)
        tmdb.faults = [(503, {})] * (4 * TRIES)
        with pytest.raises(CatalogueProblem, match="TMDB does not answer: the server answered 503"):
            await asking.about(KEEPER, MOONS)
        assert [draft.title for draft in read_tmdb(tmp_path)] == ["The Lantern Keeper"]
        tmdb.faults = []
        assert await asking.about(KEEPER, MOONS) == 1


async def test_a_token_is_sent_as_one_and_a_wrong_key_is_never_shown(tmp_path: Path) -> None:
    async with serve_tmdb(Tmdb()) as tmdb:
        assert await Asking(tmdb, tmp_path / "token").about(KEEPER, key=TOKEN) == 1
        wrong = "f" * 32
        with pytest.raises(CatalogueProblem, match="refuses the key in BLENDZ_TMDB_KEY") as refused:
            await Asking(tmdb, tmp_path / "wrong").about(KEEPER, key=wrong)
        assert tmdb.asked.count("find/tt0111111") <= 2  # a refused key is not tried again
    with pytest.raises(CatalogueProblem) as away:
        await Asking(tmdb, tmp_path / "away").about(KEEPER, key=wrong)
    for problem in (refused.value, away.value):
        assert wrong not in str(problem)
    assert wrong not in repr(Access("https://example.org/", wrong))


async def test_an_answer_of_another_form_is_told_in_one_line(tmp_path: Path) -> None:
    async with serve_tmdb(Tmdb()) as tmdb:
        del tmdb.film["title"]
        with pytest.raises(CatalogueProblem, match=r"about tt0111111 has an unknown form \(KeyError: 'title'\)"):
            await Asking(tmdb, tmp_path).about(KEEPER)


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with serve_tmdb(Tmdb()) as tmdb:
        with pytest.raises(CatalogueProblem, match=r"file/tmdb cannot be written"):
            await Asking(tmdb, tmp_path / "file" / "tmdb").about(KEEPER)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"fetched": "2026-01-01", "title": "Half"}'])
async def test_a_damaged_answer_is_refused_by_the_reader_and_asked_for_again(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tt0111111.json"
    path.write_text(text)
    with pytest.raises(CatalogueProblem, match=r"tt0111111\.json is no answer of TMDB: it is damaged"):
        list(read_tmdb(tmp_path))
