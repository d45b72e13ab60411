"""The look of every chart: one dark card, measured in pixels, with text that fits and cannot act. Pure.

A card is a plotly figure whose axes are its own pixels, so that a figure function says where things stand and nothing
moves with the data. The colours stay apart for every kind of colour vision, and member marks differ in shape as well.
"""

from dataclasses import dataclass, field
from typing import Any

from bot.charts.chart import HEIGHT, WIDTH
from bot.charts.lettering import clean, fit

FONT = "Inter, 'Noto Sans', 'Noto Sans CJK JP', 'Noto Color Emoji', sans-serif"
CARD, TRACK, FAINT = "#2b2d31", "#36393f", "#5c6068"
BRIGHT, SOFT, QUIET = "#f2f3f5", "#c4c9ce", "#a0a5ac"
#: Members, and the parts of a whole, in this order.
COLOURS = ("#56B4E9", "#F5A23D", "#7771F7", "#F5F7AE", "#E62A86", "#C0F1F5", "#9F8148", "#8ED081", "#D9A6E8", "#C4C9CE")
HEAT = ("#36393f", "#3f58b8", "#5f7bf0", "#f3f5ff")
MARKS = ("circle", "diamond", "square", "triangle-up", "star", "cross", "hexagon", "triangle-down", "x", "pentagon")
LEFT, RIGHT = 32, WIDTH - 32
#: Ink for light cells: the card's own colour would be too pale on the middle of the scale.
_DARK = "#111214"


@dataclass(slots=True)
class Card:
    """A card being drawn; `figure()` is the result. Coordinates are pixels from the upper left corner."""

    title: str
    subtitle: str
    height: int = HEIGHT
    _shapes: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    _labels: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    _traces: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def bar(  # noqa: PLR0913, PLR0917 - two corners, a colour and a radius
        self, x0: float, y0: float, x1: float, y1: float, colour: str, radius: float = 3
    ) -> None:
        """A rectangle with rounded corners."""
        r = max(0.0, min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2))
        path = (
            f"M{x0 + r},{y0} L{x1 - r},{y0} Q{x1},{y0} {x1},{y0 + r} L{x1},{y1 - r} Q{x1},{y1} {x1 - r},{y1} "
            f"L{x0 + r},{y1} Q{x0},{y1} {x0},{y1 - r} L{x0},{y0 + r} Q{x0},{y0} {x0 + r},{y0} Z"
        )
        self._shapes.append({"type": "path", "path": path, "fillcolor": colour, "line": {"width": 0}})

    def line(  # noqa: PLR0913, PLR0917 - two ends, a colour and a width
        self, x0: float, y0: float, x1: float, y1: float, colour: str = TRACK, width: float = 1
    ) -> None:
        """A straight line."""
        stroke = {"color": colour, "width": width}
        self._shapes.append({"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": stroke})

    def write(  # noqa: PLR0913 - a text has this many sides
        self, x: float, y: float, text: str, *, size: int = 19, colour: str = SOFT, at: str = "left", bold: bool = False
    ) -> None:
        """A text, vertically centred on y; `at` says which of its ends lies on x. It is shown as it stands."""
        shown = f"<b>{clean(text)}</b>" if bold else clean(text)
        if not text:
            return
        self._labels.append(
            {
                "x": x,
                "y": y,
                "text": shown,
                "showarrow": False,
                "xanchor": at,
                "yanchor": "middle",
                "font": {"size": size, "color": colour, "family": FONT},
                "align": at,
            }
        )

    def mark(self, x: float, y: float, member: int, size: int = 15) -> None:
        """A member's mark: a colour and a shape of their own."""
        self._traces.append(
            {
                "type": "scatter",
                "x": [x],
                "y": [y],
                "mode": "markers",
                "hoverinfo": "skip",
                "showlegend": False,
                "marker": {
                    "size": size,
                    "color": COLOURS[member % len(COLOURS)],
                    "symbol": MARKS[member % len(MARKS)],
                    "line": {"width": 1.5, "color": CARD},
                },
            }
        )

    def figure(self) -> dict[str, Any]:
        """The figure as plotly JSON."""
        self.write(LEFT, 42, fit(self.title, RIGHT - LEFT, 30, bold=True), size=30, colour=BRIGHT, bold=True)
        self.write(LEFT, 82, fit(self.subtitle, RIGHT - LEFT, 18), size=18, colour=QUIET)
        axis = {"visible": False, "fixedrange": True}
        return {
            "data": self._traces or [{"type": "scatter", "x": [], "y": []}],
            "layout": {
                "width": WIDTH, "height": self.height, "paper_bgcolor": CARD, "plot_bgcolor": CARD,
                "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "showlegend": False, "font": {"family": FONT},
                "xaxis": axis | {"range": [0, WIDTH]}, "yaxis": axis | {"range": [self.height, 0]},
                "shapes": [{"layer": "below", **shape} for shape in self._shapes], "annotations": self._labels,
            },
        }  # fmt: skip


def heat(share: float) -> str:
    """The colour of a share of 0..1 on the one-hue scale; 0 is the empty cell."""
    if share <= 0:
        return HEAT[0]
    place = min(share, 1.0) * (len(HEAT) - 2)
    low = min(int(place), len(HEAT) - 3) + 1
    part = place - (low - 1)
    pair = [int(HEAT[at][i : i + 2], 16) for at in (low, low + 1) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(pair[:3], pair[3:], strict=True))


def ink_on(colour: str) -> str:
    """The lighter or the darker ink, whichever stands out more from a cell of this colour."""
    return max(BRIGHT, _DARK, key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1..21 (WCAG 2.2, 1.4.3)."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0..1 (WCAG 2.2)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)  # noqa: PLR2004 - WCAG's figures
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def hours(minutes: float) -> str:
    """Minutes as people say them: `50 min`, `38 h 30`, `1,204 h`."""
    whole = round(minutes)
    if whole < 60:  # noqa: PLR2004 - minutes of an hour
        return f"{whole} min"
    return f"{whole // 60:,} h {whole % 60:02d}" if whole < 6000 else f"{whole // 60:,} h"  # noqa: PLR2004 - a hundred hours


def percent(share: float) -> str:
    """A share of 0..1 in whole per cent; what is little is not said to be nothing."""
    return "<1 %" if 0 < share < 0.005 else f"{round(100 * share)} %"  # noqa: PLR2004 - rounds to 0
