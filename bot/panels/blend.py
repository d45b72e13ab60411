"""The panel of a blend: five titles a page, who they fit and why, and what can be pressed. Pure."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.blending import Offer, Wishes
from bot.blending.doubts import Doubts
from bot.panels.blend_text import (
    MOST_TEXT,
    PAGE,
    BlendPanel,
    foot,
    head,
    how_sure,
    invitation,
    rows,
    shares,
    why,
    why_not,
)
from bot.panels.custom_ids import Signer
from bot.panels.limits import RULES, say_limits
from bot.panels.parts import Part, Row, box, button, layout, member_menu, menu, picture, row, rule
from bot.panels.schedule import set_button
from bot.panels.titles import facts_of, label_of, length_of, people_of, year_of
from bot.text import bar, mention, percent, safe
from data.catalogue.title import title_code

__all__ = ["MOST_TEXT", "PAGE", "PICTURE", "BlendPanel", "build_blend", "build_details", "build_picker"]

PICTURE = "blend.png"


def build_blend(panel: BlendPanel, signer: Signer) -> ui.LayoutView:
    """The public panel with its buttons."""
    page = min(max(panel.page, 0), panel.pages - 1)
    shown = panel.offers[page * PAGE : (page + 1) * PAGE]
    parts: list[Part] = [head(panel)]
    if panel.alt is not None:
        parts.append(picture(PICTURE, panel.alt))
    parts += rows(panel, shown, page * PAGE + 1)
    if panel.offers:
        pager = [_pager(panel.blend, page, panel.pages, signer)] if panel.pages > 1 else []
        parts += [rule(), foot(panel), *pager, _details_menu(panel.blend, shown, page, signer)]
    if panel.joined:
        parts.append(_steering(panel, page, len(shown), signer))
    asked = invitation(panel)
    if asked:
        parts += [rule(), asked]
    if asked or len(panel.joined) > 1:
        parts.append(_join_buttons(panel, signer))
    return layout(box(*parts))


def build_picker(signer: Signer, member: int, wishes: Wishes, kept: str = "") -> ui.LayoutView:
    """`/blend` without a friend: pick them here; the limits that were given hold, `kept` under this name."""
    return layout(
        "## Who watches tonight?\nPick one to nine friends. They are asked before their history is used.\n"
        f"-# {RULES[wishes.rule][0]} · {say_limits(wishes)}",
        member_menu(signer.write("blend.pick", member, kept), "Who watches with you?", 9),
    )


def build_details(
    offer: Offer, panel: BlendPanel, signer: Signer, member: int, doubts: Doubts | None = None
) -> ui.LayoutView:
    """One title for one member: facts, why it is here, what speaks against it, and what they can say about it."""
    title, code = offer.title, title_code(offer.title.id)
    lines = [f"## {safe(title.title)}{year_of(title)}", facts_of(title), people_of(title), why(offer, panel)]
    lines += [f"{mention(who)} {bar(share)} {percent(share)}" for who, share in shares(offer, panel)]
    lines += [why_not(doubts, panel)] if doubts else []
    return layout(
        "\n".join(line for line in lines if line),
        f"-# {how_sure(offer, panel)}\n"
        "-# Titles you refuse never come back in a blend with you; /privacy can make me forget your marks.",
        row(
            button("I have seen it", signer.write("blend.seen", panel.blend, code, member)),
            button("Not for me", signer.write("blend.refuse", panel.blend, code, member)),
            set_button(signer, panel.blend, title),
        ),
    )


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


def _steering(panel: BlendPanel, page: int, shown: int, signer: Signer) -> Row:
    """What those who take part may do with the list: vote on its page, and change it."""
    buttons: list[ui.Button[ui.LayoutView]] = []
    if shown > 1:
        ask = signer.write("vote.open", panel.blend, page)
        buttons.append(button("Vote", ask, style=discord.ButtonStyle.primary))
    if panel.offers:
        buttons.append(button("More / less of…", signer.write("blend.steer", panel.blend)))
    buttons.append(button("Veto genres", signer.write("blend.veto", panel.blend)))
    if panel.steer:
        buttons.append(button("Undo steering", signer.write("blend.unsteer", panel.blend)))
    return row(*buttons)
