"""Moods one can ask for: each a few clicks of "more of" and "less of" tags, as members make them on the panel. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mood:
    """What a mood is called, in one line, and its clicks: tags of the starter, more (above 0) or less.

    Together a mood's clicks move the mean of a list by 1.5 to 2.4 spreads towards it (ten made-up pairs over the
    starter): enough to be felt. Of what the members' matches were without it 90 to 98 % remain.
    """

    name: str
    meaning: str
    clicks: Mapping[str, float]


#: The key is what is stored with a blend.
MOODS: Mapping[str, Mood] = {
    "cosy": Mood(
        "Cosy",
        "warm and kind, nothing that hurts",
        {"cozy": 1.5, "heartwarming": 0.75, "violent": -0.5, "tense": -0.5},
    ),
    "funny": Mood("Funny", "laughs first", {"hilarious": 1.75, "witty": 0.75, "bleak": -0.5}),
    "easy": Mood(
        "Easy background",
        "to drop in and out of",
        {"episodic": 1.5, "feel-good": 1.0, "complex plot": -1.0, "slow burn": -0.5, "kids": -0.75},
    ),
    "romantic": Mood("Romantic", "love, and not only in passing", {"romantic": 1.75, "sweet": 0.75, "gory": -0.75}),
    "family": Mood(
        "Family night",
        "for all ages; set maturity too when children watch",
        {"for the whole family": 1.75, "playful": 0.75, "for grown-ups only": -1.25, "violent": -0.75},
    ),
    "exciting": Mood("Exciting", "fast, and on the edge of the seat", {"exciting": 1.5, "action packed": 1.5}),
    "tense": Mood("Tense", "suspense that does not let go", {"tense": 1.5, "suspense": 1.5, "feel-good": -0.5}),
    "dark": Mood("Dark", "bleak, and people one cannot trust", {"dark": 1.75, "bleak": 1.0, "feel-good": -0.75}),
    "thoughtful": Mood(
        "Thoughtful", "something to talk about after", {"cerebral": 1.5, "character study": 1.0, "silly": -0.75}
    ),
    "mind": Mood(
        "Mind-bending", "twists, riddles and broken time", {"plot twist": 1.25, "complex plot": 1.0, "surreal": 0.75}
    ),
    "epic": Mood("Epic", "large worlds, large pictures", {"epic": 1.75, "visually stunning": 1.0, "quest": 0.5}),
}


def clicks_of(mood: str | None) -> Mapping[str, float]:
    """The clicks of a mood; none for no mood."""
    return MOODS[mood].clicks if mood else {}
