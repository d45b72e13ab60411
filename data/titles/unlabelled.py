"""Texts without a season's label: films, and episodes that only knowledge or their siblings give away."""

from collections.abc import Collection
from dataclasses import dataclass

from data.titles.book import TitleBook
from data.titles.clean import Layout
from data.titles.families import DEEPEST, Families
from data.titles.fields import EPISODE_FIELDS, Printed, episode_number
from data.titles.labelled import begins_with
from data.titles.title import ParsedTitle


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside a text itself: the book, the series labelled in this file (folded), the siblings."""

    book: TitleBook
    labelled: Collection[str]
    families: Families


def read_unlabelled(printed: Printed, known: Known, layout: Layout) -> ParsedTitle:
    """The film or episode a text without a season's label names."""
    end = _end_of_series(printed, known, layout)
    return _episode(printed, end, known, layout) if end else ParsedTitle("movie", printed.text)


def _end_of_series(printed: Printed, known: Known, layout: Layout) -> int:
    """How many fields the name of the series has; 0 for a film."""
    count = len(printed.fields)
    if count == 1 or (known.book.is_movie(printed.text) and not printed.has_suffix):
        return 0
    numbered = _numbered_part(printed)
    if layout == "activity" and count < EPISODE_FIELDS and not printed.has_suffix and not numbered:
        return 0
    end = (
        _repeated_series(printed)
        or max(_known_series(printed, known), _series_of_named_seasons(printed, known))
        or _sibling_series(printed, known, layout)
        or (numbered and (max(1, numbered - 1) if layout == "activity" else numbered))
    )
    return end or _likely_series(printed, known)


def _likely_series(printed: Printed, known: Known) -> int:
    """The same where nothing tells: three fields are an episode unless the last is a film's `Part 1`, two a film."""
    count, last = len(printed.fields), printed.labels[-1]
    if printed.has_suffix:
        return max(1, count - 2)
    if count < EPISODE_FIELDS or (last and last.role == "part"):
        return 0
    ends = range(min(count - 2, DEEPEST), 0, -1)
    return next((end for end in ends if known.families.below(printed.name(0, end)).children > 1), count - 1)


def _episode(printed: Printed, end: int, known: Known, layout: Layout) -> ParsedTitle:
    """The episode of the series whose name ends before field `end`."""
    start = end
    if len(printed.fields) - end > 1 and _is_named_season(printed, end, known, layout):
        start = end + 1
    season = printed.name(end, start) or None
    return ParsedTitle(
        kind="episode",
        title=printed.name(0, end),
        season=season,
        season_no=_trailing_number(season) if season and begins_with(season, printed.name(0, end)) else None,
        episode=printed.name(start) or None,
        episode_no=episode_number(printed, start),
    )


def _repeated_series(printed: Printed) -> int:
    """End of a series whose season repeats its name: `Stranger Things: Stranger Things 4: Papa`; else 0."""
    for end in range(1, len(printed.fields) - 1):
        if begins_with(printed.name(end, -1), printed.name(0, end)):
            return end
    return 0


def _known_series(printed: Printed, known: Known) -> int:
    """End of the longest name that the book or a label of this file knows as a series; 0 when there is none."""
    for end in range(len(printed.fields) - 1, 0, -1):
        name = printed.name(0, end)
        is_labelled = name.casefold() in known.labelled
        if not (is_labelled or known.book.is_series(name)):
            continue
        is_last = end == len(printed.fields) - 1
        is_alone = is_last and not known.families.below(name).is_series and not printed.has_suffix
        # The other rows of this series print their season, so this one is a special; or a film of the same name.
        if is_alone and (is_labelled or known.book.is_movie(name)):
            continue
        return end
    return 0


def _series_of_named_seasons(printed: Printed, known: Known) -> int:
    """End of the longest name with two named seasons below it that siblings give away; 0 when there is none."""
    ends = range(min(len(printed.fields) - 2, DEEPEST), 0, -1)
    return next((end for end in ends if known.families.below(printed.name(0, end)).seasons > 1), 0)


def _sibling_series(printed: Printed, known: Known, layout: Layout) -> int:
    """End of the longest name whose siblings in the file give it away; 0 when there is none."""
    for end in range(min(len(printed.fields) - 1, DEEPEST), 0, -1):
        family, parent = (known.families.below(printed.name(0, length)) for length in (end, end - 1))
        if family.is_series and not (family.has_parts_only and parent.is_series):
            is_season = layout == "activity" and end == len(printed.fields) - 1
            return max(1, end - 1) if is_season else end
    return 0


def _numbered_part(printed: Printed) -> int:
    """Index of the field that can only be an episode's: `Episode 6` last, `Chapter 6: A Family` before it; else 0."""
    for at, label in enumerate(printed.labels):
        is_last = at == len(printed.labels) - 1
        if label and (label.role == "episode" or (label.role == "chapter" and not is_last)):
            return at
    return 0


def _is_named_season(printed: Printed, at: int, known: Known, layout: Layout) -> bool:
    label = printed.labels[at]
    name = printed.name(0, at)
    has_siblings = known.families.below(printed.name(0, at + 1)).size > 1
    if layout == "activity":
        return True
    if label and label.role in ("episode", "chapter"):
        return has_siblings
    prints_seasons = name.casefold() in known.labelled or known.families.below(name).children > 1
    return prints_seasons or has_siblings or begins_with(printed.fields[at], name)


def _trailing_number(text: str) -> int | None:
    digits = text[len(text.rstrip("0123456789")) :]
    return int(digits) if digits and len(digits) <= 4 else None  # noqa: PLR2004 - longer is no season's number
