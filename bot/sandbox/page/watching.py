"""Which messages and interactions changed: looked up once for all tabs, which then read on from where they were."""

from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeVar

from bot.sandbox.entities import AUTOCOMPLETE, Interaction, Json, Message, User
from bot.sandbox.page.views import event_view, message_view, users_view
from bot.sandbox.report import ANSWER_WITHIN
from bot.sandbox.state import World

Outcome = Literal["waiting", "answered", "failed"]
#: Seconds after the deadline at which the clock is looked at.
_GRACE = 0.005
#: How many interactions are remembered for tabs that lag behind.
_MOST_STEPS = 500
Known = TypeVar("Known")


@dataclass(frozen=True, slots=True)
class Step:
    """One interaction came to this."""

    number: int
    interaction: Interaction
    outcome: Outcome


class Watcher:
    """Compares the world with how it was. `scan` costs one look at each message, however many tabs there are."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: object = None
        self._revisions: dict[int, int] = {}
        self._latest: dict[int, int] = {}
        self._steps: list[Step] = []
        self._interactions = len(world.interactions)
        self._rendered: dict[tuple[int, int], Json] = {}
        #: Everybody, and every event as the host sees it; the same objects until something about them changes.
        self.people: list[Json] = []
        self.planned: list[Json] = []
        #: Interactions that wait for their first answer.
        self.open: list[Interaction] = []
        #: Number of the last change of a message, and of the last step of an interaction.
        self.change = self.step = 0

    def scan(self) -> None:
        """Notice what happened since the last scan; at once when nothing has."""
        if self._seen is self._world.news:
            return
        self._seen = self._world.news
        for message in self._world.messages.values():
            if self._revisions.get(message.id) != message.revision:
                self._revisions[message.id] = message.revision
                self.touch(message)
        self._rendered.clear()
        self.people = _same(self.people, users_view(self._world))
        self.planned = _same(
            self.planned, [event_view(event, self._world.owner) for event in self._world.events.values()]
        )
        self._follow_interactions()

    def touch(self, message: Message) -> None:
        """Have the tabs look at a message again."""
        self.change += 1
        self._latest.pop(message.id, None)
        self._latest[message.id] = self.change

    def changed_after(self, number: int) -> list[Message]:
        """The messages that changed after the change of that number, in the order they were made."""
        found: list[int] = []
        for message_id in reversed(self._latest):
            if self._latest[message_id] <= number:
                break
            found.append(message_id)
        return [self._world.messages[message_id] for message_id in sorted(found)]

    def steps_after(self, number: int) -> list[Step]:
        """What became of interactions after the step of that number."""
        new = self.step - number
        return self._steps[-new:] if new > 0 else []

    def render(self, message: Message, me: User) -> Json:
        """The message for this member; written once for all where everybody sees the same."""
        key = (message.id, me.id if message.poll is not None else 0)
        if key not in self._rendered:
            self._rendered[key] = message_view(self._world, message, me)
        return self._rendered[key]

    def _follow_interactions(self) -> None:
        every = self._world.interactions
        fresh = [*islice(reversed(every.values()), len(every) - self._interactions)][::-1]
        self._interactions = len(every)
        for interaction in fresh:
            if interaction.kind != AUTOCOMPLETE:
                self.open.append(interaction)
                self._note(interaction, "waiting")
                self._world.alarms.set(interaction.created + ANSWER_WITHIN + _GRACE, self._world.changed)
        for interaction in tuple(self.open):
            if interaction.answer is not None:
                self._end(interaction, "answered")
            elif self._world.clock.now() - interaction.created > ANSWER_WITHIN:
                self._end(interaction, "failed")
                text = f"not answered within {ANSWER_WITHIN:.0f} s; the member sees that it failed"
                self._world.report.trace.add("problem", text, interaction)

    def _end(self, interaction: Interaction, outcome: Outcome) -> None:
        self.open.remove(interaction)
        self._note(interaction, outcome)

    def _note(self, interaction: Interaction, outcome: Outcome) -> None:
        self.step += 1
        self._steps.append(Step(self.step, interaction, outcome))
        del self._steps[:-_MOST_STEPS]


def _same(old: Known, new: Known) -> Known:
    """The old object when the new one says the same, so that tabs see at a glance that nothing changed."""
    return old if old == new else new
