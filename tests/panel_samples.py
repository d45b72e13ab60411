"""Panels as the bot fills them, in the ordinary and in the worst case."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from discord import ui

from bot.blending import Offer, Wishes
from bot.blending.doubts import Doubts
from bot.blending.steering import MOST_STEERED
from bot.panels import blend, help, insights, privacy, schedule, upload, vote  # noqa: A004 - the panel is called help
from bot.panels.custom_ids import Signer
from bot.panels.notice import build_notice
from data.catalogue.title import GENRES, Title
from data.store import new_blend_id

SIGNER = Signer.derive(bytes(32))
OWNER = 1234567890123456789
FRIENDS = tuple(OWNER + at for at in range(1, 10))
EVERYBODY = (OWNER, *FRIENDS)
LONG = "The Unbearably Long and Winding Tale of the Lighthouse Keeper's Cat, Her Nine Lives and All Their Ends"
TAGS = ("father daughter relationship", "based on a true story", "mother daughter relationship")
DAY = dt.date(2024, 5, 1)
NOON = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


def a_title(at: int, name: str, people: str = "Orla Invented") -> Title:
    return Title(
        id=f"title-{at}",
        kind="series" if at % 2 else "movie",
        title=name,
        year=2019,
        minutes=45,
        genres=("documentary", "animation", "adventure", "fantasy"),
        countries=("GB", "US", "FR"),
        language="en",
        maturity="TV-MA",
        popularity=3,
        tags={"dark": 1.0},
        seasons=12 if at % 2 else None,
        makers=(people, people),
        cast=(people,) * 5,
    )


def offers(count: int, members: int, name: str = "Harbour Lights", people: str = "Orla Invented") -> tuple[Offer, ...]:
    """Titles that please the first members more than the last; the reason speaks for all but one."""
    shares = tuple(round(1.0 - at / 20, 2) for at in range(members))
    fans = EVERYBODY[: max(1, members - 1)]
    return tuple(
        Offer(a_title(at, name, people), 1.0 - at / 40, shares, TAGS, fans, EVERYBODY[:members]) for at in range(count)
    )


def blend_panel(**changes: object) -> blend.BlendPanel:
    """Two members and seven titles."""
    calm = blend.BlendPanel(new_blend_id(), OWNER, (OWNER, FRIENDS[0]), (), (), Wishes(), offers(7, 2))
    return replace(calm, **changes)


def full_blend(name: str = LONG, people: str = "Orla Invented") -> blend.BlendPanel:
    """Ten members, twenty titles, every limit set, steered as far as it goes, a picture."""
    genres = tuple(sorted(GENRES))
    wishes = Wishes(
        "series", 600, "seed", "rewatch", "TV-PG", genres=genres[:12], without=genres[12:], since=1990, until=2020,
        language="nb", surprise=True, mood="mind",
    )  # fmt: skip
    return blend_panel(
        joined=EVERYBODY, wishes=wishes, offers=offers(20, 10, name, people), alt="x" * 3_000, page=2,
        vetoed=genres, steer={f"{tag} {at}": 3 for at in range(MOST_STEERED) for tag in TAGS[:1]},
        gave_way=EVERYBODY, unknown=EVERYBODY[:5], vague=EVERYBODY[5:],
    )  # fmt: skip


def report(name: str = "Harbour Lights", rows: int = 5) -> upload.Report:
    dropped = {"broken row": 12_345, "no title": 3, "promotional": 7, "too short": 1_000, "duplicate": 5}
    return upload.Report(
        1_200_000, 199_999, 100_000, dropped, 12_345, 6_789, DAY, DAY, "es", "day first", 0.1,
        [(name, 1_234)] * rows, profile=name,
    )  # fmt: skip


def full_result(name: str) -> vote.VoteResult:
    """Ten members, five titles with as many votes each, in a channel where the poll goes on."""
    answers = vote.answers_of([a_title(at, name) for at in range(5)])
    shares = tuple((member, 0.875) for member in EVERYBODY)
    return vote.VoteResult(
        blend_panel().blend, 9, tuple((answer, 1_000) for answer in answers), 1, a_title(1, name), 0.9, shares,
        (0, 1, 2, 3, 4), (0.8, 0.9, 0.7, 0.6, 0.5), is_final=False,
    )  # fmt: skip


def works(count: int, name: str = "Harbour Lights") -> list[privacy.Work]:
    return [privacy.Work(f"movie:{name} {at}", name, "film", 3, at % 2 == 0) for at in range(count)]


STORED = privacy.Stored(199_999, 12_345, 6_789, 9_999, DAY, DAY, 1_234, 567, 89)
USES = [privacy.UseLine(friend, "insights", dt.datetime(2024, 5, 1, tzinfo=dt.UTC)) for friend in FRIENDS * 5]
PICTURE = insights.Picture("calendar", "Calendar", "May: 5 evenings", "x" * 3_000, "calendar.png")

#: Every panel in its fullest form. `name` is what stands wherever a title or the name of a profile is shown.
PANELS: Mapping[str, Callable[[str], ui.LayoutView]] = {
    "blend": lambda name: blend.build_blend(full_blend(name, name), SIGNER),
    "blend, waiting": lambda name: blend.build_blend(
        blend_panel(joined=EVERYBODY[:2], pending=EVERYBODY[2:], offers=offers(20, 2, name), note="x" * 80, alt="x"),
        SIGNER,
    ),
    "blend, details": lambda name: blend.build_details(
        full_blend(name, name).offers[1],
        full_blend(name),
        SIGNER,
        OWNER,
        Doubts(TAGS, OWNER, "popularity", was_offered=True),
    ),
    "blend, picker": lambda _: blend.build_picker(SIGNER, OWNER, Wishes()),
    "vote, how long": lambda _: vote.build_lengths(SIGNER, blend_panel().blend, 3, 5),
    "vote, ended": lambda _: vote.build_ended(SIGNER, blend_panel().blend, 3, "https://discord.com/channels/1/2/3"),
    "evening, check": lambda name: schedule.build_check(SIGNER, blend_panel().blend, a_title(0, name), NOON),
    "evening, set": lambda name: schedule.build_set(
        SIGNER,
        blend_panel().blend,
        a_title(0, name),
        NOON,
        schedule.Planned(1, "https://discord.com/events/1/2", "Discord did not take the event just now."),
    ),
    "vote, nobody": lambda _: vote.build_result(replace(full_result("x"), winner=None), SIGNER),
    "vote, result": lambda name: vote.build_result(full_result(name), SIGNER),
    "upload, how": lambda _: upload.build_how(SIGNER, OWNER, "This file is a photograph. Send another."),
    "upload, profiles": lambda name: upload.build_profiles(SIGNER, OWNER, "dGlja2V0", [(name, 199_999, DAY)] * 25),
    "upload, report": lambda name: upload.build_report(report(name), SIGNER, OWNER),
    "privacy": lambda _: privacy.build_privacy(
        SIGNER, OWNER, STORED, USES, "ask", ceiling="TV-14", may_set_ceiling=True
    ),
    "privacy, hide": lambda name: privacy.build_hide(SIGNER, OWNER, works(60, name), 1),
    "privacy, found": lambda name: privacy.build_hide(SIGNER, OWNER, works(60, name), 1, _query(name)),
    "privacy, nothing found": lambda name: privacy.build_hide(SIGNER, OWNER, [], 0, _query(name)),
    "privacy, delete": lambda _: privacy.build_delete(SIGNER, OWNER),
    "privacy, export": lambda _: privacy.build_export(["a.csv", "b.json"]),
    "insights": lambda _: insights.build_preview(PICTURE, SIGNER, OWNER),
    "insights, text": lambda _: insights.build_preview(PICTURE, SIGNER, OWNER, as_text=True),
    "insights, posted": lambda _: insights.build_posted(PICTURE, OWNER, FRIENDS[0]),
    "insights, request": lambda _: insights.build_request(FRIENDS[0], OWNER, "calendar", SIGNER),
    "help": lambda _: help.build_help(SIGNER, OWNER),
    "notice": lambda _: build_notice("Done."),
}


def leads_to(button: Any) -> tuple[str, ...] | None:
    """Action and arguments of a button or menu."""
    read = SIGNER.read(button["custom_id"])
    return None if read is None else (read[0], *read[1])


def _query(name: str) -> str:
    """What the search field makes of it before it reaches a panel."""
    return privacy.plain(name.replace("|", " "), privacy.LONGEST_QUERY)
