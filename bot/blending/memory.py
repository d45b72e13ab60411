"""What earlier evenings of a group do to tonight's list. Pure."""

from collections.abc import Mapping
from datetime import date

#: Titles offered to the same group on an earlier evening are held back, by half after this many days.
FATIGUE_HALF_LIFE = 14.0
_MOST_FATIGUE = 0.7


def fatigue_of(recommended: Mapping[str, date], today: date) -> dict[str, float]:
    """How much to hold back (0..1) what this group was offered on an earlier day; today's list stays as it is."""
    ages = {title: (today - day).days for title, day in recommended.items()}
    return {title: _MOST_FATIGUE * 0.5 ** (days / FATIGUE_HALF_LIFE) for title, days in ages.items() if days > 0}
