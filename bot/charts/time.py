"""Time with films and with series, over the whole history. Pure."""

import datetime as dt

from bot.charts.chart import Chart
from bot.charts.lettering import width_of
from bot.charts.theme import BRIGHT, COLOURS, LEFT, QUIET, RIGHT, TRACK, Card, hours
from data.insights import TimeByKind

_TOP, _BOTTOM, _SIDE = 168, 492, 62
_SERIES, _FILMS = COLOURS[0], COLOURS[1]
_YEAR = 12
#: Lines across, at most, beside the one at nothing; and the least height of what is not nothing, in pixels.
_LINES, _THIN = 5, 3.0
_MOST_NAMES = 10


def time_chart(table: TimeByKind) -> Chart:
    """Stacked columns, one a month, quarter or year: series below, films above."""
    about = "about " if table.is_estimated else ""
    title, parts = f"{hours(table.film_total + table.series_total)} watched", _parts(table)
    said = ", ".join(f"{hours(minutes)} of {kind}" for kind, minutes, _ in parts) or "nothing yet"
    card = Card(title, f"{about}{said}")
    x = LEFT
    for kind, _, colour in parts:
        card.bar(x, 118, x + 16, 134, colour)
        card.write(x + 26, 126, kind, size=17)
        x += 26 + width_of(kind, 17) + 28
    _columns(card, table)
    steps = list(zip(table.starts, table.films, table.series, strict=True))
    most = max(steps, key=lambda step: step[1] + step[2])
    alt = (
        f"Time watched from {_name(table.starts[0], table.step)} to {_name(table.starts[-1], table.step)}: "
        f"{about}{said}. Most in {_name(most[0], table.step)}, {hours(most[1] + most[2])}."
    )
    lines = [
        f"{_name(start, table.step)}: series {hours(series)}, films {hours(film)}" for start, film, series in steps
    ]
    return Chart(
        card.figure(), "Films and series", alt, "\n".join([f"{about}{title}: {said}", *lines]), "time-by-kind.png"
    )


def _parts(table: TimeByKind) -> list[tuple[str, float, str]]:
    """The kinds that occur: name, minutes, colour."""
    both = (("series", table.series_total, _SERIES), ("films", table.film_total, _FILMS))
    return [part for part in both if part[1]]


def _columns(card: Card, table: TimeByKind) -> None:
    step = (RIGHT - LEFT - _SIDE) / len(table.starts)
    width = min(step * 0.7, 56)
    marks, unit = _axis(max(a + b for a, b in zip(table.films, table.series, strict=True)))
    scale = (_BOTTOM - _TOP) / (marks[-1] * unit)
    for mark in marks:
        y = _BOTTOM - mark * unit * scale
        card.line(LEFT + _SIDE, y, RIGHT, y, TRACK)
        name = f"{mark:,} {'h' if unit > 1 else 'min'}"
        card.write(LEFT + _SIDE - 10, y, name, size=15, colour=QUIET, at="right")
    for at, (film, series) in enumerate(zip(table.films, table.series, strict=True)):
        left, low = LEFT + _SIDE + step * (at + 0.5) - width / 2, float(_BOTTOM)
        for minutes, colour in ((series, _SERIES), (film, _FILMS)):
            if minutes:
                high = low - max(minutes * scale, _THIN)
                card.bar(left, high, left + width, low, colour)
                low = high
    _name_columns(card, table, step)


def _axis(peak: float) -> tuple[list[int], float]:
    """Round numbers from 0 to the peak or just above it, and how many minutes one is (1, or 60 from an hour on)."""
    unit = 60.0 if peak > 60 else 1.0  # noqa: PLR2004 - an hour
    width = next(
        size * 10**power for power in range(9) for size in (1, 2, 5) if size * 10**power * _LINES >= peak / unit
    )
    top = max(1, -int(-peak / unit // width))
    return [at * width for at in range(top + 1)], unit


def _name_columns(card: Card, table: TimeByKind, step: float) -> None:
    """A name under as many columns as there is room for, and the year below the first one of each."""
    every = -(-len(table.starts) // _MOST_NAMES)
    year = 0
    for at, start in enumerate(table.starts):
        if (len(table.starts) - 1 - at) % every:
            continue
        middle = LEFT + _SIDE + step * (at + 0.5)
        name = f"{start:%Y}" if table.step == _YEAR else f"{start:%b}"
        card.write(middle, _BOTTOM + 22, name, size=16, at="center")
        if start.year != year and table.step < _YEAR:
            card.write(middle, _BOTTOM + 43, f"{start:%Y}", size=14, colour=BRIGHT, at="center")
        year = start.year


def _name(start: dt.date, step: int) -> str:
    if step == 1:
        return f"{start:%b %Y}"
    return f"{start:%Y}" if step == _YEAR else f"{start:%Y}, quarter {(start.month + 2) // 3}"
