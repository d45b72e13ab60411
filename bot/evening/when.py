"""Reading when an evening shall be, as people write it: `today 20:30`, `tomorrow 8 pm`, `Fri 21:00`. Pure."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.errors import Problem
from bot.text import safe

_WEEK, _FURTHEST = timedelta(days=7), timedelta(days=365)
_TODAY = {"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_HOURS = {"noon": time(12), "midnight": time(0)}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|h)?\s*(am|pm|a\.m\.|p\.m\.)?$")
_SOON = re.compile(r"in (an?|\d{1,3}) ?(minutes?|mins?|hours?|hrs?|h|days?)$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?$")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]+)(?: (\d{4}))?$")
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$")
_FILLER = re.compile(r"\b(at|on|next|this|the|of|around|um|uhr|o'clock)\b|,")
_FEWEST_LETTERS = 3


def examples(now: datetime) -> str:
    """What a member reads where they type it: each can be typed as it stands."""
    return f"20:30 · tomorrow 8 pm · Fri 21:00 · {now + _WEEK:%Y-%m-%d} 20:00"


def read_when(text: str, now: datetime) -> datetime:
    """The moment a member means; `now` tells their time and zone. Raises Problem for what is unclear or not ahead.

    A time alone is the next such time, a weekday the next such day; a date without its year the next such date.
    """
    words = " ".join(_FILLER.sub(" ", text.casefold()).split())
    if soon := _SOON.fullmatch(words):
        return _check(now + _span(soon[1], soon[2]), now)
    at, rest = _split(words)
    if at is None:
        raise _unclear(text, now)
    day = _read_day(rest, now, at) if rest else _next_time(now, at)
    if day is None:
        raise _unclear(text, now)
    return _check(datetime.combine(day, at, now.tzinfo), now)


def _split(words: str) -> tuple[time | None, str]:
    """The time at the end, or at the beginning, and what is left."""
    parts = words.split()
    for size in (2, 3, 1):
        for found, rest in ((parts[-size:], parts[:-size]), (parts[:size], parts[size:])):
            at = _read_time(" ".join(found)) if len(found) == size else None
            if at is not None:
                return at, " ".join(rest)
    return None, words


def _read_time(words: str) -> time | None:
    if words in _HOURS:
        return _HOURS[words]
    found = _CLOCK.fullmatch(words)
    if found is None or words.isdecimal():  # a bare number may be a day as well
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - a clock face
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - hours and minutes


def _read_day(words: str, now: datetime, at: time) -> date | None:
    if words in _TODAY:
        return now.date() + timedelta(days=_TODAY[words])
    weekday = _place(words, _DAYS)
    if weekday is not None:
        ahead = (weekday - now.weekday()) % 7
        is_over = ahead == 0 and at <= now.time()
        return now.date() + timedelta(days=7 if is_over else ahead)
    return _read_date(words, now.date())


def _read_date(words: str, today: date) -> date | None:
    if found := _ISO.fullmatch(words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(words):
        return _next_date(found[3], int(found[2]), int(found[1]), today)
    if found := _DAY_MONTH.fullmatch(words):
        return _next_date(found[3], _month(found[2]), int(found[1]), today)
    if found := _MONTH_DAY.fullmatch(words):
        return _next_date(found[3], _month(found[1]), int(found[2]), today)
    return None


def _next_date(year: str | None, month: int | None, day: int, today: date) -> date | None:
    if month is None:
        return None
    if year is not None:
        return _date(int(year), month, day)
    first = _date(today.year, month, day)
    return _date(today.year + 1, month, day) if first is not None and first < today else first


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int | None:
    place = _place(word, _MONTHS)
    return None if place is None else place + 1


def _place(word: str, names: Sequence[str]) -> int | None:
    """Which name a word begins; three letters are enough."""
    fits = [at for at, name in enumerate(names) if name.startswith(word.rstrip("."))]
    return fits[0] if fits and len(word.rstrip(".")) >= _FEWEST_LETTERS else None


def _next_time(now: datetime, at: time) -> date:
    return now.date() + timedelta(days=int(at <= now.time()))


def _span(number: str, unit: str) -> timedelta:
    count = 1 if number in ("a", "an") else int(number)
    return timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[unit[0]]: count})


def _check(moment: datetime, now: datetime) -> datetime:
    moment = moment.replace(second=0, microsecond=0)
    if moment <= now:
        raise Problem("time_over", f"<t:{int(moment.timestamp())}:F> is over already. Give a time that is still ahead.")
    if moment - now > _FURTHEST:
        raise Problem("time_far", "That is more than a year away. Give a nearer date.")
    return moment


def _unclear(text: str, now: datetime) -> Problem:
    return Problem(
        "time_unclear",
        f"I could not read “{safe(text, 60)}” as a day and a time. Write it like one of these: {examples(now)}.",
    )
