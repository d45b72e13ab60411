"""Time by genre, as horizontal bars: read at once, on a phone too. Pure."""

from bot.charts.chart import Chart
from bot.charts.lettering import width_of
from bot.charts.theme import BRIGHT, COLOURS, FAINT, QUIET, Card, hours, percent
from data.insights import Genres

_FIRST, _STEP, _BAR = 128, 51, 34
_NAMES, _END = 170, 660
_SHOWN = 7


def genres_chart(table: Genres) -> Chart:
    """Up to eight genres, most first, or seven and the rest in one bar."""
    about = "about " if table.is_estimated else ""
    facts = f"Share of time by genre, {about}{hours(table.total)} of known titles"
    card, rows = Card("What I watch", facts), _rows(table)
    most = max(minutes for _, minutes in rows) or 1.0
    for at, (genre, minutes) in enumerate(rows):
        middle, share = _FIRST + at * _STEP + _BAR / 2, percent(minutes / (table.total or 1.0))
        end = _NAMES + max(4.0, (_END - _NAMES) * minutes / most)
        card.write(_NAMES - 14, middle, genre, size=20, at="right")
        colour = FAINT if genre == "others" else COLOURS[0]
        card.bar(_NAMES, middle - _BAR / 2, end, middle + _BAR / 2, colour, radius=4)
        card.write(end + 12, middle, share, size=20, colour=BRIGHT, bold=True)
        card.write(end + 22 + width_of(share, 20, bold=True), middle, hours(minutes), size=18, colour=QUIET)
    card.line(_NAMES, _FIRST - 6, _NAMES, _FIRST + len(rows) * _STEP - 10, FAINT)
    said = [f"{genre} {percent(minutes / (table.total or 1.0))}, {hours(minutes)}" for genre, minutes in rows]
    return Chart(card.figure(), "Genres", f"{facts}: {'; '.join(said)}.", "\n".join([facts, *said]), "genres.png")


def _rows(table: Genres) -> list[tuple[str, float]]:
    """The genres to draw, and what is left of the time as `others`."""
    if sum(minutes for _, minutes in table.rows) >= table.total - 0.5:
        return list(table.rows)
    named = table.rows[:_SHOWN]
    return [*named, ("others", table.total - sum(minutes for _, minutes in named))]
