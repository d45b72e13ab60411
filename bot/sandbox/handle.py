"""What a member sees come of something they did."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.entities import AUTOCOMPLETE, DEFER_UPDATE, Interaction, Json, Message
from bot.sandbox.report import ANSWER_WITHIN
from bot.sandbox.state import World, can_see

_PATIENCE = 20.0


class Unanswered(Exception):
    """The member waited in vain; the text says for what, and what they saw so far."""


@dataclass(frozen=True, slots=True)
class Modal:
    """A form that is open before the member."""

    interaction: Interaction
    form: Json

    @property
    def title(self) -> str:
        """The form's heading."""
        return str(self.form.get("title"))


class Handle:
    """One interaction from its member's side."""

    def __init__(self, world: World, interaction: Interaction) -> None:
        self._world = world
        self._revision = interaction.source.revision if interaction.source else 0
        self.interaction = interaction

    @property
    def messages(self) -> list[Message]:
        """The answer and its follow-ups, as far as the member sees them: not those that say the bot is thinking."""
        said = (self.interaction.original, *self.interaction.followups)
        return [m for m in said if m is not None and not m.loading and can_see(m, self.interaction.user)]

    @property
    def message(self) -> Message:
        """The last thing said in answer. Raises Unanswered when there is none."""
        if not self.messages:
            raise self._unanswered("a message")
        return self.messages[-1]

    @property
    def modal(self) -> Modal:
        """The form the bot opened. Raises Unanswered when there is none."""
        if self.interaction.modal is None:
            raise self._unanswered("a form")
        return Modal(self.interaction, self.interaction.modal)

    @property
    def choices(self) -> list[Json]:
        """What the bot suggested for an option being typed. Raises Unanswered when it said nothing."""
        if self.interaction.choices is None:
            raise self._unanswered("suggestions")
        return self.interaction.choices

    async def settled(self, timeout: float = _PATIENCE, *, quiet: float = 0.0) -> "Handle":  # noqa: ASYNC109 - a member's patience in seconds
        """Wait until the member has an answer: more than thinking, and for a press the panel changed or more said.

        With `quiet`, then wait until nothing more happens for that many seconds: slow parts may follow.
        Raises Unanswered after `timeout` seconds, or as soon as Discord gives up on the first answer.
        """
        await self._first_answer()
        await self.until(self._is_settled, timeout)
        while quiet and await self._changes_within(quiet):
            pass
        return self

    async def acknowledged(self) -> "Handle":
        """Wait for the first answer only. Raises Unanswered when Discord gives up on it."""
        await self._first_answer()
        return self

    async def until(self, seen: Callable[[], bool], timeout: float = _PATIENCE) -> "Handle":  # noqa: ASYNC109 - as above
        """Wait until `seen()` is true. Raises Unanswered after `timeout` seconds."""
        if not await self._world.wait_until(seen, timeout):
            raise self._unanswered(f"an answer for {timeout:g} s")
        return self

    def _is_settled(self) -> bool:
        i = self.interaction
        if i.answer == DEFER_UPDATE:
            changed = i.source is not None and i.source.revision != self._revision
            return changed or bool(i.followups) or i.edits > 0
        return i.answer is not None and not i.loading

    async def _first_answer(self) -> None:
        i, world = self.interaction, self._world
        left = i.created + ANSWER_WITHIN - world.clock.now()
        if not await world.wait_until(lambda: i.answer is not None, max(left, 0.0)):
            raise self._unanswered(f"{'suggestions' if i.kind == AUTOCOMPLETE else 'an answer'} within 3 s")

    async def _changes_within(self, seconds: float) -> bool:
        before = self._signature()
        return await self._world.wait_until(lambda: self._signature() != before, seconds)

    def _signature(self) -> tuple[int, ...]:
        i = self.interaction
        said = [m for m in (i.original, *i.followups) if m is not None]
        return (i.answer or 0, len(said), *(m.revision for m in said))

    def _unanswered(self, wanted: str) -> Unanswered:
        seen = "the bot is thinking" if self.interaction.loading else f"{len(self.messages)} message(s)"
        return Unanswered(f"{self.interaction.label}: waited in vain for {wanted}; saw {seen}")
