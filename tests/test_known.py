"""What Discord said of members is believed for five minutes, and not forever kept."""

import pytest

from bot import known
from bot.known import KnownMembers

HERE, THERE, ADA = 1, 2, 11


@pytest.fixture
def members() -> KnownMembers:
    return KnownMembers()


def test_what_was_learnt_is_known_in_that_place_alone(members: KnownMembers) -> None:
    members.learn(HERE, ADA, "Ada")
    assert members.recall(HERE, ADA) == (True, "Ada")
    assert members.recall(THERE, ADA)[0] is False


def test_that_somebody_is_gone_is_knowledge_too(members: KnownMembers) -> None:
    members.learn(HERE, ADA, "Ada")
    members.learn(HERE, ADA, None)
    assert members.recall(HERE, ADA) == (True, None)


def test_old_knowledge_is_no_knowledge(members: KnownMembers, monkeypatch: pytest.MonkeyPatch) -> None:
    members.learn(HERE, ADA, "Ada")
    learnt = known.time.monotonic()
    monkeypatch.setattr(known.time, "monotonic", lambda: learnt + 301.0)
    assert members.recall(HERE, ADA)[0] is False


def test_the_longest_unheard_of_make_room(members: KnownMembers) -> None:
    for member in range(known._MOST):
        members.learn(HERE, member, "somebody")
    members.learn(HERE, 0, "Ada")
    members.learn(HERE, 10**18, "new")
    assert members.recall(HERE, 0) == (True, "Ada")
    assert members.recall(HERE, 1)[0] is False
    assert len(members._known) == known._MOST
