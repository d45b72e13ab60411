"""The panel of a blend: what members read on it and where its buttons lead."""

from dataclasses import replace
from typing import Any

import pytest

from bot.blending import Wishes
from bot.blending.doubts import Doubts
from bot.panels import blend
from bot.panels.titles import facts_of, label_of, length_of, people_of
from data.catalogue.title import UNRATED, Title, title_code
from tests.panel_limits import buttons, menu, parts, texts
from tests.panel_samples import EVERYBODY, FRIENDS, LONG, OWNER, SIGNER, blend_panel, full_blend, leads_to, offers

LESS_KNOWN = "fewer people know it than the top of this list"
LESS_CONVINCED = f"<@{OWNER}> is clearly less convinced"
GORY = "not to everybody's taste: gory"


def blend_text(**changes: Any) -> str:
    return "\n".join(texts(blend.build_blend(blend_panel(**changes), SIGNER)))


def test_a_blend_shows_five_titles_a_page_with_their_place() -> None:
    first, second = blend_text(page=0), blend_text(page=1)
    assert [f"**{at}. Harbour Lights** (2019)" in first for at in range(1, 8)] == [True] * 5 + [False] * 2
    assert [f"**{at}. Harbour Lights** (2019)" in second for at in range(1, 8)] == [False] * 5 + [True] * 2


def test_a_row_says_how_long_how_well_for_whom_and_why() -> None:
    row = texts(blend.build_blend(blend_panel(), SIGNER))[1]
    assert "film, 45 min · **100 % match**" in row
    assert f"<@{OWNER}> ▰▰▰▰▰ 100 % · <@{FRIENDS[0]}> ▰▰▰▰▰ 95 %" in row.replace("\u00a0", " ")
    assert "father daughter relationship" in row
    assert f"seen by <@{OWNER}> and <@{FRIENDS[0]}>" in row


def test_the_reason_speaks_for_everybody_or_says_for_whom() -> None:
    (shared,) = (replace(offers(1, 2)[0], fans=(OWNER, FRIENDS[0])),)
    assert "for what you share: " in blend_text(offers=(shared,))
    assert f"for <@{OWNER}>: " in blend_text(offers=(replace(shared, fans=(OWNER,)),))
    unexplained = blend_text(offers=(replace(shared, tags=()),))
    assert "-# a compromise: " in unexplained
    assert "for what you share" not in unexplained


def test_a_group_too_large_for_one_message_is_told_in_fewer_words_and_nobody_is_left_out() -> None:
    ten = blend_panel(joined=EVERYBODY, offers=offers(20, 10, LONG), page=2)
    few, fewest = (
        [text for text in texts(blend.build_blend(panel, SIGNER)) if text.startswith("**1")]
        for panel in (ten, full_blend())
    )
    assert len(few) == len(fewest) == 5
    for row in (*few, *fewest):
        assert all(f"<@{member}>\u00a0" in row.split("\n")[1] for member in EVERYBODY)
    assert all(f"seen by <@{OWNER}>, <@{FRIENDS[0]}> and 8 more" in row for row in few)
    assert all("-#" not in row for row in fewest)


def test_what_was_asked_of_the_list_is_told_and_not_by_whom() -> None:
    text = blend_text(steer={"slow burn": 1, "gory": -2, "space": 3}, vetoed=("horror", "war"))
    assert "steered: + slow burn, - gory (twice), + space (3 times)\nwithout horror and war (veto)" in text
    assert "steered" not in blend_text()
    assert "veto)" not in blend_text()


def test_who_gave_way_and_counts_more_is_told() -> None:
    assert f"<@{OWNER}> gave way lately and counts a little more tonight" in blend_text(gave_way=(OWNER,))
    both = blend_text(gave_way=(OWNER, FRIENDS[0]))
    assert f"<@{OWNER}> and <@{FRIENDS[0]}> gave way lately and count a little more tonight" in both
    assert "gave way" not in blend_text()


def test_a_page_can_be_voted_on_when_there_is_something_to_choose() -> None:
    panel = blend_panel()
    for page in (0, 1):
        found = buttons(blend.build_blend(replace(panel, page=page), SIGNER))
        assert leads_to(found["Vote"]) == ("vote.open", panel.blend, str(page))
    for offered in (0, 1):
        assert "Vote" not in buttons(blend.build_blend(replace(panel, offers=offers(offered, 2)), SIGNER))


def test_the_list_can_be_steered_by_its_buttons() -> None:
    panel = blend_panel()
    found = buttons(blend.build_blend(panel, SIGNER))
    assert leads_to(found["More / less of…"]) == ("blend.steer", panel.blend)
    assert leads_to(found["Veto genres"]) == ("blend.veto", panel.blend)
    assert "Undo steering" not in found
    steered = buttons(blend.build_blend(replace(panel, steer={"gory": -1}), SIGNER))
    assert leads_to(steered["Undo steering"]) == ("blend.unsteer", panel.blend)
    empty = buttons(blend.build_blend(replace(panel, offers=(), vetoed=("war",)), SIGNER))
    assert "Veto genres" in empty
    assert "More / less of…" not in empty


@pytest.mark.parametrize(
    ("page", "shown", "back", "forth"),
    [(0, "1/2", True, False), (1, "2/2", False, True), (7, "2/2", False, True), (-3, "1/2", True, False)],
)
def test_the_pager_stops_at_both_ends(page: int, shown: str, back: bool, forth: bool) -> None:  # noqa: FBT001 - expected
    found = buttons(blend.build_blend(blend_panel(page=page), SIGNER))
    assert found[shown]["disabled"]
    assert (found["◀ Back"]["disabled"], found["Next ▶"]["disabled"]) == (back, forth)


def test_next_leads_to_the_next_page_of_this_blend() -> None:
    panel = blend_panel()
    found = buttons(blend.build_blend(panel, SIGNER))
    assert leads_to(found["Next ▶"]) == ("blend.page", panel.blend, "1", "next")


def test_one_page_needs_no_pager() -> None:
    assert "Next ▶" not in buttons(blend.build_blend(blend_panel(offers=offers(5, 2)), SIGNER))


def test_the_menu_offers_the_titles_of_this_page() -> None:
    panel = blend_panel(page=1)
    options = menu(blend.build_blend(panel, SIGNER))["options"]
    assert [option["value"] for option in options] == [title_code(offer.title.id) for offer in panel.offers[5:]]


def test_the_rule_the_limits_and_the_least_happy_member_are_always_shown() -> None:
    text = blend_text(wishes=Wishes("series", 60, "least_misery", "someone", "TV-14"))
    assert "**Nobody hates it**: the least happy member decides" in text
    assert "series · up to 60 minutes · rated TV-14 or milder · new to someone" in text
    assert f"Least happy with this list: <@{FRIENDS[0]}>, 95 % on average" in text


def test_those_who_are_asked_read_what_joining_tells_others() -> None:
    panel = blend_panel(joined=(OWNER,), offers=offers(7, 1), pending=FRIENDS[:2])
    view = blend.build_blend(panel, SIGNER)
    asked = texts(view)[-1]
    assert asked.startswith(f"<@{FRIENDS[0]}> and <@{FRIENDS[1]}> are invited.")
    assert "titles you have seen are left out" in asked
    assert "/privacy" in asked
    found = buttons(view)
    assert (leads_to(found["Join"]), leads_to(found["Not now"])) == (
        ("blend.join", panel.blend),
        ("blend.later", panel.blend),
    )


@pytest.mark.parametrize("seen", ["someone", "rewatch"])
def test_where_seen_titles_are_listed_those_who_are_asked_read_that_they_will_be_named(seen: str) -> None:
    text = blend_text(joined=(OWNER,), offers=offers(7, 1), pending=FRIENDS[:2], wishes=Wishes(seen=seen))
    assert "which of these titles you have seen" in text


def test_once_everybody_has_answered_nobody_is_asked() -> None:
    assert "Join" not in buttons(blend.build_blend(blend_panel(), SIGNER))


def test_an_empty_list_says_what_to_do() -> None:
    text = blend_text(offers=())
    assert "Nothing is left inside these limits. Run /blend again" in text


def test_a_picture_has_its_alt_text_and_no_picture_leaves_no_gap() -> None:
    with_picture = blend.build_blend(blend_panel(alt="A blend of two members"), SIGNER)
    (gallery,) = [part for part in parts(with_picture) if part["type"] == 12]
    assert gallery["items"] == [
        gallery["items"][0] | {"description": "A blend of two members", "media": {"url": "attachment://blend.png"}}
    ]
    assert not [part for part in parts(blend.build_blend(blend_panel(), SIGNER)) if part["type"] == 12]


def test_the_details_of_a_title_are_for_the_one_who_asked() -> None:
    panel = blend_panel()
    view = blend.build_details(panel.offers[1], panel, SIGNER, FRIENDS[0])
    (text, note) = texts(view)
    assert "## Harbour Lights (2019)" in text
    assert "series, 12 seasons of 45 min · documentary, animation, adventure, fantasy · TV-MA · GB/US/FR" in text
    assert "by Orla Invented and Orla Invented, with Orla Invented" in text
    assert "/privacy" in note
    code = title_code("title-1")
    found = buttons(view)
    assert leads_to(found["I have seen it"]) == ("blend.seen", panel.blend, code, str(FRIENDS[0]))
    assert leads_to(found["Not for me"]) == ("blend.refuse", panel.blend, code, str(FRIENDS[0]))


@pytest.mark.parametrize(
    ("doubts", "said"),
    [
        (Doubts(), "Nothing clear pulled it down."),
        (Doubts(("gory", "slow paced")), "What pulled it down: not to everybody's taste: gory, slow paced."),
        (Doubts(("gory",), OWNER, "popularity"), f"What pulled it down: {LESS_KNOWN}; {GORY}; {LESS_CONVINCED}."),
        (Doubts(("gory",), OWNER, "member"), f"What pulled it down: {LESS_CONVINCED}; {GORY}."),
        (Doubts(was_offered=True), "What pulled it down: it stood on an earlier list of yours."),
        (Doubts(main="unknown"), "What pulled it down: so little is known of it that nothing speaks for it."),
        (Doubts(main="taste"), "Nothing clear pulled it down."),
    ],
)
def test_the_details_say_what_pulled_a_title_down_the_weightiest_first(doubts: Doubts, said: str) -> None:
    panel = blend_panel()
    text, _ = texts(blend.build_details(panel.offers[0], panel, SIGNER, OWNER, doubts))
    assert text.splitlines()[-1] == said


def test_the_details_say_how_sure_a_match_is_and_why_not_surer() -> None:
    panel = blend_panel(vague=(FRIENDS[0],))
    offer = replace(panel.offers[0], confidence=0.3, is_obscure=True)
    _, note = texts(blend.build_details(offer, panel, SIGNER, OWNER))
    assert f"How sure I am: not very. I know little of <@{FRIENDS[0]}> yet. Little is known of this title." in note
    sure = texts(blend.build_details(blend_panel().offers[0], blend_panel(), SIGNER, OWNER))[1]
    assert "How sure I am: quite.\n" in sure


def test_a_list_says_of_whom_and_of_what_little_is_known() -> None:
    assert f"I know little of <@{OWNER}> yet" in blend_text(vague=(OWNER,))
    assert "little" not in blend_text()
    obscure = replace(offers(1, 2)[0], is_obscure=True)
    assert "-# a guess: little is known of it but how popular it is" in blend_text(offers=(obscure,))


def test_the_picker_takes_one_to_nine_friends() -> None:
    (picker,) = [part for part in parts(blend.build_picker(SIGNER, OWNER, Wishes())) if part["type"] == 5]
    assert (picker["min_values"], picker["max_values"]) == (1, 9)


def test_what_is_not_known_of_a_title_is_not_said() -> None:
    bare = Title("tt1", "movie", "Bare", 0, 0, (), (), "", UNRATED, 1, {})
    assert (label_of(bare), length_of(bare), facts_of(bare), people_of(bare)) == ("Bare", "film", "film", "")
    series = replace(bare, kind="series", minutes=45)
    assert length_of(series) == "series, 45 min"
    assert length_of(replace(series, seasons=2)) == "series, 2 seasons of 45 min"
    assert length_of(replace(series, seasons=1, minutes=0)) == "series, 1 season"
