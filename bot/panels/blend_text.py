"""What the panel of a blend says: whom it is for, its rows, and what is left to say below them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.blending import Offer, Wishes
from bot.blending.doubts import Doubts
from bot.panels.limits import RULES, say_limits, say_steering, say_vetoes
from bot.panels.titles import length_of, year_of
from bot.text import bar, listed, mention, percent, safe, together

PAGE = 5
#: Discord's limit for all texts of a message together.
MOST_TEXT = 4_000
#: Members that are named where there is little room.
_FEW = 2
#: How much a row says.
Words = Literal["all", "few", "fewest"]
_AMOUNTS: tuple[Words, ...] = ("all", "few", "fewest")
#: From which confidence on a match is how sure.
_SURENESS = ((0.8, "quite"), (0.5, "fairly"), (0.25, "not very"), (0.0, "hardly, it is a guess"))

JOIN_NOTE = (
    "-# Joining lets me use your history for this list, in this place only. Others then see how well each title fits "
    "you, and {seen}. What you hide in /privacy stays outside even that."
)


@dataclass(frozen=True, slots=True)
class BlendPanel:
    """Everything the panel shows. `offers` are the whole list; `alt` describes the picture when there is one.

    `unknown` are members nothing is known of, `vague` those hardly known, `gave_way` those who count more for that;
    `vetoed` genres are left out for somebody, `steer` are clicks for more (above 0) or less of a tag.
    """

    blend: str
    owner: int
    joined: tuple[int, ...]
    pending: tuple[int, ...]
    declined: tuple[int, ...]
    wishes: Wishes
    offers: tuple[Offer, ...]
    page: int = 0
    alt: str | None = None
    note: str | None = None
    unknown: tuple[int, ...] = ()
    vetoed: tuple[str, ...] = ()
    steer: Mapping[str, int] = field(default_factory=dict[str, int])
    gave_way: tuple[int, ...] = ()
    vague: tuple[int, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(1, -(-len(self.offers) // PAGE))


def head(panel: BlendPanel) -> str:
    """Whom the list is for, how it was made, and what was asked of it."""
    rule, meaning, _ = RULES[panel.wishes.rule]
    who = listed(mention(member) for member in panel.joined) if panel.joined else "nobody yet"
    lines = [f"## A blend for {who}", f"**{rule}**: {meaning} · {say_limits(panel.wishes)}"]
    lines += [say_steering(panel.steer)] if panel.steer else []
    lines += [say_vetoes(panel.vetoed)] if panel.vetoed else []
    if panel.note:
        lines.append(panel.note)
    elif not panel.offers and panel.joined:
        vetoes = ", or take a veto back" if panel.vetoed else ""
        lines.append(
            "Nothing is left inside these limits. Run /blend again with a longer time, both kinds, other genres or "
            f"rewatches{vetoes}."
        )
    return "\n".join(lines)


def rows(panel: BlendPanel, shown: Sequence[Offer], first: int) -> list[str]:
    """A text for each title shown; in fewer words where those of a large group would not fit into one message."""
    if not shown:
        return []
    around = len(head(panel)) + len(foot(panel)) + len(invitation(panel))
    texts: list[str] = []
    for words in _AMOUNTS:
        texts = [_row(at, offer, panel, words) for at, offer in enumerate(shown, start=first)]
        if around + sum(map(len, texts)) <= MOST_TEXT:
            break
    return texts


def _row(at: int, offer: Offer, panel: BlendPanel, words: Words) -> str:
    title = offer.title
    is_full, most = words == "all", None if words == "all" else _FEW
    name = safe(title.title, {"all": 100, "few": 50, "fewest": 30}[words])
    lines = [f"**{at}. {name}**{year_of(title)} · {length_of(title)} · **{percent(offer.match)} match**"]
    if len(panel.joined) > 1:
        bars = {share: f"{bar(share)} " if is_full else "" for share in offer.members}
        fits = (together(f"{mention(who)} {bars[share]}{percent(share)}") for who, share in shares(offer, panel))
        lines.append(" · ".join(fits))
    if words != "fewest":
        lines.append(f"-# {why(offer, panel, most)}")
        lines += [f"-# seen by {_names(offer.seen_by, most)}"] if offer.seen_by else []
    return "\n".join(lines)


def foot(panel: BlendPanel) -> str:
    """How to read the list, and who has least of it."""
    lines: list[str] = []
    if panel.unknown:
        who = _names(panel.unknown, 3)
        lines.append(f"-# I know no title of {who} yet, so what fits them is only a guess from what is popular.")
    if panel.vague:
        lines.append(f"-# I know little of {_names(panel.vague, 3)} yet: their matches lean on what is popular.")
    if len(panel.joined) < 2:  # noqa: PLR2004 - one member has nobody to be unhappier than
        lines.append(
            "-# A match says how much of what most people know a title beats for a member, as far as the history tells."
        )
        return "\n".join(lines)
    means = [sum(offer.members[at] for offer in panel.offers) / len(panel.offers) for at in range(len(panel.joined))]
    least = min(range(len(means)), key=means.__getitem__)
    lines.append(f"-# Least happy with this list: {mention(panel.joined[least])}, {percent(means[least])} on average")
    if panel.gave_way:
        verb = "count" if len(panel.gave_way) > 1 else "counts"
        lines.append(f"-# {_names(panel.gave_way, _FEW)} gave way lately and {verb} a little more tonight")
    lines.append(f"-# {RULES[panel.wishes.rule][2]}")
    return "\n".join(lines)


def invitation(panel: BlendPanel) -> str:
    """Who is asked, and who does not take part; empty when everybody who was asked has joined."""
    lines: list[str] = []
    if panel.pending:
        verb = "are" if len(panel.pending) > 1 else "is"
        lines.append(f"{_names(panel.pending)} {verb} invited. No history yet? /upload first, then Join.")
    if panel.declined:
        lines.append(f"-# Not taking part: {_names(panel.declined)}. Join is still open to them.")
    return "\n".join([*lines, _join_note(panel.wishes)]) if lines else ""


def _join_note(wishes: Wishes) -> str:
    tells = "that titles you have seen are left out"
    return JOIN_NOTE.format(seen=tells if wishes.seen == "everyone" else "which of these titles you have seen")


def shares(offer: Offer, panel: BlendPanel) -> list[tuple[int, float]]:
    """Each member with their match."""
    return list(zip(panel.joined, offer.members, strict=True))


def _names(members: Sequence[int], most: int | None = None) -> str:
    """The members, or the first of them and how many more there are."""
    if most is None or len(members) <= most:
        return listed(mention(member) for member in members)
    return listed([*(mention(member) for member in members[:most]), f"{len(members) - most} more"])


def why(offer: Offer, panel: BlendPanel, most: int | None = None) -> str:
    """The reason in a line, for everybody or for whom it holds."""
    if offer.is_obscure:
        return "a guess: little is known of it but how popular it is"
    if not offer.tags:
        knows_two = len(panel.joined) - len(panel.unknown) > 1
        return "a compromise: it fits each of you for different reasons" if knows_two else "well known"
    tags = ", ".join(offer.tags)
    if len(panel.joined) == 1:
        return f"for your taste: {tags}"
    if set(offer.fans) == set(panel.joined):
        return f"for what you share: {tags}"
    return f"for {_names(offer.fans, most)}: {tags}"


def why_not(doubts: Doubts, panel: BlendPanel) -> str:
    """What pulled a title down, in a line; what weighs most comes first."""
    whose = "your" if len(panel.joined) == 1 else "everybody's"
    tags = [f"not to {whose} taste: {', '.join(doubts.tags)}"] if doubts.tags else []
    known = ["fewer people know it than the top of this list"] if doubts.main == "popularity" else []
    known += ["so little is known of it that nothing speaks for it"] if doubts.main == "unknown" else []
    least = [f"{mention(doubts.least)} is clearly less convinced"] if doubts.least is not None else []
    reasons = [*least, *tags, *known] if doubts.main == "member" else [*known, *tags, *least]
    reasons += ["it stood on an earlier list of yours"] if doubts.was_offered else []
    return f"What pulled it down: {'; '.join(reasons)}." if reasons else "Nothing clear pulled it down."


def how_sure(offer: Offer, panel: BlendPanel) -> str:
    """How far the match can be believed, in a line, and why not further."""
    sure = next(words for least, words in _SURENESS if offer.confidence >= least)
    doubtful = (*panel.unknown, *panel.vague)
    reasons = [f"I know little of {_names(doubtful, 3)} yet"] if doubtful else []
    reasons += ["Little is known of this title"] if offer.is_obscure else []
    return f"How sure I am: {'. '.join([sure, *reasons])}."
