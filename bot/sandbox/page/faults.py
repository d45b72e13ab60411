"""The ways to break something that the page offers, as rules of the sandbox's faults. Each is told in a sentence."""

from bot.sandbox.page.refusal import Refusal
from bot.sandbox.server import Sandbox

#: Requests about channels, servers, interactions and their webhooks: not files, which members' browsers fetch as well.
_REQUESTS = "* /[cgiw]*"
_WAIT = 1.0
_SERVER_ERROR = 500


async def cause(sandbox: Sandbox, kind: str, times: int, seconds: float) -> None:
    """Break something, and say in the trace what will happen. Raises Refusal for kinds that do not exist."""
    faults = sandbox.faults
    what = "request" if times == 1 else f"{times} requests"
    if kind == "slow":
        faults.add(_REQUESTS, times=times, delay=seconds)
        words = f"the bot's next {what} will take {seconds:g} s longer"
    elif kind == "lost_answer":
        faults.add(_REQUESTS, times=times, reset="after")
        words = f"the bot's next {what} will take effect, but it will not hear so"
    elif kind == "rate_limited":
        faults.rate_limit(_REQUESTS, _WAIT, times=times)
        words = f"the bot's next {what} will be refused with 429: wait {_WAIT:g} s"
    elif kind == "server_error":
        body = {"message": "500: Internal Server Error", "code": 0}
        faults.add(_REQUESTS, times=times, status=_SERVER_ERROR, body=body)
        words = f"the bot's next {what} will fail with {_SERVER_ERROR}"
    elif kind == "refuse_gateway":
        faults.refuse_gateway += times
        words = f"the gateway will refuse the bot's next {'connection' if times == 1 else f'{times} connections'}"
    elif kind == "clear":
        faults.clear()
        words = "nothing goes wrong on purpose any more"
    else:
        await _break_connection(sandbox, kind)
        return
    sandbox.report.fault(words)


async def _break_connection(sandbox: Sandbox, kind: str) -> None:
    gateway = sandbox.gateway
    if kind not in ("disconnect", "invalid_session"):
        raise Refusal(f"There is no fault called {kind!r}.")
    if not gateway.is_heard:
        raise Refusal("The bot is not connected, so there is no connection to break.")
    if kind == "disconnect":
        sandbox.report.fault("the bot's connection is cut; it can come back and hear what it missed")
        gateway.cut()
    else:
        sandbox.report.fault("the bot's session is called invalid; it has to sign in anew and hears nothing it missed")
        await gateway.invalidate(resumable=False)
