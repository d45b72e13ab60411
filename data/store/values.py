"""What is remembered beside a history, as values. Pure.

Members, places and channels are Discord snowflakes. A *place* is where people meet: a server's id, or the
channel's id in a direct or group message.
"""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from data.history import History

#: May others blend with me here? Ask me each time, anyone on this server, or nobody.
Consent = Literal["ask", "server", "nobody"]
CONSENTS: tuple[Consent, ...] = get_args(Consent)
DEFAULT_CONSENT: Consent = "ask"

UsePurpose = Literal["blend", "insights", "taste", "sharing"]

#: A member sees this many of the latest uses of their history.
USES_KEPT = 50
#: Buttons under a panel live this long; then the evening is forgotten.
BLEND_LIFE = dt.timedelta(days=30)
#: Newly known rows, and their share of a history, that a member is told of.
_FEWEST_TOLD, _LEAST_TOLD = 5, 0.01
#: A group's latest recommendations that are remembered: about a year of weekly evenings of ten titles.
RECOMMENDED_KEPT = 500
#: A group's latest evenings whose fits are remembered.
EVENINGS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Marks:
    """What a member said about titles.

    `hidden` holds catalogue ids and `Viewing.work` keys; `seen` and `refused` hold catalogue ids.
    """

    hidden: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()

    def changed(self, add: "Marks", remove: "Marks") -> "Marks":
        """These marks without those of `remove`, with those of `add`."""
        return Marks(
            (self.hidden - remove.hidden) | add.hidden,
            (self.seen - remove.seen) | add.seen,
            (self.refused - remove.refused) | add.refused,
        )


@dataclass(frozen=True, slots=True)
class Growth:
    """What a better catalogue brought a member: of `rows` in their history `before` were known, `now` are.

    Kept until the member was told, once.
    """

    rows: int
    before: int
    now: int

    @property
    def is_worth_telling(self) -> bool:
        """True from five rows and one in a hundred on."""
        more = self.now - self.before
        return more >= _FEWEST_TOLD and more >= _LEAST_TOLD * self.rows


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a member's history by another member (`by`), at a time that knows its zone."""

    by: int
    at: dt.datetime
    purpose: UsePurpose
    place: int


@dataclass(frozen=True, slots=True)
class Vote:
    """A poll on titles of an evening: the how many-th it is, catalogue ids in the poll's order, and when.

    `message` is where it stands, once that is known. `closed` is when it was counted: from then on `counts` are the
    votes for each title, `chosen` is the one that won, and `result` the message that says so. `starts` is when it will
    be watched, once that was set, and `event` the server's event for it.
    """

    number: int
    titles: tuple[str, ...]
    asked: dt.datetime
    ends: dt.datetime
    message: int | None = None
    closed: dt.datetime | None = None
    counts: tuple[int, ...] = ()
    chosen: str | None = None
    result: int | None = None
    starts: dt.datetime | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Blend:
    """One evening: who was asked, what was chosen, what was recommended, and where the panel stands.

    `rows` are the ranked results as JSON-able mappings the store does not look into; `created` knows its zone.
    `vetoes` are the genres a member will not watch tonight, `steer` the clicks for more (above 0) or less of a tag.
    """

    id: str
    place: int
    channel: int
    owner: int
    created: dt.datetime
    message: int | None = None
    invited: tuple[int, ...] = ()
    joined: tuple[int, ...] = ()
    declined: tuple[int, ...] = ()
    options: Mapping[str, str | int | None] = field(default_factory=dict[str, str | int | None])
    rows: tuple[Mapping[str, Any], ...] = ()
    page: int = 0
    vetoes: Mapping[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    steer: Mapping[str, int] = field(default_factory=dict[str, int])
    vote: Vote | None = None

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("Blend.created must know its time zone")

    @property
    def members(self) -> frozenset[int]:
        """Everyone this blend speaks of."""
        return frozenset((self.owner, *self.invited, *self.joined, *self.declined, *self.vetoes))

    def told_to(self, member: int) -> "Blend":
        """What a member may know of it: everything but the vetoes of the others."""
        return replace(self, vetoes={who: genres for who, genres in self.vetoes.items() if who == member})


@dataclass(frozen=True, slots=True)
class GroupMemory:
    """What one exact group of members, in one place, was recommended (title id -> latest day) and refused.

    `fits` says for each day how well that evening's list fitted each member, 0 to 1 of the best that was to be had;
    `chosen` what they decided to watch (title id -> day).
    """

    place: int = 0
    members: frozenset[int] = frozenset()
    recommended: Mapping[str, dt.date] = field(default_factory=dict[str, dt.date])
    refused: frozenset[str] = frozenset()
    fits: Mapping[dt.date, Mapping[int, float]] = field(default_factory=dict[dt.date, Mapping[int, float]])
    chosen: Mapping[str, dt.date] = field(default_factory=dict[str, dt.date])

    def with_choice(self, title: str, day: dt.date) -> "GroupMemory":
        """With what they decided to watch; the latest `RECOMMENDED_KEPT` are kept."""
        latest = sorted({**self.chosen, title: day}.items(), key=lambda item: item[1], reverse=True)
        return replace(self, chosen=dict(latest[:RECOMMENDED_KEPT]))

    def with_more(
        self,
        recommended: Mapping[str, dt.date],
        refused: Iterable[str],
        fits: Mapping[dt.date, Mapping[int, float]],
    ) -> "GroupMemory":
        """With further titles and fits.

        Of each title the latest day, of each day the latest fits; and only the latest `RECOMMENDED_KEPT` titles and
        `EVENINGS_KEPT` days.
        """
        days = dict(self.recommended)
        for title, day in recommended.items():
            days[title] = max(day, days.get(title, day))
        latest = sorted(days.items(), key=lambda item: item[1], reverse=True)[:RECOMMENDED_KEPT]
        evenings = sorted({**self.fits, **fits}.items(), reverse=True, key=lambda item: item[0])[:EVENINGS_KEPT]
        return replace(self, recommended=dict(latest), refused=self.refused.union(refused), fits=dict(evenings))


@dataclass(frozen=True, slots=True)
class Added:
    """What an upload came to: the history now, rows that were new, rows that were known already."""

    history: History
    added: int
    already: int


@dataclass(frozen=True, slots=True)
class Health:
    """The store's state: schema number, members with a history, open blends, bytes on disk."""

    schema: int
    members: int
    blends: int
    size: int


def new_blend_id() -> str:
    """A short name for a blend that nobody can guess: 12 URL-safe characters, 72 random bits."""
    return secrets.token_urlsafe(9)
