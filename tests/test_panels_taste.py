"""The panels and the picture of a comparison: what Discord takes, what they say, whose they are."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.charts import theme
from bot.charts.taste_card import taste_card
from bot.comparing import Clash, Comparison, Near
from bot.encounter.meeting import JOINED_FOR, is_over
from bot.panels.taste import (
    build_agreed,
    build_comparison,
    build_neighbours,
    build_posted,
    build_question,
    build_too_little,
)
from data.store import Blend, new_blend_id
from tests.chart_samples import LONG as LONG_NAMES
from tests.chart_samples import NAMES, labels, marks
from tests.panel_limits import buttons, menu, parts, refusals, texts
from tests.panel_samples import FRIENDS, LONG, OWNER, SIGNER, TAGS, a_title, leads_to

FRIEND = FRIENDS[0]
ID = new_blend_id()


def full(name: str = "Harbour Lights") -> Comparison:
    """Everything there can be to say, with this name for every title."""
    titles = [a_title(at, name) for at in range(7)]
    clashes = tuple(Clash(title, FRIEND, (0.004, 1.0)) for title in titles[4:])
    tags = (*TAGS, "mother-son relationship")
    parted = tuple((tag, member) for tag in tags for member in (OWNER, FRIEND))
    return Comparison((OWNER, FRIEND), 0.724, 0.55, titles[0], tuple(titles[1:4]), clashes, tags, parted)


def near(count: int) -> dict[Near, str]:
    return {Near(FRIENDS[at % 9] + at, 1 - at / 20, 0.9 - at / 12): f"Member {at}" for at in range(count)}


NAMED = ["Harbour Lights", LONG, "*" * 150, "海" * 150]


@pytest.mark.parametrize("name", NAMED, ids=["short", "long", "signs", "kanji"])
def test_discord_takes_the_fullest_form_of_every_panel(name: str) -> None:
    neighbours = dict.fromkeys(near(10), name)
    for view in (
        build_comparison(full(name), ID, SIGNER, alt="x" * 3_000),
        build_posted(full(name), alt="x" * 3_000),
        build_comparison(Comparison((OWNER, FRIEND), vague=(OWNER, FRIEND)), ID, SIGNER),
        build_comparison(Comparison((OWNER, FRIEND)), ID, SIGNER),
        build_question(ID, OWNER, FRIEND, SIGNER),
        build_agreed(ID, OWNER, FRIEND, SIGNER),
        build_neighbours(neighbours, SIGNER, OWNER, 1_990, 2_000),
        build_neighbours({}, SIGNER, OWNER, 10, None),
        build_neighbours({}, SIGNER, OWNER, 0, None),
        build_too_little(),
    ):
        assert refusals(view) == []
        assert view.timeout is None
        for part in parts(view):
            assert "custom_id" not in part or SIGNER.read(part["custom_id"])


def test_a_title_cannot_act_in_a_panel() -> None:
    told = "\n".join(texts(build_posted(full("@everyone [x](https://x.example) **b**"))))
    assert "@everyone" not in told
    assert "](https://" not in told
    assert "**b**" not in told


def test_the_comparison_says_all_of_it_in_words() -> None:
    told = "\n".join(texts(build_comparison(full(), ID, SIGNER)))
    for words in (
        "**72 % match** · fairly sure",
        "**Brings you together**: Harbour Lights (2019) · film, 45 min",
        "**You both lean to**: father daughter relationship",
        f"**More for <@{OWNER}>**: ",
        f"**More for <@{FRIEND}>**: ",
        f"Harbour Lights (2019): <@{OWNER}> 0 % · <@{FRIEND}> 100 %",
        "neither of you has seen",
    ):
        assert words in told
    assert "%" not in "\n".join(texts(build_question(ID, OWNER, FRIEND, SIGNER)))


def test_where_nothing_parts_or_brings_together_it_is_said() -> None:
    told = "\n".join(texts(build_comparison(Comparison((OWNER, FRIEND), 0.5, 0.5), ID, SIGNER)))
    assert "nothing that I am sure you would both love" in told
    assert "nowhere that is clear" in told


def test_the_question_tells_the_friend_what_joining_means_and_where_it_leads() -> None:
    view = build_question(ID, OWNER, FRIEND, SIGNER)
    (told,) = texts(view)
    for words in ("for this one comparison", "for a day", "not seen these", "may then post it here", "/privacy"):
        assert words in told
    assert leads_to(buttons(view)["Join"]) == ("taste.join", ID)
    assert leads_to(buttons(view)["Not now"]) == ("taste.later", ID)
    assert leads_to(buttons(build_agreed(ID, OWNER, FRIEND, SIGNER))["Show me"]) == ("taste.show", ID)
    assert leads_to(buttons(build_comparison(full(), ID, SIGNER))["Post to channel"]) == ("taste.post", ID)
    assert buttons(build_posted(full())) == {}


def test_neighbours_stand_in_order_and_the_pages_lead_on() -> None:
    view = build_neighbours(near(3), SIGNER, OWNER, 10, 20)
    told = "\n".join(texts(view))
    assert told.index("**100 % match** · quite sure") < told.index("**95 % match**") < told.index("**90 % match**")
    assert [option["label"] for option in menu(view)["options"]] == ["Member 0", "Member 1", "Member 2"]
    assert leads_to(buttons(view)["Next ▶"]) == ("taste.near", str(OWNER), "20", "next")
    assert leads_to(buttons(view)["◀ First"]) == ("taste.near", str(OWNER), "0", "first")
    assert buttons(build_neighbours(near(3), SIGNER, OWNER, 0, None)) == {}
    last = buttons(build_neighbours(near(3), SIGNER, OWNER, 10, None))
    assert last["Next ▶"]["disabled"]
    assert not last["◀ First"].get("disabled")


def test_who_joined_is_compared_with_for_a_day() -> None:
    begun = datetime(2024, 5, 1, 12, tzinfo=UTC)
    waiting = Blend(ID, 1, 2, OWNER, begun, invited=(FRIEND,), joined=(OWNER,))
    joined = replace(waiting, joined=(OWNER, FRIEND))
    assert not is_over(joined, begun + JOINED_FOR)
    assert is_over(joined, begun + JOINED_FOR + timedelta(seconds=1))
    assert not is_over(waiting, begun + timedelta(days=20))


@pytest.mark.parametrize("name", ["Harbour Lights", *LONG_NAMES])
@pytest.mark.parametrize("names", [("Ada", "Bruno"), (NAMES[3], NAMES[4])], ids=["short", "long"])
@pytest.mark.parametrize("kept", ["all", "little", "nothing"])
def test_every_label_of_the_card_is_inside_it_and_none_lies_on_another(
    name: str, names: tuple[str, str], kept: str
) -> None:
    said = {
        "all": full(name),
        "little": replace(full(name), bridge=None, tags=(), parted=()),
        "nothing": Comparison((OWNER, FRIEND)),
    }[kept]
    chart = taste_card(said, names)
    boxes = labels(chart)
    outside = [b for b in boxes if b.left < theme.LEFT - 1 or b.right > theme.RIGHT + 8 or b.top < 20 or b.low > 552]
    assert outside == []
    shown = [*boxes, *marks(chart)]
    assert [(a.text, b.text) for a, b in itertools.combinations(shown, 2) if a.touches(b)] == []
    assert len(chart.alt) <= 1_000
    assert len(chart.text) <= 1_800


def test_the_alt_text_tells_what_the_card_shows() -> None:
    alt = taste_card(full(), ("Ada", "Bo")).alt
    for words in (
        "Ada and Bo",
        "72 % match, fairly sure",
        "Brings them together: Harbour Lights (2019)",
        "More for Bo",
    ):
        assert words in alt
