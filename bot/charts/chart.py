"""A chart as a value: the figure, and what stands beside it where pictures cannot be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 880, 560


class ChartProblem(Exception):
    """A picture cannot be had; the sentence is for the member, `code` for the log."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A figure (plotly JSON) with its title, alt text (<= 1,000 characters) and text twin in Discord's markdown."""

    figure: Mapping[str, Any]
    title: str
    alt: str
    text: str
    filename: str
    width: int = WIDTH
    height: int = HEIGHT
