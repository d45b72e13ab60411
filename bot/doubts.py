"""What of a history is not known, or not for sure, as questions to its owner."""

from collections import Counter
from collections.abc import Collection, Mapping

from bot.panels.matches import MOST_QUESTIONS, Question
from data.catalogue.catalogue import Catalogue, asked_of
from data.catalogue.match import DOUBTFUL
from data.catalogue.title import Title
from data.history import History, Viewing

_CANDIDATES = 8


def questions_of(
    catalogue: Catalogue, history: History, corrections: Mapping[str, str], hidden: Collection[str]
) -> list[Question]:
    """Up to ten works to ask about, most watched first; what was answered or is hidden is not asked again."""
    doubts = _doubts(catalogue, history, corrections, hidden)[:MOST_QUESTIONS]
    return [_question(catalogue, viewing, rows, guess) for viewing, rows, guess in doubts]


def are_there(catalogue: Catalogue, history: History, corrections: Mapping[str, str], hidden: Collection[str]) -> bool:
    """True when `questions_of` would ask something."""
    return bool(_doubts(catalogue, history, corrections, hidden))


def search(catalogue: Catalogue, query: str, limit: int = 23) -> list[Title]:
    """Titles a member may mean by what they typed, best first."""
    return [catalogue.titles[row] for row in catalogue.search(query, limit)]


def _doubts(
    catalogue: Catalogue, history: History, corrections: Mapping[str, str], hidden: Collection[str]
) -> list[tuple[Viewing, int, int | None]]:
    """A viewing of each work in doubt, its rows in the history, and the row it was doubtfully matched to."""
    rows: Counter[str] = Counter()
    first: dict[str, Viewing] = {}
    for viewing in history.viewings:
        if viewing.work not in corrections and viewing.work not in hidden and viewing.match not in hidden:
            rows[viewing.work] += 1
            first.setdefault(viewing.work, viewing)
    found = catalogue.find_many([asked_of(viewing, history.language) for viewing in first.values()])
    doubts = [
        (first[work], rows[work], None if one is None else one.row)
        for work, one in zip(first, found, strict=True)
        if one is None or one.confidence < DOUBTFUL
    ]
    return sorted(doubts, key=lambda doubt: (-doubt[1], doubt[0].work))


def _question(catalogue: Catalogue, viewing: Viewing, rows: int, guess: int | None) -> Question:
    near = [row for row, _ in catalogue.near(viewing.title, viewing.kind, _CANDIDATES)]
    alike = catalogue.search(viewing.title, _CANDIDATES)
    candidates = list(dict.fromkeys(([] if guess is None else [guess]) + near + alike))[:_CANDIDATES]
    return Question(
        key=viewing.work,
        name=viewing.title,
        is_film=viewing.kind == "movie",
        rows=rows,
        candidates=tuple(catalogue.titles[row] for row in candidates),
        guess=None if guess is None else catalogue.titles[guess],
    )
