"""What one tab has to be told: the difference between what its member sees and what it was told last."""

from collections.abc import Iterator

from bot.sandbox.clock import iso
from bot.sandbox.entities import MODAL, Channel, Json, Message, User
from bot.sandbox.page.page import Page
from bot.sandbox.page.views import (
    channel_view,
    channels_of,
    events_view,
    interaction_view,
    trace_view,
    user_view,
)
from bot.sandbox.page.watching import Step


class Pusher:
    """What a tab was told while it acts as one member."""

    def __init__(self, page: Page, me: User) -> None:
        self._page = page
        self._told: dict[str, Json] = {}
        self._shown: dict[int, set[int]] = {}
        self._change = self._step = 0
        self._planned: object = None
        self._is_new = True
        self._trace = 0
        self.me = me
        #: Interactions that were begun in this tab.
        self.own: set[int] = set()

    def for_member(self, me: User) -> "Pusher":
        """The same tab when it acts as another: only what everybody sees alike is not told again."""
        fresh = Pusher(self._page, me)
        fresh._told = {kind: self._told[kind] for kind in ("bot", "people") if kind in self._told}
        fresh._trace, fresh.own = self._trace, self.own
        return fresh

    def welcome(self) -> Json:
        """The first frame."""
        page, world = self._page, self._page.world
        told = (self._people(), self._channels())
        self._told = {frame["type"]: frame for frame in told}
        return {
            "type": "welcome",
            "me": str(self.me.id),
            "bot": user_view(world.bot),
            "users": told[0]["users"],
            "guild": {"id": str(page.sandbox.guild.id), "name": page.sandbox.guild.name},
            "channels": told[1]["channels"],
            "bot_state": page.bot_json()["state"],
            "notes": world.report.notes,
            "now": iso(world.clock.now()),
            "fixed": page.fixed,
        }

    def frames(self) -> Iterator[Json]:
        """Frames for everything that is new to this tab. Each counts as told when it is taken."""
        watcher = self._page.watcher
        yield from self._differing(self._page.bot_json())
        yield from self._differing(self._people())
        yield from self._places()
        yield from self._interactions()
        if watcher.planned is not self._planned:
            self._planned = watcher.planned
            yield {"type": "events", "events": events_view(self._page.world, self.me)}
        yield from self._traces()

    def _people(self) -> Json:
        return {"type": "people", "users": self._page.watcher.people}

    def _channels(self) -> Json:
        channels = channels_of(self._page.world, self.me)
        return {"type": "channels", "channels": [channel_view(channel) for channel in channels]}

    def _differing(self, frame: Json) -> Iterator[Json]:
        if self._told.get(frame["type"]) != frame:
            self._told[frame["type"]] = frame
            yield frame

    def _places(self) -> Iterator[Json]:
        watcher = self._page.watcher
        channels = channels_of(self._page.world, self.me)
        yield from self._differing(self._channels())
        changed = watcher.changed_after(self._change)
        self._change = watcher.change
        fresh = [channel for channel in channels if channel.id not in self._shown]
        for channel in fresh:
            yield self._whole(channel)
        for channel in channels:
            if channel not in fresh and (mine := [m for m in changed if m.channel is channel]):
                yield from self._changes(channel, mine)

    def _whole(self, channel: Channel) -> Json:
        seen = [message for message in channel.messages if self._page.shows(message, self.me)]
        self._shown[channel.id] = {message.id for message in seen}
        return self._messages(channel, seen, [], whole=True)

    def _changes(self, channel: Channel, changed: list[Message]) -> Iterator[Json]:
        shown = self._shown[channel.id]
        seen = [message for message in changed if self._page.shows(message, self.me)]
        gone = [message.id for message in changed if message.id in shown and message not in seen]
        shown.difference_update(gone)
        shown.update(message.id for message in seen)
        if seen or gone:
            yield self._messages(channel, seen, gone)

    def _messages(self, channel: Channel, seen: list[Message], gone: list[int], *, whole: bool = False) -> Json:
        return {
            "type": "messages",
            "channel": str(channel.id),
            "whole": whole,
            "upsert": [self._page.watcher.render(message, self.me) for message in seen],
            "removed": [str(message_id) for message_id in gone],
        }

    def _interactions(self) -> Iterator[Json]:
        watcher = self._page.watcher
        steps = watcher.steps_after(self._step)
        self._step = watcher.step
        if self._is_new:  # what was over before is no news
            steps = [Step(0, interaction, "waiting") for interaction in watcher.open]
            self._is_new = False
        for step in steps:
            if step.interaction.user is self.me:
                yield interaction_view(step.interaction, step.outcome)
                yield from self._form(step)

    def _form(self, step: Step) -> Iterator[Json]:
        interaction = step.interaction
        if step.outcome == "answered" and interaction.answer == MODAL and interaction.id in self.own:
            yield {"type": "form", "interaction": str(interaction.id), "form": interaction.modal}

    def _traces(self) -> Iterator[Json]:
        entries = self._page.world.report.trace.after(self._trace)
        if entries:
            self._trace = entries[-1].number
            yield {"type": "trace", "entries": [trace_view(entry) for entry in entries]}
