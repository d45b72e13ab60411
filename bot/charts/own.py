"""The charts of one member's own history, by name. Pure."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.charts.calendar import calendar_chart
from bot.charts.chart import Chart, ChartProblem
from bot.charts.genres import genres_chart
from bot.charts.time import time_chart
from bot.charts.top import top_chart
from bot.charts.weekday import weekday_chart
from data.catalogue.title import Title
from data.history import History
from data.insights import calendar, genres, time_by_kind, top, weekday_by_month

Titles = Mapping[str, Title]
T = TypeVar("T")


def _time(history: History, titles: Titles, public: bool) -> Chart:  # noqa: FBT001 - one signature for all
    del public
    return time_chart(_enough(time_by_kind(history, titles), "dates"))


def _series(history: History, titles: Titles, public: bool) -> Chart:  # noqa: FBT001 - as above
    return top_chart(_enough(top(history, titles, "episode", public=public), "series"), "series")


def _films(history: History, titles: Titles, public: bool) -> Chart:  # noqa: FBT001 - as above
    return top_chart(_enough(top(history, titles, "movie", public=public), "films"), "films")


def _genres(history: History, titles: Titles, public: bool) -> Chart:  # noqa: FBT001 - as above
    del public
    return genres_chart(_enough(genres(history, titles), "titles that I know"))


def _calendar(history: History, titles: Titles, public: bool) -> Chart:  # noqa: FBT001 - as above
    del public
    return calendar_chart(_enough(calendar(history, titles), "dates"))


def _weekdays(history: History, titles: Titles, public: bool) -> Chart:  # noqa: FBT001 - as above
    del titles, public
    return weekday_chart(_enough(weekday_by_month(history), "dates"))


#: Chart -> how it is made of a history (hidden titles gone), the titles by id, and whether others will see it.
OWN: Mapping[str, Callable[[History, Titles, bool], Chart]] = {
    "time_by_kind": _time,
    "top_series": _series,
    "top_films": _films,
    "genres": _genres,
    "calendar": _calendar,
    "weekday_by_month": _weekdays,
}


def _enough(table: T | None, missing: str) -> T:
    if table is None:
        raise ChartProblem("chart_empty", f"There are no {missing} in this history, so there is nothing to draw.")
    return table
