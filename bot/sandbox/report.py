"""What happened, interaction by interaction, and everything that was wrong."""

from collections import defaultdict

from bot.sandbox.clock import Clock
from bot.sandbox.entities import AUTOCOMPLETE, Interaction
from bot.sandbox.trace import Trace

#: A bot must answer an interaction within this many seconds.
ANSWER_WITHIN = 3.0
_NO_INTERACTION = 0


class Report:
    """Collects a time line for each interaction, problems, and remarks on what could not be checked."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started = clock.now()
        self._problems: list[str] = []
        self._lines: dict[int, list[str]] = defaultdict(list)
        self._interactions: dict[int, Interaction] = {}
        self.notes: list[str] = []
        #: The same things and every request, for the inspector.
        self.trace = Trace(clock)

    def opened(self, interaction: Interaction) -> None:
        """A member did something that the bot must answer."""
        user, label = interaction.user, interaction.label
        self._interactions[interaction.id] = interaction
        self._line(interaction, f"{user.display}: {label}")
        self.trace.add("opened", f"{user.display}: {label}", interaction, user=str(user.id), label=label)

    def event(self, interaction: Interaction | None, text: str) -> None:
        """Add a line to an interaction's time line, or to the one of everything else."""
        self._line(interaction, text)
        self.trace.add("event", text, interaction)

    def gateway(self, text: str) -> None:
        """The bot's connection came or went."""
        self._line(None, text)
        self.trace.add("gateway", text)

    def fault(self, text: str, interaction: Interaction | None = None) -> None:
        """Something was broken on purpose, or that showed."""
        self._line(interaction, f"FAULT {text}")
        self.trace.add("fault", text, interaction)

    def problem(self, text: str, interaction: Interaction | None = None) -> None:
        """Something a correct bot does not do, or that a member would see go wrong."""
        self._problems.append(f"{interaction.label}: {text}" if interaction else text)
        self._line(interaction, f"PROBLEM {text}")
        self.trace.add("problem", text, interaction)

    @property
    def problems(self) -> list[str]:
        """Every problem so far, with interactions the bot has left hanging until now."""
        return self._problems + [text for i in self._interactions.values() if (text := self._left_hanging(i))]

    def take_problems(self) -> list[str]:
        """The problems so far, which are then forgotten: for a test that provokes them."""
        found, self._problems = self.problems, []
        self._interactions.clear()
        return found

    def time_lines(self) -> list[str]:
        """All time lines as text, one block each, in order of their start; seconds since the sandbox started."""
        return [line for key in sorted(self._lines) for line in ("", *self._lines[key])][1:]

    def _line(self, interaction: Interaction | None, text: str) -> None:
        key = interaction.id if interaction else _NO_INTERACTION
        self._lines[key].append(f"{self._clock.now() - self._started:8.3f}  {text}")

    def _left_hanging(self, interaction: Interaction) -> str | None:
        waited = self._clock.now() - interaction.created
        if interaction.answer is None and waited > ANSWER_WITHIN and interaction.kind != AUTOCOMPLETE:
            return f"{interaction.label}: not answered within {ANSWER_WITHIN:.0f} s; the member sees that it failed"
        if interaction.answer is None and waited > ANSWER_WITHIN:
            return f"{interaction.label}: no suggestions within {ANSWER_WITHIN:.0f} s"
        if interaction.loading:
            return f"{interaction.label}: the member still sees that the bot is thinking"
        return None
