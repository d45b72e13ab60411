"""What a count of votes decides, what stands on a ballot, and what a vote's panels say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.evening.deciding import Decision, decide
from bot.evening.voting import standing
from bot.panels import vote
from data.catalogue.title import Title
from data.store import Vote
from tests.hostile_titles import HOSTILE
from tests.panel_limits import buttons, texts
from tests.panel_samples import FRIENDS, LONG, OWNER, SIGNER, a_title, blend_panel, leads_to

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
BLEND = blend_panel().blend


@pytest.mark.parametrize(
    ("counts", "matches", "decision"),
    [
        ((1, 3, 2), (0.9, 0.5, 0.8), Decision(1, (1,))),
        ((2, 2, 1), (0.5, 0.8, 0.9), Decision(1, (0, 1))),
        ((2, 2, 2), (0.8, 0.8, 0.7), Decision(0, (0, 1, 2))),
        ((1, 1), (None, 0.1), Decision(1, (0, 1))),
        ((1, 1), (None, None), Decision(0, (0, 1))),
        ((0, 0), (0.5, 0.8), None),
        ((), (), None),
    ],
)
def test_most_votes_win_and_of_several_what_fits_best(
    counts: tuple[int, ...], matches: tuple[float | None, ...], decision: Decision | None
) -> None:
    assert decide(counts, matches) == decision


def a_vote(**changes: Any) -> Vote:
    return replace(Vote(1, ("a", "b"), NOON, NOON + timedelta(hours=1), message=5), **changes)


@pytest.mark.parametrize(
    ("found", "minutes", "state"),
    [
        (None, 0, "none"),
        (a_vote(), 59, "open"),
        (a_vote(), 61, "ended"),
        (a_vote(closed=NOON), 10, "none"),
        (a_vote(message=None), 0, "open"),
        (a_vote(message=None), 2, "none"),  # it was never posted
    ],
)
def test_a_vote_stands_open_until_its_end_or_its_count(found: Vote | None, minutes: int, state: str) -> None:
    assert standing(found, NOON + timedelta(minutes=minutes)) == state


def named(name: str, at: int = 0, **changes: Any) -> Title:
    return replace(a_title(at, name), **changes)


def test_an_answer_is_name_and_year() -> None:
    assert vote.answers_of([named("Harbour Lights"), named("Bare", year=0)]) == ("Harbour Lights (2019)", "Bare")


def test_an_answer_is_cut_before_its_year() -> None:
    (answer,) = vote.answers_of([named(LONG)])
    assert len(answer) <= 55
    assert answer.startswith("The Unbearably Long and Winding Tale of the")
    assert answer.endswith("… (2019)")


def test_no_two_answers_are_alike() -> None:
    twins = [named("Dusk", 0), named("Dusk", 1), named("dusk", 2), named("Dawn", 3)]
    assert vote.answers_of(twins) == ("Dusk (2019) · 1", "Dusk (2019) · series", "dusk (2019) · 3", "Dawn (2019)")
    assert vote.answers_of(twins[:2]) == ("Dusk (2019) · film", "Dusk (2019) · series")
    long = vote.answers_of([named(f"{LONG} {at}", 0) for at in range(5)])
    assert len({*long}) == 5
    assert max(map(len, long)) <= 55


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_titles_make_answers_that_discord_takes(name: str) -> None:
    for answer in vote.answers_of([named(name), named(name, 1), named(name, 2)]):
        assert 1 <= len(answer) <= 55
        assert answer.splitlines() == [answer]
        assert not {*answer} & {*"\u202a\u202b\u202d\u202e\u2066\u2067\u2068\x00\x1b"}
        assert answer.encode()  # no half surrogates


def test_the_question_how_long_leads_to_the_poll() -> None:
    found = buttons(vote.build_lengths(SIGNER, BLEND, 2, 5))
    assert {label: leads_to(each) for label, each in found.items()} == {
        label: ("vote.ask", BLEND, "2", str(hours)) for hours, label in vote.LENGTHS.items()
    }


def test_the_button_under_a_poll_closes_that_vote() -> None:
    ((row,),) = [part["components"] for part in vote.build_close(SIGNER, BLEND, 3).to_components()]
    assert (row["label"], leads_to(row)) == ("Close the vote", ("vote.close", BLEND, "3"))


VOTES = (("Dusk (2019)", 2), ("Harbour *Lights* (2019)", 3), ("Dawn (2019)", 0), ("Noon (2019)", 3))


def a_result(**changes: Any) -> vote.VoteResult:
    return replace(vote.VoteResult(BLEND, 1, VOTES, 1, matches=(0.5, 0.8, 0.4, 0.7)), **changes)


def told(**changes: Any) -> str:
    return "\n".join(texts(vote.build_result(a_result(**changes), SIGNER)))


def test_the_result_says_what_won_with_how_many_votes_and_what_else_had_some() -> None:
    lines = told().splitlines()
    assert lines == [
        "## Tonight: Harbour \\*Lights\\* (2019)",
        "**3 of 8 votes** · Noon (2019) 3 · Dusk (2019) 2",
    ]


def test_the_result_says_what_is_known_of_the_winner_and_whom_it_fits() -> None:
    text = told(title=named("Harbour Lights"), match=0.8, shares=((OWNER, 0.9), (FRIENDS[0], 0.7)))
    assert "## Tonight: Harbour Lights (2019)" in text
    assert "**80 % match**" in text
    assert f"<@{OWNER}> ▰▰▰▰▱ 90 % · <@{FRIENDS[0]}> ▰▰▰▰▱ 70 %" in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"match": 0.8}, "Harbour \\*Lights\\* (2019) fits the group better, 80 % to 70 %."),
        ({"match": 0.704}, "Harbour \\*Lights\\* (2019) fits the group better."),
        ({"match": 0.7}, "Harbour \\*Lights\\* (2019) stood higher on the ballot."),
        ({"match": None}, "Harbour \\*Lights\\* (2019) stood higher on the ballot."),
        ({"match": 0.8, "matches": (0.5, 0.8, 0.4, None)}, "fits the group better."),
    ],
)
def test_a_tie_is_told_with_what_decided_it(changes: dict[str, Any], words: str) -> None:
    text = told(tied=(1, 3), **changes)
    assert "-# A tie with Noon (2019): " in text
    assert words in text


def test_a_count_that_is_not_final_says_so() -> None:
    assert "votes from now on do not count" in told(is_final=False)
    assert "votes from now on" not in told()


def test_nothing_is_decided_when_nobody_voted() -> None:
    text = told(winner=None, votes=tuple((name, 0) for name, _ in VOTES))
    assert "Nobody voted" in text
    assert "Tonight" not in text
