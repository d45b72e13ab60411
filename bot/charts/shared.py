"""What two members share: titles both know, and their genres side by side. Pure."""

from bot.charts.chart import Chart, ChartProblem
from bot.charts.theme import BRIGHT, COLOURS, LEFT, QUIET, RIGHT, WIDTH, Card, fit
from bot.text import safe
from data.catalogue.title import Title
from data.history import History
from data.insights import Shared, shared

_MIDDLE = WIDTH / 2
_HALF = 96
_FIRST, _STEP, _BAR = 150, 40, 24
_WORDS = 440


def shared_chart(first: History, second: History, names: tuple[str, str], titles: dict[str, Title]) -> Chart:
    """A butterfly of genres above the titles both have watched. Raises ChartProblem when there is nothing in common."""
    table = shared(first, second, titles)
    if not table.genres:
        raise ChartProblem("chart_empty", "Neither history holds a title that I know, so there is nothing to compare.")
    one, two = (fit(name, 18) for name in names)
    card = Card(f"{one} and {two}", _facts(table, (one, two)))
    _butterfly(card, table, (one, two))
    _titles(card, table)
    genres = "; ".join(f"{genre} {round(100 * a)} % and {round(100 * b)} %" for genre, a, b in table.genres)
    known = "; ".join(name for name, _, _ in table.titles) or "none"
    alt = f"{one} and {two}: {_facts(table, (one, two))}. Share of time by genre: {genres}. Both watched: {known}."[
        :1000
    ]
    return Chart(card.figure(), f"{safe(one)} and {safe(two)}", alt, _words(table, (one, two)), "shared.png")


def _facts(table: Shared, names: tuple[str, str]) -> str:
    return f"{table.both} titles in common · {table.first_only} only {names[0]} · {table.second_only} only {names[1]}"


def _butterfly(card: Card, table: Shared, names: tuple[str, str]) -> None:
    most = max(max(a, b) for _, a, b in table.genres) or 1.0
    room = _MIDDLE - _HALF - LEFT - 62
    card.write(_MIDDLE - _HALF, _FIRST - 24, names[0], size=19, colour=COLOURS[0], at="right", bold=True)
    card.write(_MIDDLE + _HALF, _FIRST - 24, names[1], size=19, colour=COLOURS[1], bold=True)
    for at, (genre, left, right) in enumerate(table.genres):
        y = _FIRST + at * _STEP
        card.write(_MIDDLE, y + _BAR / 2, genre, size=18, colour=BRIGHT, at="center")
        for share, side in ((left, -1), (right, 1)):
            start = _MIDDLE + side * _HALF
            end = start + side * max(3.0, room * share / most)
            card.bar(min(start, end), y, max(start, end), y + _BAR, COLOURS[0 if side < 0 else 1], radius=4)
            anchor = "right" if side < 0 else "left"
            card.write(end + side * 8, y + _BAR / 2, f"{round(100 * share)} %", size=16, colour=QUIET, at=anchor)


def _titles(card: Card, table: Shared) -> None:
    card.line(LEFT, _WORDS - 2, RIGHT, _WORDS - 2)
    card.write(LEFT, _WORDS + 22, "Both have watched", size=18, colour=QUIET)
    names = [name for name, _, _ in table.titles] or ["nothing that I know of, yet"]
    lines = ["", ""]
    for name in names:
        line = 0 if len(lines[0]) + len(name) < 68 and not lines[1] else 1  # noqa: PLR2004 - columns of a line
        longer = f"{lines[line]} · {fit(name, 40)}" if lines[line] else fit(name, 40)
        if len(longer) <= 76:  # noqa: PLR2004 - columns of a line
            lines[line] = longer
    for at, line in enumerate(lines):
        card.write(LEFT, _WORDS + 55 + 30 * at, line, size=19, colour=BRIGHT)


def _words(table: Shared, names: tuple[str, str]) -> str:
    lines = [safe(_facts(table, names), 200)]
    lines += [
        f"{genre}: {safe(names[0])} {round(100 * a)} %, {safe(names[1])} {round(100 * b)} %"
        for genre, a, b in table.genres
    ]
    lines += [f"Both watched {safe(name)}" for name, _, _ in table.titles]
    return "\n".join(lines)[:1800]
