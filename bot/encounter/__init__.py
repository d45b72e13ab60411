"""Two members who compare their tastes, between the store and the channel: who agreed, what they get, showing it."""

from bot.encounter.meeting import (
    Encounter,
    agree,
    begin,
    check_friend,
    end,
    find,
    is_free_to_use,
    meet,
    refuse,
)
from bot.encounter.neighbours import Neighbourhood, look_around, note_sharing
from bot.encounter.showing import ask, post, show_agreed, show_comparison

__all__ = [
    "Encounter",
    "Neighbourhood",
    "agree",
    "ask",
    "begin",
    "check_friend",
    "end",
    "find",
    "is_free_to_use",
    "look_around",
    "meet",
    "note_sharing",
    "post",
    "refuse",
    "show_agreed",
    "show_comparison",
]
