"""The order of day and month, inferred from a whole file."""

import datetime as dt
from collections.abc import Callable

import pytest

from data.imports.dates import Dates, read_dates

DAYS = [dt.date(2023, 8, 14) - dt.timedelta(days=9 * at) for at in range(40)]
#: Writes a date as one of the formats seen.
FORMATS: dict[str, tuple[str, Callable[[dt.date], str]]] = {
    "M/D/YY": ("month first", lambda day: f"{day.month}/{day.day}/{day:%y}"),
    "M/D/YYYY": ("month first", lambda day: f"{day.month}/{day.day}/{day.year}"),
    "DD/MM/YYYY": ("day first", lambda day: f"{day:%d/%m/%Y}"),
    "D/M/YY": ("day first", lambda day: f"{day.day}/{day.month}/{day:%y}"),
    "DD.MM.YYYY": ("day first", lambda day: f"{day:%d.%m.%Y}"),
    "D. M. YYYY": ("day first", lambda day: f"{day.day}. {day.month}. {day.year}"),
    "DD-MM-YY": ("day first", lambda day: f"{day:%d-%m-%y}"),
    "DD.MM.YY": ("day first", lambda day: f"{day:%d.%m.%y}"),
    "YYYY/MM/DD": ("year first", lambda day: f"{day:%Y/%m/%d}"),
    "YYYY-MM-DD": ("year first", lambda day: f"{day:%Y-%m-%d}"),
    "YY. M. D.": ("year first", lambda day: f"{day:%y}. {day.month}. {day.day}."),
    "YYYY年M月D日": ("year first", lambda day: f"{day.year}年{day.month}月{day.day}日"),
    "moment": ("year first", lambda day: f"{day:%Y-%m-%d} 23:59:59"),
    "M/D/YY H:MM": ("month first", lambda day: f"{day.month}/{day.day}/{day:%y} 7:05"),
    "D-Mon-YY": ("year first", lambda day: f"{day:%d-%b-%y}"),
    "Buddhist": ("day first", lambda day: f"{day.day}/{day.month}/{day.year + 543}"),
}


@pytest.mark.parametrize(("order", "write"), FORMATS.values(), ids=list(FORMATS))
def test_every_format_seen_is_read_right(order: str, write: Callable[[dt.date], str]) -> None:
    assert read_dates([write(day) for day in DAYS]) == Dates(tuple(DAYS), order)  # pyright: ignore[reportArgumentType]


def test_one_deciding_row_settles_all() -> None:
    assert read_dates(["5/4/24", "3/4/24", "25/3/24"]).days[0] == dt.date(2024, 4, 5)
    assert read_dates(["5/4/24", "3/4/24", "3/25/24"]).days[0] == dt.date(2024, 5, 4)


def test_without_a_deciding_row_the_order_of_the_file_decides() -> None:
    """Newest first: 2 May, 1 May, 12 April, 3 April day first; month first the same cells jump back and forth."""
    dates = read_dates(["02/05/24", "01/05/24", "12/04/24", "03/04/24"])
    assert (dates.order, dates.is_sure) == ("day first", True)
    upwards = read_dates(["03/04/24", "12/04/24", "01/05/24", "02/05/24"])
    assert upwards.order == "day first"


def test_what_nothing_decides_is_a_guess_and_says_so() -> None:
    assert read_dates(["5/4/24"]) == Dates((dt.date(2024, 5, 4),), "month first", is_sure=False)
    assert read_dates(["5.4.24"]) == Dates((dt.date(2024, 4, 5),), "day first", is_sure=False)


def test_a_cell_impossible_in_the_order_of_the_file_is_read_in_the_other() -> None:
    cells = [f"{day:%d/%m/%Y}" for day in DAYS] + ["9/26/2022"]
    assert read_dates(cells).days[-1] == dt.date(2022, 9, 26)


@pytest.mark.parametrize("cell", ["", "yesterday", "99/99/24", "1970-01-01 0:00", "13/13/24", "12:30:00", "1900-01-00"])
def test_what_is_no_day_is_none(cell: str) -> None:
    assert read_dates([cell, "2024-01-02"]).days == (None, dt.date(2024, 1, 2))


def test_no_dates_have_no_order() -> None:
    assert read_dates(["", "x"]) == Dates((None, None), None)
