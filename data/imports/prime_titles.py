"""Titles as Prime Video prints them: `The Long Pier-Harbour Lights - Season 2` is an episode, anything else a film."""

from collections import Counter
from collections.abc import Iterable

from data.imports.said import Said
from data.titles import TitleBook
from data.titles.labels import read_label

_JOINT = " - "
#: Of the hyphens in a text that may join an episode to its series, the last few.
_MOST_HYPHENS = 6


class PrimeTitles:
    """Reads the titles of one file; which hyphen joins an episode to its series, the file's other titles tell."""

    def __init__(self, texts: Iterable[str], book: TitleBook) -> None:
        """Take all titles of the file."""
        heads = {show for show, season, _ in map(split_season, set(texts)) if season}
        self._shows = Counter(show for head in heads for show in _candidates(head))
        self._book = book

    def read(self, text: str) -> Said:
        """The film or episode, as watched."""
        head, season, number = split_season(text)
        if season is None:
            return Said(title=text, kind="movie", watched=True)
        show = self._show(head)
        episode = head[: -len(show) - 1] if show != head else None
        return Said(
            title=show, raw=text, kind="episode", watched=True, season=season, season_no=number, episode=episode
        )

    def _show(self, head: str) -> str:
        """A series that is known; else the longest that several episodes have; else what stands behind all hyphens."""
        shows = _candidates(head)
        known = next((show for show in shows if self._book.is_series(show)), None)
        if known or not shows:
            return known or head
        most = max(self._shows[show] for show in shows)
        return next(show for show in shows if self._shows[show] == most) if most > 1 else shows[-1]


def split_season(text: str) -> tuple[str, str | None, int | None]:
    """Head, season and its number of `Harbour Lights - Season 2`, in any language; no season where there is none."""
    head, joint, label = text.rpartition(_JOINT)
    found = read_label(label) if joint and head.strip() else None
    is_series = found is not None and found.role == "part" and label.casefold().startswith(("seri", "séri"))
    if found and (found.role in ("season", "limited") or (is_series and found.number is not None)):
        return head.strip(), label, found.number
    return text, None, None


def _candidates(head: str) -> list[str]:
    """What may be the series at the end of `Episode-Series`, the longest first."""
    places = [at for at in range(1, len(head) - 1) if head[at] == "-" and " " not in (head[at - 1], head[at + 1])]
    return [head[at + 1 :] for at in places[-_MOST_HYPHENS:]]
