"""Texts measured and cut before they are drawn, against the fonts they are drawn with."""

import os
import unicodedata
from pathlib import Path

import pytest
from PIL import ImageFont

from bot.charts.lettering import clean, fit, joined, width_of
from tests.chart_samples import FILMS, LONG, NAMES, SERIES

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts")
_FONTS = {
    "Inter": ("Inter-Regular.otf", "Inter-Regular.ttf"),
    "Inter bold": ("Inter-Bold.otf", "Inter-Bold.ttf"),
    "CJK": ("NotoSansCJK-Regular.ttc",),
}


def font(name: str) -> ImageFont.FreeTypeFont:
    """A font of this machine at 100 pixels; the test is skipped where it is not installed."""
    for folder in map(os.path.expanduser, _FOLDERS):
        for file in _FONTS[name]:
            if found := next(Path(folder).rglob(file), None):
                return ImageFont.truetype(found, 100, layout_engine=ImageFont.Layout.BASIC)
    return pytest.skip(f"{name} is not installed")


LATIN = [text for text in (*SERIES, *FILMS, *LONG, *NAMES) if text.isascii()]
LATIN += [chr(code) * 20 for code in range(33, 127)]
LATIN += ["THE QUICK BROWN FOX", "Żółć i Łódź", "Ærø Œuvre", "Крепостная стена", "Η Μάχη", "S1: E4 – “Ω”…"]  # noqa: RUF001 - as titles are written


@pytest.mark.parametrize("text", LATIN)
@pytest.mark.parametrize("is_bold", [False, True], ids=["regular", "bold"])
def test_no_text_is_wider_than_it_is_said_to_be(text: str, is_bold: bool) -> None:  # noqa: FBT001 - a parameter
    drawn = font("Inter bold" if is_bold else "Inter").getlength(text)
    assert drawn <= width_of(text, 100, bold=is_bold)


@pytest.mark.parametrize("text", ["葬送の灯台の番人", "오후의 게임", "灯台。第１話「海」"])
def test_east_asian_text_is_not_wider_either(text: str) -> None:
    assert font("CJK").getlength(text) <= width_of(text, 100) <= 1.4 * font("CJK").getlength(text)


@pytest.mark.parametrize("text", ["The Lamp Lighter", "Second Breakfast: Season 2", "A perfectly ordinary title"])
def test_ordinary_text_is_not_cut_for_nothing(text: str) -> None:
    assert width_of(text, 100) <= 1.12 * font("Inter").getlength(text)


@pytest.mark.parametrize("text", [*LONG, *NAMES, "x" * 1000, "e\u0301" * 300, "\u202e" * 50])
@pytest.mark.parametrize("room", [30, 90, 400])
def test_a_cut_text_fits_and_starts_as_the_whole_does(text: str, room: int) -> None:
    cut = fit(text, room, 20)
    assert width_of(cut, 20) <= room
    assert unicodedata.normalize("NFC", text).startswith(cut.removesuffix("…"))
    assert cut == fit(cut, room, 20)


def test_a_text_that_fits_is_whole() -> None:
    assert fit("Paper Moons", width_of("Paper Moons", 20), 20) == "Paper Moons"
    assert fit("Paper Moons", width_of("Paper Moons", 20) - 1, 20).endswith("…")


@pytest.mark.parametrize("unit", ["👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "❤️", "q\u0323\u0307", "कि"])
def test_no_cut_goes_through_a_character(unit: str) -> None:
    for room in range(10, 200):
        kept = fit(unit * 20, room, 20).removesuffix("…")
        assert kept == unit * (len(kept) // len(unit))


def test_a_family_of_emoji_is_as_wide_as_one() -> None:
    assert width_of("👨‍👩‍👧‍👦", 20) == width_of("🦑", 20) > width_of("m", 20)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>&</b>", "&lt;b&gt;&amp;&lt;/b&gt;"),
        ("a\u202eb\x00c", "ab c"),
        ("two\nlines", "two lines"),
        ("z" + "\u0301" * 20, "ź\u0301\u0301\u0301"),
    ],
)
def test_text_is_shown_as_it_stands(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_pieces_are_whole_or_missing() -> None:
    assert joined(["one", "two"], ", ", 20) == "one, two"
    assert joined(["one", "two", "three"], ", ", 10) == "one, two …"
    assert joined(["one"], ", ", 5) == "one"
    assert joined(["unbearable"], ", ", 5) == "unbe…"
    assert joined([], ", ", 5) == ""
