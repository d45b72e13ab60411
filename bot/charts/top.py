"""The series or films watched longest: a name above a thin bar, which fits any name in any script. Pure."""

from typing import Literal

from bot.charts.chart import Chart
from bot.charts.theme import BRIGHT, COLOURS, LEFT, QUIET, RIGHT, TRACK, Card, fit, hours
from bot.text import safe
from data.insights import Top

_FIRST, _STEP = 126, 60
_COLUMNS = 52


def top_chart(table: Top, kind: Literal["series", "films"]) -> Chart:
    """Up to seven rows, longest first."""
    about = "about " if table.is_estimated else ""
    heading = f"Top {kind}"
    card = Card(heading, f"{table.works:,} {kind} in all, {about}{hours(table.total)}")
    longest = table.rows[0][1] or 1.0
    for at, (name, minutes, rows) in enumerate(table.rows):
        y = _FIRST + at * _STEP
        card.write(LEFT, y, fit(name, _COLUMNS), size=20, colour=BRIGHT)
        card.write(RIGHT, y, _amount(minutes, rows, kind), size=18, colour=QUIET, at="right")
        card.bar(LEFT, y + 18, RIGHT, y + 28, TRACK, radius=5)
        colour = COLOURS[0] if kind == "series" else COLOURS[1]
        card.bar(LEFT, y + 18, LEFT + max(10.0, (RIGHT - LEFT) * minutes / longest), y + 28, colour, radius=5)
    named = [f"{name} {_amount(minutes, rows, kind)}" for name, minutes, rows in table.rows]
    alt = f"The {kind} watched longest: {'; '.join(fit(name, 90) for name in named)}."[:1000]
    lines = [
        f"{at}. {safe(name, 80)}: {_amount(minutes, rows, kind)}"
        for at, (name, minutes, rows) in enumerate(table.rows, start=1)
    ]
    return Chart(card.figure(), heading, alt, "\n".join(lines), f"top-{kind}.png")


def _amount(minutes: float, rows: int, kind: str) -> str:
    what = "episode" if kind == "series" else "viewing"
    if kind == "films" and rows == 1:
        return hours(minutes)
    return f"{rows:,} {what}{'s' if rows != 1 else ''} · {hours(minutes)}"
