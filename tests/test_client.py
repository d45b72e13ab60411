"""The client waits for Discord as long as Discord may be silent."""

import inspect

from bot.client import HEARTBEAT_TIMEOUT
from bot.sandbox import run_sandbox


def test_an_idle_connection_is_not_given_up_between_two_heartbeats() -> None:
    """The local Discord asks for heartbeats as rarely as Discord does."""
    interval: float = inspect.signature(run_sandbox).parameters["heartbeat_interval"].default
    assert interval > 40.0
    assert 1.25 * interval < HEARTBEAT_TIMEOUT
