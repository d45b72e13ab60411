"""What two members share: titles both know, and their genres side by side. Pure."""

from collections.abc import Mapping, Sequence

from bot.charts.chart import Chart, ChartProblem
from bot.charts.lettering import fit, joined, width_of
from bot.charts.theme import BRIGHT, COLOURS, LEFT, QUIET, RIGHT, WIDTH, Card, percent
from bot.text import counted, plain, safe
from data.catalogue.title import Title
from data.history import History
from data.insights import Shared, shared

_MIDDLE = WIDTH / 2
_HALF, _AMOUNT = 96, 62
_FIRST, _STEP, _BAR = 150, 40, 24
_WORDS, _LINES, _BETWEEN = 440, 2, " · "
_LONGEST_NAME = 32


def shared_chart(first: History, second: History, names: tuple[str, str], titles: Mapping[str, Title]) -> Chart:
    """A butterfly of genres above the titles both have watched. Raises ChartProblem where there is nothing to draw."""
    table = shared(first, second, titles)
    if not table.genres:
        raise ChartProblem("chart_empty", "Neither history holds a title that I know, so there is nothing to compare.")
    one, two = (plain(name, _LONGEST_NAME) for name in names)
    half = (RIGHT - LEFT - width_of(" and ", 30, bold=True)) / 2
    title = " and ".join(fit(name, half, 30, bold=True) for name in (one, two))
    card = Card(title, _facts(table, (fit(one, 220, 18), fit(two, 220, 18))))
    _butterfly(card, table, (one, two))
    _titles(card, table)
    alt = (
        f"{one} and {two}: {_facts(table, (one, two))}. Share of time by genre: {'; '.join(_genres(table, (one, two)))}"
    )
    known = [f"Both watched {plain(name)}" for name, _, _ in table.titles]
    return Chart(
        card.figure(),
        f"{safe(one)} and {safe(two)}",
        joined([alt, *known], ". ", 1000),
        _words(table, (safe(one), safe(two))),
        "shared.png",
    )


def _facts(table: Shared, names: tuple[str, str]) -> str:
    common = f"{counted(table.both, 'title')} in common"
    return f"{common} · {table.first_only:,} only {names[0]} · {table.second_only:,} only {names[1]}"


def _butterfly(card: Card, table: Shared, names: tuple[str, str]) -> None:
    room = _MIDDLE - _HALF - LEFT
    most = max(max(left, right) for _, left, right in table.genres) or 1.0
    for name, side, at in ((names[0], -1, "right"), (names[1], 1, "left")):
        shown, colour = fit(name, room, 19, bold=True), COLOURS[0 if side < 0 else 1]
        card.write(_MIDDLE + side * _HALF, _FIRST - 24, shown, size=19, colour=colour, at=at, bold=True)
    for row, (genre, left, right) in enumerate(table.genres):
        y = _FIRST + row * _STEP
        card.write(_MIDDLE, y + _BAR / 2, genre, size=18, colour=BRIGHT, at="center")
        for share, side, at in ((left, -1, "right"), (right, 1, "left")):
            start = _MIDDLE + side * _HALF
            end = start + side * (max(3.0, (room - _AMOUNT) * share / most) if share else 0)
            if share:
                card.bar(min(start, end), y, max(start, end), y + _BAR, COLOURS[0 if side < 0 else 1], radius=4)
            card.write(end + side * 8, y + _BAR / 2, percent(share), size=16, colour=QUIET, at=at)


def _titles(card: Card, table: Shared) -> None:
    card.line(LEFT, _WORDS - 2, RIGHT, _WORDS - 2)
    heading = "Both have watched" if table.titles else "No title that I know is in both histories, yet"
    card.write(LEFT, _WORDS + 22, heading, size=18, colour=QUIET)
    for at, line in enumerate(_wrapped([name for name, _, _ in table.titles])):
        card.write(LEFT, _WORDS + 55 + 30 * at, line, size=19, colour=BRIGHT)


def _wrapped(names: Sequence[str]) -> list[str]:
    """The names on two lines, in their order; those that no longer fit are left out."""
    lines: list[str] = []
    for name in names:
        short = fit(name, (RIGHT - LEFT) * 0.6, 19)
        longer = f"{lines[-1]}{_BETWEEN}{short}" if lines else short
        if lines and width_of(longer, 19) <= RIGHT - LEFT:
            lines[-1] = longer
        elif len(lines) < _LINES:
            lines.append(short)
    return lines


def _genres(table: Shared, names: tuple[str, str]) -> list[str]:
    return [f"{genre}: {names[0]} {percent(a)}, {names[1]} {percent(b)}" for genre, a, b in table.genres]


def _words(table: Shared, names: tuple[str, str]) -> str:
    known = [f"Both watched {safe(name, 80)}" for name, _, _ in table.titles]
    return joined([_facts(table, names), *_genres(table, names), *known], "\n", 1800)
