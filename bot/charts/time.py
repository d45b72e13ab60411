"""Time with films and with series, over the whole history. Pure."""

import datetime as dt

from bot.charts.chart import Chart
from bot.charts.theme import BRIGHT, COLOURS, LEFT, QUIET, RIGHT, TRACK, Card, hours
from data.insights import TimeByKind

_TOP, _BOTTOM, _SIDE = 168, 492, 62
_SERIES, _FILMS = COLOURS[0], COLOURS[1]


def time_chart(table: TimeByKind) -> Chart:
    """Stacked columns, one a month, quarter or year: series below, films above."""
    total = table.film_total + table.series_total
    about = "about " if table.is_estimated else ""
    title = f"{hours(total)} watched"
    card = Card(title, f"{about}{hours(table.series_total)} of series, {hours(table.film_total)} of films")
    _legend(card)
    _columns(card, table)
    steps = list(zip(table.starts, table.films, table.series, strict=True))
    most = max(steps, key=lambda step: step[1] + step[2])
    alt = (
        f"Time watched from {table.starts[0]:%b %Y} on: {hours(table.series_total)} of series and "
        f"{hours(table.film_total)} of films. Most in {_name(most[0], table.step)}, {hours(most[1] + most[2])}."
    )
    lines = [
        f"{_name(start, table.step)}: series {hours(series)}, films {hours(film)}" for start, film, series in steps
    ]
    text = "\n".join(
        [f"**{about}{title}**: series {hours(table.series_total)}, films {hours(table.film_total)}", *lines]
    )
    return Chart(card.figure(), "Films and series", alt, text, "time-by-kind.png")


def _legend(card: Card) -> None:
    card.bar(LEFT, 118, LEFT + 16, 134, _SERIES)
    card.write(LEFT + 26, 126, "series", size=17)
    card.bar(LEFT + 110, 118, LEFT + 126, 134, _FILMS)
    card.write(LEFT + 136, 126, "films", size=17)


def _columns(card: Card, table: TimeByKind) -> None:
    step = (RIGHT - LEFT - _SIDE) / len(table.starts)
    width = min(step * 0.7, 56)
    peak = max((a + b for a, b in zip(table.films, table.series, strict=True)), default=0) or 1
    for share in (0.0, 0.5, 1.0):
        y = _BOTTOM - share * (_BOTTOM - _TOP)
        card.line(LEFT + _SIDE, y, RIGHT, y, TRACK)
        card.write(LEFT + _SIDE - 10, y, f"{round(peak * share / 60):,} h", size=15, colour=QUIET, at="right")
    for at, (film, series) in enumerate(zip(table.films, table.series, strict=True)):
        middle = LEFT + _SIDE + step * (at + 0.5)
        low = _BOTTOM - series / peak * (_BOTTOM - _TOP)
        high = low - film / peak * (_BOTTOM - _TOP)
        if series:
            card.bar(middle - width / 2, low, middle + width / 2, _BOTTOM, _SERIES)
        if film:
            card.bar(middle - width / 2, high, middle + width / 2, low, _FILMS)
    _name_columns(card, table, step)


def _name_columns(card: Card, table: TimeByKind, step: float) -> None:
    """A name under as many columns as there is room for, and the year below the first one of each."""
    every = max(1, -(-len(table.starts) // 10))
    year = 0
    for at, start in enumerate(table.starts):
        if (len(table.starts) - 1 - at) % every:
            continue
        middle = LEFT + _SIDE + step * (at + 0.5)
        name = f"{start:%Y}" if table.step == 12 else f"{start:%b}"  # noqa: PLR2004 - months of a year
        card.write(middle, _BOTTOM + 22, name, size=16, at="center")
        if start.year != year and table.step < 12:  # noqa: PLR2004 - as above
            card.write(middle, _BOTTOM + 43, f"{start:%Y}", size=14, colour=BRIGHT, at="center")
        year = start.year


def _name(start: dt.date, step: int) -> str:
    if step == 1:
        return f"{start:%b %Y}"
    return f"{start:%Y}" if step == 12 else f"{start:%Y}, quarter {(start.month + 2) // 3}"  # noqa: PLR2004 - as above
