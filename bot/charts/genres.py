"""Time by genre, as horizontal bars: read at once, on a phone too. Pure."""

from bot.charts.chart import Chart
from bot.charts.theme import BRIGHT, COLOURS, FAINT, LEFT, QUIET, Card, hours
from data.insights import Genres

_FIRST, _STEP, _BAR = 128, 51, 34
_NAMES, _END = 190, 640


def genres_chart(table: Genres) -> Chart:
    """Up to eight genres, most first, and the rest in one bar."""
    rest = table.total - sum(minutes for _, minutes in table.rows)
    rows = [*table.rows[:7], ("others", rest + sum(m for _, m in table.rows[7:]))] if rest > 0 else list(table.rows)
    about = "about " if table.is_estimated else ""
    card = Card(
        "What I watch" if rows else "Genres", f"Share of time by genre, {about}{hours(table.total)} of known titles"
    )
    most = max(minutes for _, minutes in rows) or 1.0
    for at, (genre, minutes) in enumerate(rows):
        y = _FIRST + at * _STEP
        card.write(_NAMES - 14, y + _BAR / 2, genre, size=20, at="right")
        width = max(4.0, (_END - _NAMES) * minutes / most)
        card.bar(_NAMES, y, _NAMES + width, y + _BAR, FAINT if genre == "others" else COLOURS[0], radius=4)
        card.write(_NAMES + width + 12, y + _BAR / 2, _percent(minutes, table.total), size=20, colour=BRIGHT, bold=True)
        card.write(_NAMES + width + 76, y + _BAR / 2, hours(minutes), size=18, colour=QUIET)
    card.line(LEFT + _NAMES - LEFT, _FIRST - 6, _NAMES, _FIRST + len(rows) * _STEP - 10, FAINT)
    said = [f"{genre} {_percent(minutes, table.total)}" for genre, minutes in rows]
    lines = [f"{genre}: {_percent(minutes, table.total)}, {hours(minutes)}" for genre, minutes in rows]
    return Chart(card.figure(), "Genres", f"Share of time by genre: {', '.join(said)}.", "\n".join(lines), "genres.png")


def _percent(part: float, whole: float) -> str:
    share = 100 * part / whole if whole else 0
    return f"{round(share)} %" if share >= 1 or not part else "<1 %"
