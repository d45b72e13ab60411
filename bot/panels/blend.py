"""The panel of a blend: five titles a page, who they fit and why. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.blending import Offer, Wishes
from bot.panels.custom_ids import Signer
from bot.panels.limits import RULES, say_limits
from bot.panels.parts import Part, Row, box, button, layout, member_menu, menu, picture, row, rule
from bot.panels.titles import facts_of, label_of, length_of, people_of, year_of
from bot.text import bar, listed, mention, percent, safe
from data.catalogue.title import title_code

PAGE = 5
PICTURE = "blend.png"
#: Discord's limit for all texts of a message together.
MOST_TEXT = 4_000
#: Members that are named where there is little room.
_FEW = 2

JOIN_NOTE = (
    "-# Joining lets me use your history for this list, in this place only. Others then see how well each title fits "
    "you, and {seen}. What you hide in /privacy stays outside even that."
)


@dataclass(frozen=True, slots=True)
class BlendPanel:
    """Everything the panel shows. `offers` are the whole list; `alt` describes the picture when there is one."""

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

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(1, -(-len(self.offers) // PAGE))


def build_blend(panel: BlendPanel, signer: Signer) -> ui.LayoutView:
    """The public panel with its buttons."""
    page = min(max(panel.page, 0), panel.pages - 1)
    shown = panel.offers[page * PAGE : (page + 1) * PAGE]
    parts: list[Part] = [_head(panel)]
    if panel.alt is not None:
        parts.append(picture(PICTURE, panel.alt))
    parts += _rows(panel, shown, page * PAGE + 1)
    if panel.offers:
        pager = [_pager(panel.blend, page, panel.pages, signer)] if panel.pages > 1 else []
        parts += [rule(), _foot(panel), *pager, _details_menu(panel.blend, shown, page, signer)]
    invitation = _invitation(panel)
    if invitation:
        parts += [rule(), invitation]
    if invitation or len(panel.joined) > 1:
        parts.append(_join_buttons(panel, signer))
    return layout(box(*parts))


def build_picker(signer: Signer, member: int, wishes: Wishes, kept: str = "") -> ui.LayoutView:
    """`/blend` without a friend: pick them here; the limits that were given hold, `kept` under this name."""
    return layout(
        "## Who watches tonight?\nPick one to nine friends. They are asked before their history is used.\n"
        f"-# {RULES[wishes.rule][0]} · {say_limits(wishes)}",
        member_menu(signer.write("blend.pick", member, kept), "Who watches with you?", 9),
    )


def build_details(offer: Offer, panel: BlendPanel, signer: Signer, member: int) -> ui.LayoutView:
    """One title for one member: facts, why it is here, and what they can say about it."""
    title, code = offer.title, title_code(offer.title.id)
    lines = [f"## {safe(title.title)}{year_of(title)}", facts_of(title), people_of(title), _why(offer, panel)]
    lines += [f"{mention(who)} {bar(share)} {percent(share)}" for who, share in _shares(offer, panel)]
    return layout(
        "\n".join(line for line in lines if line),
        "-# Titles you refuse never come back in a blend with you; /privacy can make me forget your marks.",
        row(
            button("I have seen it", signer.write("blend.seen", panel.blend, code, member)),
            button("Not for me", signer.write("blend.refuse", panel.blend, code, member)),
        ),
    )


def _head(panel: BlendPanel) -> str:
    rule, meaning, _ = RULES[panel.wishes.rule]
    who = listed(mention(member) for member in panel.joined) if panel.joined else "nobody yet"
    lines = [f"## A blend for {who}", f"**{rule}**: {meaning} · {say_limits(panel.wishes)}"]
    if panel.note:
        lines.append(panel.note)
    elif not panel.offers and panel.joined:
        lines.append(
            "Nothing is left inside these limits. Run /blend again with a longer time, both kinds, or rewatches."
        )
    return "\n".join(lines)


def _rows(panel: BlendPanel, shown: Sequence[Offer], first: int) -> list[str]:
    """A text for each title shown; in fewer words where those of a large group would not fit into one message."""
    around = len(_head(panel)) + len(_foot(panel)) + len(_invitation(panel)) if shown else 0
    rows = [_row(at, offer, panel) for at, offer in enumerate(shown, start=first)]
    if around + sum(map(len, rows)) <= MOST_TEXT:
        return rows
    return [_row(at, offer, panel, is_terse=True) for at, offer in enumerate(shown, start=first)]


def _row(at: int, offer: Offer, panel: BlendPanel, *, is_terse: bool = False) -> str:
    title = offer.title
    name = safe(title.title, 50 if is_terse else 100)
    lines = [f"**{at}. {name}**{year_of(title)} · {length_of(title)} · **{percent(offer.match)} match**"]
    if len(panel.joined) > 1:
        bars = {share: "" if is_terse else f"{bar(share)} " for share in offer.members}
        lines.append(
            " · ".join(f"{mention(who)} {bars[share]}{percent(share)}" for who, share in _shares(offer, panel))
        )
    lines.append(f"-# {_why(offer, panel, _FEW if is_terse else None)}")
    if offer.seen_by:
        lines.append(f"-# seen by {_names(offer.seen_by, _FEW if is_terse else None)}")
    return "\n".join(lines)


def _foot(panel: BlendPanel) -> str:
    lines = (
        [f"-# I know no title of {_names(panel.unknown)} yet, so what fits them is only a guess from what is popular."]
        if panel.unknown
        else []
    )
    if len(panel.joined) < 2:  # noqa: PLR2004 - one member has nobody to be unhappier than
        lines.append(
            "-# A match says how much of the catalogue a title beats for a member, as far as the history tells."
        )
        return "\n".join(lines)
    means = [sum(offer.members[at] for offer in panel.offers) / len(panel.offers) for at in range(len(panel.joined))]
    least = min(range(len(means)), key=means.__getitem__)
    lines.append(f"-# Least happy with this list: {mention(panel.joined[least])}, {percent(means[least])} on average")
    lines.append(f"-# {RULES[panel.wishes.rule][2]}")
    return "\n".join(lines)


def _invitation(panel: BlendPanel) -> str:
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


def _join_buttons(panel: BlendPanel, signer: Signer) -> Row:
    buttons: list[ui.Button[ui.LayoutView]] = []
    if panel.pending or panel.declined:
        buttons.append(button("Join", signer.write("blend.join", panel.blend), style=discord.ButtonStyle.success))
    if panel.pending:
        buttons.append(button("Not now", signer.write("blend.later", panel.blend)))
    if len(panel.joined) > 1:
        buttons.append(button("Leave this blend", signer.write("blend.later", panel.blend, "leave")))
    return row(*buttons)


def _pager(blend: str, page: int, pages: int, signer: Signer) -> Row:
    return row(
        button("◀ Back", signer.write("blend.page", blend, page - 1, "back"), disabled=page == 0),
        button(f"{page + 1}/{pages}", signer.write("blend.page", blend, page, "here"), disabled=True),
        button("Next ▶", signer.write("blend.page", blend, page + 1, "next"), disabled=page + 1 >= pages),
    )


def _details_menu(blend: str, shown: Sequence[Offer], page: int, signer: Signer) -> Row:
    options = [
        discord.SelectOption(
            label=label_of(offer.title),
            value=title_code(offer.title.id),
            description=length_of(offer.title),
        )
        for offer in shown
    ]
    return menu(signer.write("blend.more", blend, page), options, "More about a title · seen it · not for me")


def _shares(offer: Offer, panel: BlendPanel) -> list[tuple[int, float]]:
    return list(zip(panel.joined, offer.members, strict=True))


def _names(members: Sequence[int], most: int | None = None) -> str:
    """The members, or the first of them and how many more there are."""
    if most is None or len(members) <= most:
        return listed(mention(member) for member in members)
    return listed([*(mention(member) for member in members[:most]), f"{len(members) - most} more"])


def _why(offer: Offer, panel: BlendPanel, most: int | None = None) -> str:
    if not offer.tags:
        knows_two = len(panel.joined) - len(panel.unknown) > 1
        return "a compromise: it fits each of you for different reasons" if knows_two else "well known"
    tags = ", ".join(offer.tags)
    if len(panel.joined) == 1:
        return f"for your taste: {tags}"
    if set(offer.fans) == set(panel.joined):
        return f"for what you share: {tags}"
    return f"for {_names(offer.fans, most)}: {tags}"
