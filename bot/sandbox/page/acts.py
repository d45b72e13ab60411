"""What a tab can ask for: a table from `do` to functions of a few lines that act for the tab's member."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any, cast

from bot.sandbox.choosing import button_name
from bot.sandbox.clock import iso
from bot.sandbox.entities import Json, Message
from bot.sandbox.handle import Modal
from bot.sandbox.limits.commands import CHAT
from bot.sandbox.limits.components import walk
from bot.sandbox.menu import available, find_command
from bot.sandbox.page.ask import Ask
from bot.sandbox.page.faults import cause
from bot.sandbox.page.people import checked_name, samples_json
from bot.sandbox.page.refusal import Refusal
from bot.sandbox.page.views import trace_view

_LONGEST_WAIT = 366 * 24 * 3600.0


async def _act(ask: Ask) -> None:
    user = ask.read.user(ask["user"])
    if user.bot:
        raise Refusal("The bot acts for itself.")
    ask.tab.act_as(user)


async def _add_member(ask: Ask) -> str:
    member = ask.page.sandbox.add_member(checked_name(ask.page.world, str(ask["name"])))
    ask.page.keep()
    return str(member.id)


async def _open_direct(ask: Ask) -> str:
    return str(ask.page.sandbox.direct(ask.tab.me).id)


async def _commands(ask: Ask) -> list[Json]:
    return available(ask.page.world, ask.tab.me, ask.read.channel(ask["channel"]))


async def _slash(ask: Ask) -> str:
    reader, name = ask.read, str(ask["name"])
    channel = reader.channel(ask["channel"])
    options = reader.options(_form(ask, name), ask.named("options"))
    handle = await ask.actor.slash(name, channel, **options)
    reader.done()
    return ask.began(handle)


async def _autocomplete(ask: Ask) -> list[Json]:
    reader, name = ask.read, str(ask["name"])
    channel = reader.channel(ask["channel"])
    given = {option: value for option, value in ask.named("options").items() if not isinstance(value, dict)}
    options = reader.options(_form(ask, name), given)
    handle = await ask.actor.autocomplete(name, channel, str(ask["focused"]), str(ask["text"]), **options)
    await handle.acknowledged()
    return handle.choices


def _form(ask: Ask, name: str) -> Json:
    """The command or subcommand whose options are filled in."""
    channel = ask.read.channel(ask["channel"])
    command, path = find_command(ask.page.world, ask.tab.me, channel, CHAT, name)
    return path[-1] if path else command


async def _context(ask: Ask) -> str:
    reader = ask.read
    target = reader.user(ask["user"]) if "user" in ask.members else reader.message(ask["message"])
    return ask.began(await ask.actor.context(str(ask["name"]), reader.channel(ask["channel"]), target))


async def _press(ask: Ask) -> str:
    message, button = _component(ask)
    if button.get("disabled"):
        raise Refusal(f"[{button_name(button)}] cannot be pressed now.")
    if button.get("custom_id") is None:
        raise Refusal(f"[{button_name(button)}] opens a page; the bot does not hear of it.")
    return ask.began(await ask.actor.press(message, str(button["custom_id"])))


async def _choose(ask: Ask) -> str:
    message, menu = _component(ask)
    values = ask.read.chosen(menu, ask["values"])
    return ask.began(await ask.actor.choose(message, str(menu.get("custom_id")), values))


def _component(ask: Ask) -> tuple[Message, Json]:
    """The message and the component of it that is meant, by its number."""
    message, number = ask.read.message(ask["message"]), ask["component"]
    found = next((part for _, part in walk(message.components) if part.get("id") == number), None)
    if found is None:
        raise Refusal("That is not there any more: the message has changed.")
    return message, found


async def _submit(ask: Ask) -> str:
    reader = ask.read
    opened = reader.interaction(ask["interaction"])
    if opened.modal is None:
        raise Refusal("The bot has opened no form there.")
    values = reader.form_values(opened.modal, ask.named("values"))
    handle = await ask.actor.submit(Modal(opened, opened.modal), values)
    reader.done()
    return ask.began(handle)


async def _dismiss(ask: Ask) -> None:
    message = ask.read.message(ask["message"])
    if not message.ephemeral:
        raise Refusal("Only a message that you alone see can be dismissed.")
    ask.page.dismissed.add(message.id)
    ask.page.watcher.touch(message)


async def _vote(ask: Ask) -> None:
    answers: Any = ask["answers"]
    if not isinstance(answers, list):
        raise Refusal("'answers' is a list of answers.")
    await ask.actor.vote(ask.read.message(ask["message"]), cast("list[int | str]", answers))


async def _end_poll(ask: Ask) -> None:
    await ask.actor.end_poll(ask.read.message(ask["message"]))


async def _interested(ask: Ask) -> None:
    await ask.actor.interested(ask.read.event(ask["event"]), bool(ask["yes"]))


async def _clock(ask: Ask) -> None:
    ask.page.world.clock.advance(ask.number("seconds", 0.0, 0.0, _LONGEST_WAIT))
    now = {"type": "clock", "now": iso(ask.page.world.clock.now())}
    for tab in tuple(ask.page.connections):
        await tab.tell(now)


async def _fault(ask: Ask) -> None:
    times, seconds = int(ask.number("times", 1, 1, 1000)), ask.number("seconds", 2.0, 0.0, 60.0)
    await cause(ask.page.sandbox, str(ask["kind"]), times, seconds)


async def _restart(ask: Ask) -> None:
    how, bot = ask["how"], ask.page.bot
    if how not in ("stop", "kill"):
        raise Refusal("The bot can be restarted by 'stop' or by 'kill'.")
    if bot is None:
        raise Refusal("The bot does not belong to this sandbox; restart it where it runs.")
    if bot.is_turning:
        raise Refusal("The bot is being started or ended at the moment.")
    words = "killed" if how == "kill" else "asked to stop"
    ask.page.world.report.fault(f"the bot is {words} and started again on the same state")
    ask.page.errand(asyncio.create_task(bot.restart(kill=how == "kill"), name="restart of the bot"))


async def _traces(ask: Ask) -> list[Json]:
    after = int(ask.number("after", 0, 0, math.inf))
    return [trace_view(entry) for entry in ask.page.world.report.trace.after(after)]


async def _samples(ask: Ask) -> list[Json]:
    del ask
    return samples_json()


ACTS: dict[str, Callable[[Ask], Awaitable[Any]]] = {
    "act": _act,
    "add_member": _add_member,
    "open_direct": _open_direct,
    "commands": _commands,
    "slash": _slash,
    "autocomplete": _autocomplete,
    "context": _context,
    "press": _press,
    "choose": _choose,
    "submit": _submit,
    "dismiss": _dismiss,
    "vote": _vote,
    "end_poll": _end_poll,
    "interested": _interested,
    "clock": _clock,
    "fault": _fault,
    "restart": _restart,
    "traces": _traces,
    "samples": _samples,
}
