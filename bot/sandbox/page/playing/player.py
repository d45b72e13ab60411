"""Walks through a script: each step is done, waited for, and looked at; the first that fails ends the evening."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.entities import Channel, User
from bot.sandbox.handle import Handle, Unanswered
from bot.sandbox.options import Impossible
from bot.sandbox.page.page import Page
from bot.sandbox.page.playing.line import Line, LineRefusal
from bot.sandbox.page.playing.means import Means, Wanted, WentWrong
from bot.sandbox.page.playing.script import Script, Step
from bot.sandbox.page.refusal import Refusal

#: Steps that the bot hears of, and must answer.
_ASKS_THE_BOT = frozenset({"slash", "upload", "press", "choose", "fill", "context"})
#: How long what a member does may take until the sandbox has heard of it.
_HEARD = 10.0


class StepFailed(Exception):
    """A step did not go as the script says; the text is one sentence that names it."""


@dataclass(eq=False)
class Player:
    """One performance of a script. `narrate` is told each step before it is done."""

    page: Page
    script: Script
    means: Means
    line: Line
    narrate: Callable[[str], None]
    me: User
    channel: Channel
    #: Seconds a reader gets after each step; none where nobody watches.
    paced: bool = False

    async def play(self) -> None:
        """Play all of it. Raises StepFailed."""
        for name in self.script.members:
            if not any(user.display == name for user in self.page.world.users.values()):
                await self.line.ask("add_member", name=name)
        for step in self.script.steps:
            self.narrate(step.say or f"{step.words[:1].upper()}{step.words[1:]}.")
            try:
                with self.means.acting():
                    await self._step(step)
            except (WentWrong, Impossible, Unanswered, Refusal, LineRefusal) as problem:
                raise StepFailed(f"{self.script.title}, {step.words}: {str(problem).rstrip('.')}.") from problem
            if self.paced:
                await asyncio.sleep(self.script.pause if step.pause is None else step.pause)

    async def _step(self, step: Step) -> None:
        wanted = Wanted(self.page, self.script.folder)
        if step.actor is not None:
            self.me = wanted.user(step.actor)
            self.channel = self.page.sandbox.channel if self.channel.guild is None else self.channel
        if step.channel is not None:
            self.channel = wanted.channel(step.channel, self.me)
        await self.means.begin(step, self.me, self.channel)
        before = len(self.page.world.interactions)
        await self._do(step, wanted)
        if step.action in _ASKS_THE_BOT:
            await self._answered(step, before)
        await self._look(step)
        if step.shot is not None:
            await self.means.shoot(step)

    async def _do(self, step: Step, wanted: Wanted) -> None:
        """Do the step: what a member does, or what happens around them."""
        means, value, on = self.means, step.value, step.more.get("on")
        match step.action:
            case "slash" | "upload":
                await self._slash(step, wanted)
            case "press":
                await means.press(value, on)
            case "choose":
                await means.choose(value, step.more.get("menu"), on)
            case "fill":
                await means.fill(value)
            case "vote":
                await means.vote(value, on)
            case "context":
                user = step.more.get("user")
                await means.context(value, wanted.user(user) if user else None, on)
            case "dismiss":
                await means.dismiss(value)
            case _:
                await self._happen(step)

    async def _slash(self, step: Step, wanted: Wanted) -> None:
        name = "upload" if step.action == "upload" else step.value
        given = {"history": step.value} if step.action == "upload" else step.more.get("options", {})
        await self.means.slash(name, wanted.options(name, given, self.me, self.channel))

    async def _happen(self, step: Step) -> None:
        match step.action:
            case "clock":
                await self.line.ask("clock", seconds=step.value)
            case "fault":
                await self.line.ask("fault", kind=step.value, **step.more)
            case "restart":
                await self._restart(step.value)
            case _:
                await self.means.page_only(step)

    async def _restart(self, how: str) -> None:
        bot, world = self.page.bot, self.page.world
        before = bot.process if bot else None
        await self.line.ask("restart", how=how)
        is_back = lambda: bot is not None and bot.process is not before and bot.state == "ready"  # noqa: E731 - a look
        if not await world.wait_until(is_back, 60.0):
            raise WentWrong("the bot did not come back")

    async def _answered(self, step: Step, before: int) -> None:
        world = self.page.world
        if not await world.wait_until(lambda: len(world.interactions) > before, _HEARD):
            raise WentWrong("the bot was not asked anything")
        begun = [*world.interactions.values()][before:]
        try:
            for interaction in begun:
                if interaction.user is self.me:
                    await Handle(world, interaction).settled(self.script.patience, quiet=self.script.quiet)
        except Unanswered:
            if not step.fails:
                raise
        else:
            if step.fails:
                raise WentWrong("it was answered, and was to fail")

    async def _look(self, step: Step) -> None:
        for text in step.expect:
            if not await self.means.see(text, self.script.patience):
                raise WentWrong(f"no message holds “{text}”")
        for text in step.absent:
            if not await self.means.miss(text, self.script.patience):
                raise WentWrong(f"“{text}” is still there")
