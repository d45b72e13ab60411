"""What tonight's limits are called on panels and in the choices of a command. Pure."""

from collections.abc import Mapping, Sequence

from bot.blending.moods import MOODS
from bot.blending.wishes import Wishes
from bot.panels.languages import name_of
from bot.text import listed

#: How a group decides: name, what it does, and how the list reads. The order is that of the choices; a rule the
#: recommender does not hold is not offered.
RULES: Mapping[str, tuple[str, str, str]] = {
    "fair": (
        "Fair",
        "everybody gets something they like, then the best for all",
        "A fair list takes turns: a title high up may be somebody's favourite, not the best average.",
    ),
    "average": (
        "Happiest",
        "the best average",
        "For variety a title may stand a few places higher or lower than its average.",
    ),
    "least_misery": (
        "Nobody hates it",
        "the least happy member decides",
        "For variety a title may stand a few places higher or lower than its least happy member says.",
    ),
    "most_pleasure": (
        "Somebody loves it",
        "the happiest member decides",
        "The top of such a list is somebody's favourite; others may not care for it.",
    ),
    "nash": (
        "Balanced",
        "the best product of what everybody gets (Nash)",
        "Whoever has had least from the list so far weighs most for its next place.",
    ),
    "ep_fuzzdda": (
        "Equal shares",
        "every stretch of the list gives each member their share (EP-FuzzDA)",
        "Wherever you stop reading, everybody has got about the same share so far.",
    ),
    "borda": (
        "Points",
        "your own rankings give points, and points are added (Borda)",
        "Points tell places in your rankings, not how much better one title is than the next.",
    ),
    "copeland": (
        "Duels",
        "the title that wins most duels by majority (Copeland)",
        "A majority decides each duel, so few members can be outvoted all along the list.",
    ),
    "seed": (
        "Seed",
        "the original student project's rule: of the best by mean, those you differ least about",
        "Sorted by how little you differ about a title.",
    ),
}
SEEN = {
    "everyone": "new to everyone",
    "someone": "new to someone",
    "rewatch": "rewatches are fine",
}
KINDS = {"movie": "films", "series": "series"}


def name_rule(rule: str) -> str:
    """The rule's name and what it does, as the choices of a command say it."""
    name, meaning, _ = RULES[rule]
    return f"{name}: {meaning}"[:100]


def say_limits(wishes: Wishes) -> str:
    """Every limit in a few words."""
    limits = [KINDS[wishes.kind]] if wishes.kind else []
    limits += [f"up to {wishes.minutes} minutes"] if wishes.minutes else []
    limits += [_years(wishes.since, wishes.until)] if wishes.since or wishes.until else []
    limits += [" or ".join(wishes.genres)] if wishes.genres else []
    limits += [f"no {', no '.join(wishes.without)}"] if wishes.without else []
    limits += [f"in {name_of(wishes.language)}"] if wishes.language else []
    limits += [f"rated {wishes.ceiling} or milder"] if wishes.ceiling else []
    limits += [f"mood: {MOODS[wishes.mood].name.lower()}"] if wishes.mood else []
    limits += ["surprises first"] if wishes.surprise else []
    return " · ".join([*limits, SEEN[wishes.seen]])


def say_vetoes(genres: Sequence[str]) -> str:
    """Genres somebody will not watch tonight, without saying who."""
    return f"without {listed(genres)} (veto)"


def say_steering(clicks: Mapping[str, int]) -> str:
    """`steered: + slow burn, - gory (twice)`."""
    times = {1: "", 2: " (twice)"}
    said = (
        f"{'+' if number > 0 else '-'} {tag}{times.get(abs(number), f' ({abs(number)} times)')}"
        for tag, number in clicks.items()
    )
    return f"steered: {', '.join(said)}"


def _years(since: int | None, until: int | None) -> str:
    if since and until:
        return f"{since}" if since == until else f"{since} to {until}"
    return f"{since} or later" if since else f"{until} or earlier"
