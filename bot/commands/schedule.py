"""Setting the evening for a title: when, is that right, and then for everybody."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import discord

from bot.client import Interaction
from bot.commands.steer import Form
from bot.errors import Problem
from bot.evening import check_takes_part, find_blend
from bot.evening.scheduling import decide_time, note_event, plan_event, zone_key
from bot.evening.when import examples, read_when
from bot.panels.notice import build_notice
from bot.panels.schedule import build_check, build_set, clock_field, offset_in, text_in, when_field
from bot.presence import moment_of
from data.catalogue.title import Title


class WhenForm(Form):
    """The day and the time, and what the member's clock shows."""

    def __init__(self, blend: str, title: Title, now: datetime, known: int | None) -> None:
        super().__init__("Set the evening", blend)
        self.title_chosen, self.now = title, now
        self.when, self.clock = when_field(examples(now)), clock_field(now, known)
        for field in (self.when, self.clock):
            self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Show the member what was understood."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services, offset = interaction.client.services, offset_in(self.clock) or 0
        await services.store.set_note(zone_key(interaction), str(offset))
        zone = timezone(timedelta(minutes=offset))
        start = read_when(text_in(self.when), moment_of(interaction).astimezone(zone)).astimezone(UTC)
        view = build_check(services.signer, self.blend, self.title_chosen, start)
        await interaction.edit_original_response(view=view)


async def ask_when(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """`Set the evening` and `Another time`."""
    del values
    blend = await find_blend(interaction, arguments[0])
    check_takes_part(interaction, blend)
    title, now = _title(interaction, arguments[1]), moment_of(interaction)
    known = await interaction.client.services.store.note(zone_key(interaction))
    await interaction.response.send_modal(WhenForm(blend.id, title, now, int(known) if known else None))


async def set_evening(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """`Set it`: remember it, make it an event of the server where that may be, tell everybody."""
    del values
    await interaction.response.defer()
    blend = await find_blend(interaction, arguments[0])
    check_takes_part(interaction, blend)
    title, start = _title(interaction, arguments[1]), datetime.fromtimestamp(int(arguments[2]), UTC)
    if start <= moment_of(interaction):
        raise Problem("time_over", "That time is over by now. Press Another time.")
    before = await decide_time(interaction, blend, title, start)
    if before is None:
        await interaction.edit_original_response(view=build_notice("The evening is set for that time already."))
        return
    planned = await plan_event(interaction, title, start, before.event)
    if planned.event is not None:
        await note_event(interaction, blend.id, planned.event)
    signer = interaction.client.services.signer
    await interaction.followup.send(view=build_set(signer, blend.id, title, start, planned), wait=True)
    await interaction.edit_original_response(view=build_notice("The evening is set, and everybody here can see when."))


def _title(interaction: Interaction, code: str) -> Title:
    title = interaction.client.services.shelf.now.title(code)
    if title is None:
        raise Problem("not_listed", "I no longer know that title: the catalogue has changed. Run /blend again.")
    return title


PRESSES = {
    "set.when": ask_when,
    "set.yes": set_evening,
}
