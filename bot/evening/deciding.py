"""What a count of votes decides. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """The title that won, by its place on the ballot, and all that had as many votes (the winner among them)."""

    winner: int
    tied: tuple[int, ...]


def decide(counts: Sequence[int], matches: Sequence[float | None]) -> Decision | None:
    """Most votes win; of several the one that fits the group best (None: not known any more), then the first.

    None when nobody voted.
    """
    most = max(counts, default=0)
    if most == 0:
        return None
    tied = tuple(at for at, count in enumerate(counts) if count == most)
    known = {at: -1.0 if (match := matches[at]) is None else match for at in tied}
    return Decision(max(tied, key=lambda at: (known[at], -at)), tied)
