"""What members say of titles: thumbs, stars and lists of Netflix, alone and beside a history; and how rows fold."""

import datetime as dt

import pytest

from data.history import Opinion
from data.imports import Export, ImportProblem, read_export, read_exports
from data.imports.fold import fold
from data.imports.said import Said
from tests.test_imports_files import ACTIVITY, FOLDER, NOTE, make_zip

RATINGS = "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,Region View Date\n"
MY_LIST = "Profile Name,Title Name,Country,Utc Title Add Date\n"
DAY = dt.date(2024, 5, 2)


def thumb(title: str, thumbs: int, moment: str = "2024-05-02 20:10:00", profile: str = "Ada") -> str:
    return f"{profile},{title},thumb,,{thumbs},TV,{moment},2024-05-02\n"


def star(title: str, stars: int) -> str:
    return f"Ada,{title},star,{stars},,TV,2015-01-01 20:10:00,2015-01-01\n"


def listed(title: str, profile: str = "Ada") -> str:
    return f"{profile},{title},SE,2024-05-02\n"


def ratings(text: str) -> dict[str, float | None]:
    return {opinion.title: opinion.rating for opinion in read_export(text.encode()).opinions_of()}


def test_thumbs_and_stars_become_ratings() -> None:
    thumbs = thumb("Down", 1) + thumb("Up", 2) + thumb("Two", 3)
    stars = "".join(star(f"{at} stars", at) for at in range(1, 6))
    assert ratings(RATINGS + thumbs + stars) == {
        "Down": 0.0, "Up": 0.8, "Two": 1.0,
        "1 stars": 0.0, "2 stars": 0.25, "3 stars": 0.5, "4 stars": 0.75, "5 stars": 1.0,
    }  # fmt: skip


def test_ratings_alone_are_an_export_and_no_viewing() -> None:
    export = read_export((RATINGS + thumb("Harbour Lights: North", 3) + thumb("Kite", 0) + thumb("", 2)).encode())
    viewings, report = export.take()
    assert viewings == ()
    assert export.opinions_of("Ada") == (
        Opinion("Harbour Lights: North", None, "Harbour Lights: North", 1.0, date=DAY),
    )
    assert (report.source, report.read, report.kept, report.opinions, report.wanted) == ("ratings", 3, 1, 1, 0)
    assert report.dropped == {"says nothing": 1, "no title": 1}
    assert report.period is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_last_thumb_holds_and_may_be_taken_back(order: int) -> None:
    rows = [
        thumb("Kite", 1, "2024-05-02 08:00:00"), thumb("Kite", 3, "2024-05-02 21:00:00"),
        thumb("Mud", 3, "2024-05-02 08:00:00"), thumb("Mud", 0, "2024-05-02 21:00:00"),
    ]  # fmt: skip
    text = RATINGS + "".join(rows[::order])
    assert ratings(text) == {"Kite": 1.0}
    assert read_export(text.encode()).take()[1].dropped == {"duplicate": 2, "says nothing": 1}


def test_my_list_alone_is_wanted() -> None:
    export = read_export((MY_LIST + listed("Kite") + listed("Kite")).encode())
    assert export.opinions_of() == (Opinion("Kite", None, "Kite", wanted=True, date=DAY),)
    report = export.take()[1]
    assert (report.source, report.read, report.kept, report.wanted) == ("my list", 2, 1, 1)


def test_a_household_is_asked_for_its_profile_here_too() -> None:
    export = read_export((RATINGS + thumb("Kite", 3) + thumb("Mud", 2, profile="Bo") + thumb("Low", 2)).encode())
    assert [(profile.name, profile.kept) for profile in export.profiles] == [("Ada", 2), ("Bo", 1)]
    assert [opinion.title for opinion in export.opinions_of("Bo")] == ["Mud"]
    assert export.take("Bo")[1].dropped == {"other profile": 2}
    with pytest.raises(ImportProblem, match="Ada, Bo"):
        export.opinions_of("Cy")


class TestFullReport:
    """Ratings and list lie beside the viewing history, which alone says what was watched."""

    MEMBERS = {  # noqa: RUF012 - never changed
        FOLDER + "ViewingActivity.csv": ACTIVITY,
        FOLDER + "Ratings.csv": (RATINGS + thumb("Kite", 3) + thumb("Mud", 1, profile="Bo")).encode(),
        FOLDER + "MyList.csv": (MY_LIST + listed("Low Tide") + listed("Fog", profile="Cy")).encode(),
        FOLDER + "IndicatedPreferences.csv": b"not read",
    }

    def check(self, export: Export) -> None:
        plain = read_export(ACTIVITY)
        for name in ("Ada", "Bo"):
            assert export.take(name)[0] == plain.take(name)[0]
        assert {(o.title, o.rating, o.wanted) for o in export.opinions_of("Ada")} == {
            ("Kite", 1.0, False), ("Low Tide", None, True),
        }  # fmt: skip
        assert [(o.title, o.rating) for o in export.opinions_of("Bo")] == [("Mud", 0.0)]
        assert [(profile.name, profile.kept) for profile in export.profiles] == [("Ada", 4), ("Bo", 2), ("Cy", 1)]
        assert export.take("Cy")[0] == ()
        for name in ("Ada", "Bo", "Cy"):
            report = export.take(name)[1]
            assert report.read == report.kept + sum(report.dropped.values()) == 11

    def test_in_the_zip(self) -> None:
        export = read_export(make_zip(self.MEMBERS))
        assert export.take()[1].source == "full export"
        self.check(export)

    def test_sent_one_by_one_in_any_order(self) -> None:
        files = [(name, content) for name, content in self.MEMBERS.items() if "Indicated" not in name]
        for order in (1, -1):
            (export,) = read_exports(files[::order])
            assert export.take()[1].source == "activity"
            self.check(export)

    def test_empty_tables_and_notes_are_passed_over(self) -> None:
        empty = {"Ratings.csv": RATINGS.encode(), "MyList.txt": NOTE, "ViewingActivity.csv": ACTIVITY}
        assert read_export(make_zip(empty)).take()[1].opinions == 0
        no_history = {"Ratings.csv": (RATINGS + thumb("Kite", 3)).encode(), "ViewingActivity.txt": NOTE}
        assert read_export(make_zip(no_history)).take()[1].opinions == 1

    def test_beside_an_account_page_they_stay_by_themselves(self) -> None:
        page = b"Title,Date\nKite,12/24/24\n"
        exports = read_exports([("a.csv", page), ("Ratings.csv", self.MEMBERS[FOLDER + "Ratings.csv"])])
        assert [export.source for export in exports] == ["account page", "ratings"]


class TestFold:
    """Rows to viewings and opinions: nothing counts twice, and every row is accounted for."""

    KITE = Said("Kite", kind="movie", watched=True)
    SHOW = Said("Harbour Lights", kind="episode", watched=True)

    def test_a_known_day_makes_the_undated_row_needless(self) -> None:
        rows = fold([self.KITE, self.KITE._replace(day=DAY), self.KITE])
        assert [viewing.date for viewing in rows.viewings] == [DAY]
        assert rows.dropped == {"duplicate": 2}

    def test_a_watched_episode_makes_the_whole_series_needless(self) -> None:
        rows = fold([self.SHOW, self.SHOW._replace(season_no=1, episode_no=2)])
        assert [viewing.episode_no for viewing in rows.viewings] == [2]
        seasons = [self.SHOW._replace(season_no=at) for at in (1, 2)]
        rows = fold([*seasons, self.SHOW, self.SHOW._replace(season_no=1, episode_no=2)])
        assert [(viewing.season_no, viewing.episode_no) for viewing in rows.viewings] == [(2, None), (1, 2)]

    def test_days_and_episodes_are_viewings_of_their_own(self) -> None:
        parts = [self.SHOW._replace(season_no=1, episode_no=at % 2, day=DAY + dt.timedelta(at // 2)) for at in range(4)]
        assert len(fold([*parts, *parts]).viewings) == 4

    def test_a_film_and_a_series_of_one_name_are_two(self) -> None:
        assert len(fold([self.KITE, self.KITE._replace(kind="episode")]).viewings) == 2

    def test_a_heavier_rating_holds_whatever_its_day(self) -> None:
        light = self.KITE._replace(rated=True, rating=0.2, said_on=DAY)
        heavy = light._replace(rating=0.9, weight=2, said_on=dt.date(2020, 1, 1))
        assert [opinion.rating for opinion in fold([heavy, light]).opinions] == [0.9]

    def test_wanted_and_rated_are_said_together(self) -> None:
        rows = fold([self.KITE._replace(rated=True, rating=0.2), Said("Kite", kind="movie", wanted=True, said_on=DAY)])
        assert [(o.rating, o.wanted, o.date) for o in rows.opinions] == [(0.2, True, DAY)]
        assert (rows.kept, rows.read) == (2, 2)
