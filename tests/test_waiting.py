"""Uploads that wait for a choice of profile are kept for their owner, once, and not for long."""

import pytest

from bot.waiting import LONGEST_WAIT, MOST, WaitingUploads
from data.imports import Export, read_exports

ADA, BOB = 11, 22


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def waiting(clock: Clock) -> WaitingUploads:
    return WaitingUploads(clock)


@pytest.fixture
def household() -> list[Export]:
    table = "Title,Date\n" + "".join(f'"Harbour Lights: Season 1: Episode {at}","5/{at}/24"\n' for at in range(1, 20))
    return read_exports([("history.csv", table.encode())])


def test_an_upload_waits_for_its_owner_and_is_handed_over_once(
    waiting: WaitingUploads, household: list[Export]
) -> None:
    ticket = waiting.put(ADA, household)
    assert waiting.take(ADA, ticket) is household
    assert waiting.take(ADA, ticket) is None


def test_nobody_else_can_take_it_or_spoil_it(waiting: WaitingUploads, household: list[Export]) -> None:
    ticket = waiting.put(ADA, household)
    assert waiting.take(BOB, ticket) is None
    assert waiting.take(ADA, ticket) is household


def test_a_ticket_that_was_never_given_opens_nothing(waiting: WaitingUploads, household: list[Export]) -> None:
    waiting.put(ADA, household)
    assert waiting.take(ADA, "") is None
    assert waiting.take(ADA, "AAAAAAAA") is None


def test_tickets_cannot_be_guessed_from_one_another(waiting: WaitingUploads, household: list[Export]) -> None:
    tickets = {waiting.put(ADA, household) for _ in range(50)}
    assert len(tickets) == 50
    assert all(len(ticket) == 8 and "|" not in ticket for ticket in tickets)


def test_after_fifteen_minutes_it_is_gone(waiting: WaitingUploads, household: list[Export], clock: Clock) -> None:
    early, late = waiting.put(ADA, household), waiting.put(BOB, household)
    clock.now += LONGEST_WAIT
    assert waiting.take(ADA, early) is household
    clock.now += 1
    assert waiting.take(BOB, late) is None


def test_the_oldest_makes_room(waiting: WaitingUploads, household: list[Export]) -> None:
    tickets = [waiting.put(at, household) for at in range(MOST + 3)]
    kept = [waiting.take(at, ticket) is household for at, ticket in enumerate(tickets)]
    assert kept == [False] * 3 + [True] * MOST


def test_deleting_everything_drops_what_waits_too(waiting: WaitingUploads, household: list[Export]) -> None:
    mine, also_mine, theirs = (waiting.put(owner, household) for owner in (ADA, ADA, BOB))
    waiting.forget(ADA)
    assert waiting.take(ADA, mine) is None
    assert waiting.take(ADA, also_mine) is None
    assert waiting.take(BOB, theirs) is household
