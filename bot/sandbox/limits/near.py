"""Which of Discord's limits a request comes near to: four fifths of one and more, in words for the inspector. Pure."""

from collections.abc import Iterator, Sequence

from bot.sandbox.entities import Json
from bot.sandbox.limits.components import SELECTS, TEXT, walk
from bot.sandbox.limits.layout import MOST_COMPONENTS, MOST_TEXT
from bot.sandbox.limits.messages import MOST_EMBED_TEXT, embed_text
from bot.sandbox.shape import entries

_NEAR = 0.8
_MOST_CONTENT = 2000
_MOST_OPTIONS = 25
_MIB = 1024 * 1024
_MINUTE = 60.0


def near_message(payload: Json) -> Iterator[str]:
    """Limits of a message or an edit: text, components, embeds, options."""
    parts = [component for _, component in walk(entries(payload, "components"))]
    yield from _near(len(str(payload.get("content") or "")), _MOST_CONTENT, "characters of content")
    letters = sum(len(str(part.get("content") or "")) for part in parts if part.get("type") == TEXT)
    yield from _near(letters, MOST_TEXT, "characters of text")
    yield from _near(len(parts), MOST_COMPONENTS, "components")
    yield from _near(sum(map(embed_text, entries(payload, "embeds"))), MOST_EMBED_TEXT, "characters of embeds")
    for part in parts:
        if part.get("type") in SELECTS:
            yield from _near(len(entries(part, "options")), _MOST_OPTIONS, "options in a menu")


def near_files(sizes: Sequence[int], most: int) -> Iterator[str]:
    """Limits of the files of a request, in bytes."""
    for size in sizes:
        if size >= _NEAR * most:
            yield f"{most / _MIB:g} MiB a file: {size / _MIB:.1f} used"


def near_deadlines(waited: float, *, answered: bool, within: float, life: float) -> Iterator[str]:
    """The seconds that a first answer may take, and those that an interaction's token lives."""
    if not answered and waited >= _NEAR * within:
        yield f"{within:g} s to answer: {waited:.1f} used"
    if answered and waited >= _NEAR * life:
        yield f"{life / _MINUTE:g} min to say more: {waited / _MINUTE:.1f} used"


def _near(used: int, most: int, what: str) -> Iterator[str]:
    if used >= _NEAR * most:
        yield f"{most:,} {what}: {used:,} used"
