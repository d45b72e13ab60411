"""A printed text taken apart: its fields, the labels among them, and the episode number behind it."""

import re
from typing import NamedTuple

from data.titles.clean import JOINT, LOOSE_COLON, WIDE_COLON, Layout, clean, split_fields, split_wide
from data.titles.labels import Label, read_label

_LONGEST_SUFFIX = 40
#: Fields of an episode as viewing activity prints it: series, season, episode.
EPISODE_FIELDS = 3
_UNKNOWN_WORD = re.compile(r"[^\W\d_]{3,30} \d{1,4}|\d{1,4}\.? [^\W\d_]{3,30}")


class Printed(NamedTuple):  # a tuple, for there may be 200,000 and they are made three times as fast
    """The fields Netflix joined, the label each of them is (or None), and the number behind them.

    `has_suffix` tells a text that ends in "(Episode n)", which only an episode's does; `suffix_no` is its n.
    """

    text: str
    fields: tuple[str, ...]
    labels: tuple[Label | None, ...]
    has_suffix: bool = False
    suffix_no: int | None = None

    def name(self, start: int, stop: int | None = None) -> str:
        """Some of the fields as one name."""
        return JOINT.join(self.fields[start:stop])


class PrintedReader:
    """Takes the texts of one file apart; remembers the labels it met, for most of them come again."""

    def __init__(self, layout: Layout) -> None:
        """Read as this layout prints: only viewing activity adds "(Episode n)"."""
        self._has_suffixes = layout == "activity"
        self._labels: dict[str, Label | None] = {}

    def read(self, text: str) -> Printed:
        """The text cleaned and taken apart."""
        cleaned = clean(text)
        body, suffix_no = self._cut_suffix(cleaned) if self._has_suffixes else (cleaned, None)
        fields = self._split(body)
        labels = (None, *map(self._label, fields[1:]))  # what stands first is a name, whatever it looks like
        if suffix_no is not None and len(fields) == 1:
            return Printed(cleaned, (cleaned,), (None,))  # `Apollo (Part 13)`: a film's name, not an episode's number
        return Printed(cleaned, tuple(fields), labels, suffix_no is not None, suffix_no)

    def _split(self, body: str) -> list[str]:
        fields = split_fields(body)
        if len(fields) == 1 and WIDE_COLON in body:
            wide = split_wide(body)
            return wide if any(self._is_season(field) for field in wide[1:]) else fields
        if LOOSE_COLON not in body:
            return fields
        return [part for field in fields for part in self._split_loose(field)]

    def _split_loose(self, field: str) -> list[str]:
        """A series whose name ends in a blank: `Vår tid är nu : Season 1`; not `Dernière saison : Partie 2`."""
        name, colon, rest = field.rpartition(LOOSE_COLON)
        return [name, rest] if colon and self._is_season(rest) and not self._label(field) else [field]

    def _is_season(self, field: str) -> bool:
        label = self._label(field)
        return label is not None and label.is_season

    def _label(self, field: str) -> Label | None:
        if field not in self._labels:
            self._labels[field] = read_label(field)
        return self._labels[field]

    def _cut_suffix(self, cleaned: str) -> tuple[str, int | None]:
        at = cleaned.rfind(" (") if cleaned.endswith(")") else -1
        suffix = cleaned[at + 2 : -1]
        if at <= 0 or len(suffix) > _LONGEST_SUFFIX:
            return cleaned, None
        label = self._label(suffix)
        if label and label.number is not None and label.role in ("episode", "chapter"):
            return cleaned[:at], label.number
        # A language whose word for "episode" is not in the table: nothing else stands there in viewing activity.
        if label is None and _UNKNOWN_WORD.fullmatch(suffix) and cleaned.count(JOINT) >= EPISODE_FIELDS - 1:
            return cleaned[:at], int(re.sub(r"\D", "", suffix))
        return cleaned, None


def episode_number(printed: Printed, start: int) -> int | None:
    """Number of the episode whose name begins at this field: behind the text, else in front (`Chapter 6: A Family`).

    Numbers in letters (`Chapter Six`) are part of a name.
    """
    if printed.has_suffix:
        return printed.suffix_no
    if start >= len(printed.fields):
        return None
    field, label = printed.fields[start], printed.labels[start]
    if label is None and LOOSE_COLON in field:
        field = field.partition(LOOSE_COLON)[0]
        label = read_label(field)
    if label is None or not any(char.isdigit() for char in field):
        return None
    is_whole_name = start == len(printed.fields) - 1
    return label.number if label.role in ("episode", "chapter") or (label.role == "part" and is_whole_name) else None
