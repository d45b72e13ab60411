"""What the grammar asks of a catalogue, so that it needs none of its own."""

from dataclasses import dataclass
from typing import Protocol


class TitleBook(Protocol):
    """Names of films and series. A name may be both, or neither."""

    def is_movie(self, text: str) -> bool:
        """True when the whole text is the name of a film."""
        ...

    def is_series(self, text: str) -> bool:
        """True when the whole text is the name of a series."""
        ...


@dataclass(frozen=True, slots=True)
class EmptyBook:
    """Knows no title: the grammar then leans on labels and siblings alone."""

    def is_movie(self, text: str) -> bool:  # noqa: ARG002 - the name of a protocol's parameter stays
        """Never."""
        return False

    def is_series(self, text: str) -> bool:  # noqa: ARG002 - the name of a protocol's parameter stays
        """Never."""
        return False


EMPTY_BOOK = EmptyBook()
