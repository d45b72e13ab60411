"""The series or films watched longest: a name above a thin bar, which fits any name in any script. Pure."""

from typing import Literal

from bot.charts.chart import Chart
from bot.charts.lettering import fit, joined, width_of
from bot.charts.theme import BRIGHT, COLOURS, LEFT, QUIET, RIGHT, TRACK, Card, hours
from bot.text import counted, plain, safe
from data.insights import Top

_FIRST, _ROOM, _WIDEST_STEP = 126, 420, 84


def top_chart(table: Top, kind: Literal["series", "films"]) -> Chart:
    """Up to seven rows, longest first."""
    about = "about " if table.is_estimated else ""
    heading = f"Top {kind}"
    what = counted(table.works, "film") if kind == "films" else f"{table.works:,} series"
    facts = f"{what} in all, {about}{hours(table.total)}"
    card = Card(heading, facts)
    longest, step = table.rows[0][1] or 1.0, min(_ROOM / len(table.rows), _WIDEST_STEP)
    colour = COLOURS[0] if kind == "series" else COLOURS[1]
    for at, (name, minutes, rows) in enumerate(table.rows):
        y, amount = _FIRST + at * step, _amount(minutes, rows, kind)
        card.write(LEFT, y, fit(name, RIGHT - LEFT - width_of(amount, 18) - 24, 20), size=20, colour=BRIGHT)
        card.write(RIGHT, y, amount, size=18, colour=QUIET, at="right")
        card.bar(LEFT, y + 18, RIGHT, y + 28, TRACK, radius=5)
        card.bar(LEFT, y + 18, LEFT + max(10.0, (RIGHT - LEFT) * minutes / longest), y + 28, colour, radius=5)
    named = [f"{plain(name, 80)}, {_amount(minutes, rows, kind)}" for name, minutes, rows in table.rows]
    lines = [f"{at}. {safe(name, 80)}: {_amount(m, rows, kind)}" for at, (name, m, rows) in enumerate(table.rows, 1)]
    alt = joined([f"The {kind} watched longest, of {facts}: {named[0]}", *named[1:]], "; ", 1000)
    return Chart(card.figure(), heading, alt, "\n".join([facts, *lines]), f"top-{kind}.png")


def _amount(minutes: float, rows: int, kind: str) -> str:
    if kind == "films" and rows == 1:
        return hours(minutes)
    return f"{counted(rows, 'episode' if kind == 'series' else 'viewing')} · {hours(minutes)}"
