"""Which weekdays in which months of the year, as a heat map. Pure."""

from bot.charts.chart import Chart
from bot.charts.theme import COLOURS, LEFT, QUIET, RIGHT, Card, heat, ink_on
from data.insights import WeekdayByMonth

_TOP, _BOTTOM, _DAYS, _GAP = 122, 506, 62, 4
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WIDE, _HIGH = (RIGHT - LEFT - _DAYS) / len(_MONTHS), (_BOTTOM - _TOP) / len(_LONG)
#: Cells that may share the outline of the peak; where many are equal none stands out.
_MOST_PEAKS = 3


def weekday_chart(table: WeekdayByMonth) -> Chart:
    """Seven rows, Monday on top, January to December, the number in each cell; the peak is outlined."""
    sums = [sum(day) for day in table.rows]
    most = max(sums)
    leading = [name for name, count in zip(_LONG, sums, strict=True) if count == most]
    first, last = f"{table.first:%b %Y}", f"{table.last:%b %Y}"
    facts = f"Films and episodes, {first if first == last else f'{first} to {last}'}"
    if len(leading) == 1:
        facts += f" · {leading[0]} leads with {round(100 * most / (sum(sums) or 1))} %"
    card = Card("When I watch", facts)
    _cells(card, table)
    for row, name in enumerate(_LONG):
        card.write(LEFT, _TOP + (row + 0.5) * _HIGH - _GAP / 2, name[:3], size=18)
    for column, month in enumerate(_MONTHS):
        x = LEFT + _DAYS + (column + 0.5) * _WIDE - _GAP / 2
        card.write(x, _BOTTOM + 18, month, size=16, colour=QUIET, at="center")
    lines = [f"{name}: {count:,}" for name, count in zip(_LONG, sums, strict=True)]
    alt = f"Heat map of weekdays and months. {facts}. {'; '.join(lines)}."
    return Chart(card.figure(), "Weekdays by month", alt, "\n".join([facts, *lines]), "weekdays.png")


def _cells(card: Card, table: WeekdayByMonth) -> None:
    counts = [count for day in table.rows for count in day]
    peak = max(counts) or 1
    is_outlined = counts.count(peak) <= _MOST_PEAKS
    for at, count in enumerate(counts):
        row, column = divmod(at, len(_MONTHS))
        x, y = LEFT + _DAYS + column * _WIDE, _TOP + row * _HIGH
        right, low, colour = x + _WIDE - _GAP, y + _HIGH - _GAP, heat(count / peak)
        if count == peak and is_outlined:
            card.bar(x - 2, y - 2, right + 2, low + 2, COLOURS[1], radius=6)
        card.bar(x, y, right, low, colour, radius=5)
        if count:
            card.write((x + right) / 2, (y + low) / 2, f"{count:,}", size=16, colour=ink_on(colour), at="center")
