"""Which weekdays in which months of the year, as a heat map. Pure."""

from bot.charts.chart import Chart
from bot.charts.theme import BRIGHT, CARD, COLOURS, LEFT, QUIET, RIGHT, Card, heat
from data.insights import WeekdayByMonth

_TOP, _BOTTOM, _DAYS, _GAP = 122, 506, 62, 4
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday_chart(table: WeekdayByMonth) -> Chart:
    """Seven rows, Monday on top, January to December, the number in each cell; the peak is outlined."""
    sums = [sum(day) for day in table.rows]
    favourite = max(range(7), key=sums.__getitem__)
    share = round(100 * sums[favourite] / (sum(sums) or 1))
    facts = f"Films and episodes, {table.first:%b %Y} to {table.last:%b %Y} · {_LONG[favourite]} leads with {share} %"
    card = Card("When I watch", facts)
    wide, high = (RIGHT - LEFT - _DAYS) / len(_MONTHS), (_BOTTOM - _TOP) / 7
    peak = max(max(day) for day in table.rows) or 1
    for row, day in enumerate(table.rows):
        card.write(LEFT, _TOP + (row + 0.5) * high, _NAMES[row], size=18)
        for column, count in enumerate(day):
            x, y = LEFT + _DAYS + column * wide, _TOP + row * high
            if count == peak:
                card.bar(x - 2, y - 2, x + wide - _GAP + 2, y + high - _GAP + 2, COLOURS[1], radius=6)
            card.bar(x, y, x + wide - _GAP, y + high - _GAP, heat(count / peak), radius=5)
            if count:
                colour = CARD if count > 0.7 * peak else BRIGHT
                card.write(
                    x + (wide - _GAP) / 2, y + (high - _GAP) / 2, str(count), size=16, colour=colour, at="center"
                )
    for column, month in enumerate(_MONTHS):
        card.write(
            LEFT + _DAYS + (column + 0.5) * wide - _GAP / 2, _BOTTOM + 18, month, size=16, colour=QUIET, at="center"
        )
    said = ", ".join(f"{_LONG[day]} {count:,}" for day, count in enumerate(sums))
    alt = f"Heat map of weekdays and months. {facts}. {said}."
    lines = [f"{_LONG[day]}: {count}" for day, count in enumerate(sums)]
    return Chart(card.figure(), "Weekdays by month", alt, "\n".join([facts, *lines]), "weekdays.png")
