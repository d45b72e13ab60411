"""What of a history is not known, or not for sure, as questions to its owner."""

from collections import Counter
from collections.abc import Collection, Mapping

from bot.panels.matches import MOST_QUESTIONS, Question
from data.catalogue.catalogue import Catalogue, asked_of
from data.catalogue.match import DOUBTFUL
from data.catalogue.title import Title
from data.history import History, Opinion, Viewing, all_names

_CANDIDATES = 8


def questions_of(
    catalogue: Catalogue, history: History, corrections: Mapping[str, str], hidden: Collection[str]
) -> list[Question]:
    """Up to ten works to ask about, most watched first; what was answered or is hidden is not asked again."""
    doubts = _doubts(catalogue, history, corrections, hidden)[:MOST_QUESTIONS]
    return [_question(catalogue, *doubt) for doubt in doubts]


def are_there(catalogue: Catalogue, history: History, corrections: Mapping[str, str], hidden: Collection[str]) -> bool:
    """True when `questions_of` would ask something."""
    return bool(_doubts(catalogue, history, corrections, hidden))


def search(catalogue: Catalogue, query: str, limit: int = 23) -> list[Title]:
    """Titles a member may mean by what they typed, best first."""
    return [catalogue.titles[row] for row in catalogue.search(query, limit)]


def _doubts(
    catalogue: Catalogue, history: History, corrections: Mapping[str, str], hidden: Collection[str]
) -> list[tuple[str, Viewing | Opinion, int, int | None]]:
    """Each work in doubt with a row that speaks of it, how many do, and the title it was doubtfully matched to."""
    rows: Counter[str] = Counter()
    first: dict[str, Viewing | Opinion] = {}
    gone = all_names(history, hidden)
    for row in (*history.viewings, *history.opinions):
        work = next((one for one in row.works if one in first), row.works[0])
        if gone.isdisjoint(row.works) and row.match not in gone and not any(one in corrections for one in row.works):
            rows[work] += 1
            first.setdefault(work, row)
    found = catalogue.find_many([asked_of(row, history.language) for row in first.values()])
    doubts = [
        (work, first[work], rows[work], None if one is None else one.row)
        for work, one in zip(first, found, strict=True)
        if one is None or one.confidence < DOUBTFUL
    ]
    return sorted(doubts, key=lambda doubt: (-doubt[2], doubt[0]))


def _question(catalogue: Catalogue, work: str, asked: Viewing | Opinion, rows: int, guess: int | None) -> Question:
    near = [row for row, _ in catalogue.near(asked.title, asked.kind, _CANDIDATES)]
    alike = catalogue.search(asked.title, _CANDIDATES)
    candidates = list(dict.fromkeys(([] if guess is None else [guess]) + near + alike))[:_CANDIDATES]
    return Question(
        key=work,
        name=asked.title,
        is_film=asked.kind == "movie",
        rows=rows,
        candidates=tuple(catalogue.titles[row] for row in candidates),
        guess=None if guess is None else catalogue.titles[guess],
    )
