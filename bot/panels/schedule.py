"""Setting the evening: when it shall be, whether that is what was meant, and telling everybody. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import ui

from bot.panels.custom_ids import Signer
from bot.panels.parts import box, button, layout, row
from bot.panels.titles import length_of, year_of
from bot.text import safe
from data.catalogue.title import Title, title_code

#: Minutes before and after UTC that a member may choose from: where most people live, and no more than a menu holds.
OFFSETS = (
    *(-60 * hours for hours in (10, 9, 8, 7, 6, 5, 4, 3)),
    *(60 * hours for hours in (0, 1, 2, 3)),
    *(210, 240, 300, 330, 345, 360, 420, 480, 540, 600, 660, 720, 780),
)
MOST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Planned:
    """How an evening was made known to the server: an event and its address, or why there is none (None: no server)."""

    event: int | None = None
    address: str | None = None
    note: str | None = None


def set_button(signer: Signer, blend: str, title: Title) -> ui.Button[ui.LayoutView]:
    """Leads to the question when."""
    return button("Set the evening", signer.write("set.when", blend, title_code(title.id)))


def when_field(examples: str) -> ui.Label[Any]:
    """Where the member types the day and the time."""
    field: ui.TextInput[Any] = ui.TextInput(max_length=MOST_TEXT, placeholder=examples)
    return ui.Label(text="When do you begin?", description="day and time, as your clock shows it", component=field)


def clock_field(now: datetime, known: int | None) -> ui.Label[Any]:
    """What the member's clock shows now tells their time zone, which Discord does not; `known` was chosen here last."""
    options = [
        discord.SelectOption(label=_clock(now, offset), value=str(offset), default=offset == known)
        for offset in OFFSETS
    ]
    select: ui.Select[Any] = ui.Select(options=options, placeholder="Pick the line that shows your time")
    return ui.Label(
        text="What time is it for you now?",
        description="Discord does not tell me your time zone; I remember the line for this place",
        component=select,
    )


def build_check(signer: Signer, blend: str, title: Title, start: datetime) -> ui.LayoutView:
    """What was understood, in the time of whoever reads it, before anything is told to others."""
    code, seconds = title_code(title.id), int(start.timestamp())
    return layout(
        f"## {safe(title.title)}{year_of(title)}\n<t:{seconds}:F>, <t:{seconds}:R>.\n"
        "-# Discord shows everybody their own time. Is this when you meant?",
        row(
            button("Set it", signer.write("set.yes", blend, code, seconds), style=discord.ButtonStyle.success),
            button("Another time", signer.write("set.when", blend, code)),
        ),
    )


def build_set(signer: Signer, blend: str, title: Title, start: datetime, planned: Planned) -> ui.LayoutView:
    """The evening is set, for everybody."""
    begin, end = int(start.timestamp()), int((start + length_of_evening(title)).timestamp())
    lines = [
        f"## The evening is set: {safe(title.title)}{year_of(title)}",
        f"<t:{begin}:F> (<t:{begin}:R>), until about <t:{end}:t> · {length_of(title)}",
    ]
    if planned.address:
        lines.append(f"[The event of this server]({planned.address}): press Interested there and Discord reminds you.")
    lines += [f"-# {planned.note}"] if planned.note else []
    return layout(
        box("\n".join(lines), row(button("Another time", signer.write("set.when", blend, title_code(title.id)))))
    )


def length_of_evening(title: Title) -> timedelta:
    """Two hours, or as long as a film runs with some time before it, to the half hour; four at most."""
    minutes = title.minutes if title.kind == "movie" else 0
    return timedelta(minutes=min(max(-(-(minutes + 15) // 30) * 30, 120), 240))


def offset_in(field: ui.Label[Any]) -> int | None:
    """The offset that was chosen, in minutes."""
    values: Sequence[str] = field.component.values if isinstance(field.component, ui.Select) else ()
    return int(values[0]) if values else None


def text_in(field: ui.Label[Any]) -> str:
    """What was typed."""
    return field.component.value if isinstance(field.component, ui.TextInput) else ""


def _clock(now: datetime, offset: int) -> str:
    there = now + timedelta(minutes=offset)
    hours, minutes = divmod(abs(offset), 60)
    sign = "-" if offset < 0 else "+"
    return f"{_DAYS[there.weekday()]} {there:%H:%M}  (UTC{sign}{hours}{f':{minutes:02}' if minutes else ''})"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
