"""Tonight's limits: what they are, how they are kept with a blend, and which titles they let through. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from bot.blending.moods import MOODS
from data.catalogue.catalogue import Catalogue
from data.catalogue.columns import genre_bits, language_code
from data.catalogue.title import GENRES, MATURITY_STEPS, Kind
from recommender.aggregation import STRATEGIES

Seen = Literal["everyone", "someone", "rewatch"]
DEFAULT_RULE = "fair"

#: Kept with a blend: a value for each limit, several words joined by a comma.
Options = Mapping[str, str | int | None]
_SEVERAL = ("genres", "without")


@dataclass(frozen=True, slots=True)
class Wishes:
    """Tonight's limits.

    `minutes` is a film's length or an episode's; `ceiling` an age rating, the strictest of all. A title passes
    `genres` with any of them and `without` with none; `since` and `until` are years, both included; `language` is the
    original one (ISO 639-1). `surprise` asks for less popular titles, `mood` is a key of `MOODS`.
    """

    kind: Kind | None = None
    minutes: int | None = None
    rule: str = DEFAULT_RULE
    seen: Seen = "everyone"
    ceiling: str | None = None
    erotic: bool = False
    genres: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    language: str | None = None
    surprise: bool = False
    mood: str | None = None


def allowed(catalogue: Catalogue, wishes: Wishes, vetoed: Collection[str] = ()) -> NDArray[np.bool_]:
    """Mask (titles,) of what tonight's limits let through, and the genres members will not watch tonight.

    What is not known never passes: an unknown age rating counts as above any ceiling, an unknown length as longer
    than any limit, and a title whose year, genres or language nobody knows passes no limit on them, neither what is
    asked for nor what is left out.
    """
    columns = catalogue.columns
    may = np.ones(len(columns.series), dtype=np.bool_) if wishes.erotic else ~columns.erotic
    if wishes.kind is not None:
        may = may & (columns.series == (wishes.kind == "series"))
    if wishes.minutes is not None:
        may = may & (columns.minutes > 0) & (columns.minutes <= wishes.minutes)
    if wishes.ceiling is not None:
        may = may & (columns.maturity >= 0) & (columns.maturity <= MATURITY_STEPS[wishes.ceiling])
    if wishes.genres:
        may = may & ((columns.genres & np.uint32(genre_bits(wishes.genres))) > 0)
    if unwanted := genre_bits((*wishes.without, *vetoed)):
        may = may & (columns.genres > 0) & ((columns.genres & np.uint32(unwanted)) == 0)
    if wishes.since is not None:
        may = may & (columns.year > 0) & (columns.year >= wishes.since)
    if wishes.until is not None:
        may = may & (columns.year > 0) & (columns.year <= wishes.until)
    if wishes.language is not None:
        may = may & (columns.language == language_code(wishes.language)) & (columns.language > 0)
    return may


def strictest(ceilings: Sequence[str | None]) -> str | None:
    """The lowest of the age ratings given; None when nobody set one."""
    given = [ceiling for ceiling in ceilings if ceiling]
    return min(given, key=MATURITY_STEPS.__getitem__) if given else None


def options_of(wishes: Wishes) -> Options:
    """The limits as they are kept with a blend."""
    found: dict[str, str | int | None] = {}
    for field in fields(wishes):
        value = getattr(wishes, field.name)
        found[field.name] = ",".join(map(str, value)) if field.name in _SEVERAL else value
    return found


def wishes_from(options: Options) -> Wishes:
    """The limits that `options_of` kept, in this version or another.

    What an older one did not know is left open. What a newer one wrote and this one does not know is not used, but for
    a limit that must not be lost: an age rating nobody knows here is the mildest one.
    """
    told: Mapping[str, Any] = options
    ceiling = told.get("ceiling")
    return Wishes(
        kind=_known(told, "kind", get_args(Kind)),
        minutes=told.get("minutes"),
        rule=_known(told, "rule", STRATEGIES) or DEFAULT_RULE,
        seen=_known(told, "seen", get_args(Seen)) or "everyone",
        ceiling=ceiling if ceiling is None or ceiling in MATURITY_STEPS else "TV-Y",
        erotic=bool(told.get("erotic")),
        genres=_genres(told.get("genres")),
        without=_genres(told.get("without")),
        since=told.get("since"),
        until=told.get("until"),
        language=told.get("language"),
        surprise=bool(told.get("surprise")),
        mood=_known(told, "mood", MOODS),
    )


def _known(told: Mapping[str, Any], name: str, words: Collection[str]) -> Any:
    return told[name] if told.get(name) in words else None


def _genres(text: str | None) -> tuple[str, ...]:
    return tuple(genre for genre in (text or "").split(",") if genre in GENRES)
