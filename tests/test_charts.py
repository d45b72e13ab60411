"""What every chart says beside its picture, and what it never shows."""

import html
import json
import re
from dataclasses import replace

import pytest

from bot.charts.chart import Chart, ChartProblem
from bot.charts.own import OWN
from bot.charts.shared import shared_chart
from data.history import History, Viewing, without
from tests.chart_samples import HISTORIES, LAST, TITLES, blend, every_chart, named, own_charts, viewing, words
from tests.hostile_titles import HOSTILE, active, unruly

ORDINARY = HISTORIES["ordinary"]
CHARTS = list(every_chart())


@pytest.mark.parametrize("chart", [pytest.param(chart, id=name) for name, chart in CHARTS])
def test_every_chart_has_words_within_discords_limits(chart: Chart) -> None:
    assert chart.title
    assert re.fullmatch(r"[a-z-]+\.png", chart.filename)
    assert 20 <= len(chart.alt) <= 1000
    assert len(chart.text) <= 1800
    assert not unruly(chart.alt)


def test_every_kind_of_chart_is_among_the_samples() -> None:
    assert len({chart.filename for _, chart in CHARTS}) == len(OWN) + 2


@pytest.mark.parametrize(
    ("chart", "in_alt", "in_text"),
    [
        (
            "time_by_kind",
            ["2 h 00 of series, 1 h 40 of films", "Mar 2024, 3 h 40"],
            ["Mar 2024: series 2 h 00, films 1 h 40"],
        ),
        ("top_series", ["1 series", "The Tide Mill, 3 episodes · 2 h 00"], ["1. The Tide Mill: 3 episodes · 2 h 00"]),
        ("top_films", ["1 film in all", "Tape, 1 h 40"], ["1. Tape: 1 h 40"]),
        ("genres", ["2 h 00 of known titles", "action 100 %, 2 h 00"], ["action 100 %, 2 h 00"]),
        ("calendar", ["2 days", "run 2 days", "Wednesday, 06 March 2024, 3 h 00"], ["week of 04 Mar: 3 h 40"]),
        ("weekday_by_month", ["Wednesday leads with 75 %", "Tuesday: 1;"], ["Tuesday: 1\n", "Wednesday: 3\n"]),
    ],
)
def test_the_numbers_of_the_picture_are_in_the_words(chart: str, in_alt: list[str], in_text: list[str]) -> None:
    wednesday = [viewing("The Tide Mill", LAST, at=0)] * 2
    rows = (
        *wednesday,
        Viewing("Tape", "movie", "Tape", date=LAST),
        viewing("The Tide Mill", LAST.replace(day=5), at=0),
    )
    made = OWN[chart](History(rows, "test"), TITLES, False)  # noqa: FBT003 - one signature for all
    assert [fact for fact in in_alt if fact not in made.alt] == []
    assert [fact for fact in in_text if fact not in made.text] == []


def test_what_two_members_share_is_in_the_words() -> None:
    first = History((viewing("The Tide Mill", LAST, at=0), viewing("Second Breakfast", LAST, at=3)), "test")
    second = History((viewing("The Tide Mill", LAST, at=0),), "test")
    made = shared_chart(first, second, ("Ada", "Bruno"), TITLES)
    for text in (made.alt, made.text):
        assert "1 title in common · 1 only Ada · 0 only Bruno" in text
        assert "action: Ada 48 %, Bruno 100 %" in text
        assert "Both watched The Tide Mill" in text


def test_a_blends_words_tell_what_each_member_makes_of_each_title() -> None:
    made = blend(3, (0.2, 0.5, 0.004))
    assert made.alt.startswith("A blend for Ada, Bruno and Noor. Best matches: 1. A perfectly ordinary title")
    assert made.alt.count("Ada 20 %, Bruno 50 %, Noor <1 %") == 5
    assert "5. Salt & Pepper: 70 % (Ada 20 %, Bruno 50 %, Noor <1 %)" in made.text


def test_a_crowds_words_leave_out_whole_pieces_only() -> None:
    made = blend(10, name="Maximilian the Thirteenth of Nowhere")
    assert 700 < len(made.alt) <= 1000
    assert re.fullmatch(r".+ \d+ % …", made.alt)
    assert made.text.count("\n") == 4


@pytest.mark.parametrize(
    ("chart", "missing"), [("genres", "titles that I know"), ("top_films", "films"), ("calendar", "dates")]
)
def test_what_there_is_too_little_for_is_said(chart: str, missing: str) -> None:
    rows = History((viewing("Tape", None),), "test")
    with pytest.raises(ChartProblem, match=f"There are no {missing} in this history"):
        OWN[chart](rows, TITLES, False)  # noqa: FBT003 - one signature for all
    with pytest.raises(ChartProblem, match="nothing to compare"):
        shared_chart(rows, rows, ("Ada", "Bruno"), TITLES)


def test_a_posted_chart_names_catalogue_titles_only() -> None:
    private, public = ([repr(c.figure) + c.alt + c.text for c in own_charts(ORDINARY, public=p)] for p in (False, True))
    assert any("Tape" in chart for chart in private)
    assert not [chart for chart in public if "Tape" in chart]


@pytest.mark.parametrize("hidden", ["t0", "t10", "episode:tape", "episode:second breakfast"])
def test_a_hidden_work_leaves_the_charts_of_a_history_that_never_had_it(hidden: str) -> None:
    never = History(tuple(v for v in ORDINARY.viewings if hidden not in (v.match, v.work)), ORDINARY.catalogue)
    assert said_and_drawn(without(ORDINARY, {hidden})) == said_and_drawn(never)
    assert said_and_drawn(ORDINARY) != said_and_drawn(never)


def said_and_drawn(history: History) -> list[bytes]:
    """All charts of a history, byte for byte."""
    both = (shared_chart(*pair, ("Ada", "Bruno"), TITLES) for pair in ((history, ORDINARY), (ORDINARY, history)))
    return [
        json.dumps([chart.figure, chart.title, chart.alt, chart.text, chart.filename]).encode()
        for chart in (*own_charts(history), *own_charts(history, public=True), *both)
    ]


def of_names(name: str) -> list[Chart]:
    """Charts that name a title or a member."""
    title = replace(TITLES["t0"], title=name)
    history = History((viewing("The Tide Mill", LAST, at=0),), "test")
    both = shared_chart(history, history, (name, name), {"t0": title})
    return [*own_charts(named([name, name])), both, blend(3, name=name)]


HARMLESS = [active(f"{chart.title}\n\n{chart.text}") for chart in of_names("Plain")]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_does_anything_in_the_words(name: str) -> None:
    made = of_names(name)
    assert [active(f"{chart.title}\n\n{chart.text}") for chart in made] == HARMLESS
    assert [unruly(chart.alt) for chart in made] == [[]] * len(made)


TAGS = ["<b>bold</b>", "<br>", '<a href="https://evil.example">x</a>', "<sub>", "R&B"]
MARKUP = [*TAGS, "&lt;i&gt;", "&amp;", "{x}", "$x^2$"]


@pytest.mark.parametrize("name", [*MARKUP, *HOSTILE])
def test_no_name_does_anything_in_the_picture(name: str) -> None:
    for chart in of_names(name):
        for label in chart.figure["layout"]["annotations"]:
            inner = re.sub(r"^<b>(.*)</b>$", r"\1", label["text"])
            assert not acts(inner), inner
            assert not unruly(inner)


def acts(text: str) -> bool:
    """True when plotly would read more than letters in a text."""
    return "<" in text or ">" in text or html.escape(html.unescape(text), quote=False) != text


def test_the_check_above_knows_what_acts() -> None:
    assert all(map(acts, TAGS))


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_shown_as_people_typed_it(name: str) -> None:
    for chart in of_names(name):
        if chart.filename in ("top-series.png", "shared.png", "blend.png"):
            assert any(name in words(label) for label in chart.figure["layout"]["annotations"])
