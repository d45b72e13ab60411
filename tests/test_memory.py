"""What Discord said of members is believed for five minutes, and not forever kept."""

import pytest

from bot import memory
from bot.memory import Presence

HERE, THERE, ADA = 1, 2, 11


@pytest.fixture
def presence() -> Presence:
    return Presence()


def test_what_was_learnt_is_known_in_that_place_alone(presence: Presence) -> None:
    presence.learn(HERE, ADA, "Ada")
    assert presence.recall(HERE, ADA) == (True, "Ada")
    assert presence.recall(THERE, ADA)[0] is False


def test_that_somebody_is_gone_is_knowledge_too(presence: Presence) -> None:
    presence.learn(HERE, ADA, "Ada")
    presence.learn(HERE, ADA, None)
    assert presence.recall(HERE, ADA) == (True, None)


def test_old_knowledge_is_no_knowledge(presence: Presence, monkeypatch: pytest.MonkeyPatch) -> None:
    presence.learn(HERE, ADA, "Ada")
    learnt = memory.time.monotonic()
    monkeypatch.setattr(memory.time, "monotonic", lambda: learnt + 301.0)
    assert presence.recall(HERE, ADA)[0] is False


def test_the_longest_unheard_of_make_room(presence: Presence) -> None:
    for member in range(memory._MOST):
        presence.learn(HERE, member, "somebody")
    presence.learn(HERE, 0, "Ada")
    presence.learn(HERE, 10**18, "new")
    assert presence.recall(HERE, 0) == (True, "Ada")
    assert presence.recall(HERE, 1)[0] is False
    assert len(presence._known) == memory._MOST
