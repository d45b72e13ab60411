"""*Fix matches*: the member says what a title of their history is; it counts for them alone."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.answering import answer_error
from bot.client import Interaction
from bot.commands.own import check_owner, mine
from bot.doubts import questions_of, search
from bot.errors import Problem
from bot.histories import correct, own_history
from bot.panels.matches import LONGEST_QUERY, NONE, PAGE, SEARCH, Question, build_found, build_matches
from bot.panels.notice import build_notice
from bot.services import run_in
from bot.text import counted, plain
from data.catalogue.title import title_code

#: Seconds after which a form that was opened and never sent is forgotten.
_FORM_LIFE = 15 * 60.0


async def open_matches(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Ask about what is not known, in a message of its own."""
    del values
    check_owner(interaction, arguments)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show(interaction, 0)


async def turn(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Another page of questions, or back to them."""
    del values
    await mine(interaction, arguments)
    await _show(interaction, int(arguments[1]))


async def pick(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The member said what a title is, that it is none of those offered, or that they will look for it."""
    if values[0] == SEARCH:
        await find(interaction, arguments, values)
        return
    await mine(interaction, arguments)
    services, me = interaction.client.services, interaction.user.id
    work = await _work(interaction, arguments[1])
    title = None if values[0] == NONE else services.shelf.now.title(str(values[0]))
    if values[0] != NONE and title is None:
        raise Problem("not_listed", "I no longer know that title: the catalogue has changed. Search for it again.")
    gained = await correct(services, me, {work: title.id if title else ""})
    services.renderer.purge()
    said = f"+{counted(gained, 'row')} recognised" if gained > 0 else "Noted: I will not ask about it again."
    await _show(interaction, int(arguments[2]), said)


class FindTitle(ui.Modal, title="Which film or series is it?"):
    """Asks for a name to look up in the catalogue."""

    query: ui.TextInput["FindTitle"] = ui.TextInput(label="Its name, in English if you can", max_length=LONGEST_QUERY)

    def __init__(self, work: str, page: int) -> None:
        """`work` is the code of the title in question, `page` where to return to."""
        super().__init__(timeout=_FORM_LIFE)
        self._work, self._page = work, page

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Show what the catalogue has of that name."""
        await interaction.response.defer()
        services, me = interaction.client.services, interaction.user.id
        query = plain(self.query.value, LONGEST_QUERY)
        key = await _work(interaction, self._work)
        found = await run_in(services.reader, search, services.catalogue, query)
        name = await _name(interaction, key)
        question = Question(key, name, is_film=key.startswith("movie:"), rows=0)
        view = build_found(services.signer, me, question, query, found, page=self._page)
        await interaction.edit_original_response(view=view)

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Pass the error to the one door."""
        await answer_error(interaction, error)


async def find(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Ask for the name."""
    del values
    check_owner(interaction, arguments)
    await interaction.response.send_modal(FindTitle(arguments[1], int(arguments[2])))


async def again(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Take every answer back, so that each can be given anew."""
    del values
    await mine(interaction, arguments)
    services, me = interaction.client.services, interaction.user.id
    await correct(services, me, dict.fromkeys(await services.store.corrections(me)))
    services.renderer.purge()
    await _show(interaction, 0, "Your answers are forgotten: I ask again.")


async def done(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Close the questions."""
    del values
    await mine(interaction, arguments)
    text = "Thank you. What you fixed counts from your next `/blend` or `/insights` on, for your history alone."
    await interaction.edit_original_response(view=build_notice(text))


async def _show(interaction: Interaction, page: int, said: str | None = None) -> None:
    services, me = interaction.client.services, interaction.user.id
    history, marks = await own_history(services, me), await services.store.marks(me)
    corrections = await services.store.corrections(me)
    questions = await run_in(services.reader, questions_of, services.catalogue, history, corrections, marks.hidden)
    page = min(page, max(0, (len(questions) - 1) // PAGE))
    await interaction.edit_original_response(
        view=build_matches(services.signer, me, questions, page, said, answers=len(corrections))
    )


async def _work(interaction: Interaction, code: str) -> str:
    """The work of the member's own history that a button speaks of."""
    history = await interaction.client.services.store.history(interaction.user.id)
    works = (work for row in (*history.viewings, *history.opinions) for work in row.works)
    work = next((work for work in works if title_code(work) == code), None)
    if work is None:
        raise Problem("not_listed", "That title is no longer in your history. Press Fix matches again.")
    return work


async def _name(interaction: Interaction, work: str) -> str:
    history = await interaction.client.services.store.history(interaction.user.id)
    return next(row.title for row in (*history.viewings, *history.opinions) if work in row.works)


PRESSES = {
    "go.fix": open_matches,
    "fix.page": turn,
    "fix.pick": pick,
    "fix.find": find,
    "fix.again": again,
    "fix.done": done,
}
