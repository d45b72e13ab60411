"""The one picture of a blend: who each title fits, and why. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts.chart import Chart
from bot.charts.lettering import fit, joined, width_of
from bot.charts.theme import BRIGHT, FAINT, LEFT, QUIET, RIGHT, SOFT, TRACK, Card, percent
from bot.text import listed, plain, safe

_ROWS = 5
_FIRST, _STEP, _STEP_OF_FEW = 154, 78, 96
_MANY, _LOWER, _CLOSER = 5, 24, 4
_TRACK_LEFT, _TRACK_RIGHT = LEFT + 8, RIGHT - 8
#: Size of a mark in pixels, and the least distance of two, for few members and for many.
_SIZE, _GAP, _SIZE_OF_MANY, _GAP_OF_MANY = 16, 18, 13, 14
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_TEXT = 24, 80, 1800


@dataclass(frozen=True, slots=True)
class BlendMember:
    """A member as the picture names them."""

    name: str


@dataclass(frozen=True, slots=True)
class BlendRow:
    """A ranked title: the group's match, each member's (0..1, in their order), and the tags that speak for it."""

    title: str
    match: float
    members: tuple[float, ...]
    tags: tuple[str, ...]


def blend_card(members: Sequence[BlendMember], rows: Sequence[BlendRow]) -> Chart:
    """Up to five titles: a line from the least to the most convinced member, a mark for each, the group's match."""
    names, shown = [plain(member.name, _LONGEST_NAME) for member in members], rows[:_ROWS]
    title = f"A blend for {listed(names)}"
    if width_of(title, 30, bold=True) > RIGHT - LEFT:
        title = f"A blend for the {len(names)} of you"
    card = Card(title, "How well each title fits each of you; on the right the match of the group")
    _legend(card, names)
    is_crowd = len(names) > _MANY
    first = _FIRST + (_LOWER if is_crowd else 0)
    step = _STEP_OF_FEW if len(shown) < _ROWS else _STEP - (_CLOSER if is_crowd else 0)
    for at, row in enumerate(shown):
        _row(card, first + at * step, at, row)
    if shown:
        _scale(card, first + (len(shown) - 1) * step + 44)
    return Chart(card.figure(), "Blend", _alt(names, shown), _text(names, shown), "blend.png")


def _alt(names: Sequence[str], rows: Sequence[BlendRow]) -> str:
    titles = [plain(row.title, _LONGEST_TITLE) for row in rows]
    matches = [
        f"{at}. {title}, {percent(row.match)}" for at, (title, row) in enumerate(zip(titles, rows, strict=True), 1)
    ]
    each = [f"{title}: {_each(names, row)}" for title, row in zip(titles, rows, strict=True) if len(names) > 1]
    return joined([f"A blend for {listed(names)}. Best matches: {'; '.join(matches) or 'none'}", *each], "; ", 1000)


def _text(names: Sequence[str], rows: Sequence[BlendRow]) -> str:
    safe_names = [safe(name) for name in names]
    matches = [f"{at}. {safe(row.title, _LONGEST_TITLE)}: {percent(row.match)}" for at, row in enumerate(rows, 1)]
    full = "\n".join(f"{line} ({_each(safe_names, row)})" for line, row in zip(matches, rows, strict=True))
    return full if len(names) > 1 and len(full) <= _LONGEST_TEXT else "\n".join(matches)


def _each(names: Sequence[str], row: BlendRow) -> str:
    return ", ".join(f"{name} {percent(share)}" for name, share in zip(names, row.members, strict=True))


def _legend(card: Card, names: Sequence[str]) -> None:
    """The members' marks and names: one line for up to five, two for up to ten."""
    half = -(-len(names) // 2)
    lines = [names] if len(names) <= _MANY else [names[:half], names[half:]]
    size, room = (18, 26) if len(lines) == 1 else (16, 16)
    column = (RIGHT - LEFT) / (_MANY if len(lines) > 1 else max(len(names), 1))
    is_whole = len(lines) == 1 and sum(14 + width_of(name, size) + room for name in names) <= RIGHT - LEFT
    for line, shown in enumerate(lines):
        x = _TRACK_LEFT
        for at, name in enumerate(shown):
            label = name if is_whole else fit(name, column - 14 - room, size)
            card.mark(x, 115 + 26 * line, at + line * half)
            card.write(x + 14, 115 + 26 * line, label, size=size)
            x += column if len(lines) > 1 else 14 + width_of(label, size) + room


def _row(card: Card, y: float, at: int, row: BlendRow) -> None:
    match = percent(row.match)
    room = RIGHT - LEFT - 30 - width_of(match, 21, bold=True) - 24
    card.write(LEFT, y, f"{at + 1}", size=21, colour=QUIET, bold=True)
    card.write(LEFT + 30, y, fit(row.title, room, 21, bold=True), size=21, colour=BRIGHT, bold=True)
    card.write(RIGHT, y, match, size=21, colour=SOFT, at="right", bold=True)
    card.write(LEFT + 30, y + 23, fit(", ".join(row.tags), RIGHT - LEFT - 30, 16), size=16, colour=QUIET)
    track = y + 44
    card.bar(_TRACK_LEFT, track - 2, _TRACK_RIGHT, track + 2, TRACK, radius=2)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        card.line(_place(share), track - 5, _place(share), track + 5, FAINT)
    places = [_place(share) for share in row.members]
    if len(places) > 1:
        card.bar(min(places), track - 2.5, max(places), track + 2.5, FAINT, radius=2)
    size, gap = (_SIZE, _GAP) if len(places) <= _MANY else (_SIZE_OF_MANY, _GAP_OF_MANY)
    for member, place in enumerate(_apart(places, gap)):
        card.mark(place, track, member, size=size)


def _scale(card: Card, track: float) -> None:
    """What the ends and the middle of the lines mean."""
    for share, at in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
        edge = {"left": LEFT, "right": RIGHT}.get(at, _place(share))
        card.write(edge, track + 24, percent(share), size=14, colour=QUIET, at=at)


def _place(share: float) -> float:
    return _TRACK_LEFT + max(0.0, min(share, 1.0)) * (_TRACK_RIGHT - _TRACK_LEFT)


def _apart(places: Sequence[float], gap: float) -> list[float]:
    """The places moved as little as possible (least squares) so that each mark can be seen, and in the same order.

    Least squares under an order is isotonic regression, solved by pooling neighbours that violate it.
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    pools: list[tuple[float, int]] = []
    for rank, member in enumerate(order):
        mean, size = places[member] - rank * gap, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, size = (before * many + mean * size) / (many + size), many + size
        pools.append((mean, size))
    last = _TRACK_RIGHT - (len(places) - 1) * gap
    starts = [max(_TRACK_LEFT, min(mean, last)) for mean, size in pools for _ in range(size)]
    moved = {member: start + rank * gap for rank, (member, start) in enumerate(zip(order, starts, strict=True))}
    return [moved[member] for member in range(len(places))]
