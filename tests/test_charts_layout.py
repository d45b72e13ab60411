"""Where things stand on the cards: inside, not on each other, readable; and what the browser makes of them."""

import datetime as dt
import itertools
import os
import re
import struct
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.charts import theme
from bot.charts.blend_card import BlendMember, BlendRow, blend_card
from bot.charts.browser import find_browser
from bot.charts.chart import HEIGHT, WIDTH, Chart
from bot.charts.renderer import Renderer, open_renderer
from data.history import History
from tests.chart_samples import (
    LAST,
    LONG,
    NAMES,
    Box,
    bars,
    blend,
    every_chart,
    labels,
    marks,
    named,
    own_charts,
    viewing,
)

CHARTS = list(every_chart())
BROWSER = find_browser()
needs_browser = pytest.mark.skipif(
    BROWSER is None and os.environ.get("CI") != "true", reason="no Chrome or Chromium on this machine"
)


def overlaps(boxes: list[Box]) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in itertools.combinations(boxes, 2) if a.touches(b)]


@pytest.mark.parametrize("chart", [pytest.param(chart, id=name) for name, chart in CHARTS])
def test_every_label_is_inside_the_card_and_none_lies_on_another(chart: Chart) -> None:
    boxes = labels(chart)
    outside = [b for b in boxes if b.left < theme.LEFT - 20 or b.right > theme.RIGHT + 8 or b.top < 20 or b.low > 552]
    assert outside == []
    assert overlaps(boxes) == []


def test_the_check_above_sees_what_is_too_wide_and_what_collides() -> None:
    card = theme.Card("Title", "Facts")
    card.write(theme.LEFT, 200, LONG[1])
    card.write(theme.RIGHT, 204, "12 episodes", at="right")
    boxes = labels(Chart(card.figure(), "", "", "", ""))
    assert overlaps(boxes)
    assert max(box.right for box in boxes) > WIDTH


@pytest.mark.parametrize("week", range(52))
def test_a_calendar_names_its_months_whenever_it_begins(week: int) -> None:
    last = LAST + dt.timedelta(weeks=week)
    (chart,) = [c for c in own_charts(History((viewing("Tape", last),))) if c.filename == "calendar.png"]
    assert overlaps(labels(chart)) == []
    names = [box.text for box in labels(chart) if re.fullmatch(r"[A-Z][a-z]{2}( 20\d\d)?", box.text) and box.left > 70]
    assert 11 <= len(names) <= 14
    assert " 20" in names[0]
    assert all(" 20" in name for name in names if name.startswith("Jan"))


@pytest.mark.parametrize("members", range(1, 11))
@pytest.mark.parametrize("share", [0.0, 1.0, 0.5, (0.01, 0.99), (0.6, 0.61, 0.62)], ids=str)
def test_every_members_mark_can_be_seen(members: int, share: tuple[float, ...] | float) -> None:
    made = blend(members, share)
    drawn = marks(made)
    assert len(drawn) == 6 * members  # the legend's, and five rows'
    assert overlaps(drawn) == []
    assert not [box for box in drawn if box.left < theme.LEFT - 1 or box.right > theme.RIGHT + 1]
    assert not [label.text for label in labels(made) for mark in drawn if label.touches(mark)]


def test_marks_that_do_not_touch_stand_exactly_where_their_share_is() -> None:
    half, nothing, whole, quarter = _middles((0.5, 0.0, 1.0, 0.25))
    assert quarter - nothing == (whole - nothing) / 4
    assert half - nothing == (whole - nothing) / 2


def test_each_member_keeps_a_mark_of_their_own_colour_and_shape() -> None:
    made = [trace["marker"] for trace in blend(10, (0.9, 0.1, 0.5)).figure["data"]]
    looks = [(mark["color"], mark["symbol"]) for mark in made]
    assert len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) == 10
    assert looks == looks[:10] * 6


def test_a_bar_is_as_long_as_its_number() -> None:
    rows = [
        viewing("Tape", LAST, seconds=7200),
        viewing("The Tide Mill", LAST - dt.timedelta(days=40), at=0, seconds=3600),
    ]
    charts = {c.filename: c for c in own_charts(History(tuple(rows)))}
    long, short = (box.right - box.left for box in bars(charts["top-series.png"], theme.COLOURS[0]))
    assert long == pytest.approx(2 * short)
    _, first, last = (box.low - box.top for box in bars(charts["time-by-kind.png"], theme.COLOURS[0]))  # first, the key
    assert last == pytest.approx(2 * first)


def test_marks_that_would_touch_are_moved_evenly_and_keep_their_order() -> None:
    low, middle, high = _middles((0.5, 0.501, 0.502))
    (alone,) = _middles((0.501,))
    assert low < middle < high
    assert middle == pytest.approx(alone)


def _middles(shares: tuple[float, ...]) -> list[float]:
    """Where the marks of one row stand."""
    members = [BlendMember(NAMES[at]) for at in range(len(shares))]
    made = blend_card(members, [BlendRow("Harbour Lights", 0.5, shares, ("calm",))])
    return [(mark.left + mark.right) / 2 for mark in marks(made)[len(shares) :]]


@pytest.mark.parametrize("step", range(41))
def test_numbers_stand_out_from_every_shade_of_a_cell(step: int) -> None:
    shade = theme.heat(step / 40)
    assert theme.contrast(theme.ink_on(shade), shade) >= 4


def test_texts_stand_out_from_the_card_and_colours_from_each_other() -> None:
    assert min(theme.contrast(colour, theme.CARD) for colour in (theme.BRIGHT, theme.SOFT, theme.QUIET)) >= 4.5
    assert min(theme.contrast(colour, theme.CARD) for colour in theme.COLOURS) >= 3
    assert len(set(theme.COLOURS)) == len(set(theme.MARKS)) == 10
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)


@pytest.fixture
async def renderer(tmp_path: Path) -> AsyncIterator[Renderer]:
    async with open_renderer(BROWSER, tmp_path) as opened:
        yield opened


@needs_browser
async def test_every_chart_is_drawn_at_its_size_and_inside_its_margins(renderer: Renderer) -> None:
    shown = {chart.filename: chart for _, chart in CHARTS}
    hostile = {f"{at}": chart for at, chart in enumerate([*own_charts(named(LONG)), blend(10), blend(10, 1.0)])}
    for chart in (*shown.values(), *hostile.values()):
        png = await renderer.render(chart)
        assert struct.unpack(">II", png[16:24]) == (2 * WIDTH, 2 * HEIGHT)
        picture = Image.open(BytesIO(png)).convert("RGB")
        sides = [picture.crop((0, 0, 20, 2 * HEIGHT)), picture.crop((2 * WIDTH - 40, 0, 2 * WIDTH, 2 * HEIGHT))]
        ends = [picture.crop((0, 0, 2 * WIDTH, 30)), picture.crop((0, 2 * HEIGHT - 12, 2 * WIDTH, 2 * HEIGHT))]
        assert [margin.getcolors() for margin in (*sides, *ends)] == [
            [(margin.width * margin.height, (0x2B, 0x2D, 0x31))] for margin in (*sides, *ends)
        ], chart.filename
        assert len(picture.getcolors(1 << 24)) > 20
