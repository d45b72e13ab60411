"""Tables of IMDb, Trakt, Simkl, TMDB and TV Time: each generation, and what each says."""

import datetime as dt
from typing import Any

import pytest

from data.imports import Export, read_export
from tests.test_imports_files import make_zip


def read(text: str, name: str = "") -> Export:
    return read_export(text.encode(), name=name)


def watched(export: Export) -> list[tuple[Any, ...]]:
    return [(v.kind, v.title, v.date, v.year, v.imdb) for v in export.take()[0]]


def said(export: Export) -> list[tuple[Any, ...]]:
    return [(o.kind, o.title, o.rating, o.wanted, o.date, o.imdb) for o in export.opinions_of()]


DAY = dt.date(2024, 5, 2)
IMDB_2024 = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,"
    "Release Date,Directors\n"
)
WATCHLIST_2024 = (
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,"
    "Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\n"
)
IMDB_2017 = (
    '"position","const","created","modified","description","Title","Title type","Directors","You rated","IMDb Rating",'
    '"Runtime (mins)","Year","Genres","Num. Votes","Release Date (month/day/year)","URL"\n'
)


class TestImdb:
    """Ratings and watchlists, of which the columns changed every few years."""

    def test_ratings(self) -> None:
        export = read(
            f"{IMDB_2024}tt0000042,10,2024-05-02,The Last Orchard,Sad,x,Movie,7,100,2019,Drama,9,2019-01-01,Ada\n"
            "tt0000077,1,2024-05-01,Harbour Lights,Harbour Lights,x,TV Series,7,40,2016,Drama,9,2016-01-01,\n"
        )
        assert watched(export) == [
            ("movie", "The Last Orchard", None, 2019, "tt0000042"),
            ("episode", "Harbour Lights", None, 2016, "tt0000077"),
        ]
        assert said(export) == [
            ("movie", "The Last Orchard", 1.0, False, DAY, "tt0000042"),
            ("episode", "Harbour Lights", 0.0, False, dt.date(2024, 5, 1), "tt0000077"),
        ]
        assert export.take()[1].source == "IMDb"

    def test_a_watchlist_is_wanted_and_what_is_rated_in_it_was_watched(self) -> None:
        export = read(
            f'{WATCHLIST_2024}1,tt0000042,2024-05-02,2024-05-02,"Ada, says",Kite,Kite,x,Movie,7,90,2019,Drama,9,,Bo,,\n'
            "2,tt0000043,2024-05-01,2024-05-01,,Mud,Mud,x,Movie,7,90,2012,Drama,9,,Bo,7,2024-05-02\n"
        )
        assert watched(export) == [("movie", "Mud", None, 2012, "tt0000043")]
        assert said(export) == [
            ("movie", "Kite", None, True, DAY, "tt0000042"),
            ("movie", "Mud", 0.6667, True, DAY, "tt0000043"),
        ]

    def test_until_2017_ratings_had_the_columns_of_a_watchlist_and_were_latin_1(self) -> None:
        row = '"{}","tt000004{}","Sat Jan  7 00:00:00 2017","","","{}","Feature Film","","{}","7","90","2016","",9,,\n'
        content = (IMDB_2017 + row.format(1, 1, "Élan", 10) + row.format(2, 2, "Mud", 4)).encode("latin-1")
        export = read_export(content, name="ratings.csv")
        assert said(export) == [
            ("movie", "Élan", 1.0, False, dt.date(2017, 1, 7), "tt0000041"),
            ("movie", "Mud", 0.3333, False, dt.date(2017, 1, 7), "tt0000042"),
        ]
        unrated = IMDB_2017 + row.format(1, 1, "Kite", "")
        assert [wanted for _, _, _, wanted, _, _ in said(read(unrated))] == [True]

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("movie", "movie"), ("Movie", "movie"), ("Feature Film", "movie"), ("tvMovie", "movie"),
            ("TV Movie", "movie"), ("TV Special", "movie"), ("Video", "movie"), ("short", "movie"), ("Film", "movie"),
            ("TV Short", "movie"), ("tvSeries", "episode"), ("TV Series", "episode"), ("TV Mini Series", "episode"),
            ("tvMiniSeries", "episode"), ("TV Mini-Series", "episode"), ("Mini serie TV", "episode"),
            ("Fernsehserie", "episode"), ("Série télévisée", "episode"),
        ],
    )  # fmt: skip
    def test_words_of_every_generation_tell_films_from_series(self, word: str, kind: str) -> None:
        export = read(f"Const,Your Rating,Title,Title Type\ntt0000042,7,Kite,{word}\n")
        assert [viewing.kind for viewing in export.take()[0]] == [kind]

    @pytest.mark.parametrize("word", ["videoGame", "Video Game", "Podcast Series", "Podcast Episode", "Music Video"])
    def test_games_and_podcasts_are_left_out(self, word: str) -> None:
        rows = f"tt0000042,7,Kite,{word}\ntt0000043,7,Mud,Movie\n"
        assert read(f"Const,Your Rating,Title,Title Type\n{rows}").take()[1].dropped == {"other media": 1}

    def test_an_episode_belongs_to_its_series_and_its_number_is_not_the_series(self) -> None:
        export = read(
            "Const,Your Rating,Title,Title Type,Year\n"
            "tt0000080,10,Harbour Lights: North: The Long Pier: Part 2,TV Episode,2018\n"
            "tt0000081,4,Harbour Lights: North: Low Tide,TV Episode,2018\n"
            "tt0000082,4,Clay: Mud,TV Episode,2018\n"
            "tt0000077,8,Harbour Lights: North,TV Series,2016\n"
        )
        assert [(v.title, v.episode, v.year, v.imdb) for v in export.take()[0]] == [
            ("Harbour Lights: North", "The Long Pier: Part 2", 2016, "tt0000077"),
            ("Harbour Lights: North", "Low Tide", 2016, "tt0000077"),
            ("Clay", "Mud", None, None),
        ]
        assert [(o.title, o.rating) for o in export.opinions_of()] == [
            ("Harbour Lights: North", 0.7778), ("Clay", 0.3333),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("cell", "number"),
        [("tt42", "tt0000042"), ("16968450", "tt16968450"), ("https://www.imdb.com/title/tt0000042/", "tt0000042"),
         ("tt12345678901", None), ("", None), ("tt0", None), ("nm0000042", None)],
    )  # fmt: skip
    def test_numbers_come_out_in_one_form(self, cell: str, number: str | None) -> None:
        export = read(f"Const,Your Rating,Title,Title Type\n{cell},7,Kite,Movie\n")
        assert [viewing.imdb for viewing in export.take()[0]] == [number]


class TestTrakt:
    """The column with the moment tells what a table is."""

    TAIL = "type,title,year,trakt_rating,trakt_id,imdb_id,season_number,episode_number,episode_title,rating\n"

    def test_history(self) -> None:
        export = read(
            f"watched_at,action,{self.TAIL}"
            "2024-05-02T21:00:00Z,watch,episode,Harbour Lights,2016,8.1,2,tt0000077,1,2,Low Tide,\n"
            "2024-05-01T21:00:00Z,watch,movie,Kite,2001,8.1,3,tt0000042,,,,\n"
        )
        assert watched(export) == [
            ("episode", "Harbour Lights", DAY, 2016, "tt0000077"),
            ("movie", "Kite", dt.date(2024, 5, 1), 2001, "tt0000042"),
        ]
        assert next((v.raw, v.season_no, v.episode_no, v.episode) for v in export.take()[0]) == (
            "Harbour Lights: S01E02: Low Tide", 1, 2, "Low Tide",
        )  # fmt: skip
        assert said(export) == []

    def test_ratings_are_the_members_own_and_not_everybodys(self) -> None:
        rows = "2024-05-02T21:00:00Z,movie,Kite,2001,8.1,3,tt0000042,,,,10\n"
        export = read(f"rated_at,{self.TAIL}{rows}")
        assert said(export) == [("movie", "Kite", 1.0, False, DAY, "tt0000042")]
        assert watched(export) == [("movie", "Kite", None, 2001, "tt0000042")]

    def test_the_watchlist(self) -> None:
        export = read(f"listed_at,{self.TAIL}2024-05-02T21:00:00Z,show,Harbour Lights,2016,8.1,2,tt0000077,,,,\n")
        assert said(export) == [("episode", "Harbour Lights", None, True, DAY, "tt0000077")]
        assert watched(export) == []

    def test_the_whole_export_as_a_zip(self) -> None:
        film = '"movie": {"title": "Kite", "year": 2001, "ids": {"imdb": "tt0000042"}}'
        members = {
            "watched-history.json": f'[{{"watched_at": "2024-05-02T21:00:00Z", {film}}}]',
            "watched-movies.json": f'[{{"plays": 1, "last_watched_at": "2024-05-02T21:00:00Z", {film}}}]',
            "ratings-movies.json": f'[{{"rated_at": "2024-05-02T21:00:00Z", "rating": 10, {film}}}]',
            "ratings-shows.json": "[]",
            "lists-watchlist.json": '[{"listed_at": "2024-05-02", "show": {"title": "Harbour Lights"}}]',
            "comments-movies.json": "no",
            "user-profile.json": "no",
        }
        export = read_export(make_zip({f"export/{name}": text.encode() for name, text in members.items()}))
        assert watched(export) == [("movie", "Kite", DAY, 2001, "tt0000042")]
        assert [(title, rating, wanted) for _, title, rating, wanted, _, _ in said(export)] == [
            ("Kite", 1.0, False), ("Harbour Lights", None, True),
        ]  # fmt: skip
        assert (export.take()[1].read, export.take()[1].dropped) == (4, {"duplicate": 1})


def test_simkl_tells_how_far_one_got() -> None:
    export = read(
        "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n"
        "1,Harbour Lights,tv,2016,watching,s02e07,2024-05-02 21:00:00,10,,,,tt0000077\n"
        "2,Kite,movie,2001,completed,,2024-05-01,,,,,tt0000042\n"
        "3,Clay Kingdom,anime,2020,plantowatch,,,,,,,tt0000099\n"
        "4,Mud,movie,2012,,,,,,,,tt0000050\n"
    )
    assert [(v.title, v.season_no, v.episode_no, v.date, v.imdb) for v in export.take()[0]] == [
        ("Harbour Lights", 2, 7, DAY, "tt0000077"), ("Kite", None, None, dt.date(2024, 5, 1), "tt0000042"),
    ]  # fmt: skip
    assert [(o.title, o.kind, o.rating, o.wanted) for o in export.opinions_of()] == [
        ("Harbour Lights", "episode", 1.0, False), ("Clay Kingdom", "episode", None, True),
    ]  # fmt: skip
    assert export.take()[1].dropped == {"says nothing": 1}


TMDB = "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n"


def test_tmdb_ratings_and_its_watchlist_have_one_header() -> None:
    rated = read(
        f"{TMDB}1,tt0000042,movie,Kite,2001-09-10T00:00:00Z,,,8.4,10,2024-05-02T09:40:27Z\n"
        "2,tt0000078,tv,Harbour Lights S1E2,2016-01-01T00:00:00Z,1,2,6.9,0.5,2024-05-02T09:40:27Z\n"
    )
    assert [(v.kind, v.title, v.year, v.imdb, v.episode_no) for v in rated.take()[0]] == [
        ("movie", "Kite", 2001, "tt0000042", None), ("episode", "Harbour Lights", None, None, 2),
    ]  # fmt: skip
    assert [(o.title, o.rating) for o in rated.opinions_of()] == [("Kite", 1.0), ("Harbour Lights", 0.0)]
    wanted = read(f"{TMDB}1,tt0000042,movie,Kite,2001-09-10T00:00:00Z,,,8.4,,2024-05-02T09:40:27Z\n")
    assert (watched(wanted), [o.wanted for o in wanted.opinions_of()]) == ([], [True])


def test_tv_time_is_read_out_of_its_zip_and_its_keys_stay_closed() -> None:
    members = {
        "tracking-prod-records-v2.csv": "series_name,s_id,season_number,episode_number,created_at,key\n"
        "Harbour Lights,9,1,2,2024-05-02 20:00:00,watch-episode-1\nClay,9,,,2024-05-02 20:00:00,user-series\n",
        "tracking-prod-records.csv": "movie_name,type,release_date,updated_at\n"
        "Kite,watch,2001-01-01 00:00:00,2024-05-02 20:00:00\nMud,towatch,2012-01-01,2024-05-02 20:00:00\n"
        "Fog,follow,2012-01-01,2024-05-02 20:00:00\n",
        "access_token.csv": "secret",
    }
    export = read_export(make_zip({name: text.encode() for name, text in members.items()}))
    assert [(v.title, v.season_no, v.episode_no, v.date, v.year) for v in export.take()[0]] == [
        ("Harbour Lights", 1, 2, None, None), ("Kite", None, None, None, 2001),
    ]  # fmt: skip
    assert [(o.title, o.wanted, o.year) for o in export.opinions_of()] == [("Mud", True, 2012)]
    assert export.take()[1].dropped == {"says nothing": 2}
