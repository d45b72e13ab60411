"""One evening's blend between the store and the channel: who takes part, what they get, and showing it."""

from bot.evening.changing import check_takes_part, steer, take_back, veto
from bot.evening.opening import find_blend, gather, keep_wishes, kept_wishes, may_join, open_evening
from bot.evening.showing import close_panels, show_evening
from bot.evening.state import Evening

__all__ = [
    "Evening",
    "check_takes_part",
    "close_panels",
    "find_blend",
    "gather",
    "keep_wishes",
    "kept_wishes",
    "may_join",
    "open_evening",
    "show_evening",
    "steer",
    "take_back",
    "veto",
]
