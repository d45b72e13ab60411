"""Things that go wrong on purpose: rules by route and count for requests, and switches for the gateway."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

Reset = Literal["before", "after"]


@dataclass(eq=False)
class Rule:
    """What to do to requests whose `METHOD /template` matches `route` (with * for anything).

    `skip` requests pass unharmed, then `times` are harmed (None: all). `status` answers instead of the sandbox, with
    `headers` and `body` (an object, or text as a proxy would send); with `handled` the request takes effect first,
    and only its answer is replaced. `reset` cuts the connection before or after the request takes effect. `delay`
    waits that many seconds before it. `cut` sends only that many bytes of the real answer, then closes.
    `via` False leaves out the header that tells Discord's own refusals from a proxy's.
    """

    route: str
    times: int | None = 1
    skip: int = 0
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: Any = None
    handled: bool = False
    delay: float = 0.0
    reset: Reset | None = None
    cut: int | None = None
    via: bool = True
    hits: int = 0

    def takes(self, route: str) -> bool:
        """True, and counted, when this request is to be harmed."""
        if not fnmatchcase(route, self.route) or self.times == 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        self.hits += 1
        return True


class Faults:
    """The faults of one sandbox. The first rule that takes a request decides."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        #: How many further connections to the gateway are refused with 503.
        self.refuse_gateway = 0
        #: While True, heartbeats get no answer.
        self.swallow_heartbeats = False
        #: Largest piece in bytes that compressed gateway messages are split into; None: whole.
        self.frame_bytes: int | None = None

    def add(self, route: str, **what: Any) -> Rule:
        """Add a rule, see Rule; returns it so that a test can read its `hits`."""
        rule = Rule(route, **what)
        self._rules.append(rule)
        return rule

    def rate_limit(
        self, route: str, retry_after: float, *, times: int = 1, via: bool = True, everywhere: bool = False
    ) -> Rule:
        """Answer 429. Without `via` it looks like a ban by the proxy, which libraries do not wait out."""
        headers = {"Retry-After": str(retry_after), "X-RateLimit-Scope": "global" if everywhere else "user"}
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
        return self.add(route, times=times, status=429, headers=headers, body=body, via=via)

    def find(self, route: str) -> Rule | None:
        """The rule that takes this request, if any."""
        return next((rule for rule in self._rules if rule.takes(route)), None)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._rules.clear()
        self.refuse_gateway = 0
        self.swallow_heartbeats = False
        self.frame_bytes = None
