"""The sandbox: a local Discord in which the real bot, in its own process, meets members who do what users can do.

    async with run_sandbox() as sandbox:
        alice = sandbox.actor(sandbox.add_member("Alice"))
        # start the bot with sandbox.environment() in its settings, then
        await sandbox.wait_ready()
        handle = await alice.slash("help", sandbox.channel)
        await handle.settled()
        print(render_text(handle.message, sandbox.names))
        assert not sandbox.problems

It listens on the loopback address only and checks every request the bot makes.
"""

from bot.sandbox.actor import Actor
from bot.sandbox.entities import Channel, Guild, Interaction, Member, Message, Poll, ScheduledEvent, User
from bot.sandbox.faults import Faults, Rule
from bot.sandbox.handle import Handle, Modal, Unanswered
from bot.sandbox.options import Impossible
from bot.sandbox.rendering import render_text
from bot.sandbox.report import Report
from bot.sandbox.running import run_sandbox
from bot.sandbox.server import Sandbox
from bot.sandbox.spec import Spec, SpecMissing, download_spec

__all__ = [
    "Actor",
    "Channel",
    "Faults",
    "Guild",
    "Handle",
    "Impossible",
    "Interaction",
    "Member",
    "Message",
    "Modal",
    "Poll",
    "Report",
    "Rule",
    "Sandbox",
    "ScheduledEvent",
    "Spec",
    "SpecMissing",
    "Unanswered",
    "User",
    "download_spec",
    "render_text",
    "run_sandbox",
]
