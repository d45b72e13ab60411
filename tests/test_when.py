"""When an evening shall be, read as people write it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.errors import Problem
from bot.evening.when import examples, read_when
from bot.panels.schedule import length_of_evening
from tests.panel_samples import a_title

#: A Friday, half past seven in the evening, an hour east of UTC.
NOW = datetime(2026, 11, 27, 19, 30, 20, tzinfo=timezone(timedelta(hours=1)))

READ = {
    "today 20:30": "11-27 20:30",
    "tonight 9pm": "11-27 21:00",
    "20:30": "11-27 20:30",
    "19:00": "11-28 19:00",
    "20.30": "11-27 20:30",
    "tomorrow 8 pm": "11-28 20:00",
    "8pm tomorrow": "11-28 20:00",
    "Tomorrow at 8 p.m.": "11-28 20:00",
    "12 am tomorrow": "11-28 00:00",
    "12 pm tomorrow": "11-28 12:00",
    "tomorrow noon": "11-28 12:00",
    "Fri 21:00": "11-27 21:00",
    "fri 19:00": "12-04 19:00",
    "Friday at 21h": "11-27 21:00",
    "sat 20h30": "11-28 20:30",
    "on sunday, 8.30pm": "11-29 20:30",
    "TUESDAY 20:00 Uhr": "12-01 20:00",
    "2026-11-28 20:00": "11-28 20:00",
    "20:00 2026-11-28": "11-28 20:00",
    "27.11. 20:00": "11-27 20:00",
    "27 Nov 20:00": "11-27 20:00",
    "3rd of December 21:15": "12-03 21:15",
    "Dec 3, 9 pm": "12-03 21:00",
    "in 2 hours": "11-27 21:30",
    "in an hour": "11-27 20:30",
    "in 90 minutes": "11-27 21:00",
    "in 2 days": "11-29 19:30",
}


@pytest.mark.parametrize(("text", "moment"), READ.items())
def test_a_day_and_a_time_as_people_write_them(text: str, moment: str) -> None:
    assert f"{read_when(text, NOW):%m-%d %H:%M}" == moment


def test_a_date_without_its_year_is_the_next_one() -> None:
    assert read_when("1 jan 20:00", NOW).year == 2027
    assert read_when("26.11. 20:00", NOW).year == 2027
    assert read_when("27 November 2026 20:00", NOW).year == 2026


def test_the_time_is_that_of_the_members_clock() -> None:
    assert read_when("20:30", NOW).astimezone(UTC) == datetime(2026, 11, 27, 19, 30, tzinfo=UTC)
    india = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))  # where it is midnight already
    assert read_when("today 20:30", india).astimezone(UTC) == datetime(2026, 11, 28, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize("now", [NOW, NOW.replace(hour=23), NOW.replace(year=2031, month=12, day=31)])
def test_every_example_that_members_are_shown_can_be_typed_as_it_stands(now: datetime) -> None:
    shown = examples(now).split(" · ")
    assert len(shown) == 4
    assert all(read_when(example, now) > now for example in shown)


UNCLEAR = ["", "8", "tomorrow 8", "25:00", "13 pm", "31 feb 20:00", "11/12 20:00", "soon", "friday", "x" * 60, "20:60"]


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_unclear_is_asked_again_with_examples(text: str) -> None:
    with pytest.raises(Problem, match="could not read") as caught:
        read_when(text, NOW)
    assert examples(NOW) in caught.value.text


def test_what_was_typed_is_quoted_safely() -> None:
    with pytest.raises(Problem) as caught:
        read_when("<@123456789012345678> @everyone **now**", NOW)
    assert "\\<@123" in caught.value.text
    assert "@everyone" not in caught.value.text


@pytest.mark.parametrize(("text", "words"), [("today 18:00", "over already"), ("27 nov 2027 20:00", "a year away")])
def test_only_the_year_that_lies_ahead(text: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        read_when(text, NOW)


@pytest.mark.parametrize(
    ("place", "minutes", "hours"),
    [(0, 45, 2.0), (0, 105, 2.0), (0, 106, 2.5), (0, 170, 3.5), (0, 330, 4.0), (1, 45, 2.0)],
)
def test_an_evening_is_as_long_as_its_film(place: int, minutes: int, hours: float) -> None:
    assert length_of_evening(replace(a_title(place, "Dusk"), minutes=minutes)) == timedelta(hours=hours)
