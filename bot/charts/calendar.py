"""A year as a calendar: one square a day, half a year in each block. Pure."""

import datetime as dt

from bot.charts.chart import Chart
from bot.charts.theme import LEFT, QUIET, RIGHT, Card, heat, hours
from bot.text import counted
from data.insights import WEEKS, Calendar

_HALF = WEEKS // 2
_BLOCKS = (138, 356)
_LEFT = LEFT + 44
_CELL, _GAP = 26, 3
_KEY = 20
#: Weeks that the name of a month with its year takes up.
_NAME_WEEKS = 3
#: A day is drawn brightest from here on, in minutes.
_BRIGHTEST = 240.0


def calendar_chart(table: Calendar) -> Chart:
    """Weeks as columns, Monday on top; the brighter, the longer."""
    total = sum(table.minutes)
    active = sum(minutes > 0 for minutes in table.minutes)
    about = "about " if table.is_estimated else ""
    run = f"longest run {counted(table.streak, 'day')}"
    facts = f"{about}{hours(total)} · {counted(active, 'day')} with something watched · {run}"
    last = table.first + dt.timedelta(days=len(table.minutes) - 1)
    card = Card("My year of watching" if table.is_latest else "My fullest year of watching", facts)
    for at, minutes in enumerate(table.minutes):
        week, day = divmod(at, 7)
        x, y = _LEFT + (week % _HALF) * _CELL, _BLOCKS[week // _HALF] + day * _CELL
        card.bar(x, y, x + _CELL - _GAP, y + _CELL - _GAP, heat(minutes / _BRIGHTEST), radius=4)
    _names(card, table.first)
    _legend(card)
    best = max(range(len(table.minutes)), key=table.minutes.__getitem__)
    day = table.first + dt.timedelta(days=best)
    alt = (
        f"Calendar from {table.first:%d %b %Y} to {last:%d %b %Y}: {facts}. "
        f"Most on {day:%A, %d %B %Y}, {hours(table.minutes[best])}."
    )
    return Chart(card.figure(), "Calendar", alt, f"{alt}\n{_weeks(table)}", "calendar.png")


def _names(card: Card, first: dt.date) -> None:
    for block, top in enumerate(_BLOCKS):
        for row, day in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun")):
            card.write(LEFT, top + (row + 0.45) * _CELL, day, size=15, colour=QUIET)
        for week, name in _months(first + dt.timedelta(weeks=block * _HALF)):
            card.write(_LEFT + week * _CELL, top - 15, name, size=15, colour=QUIET)


def _months(first: dt.date) -> list[tuple[int, str]]:
    """The months of half a year and the weeks they begin in; the first one named says the year, as January does.

    A month whose name would run into the next one's is left out: the first, of which only the last days are there.
    """
    mondays = [first + dt.timedelta(weeks=week) for week in range(_HALF - 1)]
    begins = [week for week in range(_HALF - 1) if week == 0 or mondays[week].month != mondays[week - 1].month]
    if begins[1] < _NAME_WEEKS:
        del begins[0]
    return [
        (w, f"{mondays[w]:%b %Y}" if w == begins[0] or mondays[w].month == 1 else f"{mondays[w]:%b}") for w in begins
    ]


def _legend(card: Card) -> None:
    x = RIGHT - 64
    for at, name in enumerate(("none", "", "", "", "", "4 h +")):
        y = _BLOCKS[0] + at * (_KEY + _GAP)
        card.bar(x, y, x + _KEY, y + _KEY, heat(at / 5), radius=4)
        card.write(x + _KEY + 7, y + _KEY / 2, name, size=14, colour=QUIET)


def _weeks(table: Calendar) -> str:
    """The last eight weeks in words."""
    weeks = [sum(table.minutes[at : at + 7]) for at in range(0, len(table.minutes), 7)]
    lines = [
        f"week of {table.first + dt.timedelta(weeks=at):%d %b}: {hours(minutes)}" for at, minutes in enumerate(weeks)
    ]
    return "\n".join(lines[-8:])
