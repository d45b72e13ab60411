"""A history as small tables, ready for a chart or a sentence. Pure.

Time is what the export says (`seconds`), or the title's usual length where it says nothing; then `is_estimated` is set.
Rows without a date count in totals and nowhere else. Hidden titles are gone before a history comes here.
"""

from data.insights.measure import is_showable, minutes_of
from data.insights.periods import WEEKS, calendar, time_by_kind, weekday_by_month
from data.insights.tables import Calendar, Genres, Shared, TimeByKind, Top, WeekdayByMonth
from data.insights.works import genres, shared, top

__all__ = [
    "WEEKS",
    "Calendar",
    "Genres",
    "Shared",
    "TimeByKind",
    "Top",
    "WeekdayByMonth",
    "calendar",
    "genres",
    "is_showable",
    "minutes_of",
    "shared",
    "time_by_kind",
    "top",
    "weekday_by_month",
]
