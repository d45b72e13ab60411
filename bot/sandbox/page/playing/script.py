"""What a script may say, read from TOML: who acts, what they do, what must then be seen, and which pictures are taken.

Everything is checked before the first step is played: a typing error is a sentence, not half an evening.
"""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from bot.sandbox.page.playing.shapes import ScriptProblem, Shot, answers, read_shot, shot_of, texts

#: The script's own settings, beside its steps.
_HEAD = frozenset(
    {"title", "seed", "clock", "members", "theme", "width", "patience", "pause", "quiet", "shots", "step"}
)
#: What each action takes beside its own value.
_ACTIONS: dict[str, frozenset[str]] = {
    "slash": frozenset({"options"}),
    "upload": frozenset(),
    "press": frozenset({"on"}),
    "choose": frozenset({"on", "menu"}),
    "fill": frozenset(),
    "vote": frozenset({"on"}),
    "context": frozenset({"on", "user"}),
    "dismiss": frozenset(),
    "clock": frozenset(),
    "fault": frozenset({"times", "seconds"}),
    "restart": frozenset(),
    "open": frozenset(),
    "look": frozenset(),
    "type": frozenset(),
    "key": frozenset(),
}
_ALWAYS = frozenset({"as", "say", "channel", "theme", "width", "height", "expect", "absent", "fails", "shot", "pause"})
_ONE_OF = {
    "theme": ("dark", "light"),
    "width": ("desktop", "phone"),
    "restart": ("stop", "kill"),
    "open": ("channels", "members", "inspector"),
    "shots": ("each", "named"),
}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "title": str, "as": str, "say": str, "channel": str, "on": str, "menu": str, "user": str, "slash": str,
    "upload": str, "press": str, "context": str, "dismiss": str, "fault": str, "look": str, "type": str, "key": str,
    "options": dict, "fill": dict, "fails": bool, "height": int, "times": int, "seed": int,
    "clock": (int, float), "seconds": (int, float), "pause": (int, float), "patience": (int, float),
    "quiet": (int, float),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does, and what is then expected. `action` is None where one only looks."""

    number: int
    actor: str | None = None
    action: str | None = None
    value: Any = None
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])
    say: str | None = None
    channel: str | None = None
    theme: str | None = None
    width: str | None = None
    height: int | None = None
    expect: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    fails: bool = False
    shot: Shot | None = None
    pause: float | None = None

    @property
    def words(self) -> str:
        """The step in a few words, for those who watch or mend it."""
        who = self.actor or "the member before"
        return f"step {self.number} ({_DEEDS[self.action](who, self.value)})"


@dataclass(frozen=True, slots=True)
class Script:
    """A written evening. `folder` is where the files that it names lie."""

    folder: Path
    steps: tuple[Step, ...]
    title: str = "An evening"
    seed: int | None = None
    clock: dt.datetime | None = None
    members: tuple[str, ...] = ()
    theme: str = "dark"
    width: str = "desktop"
    #: Seconds a member waits for what the script expects, and that a reader gets to look at each step.
    patience: float = 20.0
    pause: float = 2.0
    #: Seconds without news after which an answer is taken to be whole: charts and votes may follow the text.
    quiet: float = 0.8
    #: Whether "each" step has its picture, or only those with a `shot` are "named".
    shots: str = "each"


_DEEDS: dict[str | None, Callable[[str, Any], str]] = {
    None: lambda who, _: f"{who} looks",
    "slash": lambda who, value: f"{who} uses /{value}",
    "upload": lambda who, value: f"{who} uploads {value}",
    "press": lambda who, value: f"{who} presses “{value}”",
    "choose": lambda who, value: f"{who} chooses {', '.join(map(str, value))}",
    "fill": lambda who, _: f"{who} fills in the form",
    "vote": lambda who, value: f"{who} votes for {', '.join(map(str, value)) or 'nothing'}",
    "context": lambda who, value: f"{who} uses “{value}” of the context menu",
    "dismiss": lambda who, _: f"{who} dismisses a message",
    "clock": lambda _, value: f"{value:g} s pass",
    "fault": lambda _, value: f"the fault {value}",
    "restart": lambda _, value: f"the bot is restarted by {value}",
    "open": lambda who, value: f"{who} opens the {value}",
    "look": lambda who, value: f"{who} looks at “{value}”",
    "type": lambda who, value: f"{who} types {value}",
    "key": lambda who, value: f"{who} presses {value}",
}


def read_script(path: Path) -> Script:
    """The script in a file. Raises ScriptProblem, whose text is for who writes it."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScriptProblem(f"The script {path} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScriptProblem(f"{path.name} is not TOML: {error}.") from None
    try:
        return _script(path.parent, written)
    except ScriptProblem as problem:
        raise ScriptProblem(f"{path.name}: {problem}") from None


def _script(folder: Path, written: Mapping[str, Any]) -> Script:
    _check(written, _HEAD, plain=_HEAD - {"clock", "members", "step"})
    steps, clock = written.get("step", []), written.get("clock")
    if not isinstance(steps, list) or not steps:
        raise ScriptProblem("there is no [[step]] in it.")
    if clock is not None and not (isinstance(clock, dt.datetime) and clock.tzinfo):
        raise ScriptProblem("`clock` is a moment with its zone, such as 2030-02-15T19:30:00Z.")
    read = tuple(_step(number, step) for number, step in enumerate(cast("list[Any]", steps), 1))
    given = {name: written[name] for name in _HEAD - {"clock", "members", "step"} if name in written}
    script = Script(folder, read, clock=clock, members=texts("members", written.get("members", [])), **given)
    return script if script.shots == "named" else replace(script, steps=tuple(_pictured(step) for step in read))


def _pictured(step: Step) -> Step:
    return replace(step, shot=step.shot or shot_of(step.action, step.value))


def _step(number: int, written: Any) -> Step:
    try:
        return _read_step(number, written)
    except ScriptProblem as problem:
        raise ScriptProblem(f"step {number}: {problem}") from None


def _read_step(number: int, written: Any) -> Step:
    if not isinstance(written, dict):
        raise ScriptProblem("a step is a table.")
    step = cast("dict[str, Any]", written)
    actions = [name for name in step if name in _ACTIONS]
    if len(actions) > 1:
        raise ScriptProblem(f"does two things at once: {' and '.join(actions)}. Make two steps of it.")
    action = actions[0] if actions else None
    takes = _ACTIONS[action] if action else frozenset[str]()
    known = _ALWAYS | takes | set(actions)
    listed = frozenset({"expect", "absent", "shot", "choose", "vote"})
    _check(step, known, plain=known - listed)
    value: Any = step[action] if action else None
    return Step(
        number,
        step.get("as"),
        action,
        answers(action, value) if action in ("choose", "vote") else value,
        {name: step[name] for name in takes if name in step},
        expect=texts("expect", step.get("expect", [])),
        absent=texts("absent", step.get("absent", [])),
        shot=read_shot(step["shot"]) if "shot" in step else None,
        **{name: step[name] for name in _ALWAYS - listed - {"as"} if name in step},
    )


def _check(written: Mapping[str, Any], known: frozenset[str], *, plain: frozenset[str]) -> None:
    """Every name is known, and what is `plain` holds a value of its kind."""
    if unknown := sorted(set(written) - known):
        raise ScriptProblem(f"does not know {', '.join(f'`{name}`' for name in unknown)} here.")
    for name in sorted(set(written) & plain):
        value, kind = written[name], _KINDS.get(name)
        if name in _ONE_OF and value not in _ONE_OF[name]:
            raise ScriptProblem(f"`{name}` is {' or '.join(_ONE_OF[name])}, not {value!r}.")
        if kind is not None and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
            raise ScriptProblem(f"`{name}` cannot be {value!r}.")
