"""One request as the inspector shows it: what it was, what came of it, and which limits it came near to."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from aiohttp import web

from bot.sandbox.body import Body
from bot.sandbox.entities import Interaction, Json
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Rule
from bot.sandbox.limits.near import near_deadlines, near_files, near_message
from bot.sandbox.report import ANSWER_WITHIN
from bot.sandbox.rest.call import Route
from bot.sandbox.shape import inner
from bot.sandbox.state import TOKEN_LIFE, World

Verdict = Literal["accepted", "refused", "unchecked"]


@dataclass(eq=False)
class Visit:
    """What is found out about a request while it is served. `checked` means that there is a document."""

    world: World
    route: Route
    request: web.Request
    checked: bool
    verdict: Verdict = "unchecked"
    complaints: list[str] = field(default_factory=list[str])
    near: list[str] = field(default_factory=list[str])
    _began: float = field(default_factory=time.perf_counter)

    @property
    def where(self) -> str:
        """Method and address template."""
        return f"{self.route.method} {self.route.template}"

    @property
    def interaction(self) -> Interaction | None:
        """The interaction whose token the address holds."""
        told = self.request.match_info
        token = told.get("interaction_token") or told.get("webhook_token")
        return self.world.by_token(token) if token else None

    def look_at(self, body: Body) -> None:
        """Take the measure of what was sent."""
        self.near += _near(self.world, body, self.interaction)

    def accept(self) -> None:
        """The request is as Discord wants it, as far as that was checked."""
        self.verdict = "accepted" if self.checked else "unchecked"

    def refuse(self, error: ApiError) -> None:
        """The request was refused."""
        self.verdict = "refused"
        self.complaints += error.details or (str(error),)

    def end(self, status: int | None, rule: Rule | None) -> None:
        """Write it down; `status` is None when the bot got no answer."""
        trace, milliseconds = self.world.report.trace, (time.perf_counter() - self._began) * 1000
        said = "no answer" if status is None else str(status)
        trace.add(
            "request",
            f"{self.where}: {said} in {milliseconds:.0f} ms",
            self.interaction,
            method=self.route.method,
            route=self.route.template,
            status=status,
            ms=round(milliseconds, 1),
            size=self.request.content.total_bytes,
            verdict=self.verdict,
            complaints=self.complaints,
            near=self.near,
            fault=rule is not None,
        )


def fault_words(rule: Rule) -> str:
    """What a rule did to a request."""
    words = [f"answered {rule.delay:g} s late"] if rule.delay else []
    if rule.reset == "before":
        words.append("connection cut before it took effect")
    elif rule.reset == "after":
        words.append("took effect, then the connection was cut")
    elif rule.status is not None:
        words.append(f"answered {rule.status}{' although it took effect' if rule.handled else ''}")
    if rule.cut is not None:
        words.append(f"answer cut off after {rule.cut} bytes")
    return ", ".join(words) or "let through"


def _near(world: World, body: Body, interaction: Interaction | None) -> Iterator[str]:
    raw: Any = body.payload
    payload = cast("Json", raw) if isinstance(raw, dict) else {}
    yield from near_message(inner(payload, "data") or payload)
    sizes = [len(upload.body) for upload in body.uploads.values()]
    if interaction is not None:
        yield from near_files(sizes, interaction.channel.file_limit)
        waited = world.clock.now() - interaction.created
        answered = interaction.answer is not None
        yield from near_deadlines(waited, answered=answered, within=ANSWER_WITHIN, life=TOKEN_LIFE)
