"""The one picture of a comparison: how well two tastes match, what brings them together, what parts them. Pure."""

from collections.abc import Callable, Sequence

from bot.charts.chart import Chart
from bot.charts.lettering import fit, joined, width_of
from bot.charts.theme import BRIGHT, COLOURS, FAINT, LEFT, QUIET, RIGHT, SOFT, TRACK, Card, percent
from bot.comparing import Clash, Comparison, sureness_of
from bot.text import listed, plain, safe
from data.catalogue.title import Title

_GAUGE, _FIRST = 118, 182
_LABEL, _SECTION = 27, 64
_HALF = (RIGHT - LEFT) / 2
_LONGEST_NAME, _LONGEST_TITLE = 32, 80


def taste_card(compared: Comparison, names: tuple[str, str]) -> Chart:
    """A bar for the match, then what two members share and where they part; `names` in the members' order."""
    one, other = (plain(name, _LONGEST_NAME) for name in names)
    half = (RIGHT - LEFT - width_of(" and ", 30, bold=True)) / 2
    title = " and ".join(fit(name, half, 30, bold=True) for name in (one, other))
    card = Card(title, f"{_match(compared)}; two people picked at random have 50 %")
    _gauge(card, compared.match)
    y = _FIRST
    if compared.bridge is not None:
        y = _section(card, y, "Brings you together", [_named(compared.bridge)], is_main=True)
    y = _section(card, y, "You would both love", [_named(loved) for loved in compared.loved])
    y = _section(card, y, "You both lean to", compared.tags)
    card.line(LEFT, y - 14, RIGHT, y - 14)
    y = _columns(card, y + 12, compared, (one, other))
    for at, clash in enumerate(compared.clashes):
        _clash(card, y + 30 * at, clash)
    alt = joined([f"The tastes of {one} and {other}", *_facts(compared, (one, other), _named)], ". ", 1000)
    text = joined(_facts(compared, (safe(one), safe(other)), lambda title: safe(_named(title))), "\n", 1800)
    return Chart(card.figure(), f"{safe(one)} and {safe(other)}", alt, text, "taste.png")


def _gauge(card: Card, match: float) -> None:
    card.bar(LEFT, _GAUGE, RIGHT, _GAUGE + 16, TRACK, radius=8)
    card.bar(LEFT, _GAUGE, LEFT + max(16.0, (RIGHT - LEFT) * match), _GAUGE + 16, COLOURS[0], radius=8)
    card.line(LEFT + _HALF, _GAUGE - 6, LEFT + _HALF, _GAUGE + 22, FAINT, width=2)


def _section(card: Card, y: float, label: str, words: Sequence[str], *, is_main: bool = False) -> float:
    """A label and a line below it, as far as there is anything; where the next section begins."""
    if not words:
        return y
    size = 24 if is_main else 19
    card.write(LEFT, y, label, size=16, colour=QUIET)
    shown = fit(", ".join(words), RIGHT - LEFT, size, bold=is_main)
    card.write(LEFT, y + _LABEL, shown, size=size, colour=BRIGHT, bold=is_main)
    return y + _SECTION


def _columns(card: Card, y: float, compared: Comparison, names: tuple[str, str]) -> float:
    """Each member's mark, name and what they alone lean to, side by side; where what follows begins."""
    for at, (member, name) in enumerate(zip(compared.members, names, strict=True)):
        x = LEFT + at * _HALF
        tags = [tag for tag, fan in compared.parted if fan == member]
        card.mark(x + 8, y, at)
        card.write(x + 24, y, fit(name, _HALF - 44, 18, bold=True), size=18, colour=COLOURS[at], bold=True)
        card.write(x, y + _LABEL, fit(", ".join(tags), _HALF - 20, 17), size=17, colour=SOFT)
    return y + _SECTION


def _clash(card: Card, y: float, clash: Clash) -> None:
    """A title with what it is for each of the two."""
    right = float(RIGHT)
    for at in (1, 0):
        share = percent(clash.matches[at])
        card.write(right, y, share, size=17, colour=SOFT, at="right")
        card.mark(right - width_of("100 %", 17) - 14, y, at, size=12)
        right -= 110
    card.write(LEFT, y, fit(_named(clash.title), right - LEFT, 17), size=17, colour=BRIGHT)


def _match(compared: Comparison) -> str:
    return f"{percent(compared.match)} match, {sureness_of(compared.confidence)}"


def _facts(compared: Comparison, names: tuple[str, str], call: Callable[[Title], str]) -> list[str]:
    """All that the picture shows, in words; `call` says how a title is written."""
    of = dict(zip(compared.members, names, strict=True))
    facts = [_match(compared)]
    if compared.bridge is not None:
        facts.append(f"Brings them together: {call(compared.bridge)}")
    if compared.loved:
        facts.append(f"Both would love {listed(map(call, compared.loved))}")
    if compared.tags:
        facts.append(f"Both lean to {listed(compared.tags)}")
    more = {member: [tag for tag, fan in compared.parted if fan == member] for member in compared.members}
    facts += [f"More for {of[member]}: {listed(tags)}" for member, tags in more.items() if tags]
    for clash in compared.clashes:
        pairs = zip(names, clash.matches, strict=True)
        facts.append(f"{call(clash.title)}: {', '.join(f'{name} {percent(share)}' for name, share in pairs)}")
    return facts


def _named(title: Title) -> str:
    year = f" ({title.year})" if title.year else ""
    return f"{plain(title.title, _LONGEST_TITLE)}{year}"
