"""Titles and names are shown as plain text, whatever stands in them."""

import unicodedata

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import bar, listed, mention, percent, plain, safe
from tests.hostile_titles import HOSTILE, PAYLOADS, active, shown, unruly
from tests.panel_limits import labels, refusals, texts
from tests.panel_samples import PANELS


def test_there_are_more_than_200_hostile_titles_and_they_are_hostile() -> None:
    harmless = [payload for payload in PAYLOADS if not active(payload)]
    assert harmless == ["\\", "\\*not bold*"]
    assert len(set(HOSTILE)) > 200


def test_discords_own_escaping_lets_many_of_them_through() -> None:
    escaped = [discord.utils.escape_mentions(discord.utils.escape_markdown(text)) for text in HOSTILE]
    assert sum(bool(active(text)) for text in escaped) > 100


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_nothing_in_a_title_acts(title: str) -> None:
    assert active(safe(title)) == []


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_a_menu_shows_one_well_behaved_line(title: str) -> None:
    assert unruly(plain(title)) == []
    assert len(plain(title)) <= 100


@given(st.text(alphabet=st.characters() | st.sampled_from("<>@#:/\\*_~`|[]()-+.1\n\u202e\u0301\u200d"), max_size=150))
def test_no_text_at_all_acts_or_grows_too_long(text: str) -> None:
    assert active(safe(text)) == []
    assert len(plain(text)) <= 100
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    "title",
    [
        *("Élite", "9-1-1", "Mother!", "'71", "1. FC Köln", "-30-", ".hack", "M*A*S*H", "(500) Days", "$9.99", "50/50"),
        *(
            "海辺のカフカ",
            "क्षत्रिय",
            "กินทาโร่",
            "עִבְרִית",
            "ความลับ",
            "👩\u200d👩\u200d👧 family",
            "Where's @ now?",
            "The 100",
        ),
    ],
)
def test_an_honest_title_reads_as_it_is(title: str) -> None:
    assert plain(title) == shown(safe(title)) == unicodedata.normalize("NFC", title)


def test_a_number_with_a_dot_keeps_its_number() -> None:
    assert safe("1. FC Film") == "1\\. FC Film"
    assert safe("24") == "24"


@pytest.mark.parametrize("text", ["", " ", "\u200d\u200d", "\u3164", "\u2800\u2800", "\u0301", "\ufe0f", "\x00\n"])
def test_what_shows_nothing_is_empty(text: str) -> None:
    assert plain(text) == ""


def test_a_long_name_is_cut_and_says_so() -> None:
    assert plain("x" * 300, 20) == "x" * 19 + "…"
    assert plain("x" * 20, 20) == "x" * 20
    assert safe("*" * 300, 20) == "\\*" * 19 + "…"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_one_says_them(words: list[str], text: str) -> None:
    assert listed(words) == text


@pytest.mark.parametrize(
    ("share", "blocks", "words"),
    [(0.0, "▱▱▱▱▱", "0 %"), (0.5, "▰▰▱▱▱", "50 %"), (1.0, "▰▰▰▰▰", "100 %"), (-0.2, "▱▱▱▱▱", "-20 %")],
)
def test_a_share_is_five_blocks_and_per_cent(share: float, blocks: str, words: str) -> None:
    assert bar(share) == blocks
    assert percent(share) == words


def test_nearly_all_is_not_all() -> None:
    assert percent(246 / 247) == "99 %"


def test_a_mention_is_discords_own() -> None:
    assert mention(42) == "<@42>"


@pytest.mark.parametrize("panel", PANELS)
def test_on_every_panel_a_hostile_title_does_no_more_than_a_harmless_one(panel: str) -> None:
    """Whatever a panel itself makes bold or mentions stays the same; the title adds nothing to it."""
    calm = PANELS[panel]("Harbour Lights")
    does, shows = active("\n".join(texts(calm))), [unruly(label) for label in labels(calm)]
    for title in HOSTILE:
        if "\ud800" in title:  # no file is decoded to half a character
            continue
        view = PANELS[panel](title)
        assert active("\n".join(texts(view))) == does, title
        assert [unruly(label) for label in labels(view)] == shows, title
        assert refusals(view) == [], title


def test_a_panel_that_forgot_to_escape_would_be_found() -> None:
    """The control."""
    harmful = [title for title in HOSTILE if active(f"## {title} (2019)") != active("## Harbour Lights (2019)")]
    assert len(harmful) > 200
