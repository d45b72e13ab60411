"""Histories of invented people for the charts, every chart made of them, and what a chart's labels look like."""

import datetime as dt
import html
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.charts.blend_card import BlendMember, BlendRow, blend_card
from bot.charts.chart import Chart, ChartProblem
from bot.charts.lettering import width_of
from bot.charts.own import OWN
from bot.charts.shared import shared_chart
from data.catalogue.title import GENRES, Kind, Title
from data.history import History, Viewing

LAST = dt.date(2024, 3, 6)
_GENRES = sorted(GENRES)


def title(at: int, kind: Kind, name: str) -> Title:
    genres = tuple(_GENRES[(at * 7 + step) % len(_GENRES)] for step in range(1 + at % 3))
    return Title(f"t{at}", kind, name, 2020, 40 + at, genres, ("GB",), "en", "TV-14", 3, {})


SERIES = [
    "The Tide Mill",
    "Second Breakfast",
    "Harbour Lights",
    "葬送の灯台",
    "Крепостная стена",
    "오후의 게임",
    "المنارة",
]
FILMS = ["The Lamp Lighter", "Salt & Pepper", "A < B > C", "Quiet Valley", "Paper Moons", "मिट्टी का घर", "Żółć"]
_ALL = [title(at, "series", name) for at, name in enumerate(SERIES)]
_ALL += [title(at, "movie", name) for at, name in enumerate(FILMS, len(SERIES))]
TITLES: Mapping[str, Title] = {each.id: each for each in _ALL}


def viewing(name: str, date: dt.date | None, *, at: int | None = None, seconds: int | None = None) -> Viewing:
    """A row of the title `at` of the samples, or of one that no catalogue knows."""
    match = None if at is None else f"t{at}"
    is_film = match is not None and TITLES[match].kind == "movie"
    return Viewing(name, "movie" if is_film else "episode", name, episode=None, date=date, seconds=seconds, match=match)


def ordinary(rows: int = 400, every: int = 2, seconds: int | None = None) -> History:
    """A row every few days, of all titles in turn, some of them unknown."""
    made = []
    for at in range(rows):
        known = at % (len(TITLES) + 2)
        name = TITLES[f"t{known}"].title if known < len(TITLES) else "Tape"
        day = LAST - dt.timedelta(days=at * every)
        made.append(viewing(name, day, at=known if known < len(TITLES) else None, seconds=seconds))
    return History(tuple(made), "test")


def named(names: Sequence[str]) -> History:
    """A series of each name, a year apart, the longest times there are."""
    days = [LAST - dt.timedelta(days=365 * at) for at in range(len(names))]
    return History(tuple(viewing(n, day, seconds=3_599_999) for n, day in zip(names, days, strict=True)), "test")


HISTORIES: Mapping[str, History] = {
    "ordinary": ordinary(),
    "timed": ordinary(seconds=1234),
    "a century of hours": ordinary(rows=300, seconds=1_200_000),
    "seconds long": ordinary(rows=40, seconds=20),
    "nothing but zeros": ordinary(rows=40, seconds=0),
    "twenty years": ordinary(rows=500, every=15),
    "one known row": History((viewing("The Tide Mill", LAST, at=0),), "test"),
    "one unknown row": History((viewing("Tape", LAST, seconds=60),), "test"),
    "no dates": History((viewing("The Tide Mill", None, at=0), viewing("Quiet Valley", None, at=10)), "test"),
}
WIDE = "WIDE MAMMOTH SWIMMING WOMEN " * 3
LONG = [
    "A perfectly ordinary title of fifty-seven columns or more", WIDE, "葬送の灯台 " * 12, "오후의 게임 " * 12,
    "المنارة البعيدة " * 8, "मिट्टी का घर " * 8, "👨‍👩‍👧‍👦🦑🇩🇪 emoji " * 9,
]  # fmt: skip
NAMES = [
    "Ada",
    "Bruno",
    "Noor",
    WIDE,
    "葬送の灯台の番人たちの友",
    "المنارة البعيدة",
    "iiii",
    "Jo 👨‍👩‍👧‍👦",
    "Grace",
    "H",
]


def own_charts(history: History, *, public: bool = False) -> Iterator[Chart]:
    """Every chart that the history has enough for."""
    for make in OWN.values():
        try:
            yield make(history, TITLES, public)
        except ChartProblem:
            continue


def blend(members: int, share: "Sequence[float] | float" = 0.5, rows: int = 5, name: str | None = None) -> Chart:
    """A blend of so many members, all with these shares."""
    shares = itertools.cycle([share] if isinstance(share, float) else share)
    titles = [*LONG[:3], *FILMS][:rows] if name is None else [name] * rows
    made = [
        BlendRow(each, 0.9 - at / 20, tuple(itertools.islice(shares, members)), ("slow burn", "found family", "heist"))
        for at, each in enumerate(titles)
    ]
    return blend_card([BlendMember(name or NAMES[at]) for at in range(members)], made)


def every_chart() -> Iterator[tuple[str, Chart]]:
    """All charts of all samples, each with a name."""
    for name, history in {**HISTORIES, "long names": named(LONG)}.items():
        yield from ((f"{chart.filename} of {name}", chart) for chart in own_charts(history))
    for first, second in itertools.permutations(("ordinary", "seconds long", "one known row"), 2):
        chart = shared_chart(HISTORIES[first], HISTORIES[second], (WIDE, NAMES[4]), TITLES)
        yield f"{first} beside {second}", chart
    for members in range(1, 11):
        for share in (0.0, 1.0, 0.5, (0.0, 1.0), (0.98, 0.99, 1.0), (0.2, 0.5, 0.503, 0.9)):
            yield f"blend of {members} at {share}", blend(members, share)
    yield from ((f"blend with {rows} rows", blend(3, rows=rows)) for rows in range(5))


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a card, in pixels from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    low: float

    def touches(self, other: "Box") -> bool:
        """True when the two lie on each other."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.low and other.top < self.low


def labels(chart: Chart) -> list[Box]:
    """Every text of a chart, as wide as it can be and as high as its letters."""
    return [_label(label) for label in chart.figure["layout"]["annotations"]]


def marks(chart: Chart) -> list[Box]:
    """Every member's mark."""
    return [
        Box("mark", x - size / 2, y - size / 2, x + size / 2, y + size / 2)
        for trace in chart.figure["data"]
        for x, y, size in zip(
            trace["x"], trace["y"], [trace.get("marker", {}).get("size")] * len(trace["x"]), strict=True
        )
    ]


def bars(chart: Chart, colour: str) -> list[Box]:
    """Every bar, column or cell of a colour."""
    found = []
    for shape in chart.figure["layout"]["shapes"]:
        if shape.get("fillcolor") == colour:
            corners = [tuple(map(float, pair.split(","))) for pair in re.findall(r"[-.\d]+,[-.\d]+", shape["path"])]
            across, down = zip(*corners, strict=True)
            found.append(Box("bar", min(across), min(down), max(across), max(down)))
    return found


def words(label: Mapping[str, Any]) -> str:
    """A label's text as a reader sees it."""
    return html.unescape(re.sub(r"^<b>(.*)</b>$", r"\1", label["text"]))


def _label(label: Mapping[str, Any]) -> Box:
    size, text = label["font"]["size"], words(label)
    wide = width_of(text, size, bold=label["text"].startswith("<b>"))
    left = label["x"] - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[label["xanchor"]]
    return Box(text, left, label["y"] - 0.4 * size, left + wide, label["y"] + 0.4 * size)
