"""The one picture of a blend: who each title fits, and why. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts.chart import HEIGHT, Chart
from bot.charts.theme import BRIGHT, COLOURS, FAINT, LEFT, QUIET, RIGHT, SOFT, TRACK, Card, columns_of, fit

_FIRST, _STEP = 154, 80
_MANY = 5
_TRACK_LEFT = LEFT + 8
_NAME_COLUMNS = 54


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
    names = [fit(member.name, 16) for member in members]
    title = f"A blend for {_listed(names)}" if len(names) < 4 else f"A blend for the {len(names)} of you"  # noqa: PLR2004 - more do not fit
    card = Card(fit(title, 52), "How well each title fits each of you, from 0 to 100 %")
    _legend(card, names)
    for at, row in enumerate(rows[:5]):
        first, step = (_FIRST, _STEP) if len(members) <= _MANY else (_FIRST + 26, _STEP - 5)
        _row(card, first + at * step, at, row)
    said = "; ".join(f"{at}. {row.title}, {_percent(row.match)}" for at, row in enumerate(rows[:5], start=1))
    each = "; ".join(
        f"{row.title}: "
        + ", ".join(f"{name} {_percent(share)}" for name, share in zip(names, row.members, strict=True))
        for row in rows[:5]
    )
    alt = f"A blend for {_listed(names)}. Best matches: {said}. {each if len(names) > 1 else ''}"[:1000].rstrip()
    text = "\n".join(f"{at}. {row.title}: {_percent(row.match)}" for at, row in enumerate(rows[:5], start=1))
    return Chart(card.figure(), "Blend", alt, text, "blend.png", height=HEIGHT)


def _legend(card: Card, names: Sequence[str]) -> None:
    """The members' marks: one line for up to five, two for up to ten."""
    lines = [names] if len(names) <= _MANY else [names[: -(-len(names) // 2)], names[-(-len(names) // 2) :]]
    size = 18 if len(lines) == 1 else 16
    for line, shown in enumerate(lines):
        x = float(LEFT + 8)
        for at, name in enumerate(shown):
            member = at + line * len(lines[0])
            label = fit(name, 14)
            card.mark(x, 115 + 26 * line, member)
            card.write(x + 14, 115 + 26 * line, label, size=size, colour=COLOURS[member % len(COLOURS)])
            x += (RIGHT - LEFT) / len(shown) if len(lines) > 1 else 14 + columns_of(label) * size * 0.6 + 26


def _row(card: Card, y: float, at: int, row: BlendRow) -> None:
    card.write(LEFT, y, f"{at + 1}", size=21, colour=QUIET, bold=True)
    card.write(LEFT + 30, y, fit(row.title, _NAME_COLUMNS), size=21, colour=BRIGHT, bold=True)
    card.write(RIGHT, y, _percent(row.match), size=21, colour=SOFT, at="right", bold=True)
    card.write(LEFT + 30, y + 23, fit(", ".join(row.tags), 80), size=16, colour=QUIET)
    track = y + 44
    card.bar(_TRACK_LEFT, track - 2, RIGHT, track + 2, TRACK, radius=2)
    places = [_TRACK_LEFT + share * (RIGHT - _TRACK_LEFT) for share in row.members]
    if len(places) > 1:
        card.bar(min(places), track - 2.5, max(places), track + 2.5, FAINT, radius=2)
    for member in sorted(range(len(places)), key=lambda member: row.members[member]):
        card.mark(places[member], track, member, size=16)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _listed(names: Sequence[str]) -> str:
    *front, last = names or ["nobody"]
    return f"{', '.join(front)} and {last}" if front else last
