"""Episodes that carry their season's label: `Dark: Season 2: Ghosts`, `Lupin: Part 1: Chapter 4`."""

import re
from collections.abc import Collection, Iterable

from data.titles.book import TitleBook
from data.titles.fields import EPISODE_FIELDS, Printed, episode_number
from data.titles.labels import Label
from data.titles.title import ParsedTitle

_DIGITS = re.compile(r"\d{1,30}")
_LONGEST_LEARNED = 30
_SHORTEST_LEARNED = 3
_LONGEST_NUMBER = 4
_ENOUGH_SERIES = 3


def read_labelled(printed: Printed, learned: Collection[str], book: TitleBook) -> ParsedTitle | None:
    """The episode that a label of the text tells, or None when no label decides.

    `learned` are label shapes from `learn_labels`.
    """
    at = _season_at(printed, learned, book)
    if at is None:
        return None
    label = printed.labels[at] or _learned_label(printed.fields[at])
    behind = at + 1
    if _continues_season(printed, behind):
        behind += 1
    shown = _end_of_series(printed, at)
    return ParsedTitle(
        kind="episode",
        title=printed.name(0, shown),
        season=printed.name(shown, behind),
        season_no=label.number,
        episode=printed.name(behind) or None,
        episode_no=episode_number(printed, behind),
        languages=label.languages,
    )


def learn_labels(texts: Iterable[Printed]) -> frozenset[str]:
    """Shapes of labels in a language the tables do not know: the same field inside titles of three series or more.

    `Musim 1` and `Musim 2` have the one shape `musim #`.
    """
    series: dict[str, set[str]] = {}
    for printed in texts:
        if any(printed.labels[1:-1]):
            continue
        for field in printed.fields[1:-1]:
            shape = _shape(field)
            if shape:
                series.setdefault(shape, set()).add(printed.fields[0])
    return frozenset(shape for shape, heads in series.items() if len(heads) >= _ENOUGH_SERIES)


def _season_at(printed: Printed, learned: Collection[str], book: TitleBook) -> int | None:
    if not learned and not any(printed.labels):
        return None
    last = len(printed.fields) - 1
    for at, label in enumerate(printed.labels):
        if label and label.is_season and (at < last or label.number is not None):
            return at
    weak = [at for at in range(1, last) if _is_weak_label(printed, at, learned)]
    return weak[0] if weak and not book.is_movie(printed.text) else None


def _is_weak_label(printed: Printed, at: int, learned: Collection[str]) -> bool:
    label = printed.labels[at]
    if label is None:
        return bool(learned) and _shape(printed.fields[at]) in learned
    if label.role == "part":
        return True
    # Viewing activity prints the season always, so a chapter between series and episode is the season.
    return label.role == "chapter" and printed.has_suffix and len(printed.fields) == EPISODE_FIELDS


def _continues_season(printed: Printed, at: int) -> bool:
    """`Season 1: Part 2: The Trial`: the part belongs to the season as long as an episode follows it."""
    if at >= len(printed.fields) - 1:
        return False
    label = printed.labels[at]
    return label is not None and (label.is_season or label.role == "part")


def _end_of_series(printed: Printed, season_at: int) -> int:
    """Where the series' name ends; what follows it in `Hot Date: Hot Date: Season 1` belongs to the season."""
    for length in range(1, season_at):
        if begins_with(printed.name(length, season_at), printed.name(0, length)):
            return length
    return season_at


def begins_with(text: str, name: str) -> bool:
    """True when the text is the name, or the name and more words, whatever the case."""
    text, name = text.casefold(), name.casefold()
    return text.startswith(name) and (len(text) == len(name) or not text[len(name)].isalnum())


def _learned_label(field: str) -> Label:
    number = _DIGITS.search(field)
    return Label("season", int(number.group()) if number and len(number.group()) <= _LONGEST_NUMBER else None)


def _shape(field: str) -> str | None:
    if not _SHORTEST_LEARNED <= len(field) <= _LONGEST_LEARNED:
        return None
    shape, numbers = _DIGITS.subn("#", field.casefold())
    return shape if numbers <= 1 and shape != "#" else None
