"""`/privacy`: what is stored, who used it, who may blend with me, hide, export, delete. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import discord
from discord import ui

from bot.panels.custom_ids import Signer
from bot.panels.parts import Part, Row, box, button, layout, menu, row, rule
from bot.text import counted, mention, plain, safe
from data.catalogue.title import title_code

#: Entries of one menu page, and so of one page of the list to hide from: Discord's limit.
PAGE = 25
LONGEST_QUERY = 24

CONSENT = {
    "ask": ("Ask me each time", "Friends who blend with me wait until I press Join"),
    "server": (
        "Members of this server may, without asking",
        "They see what fits me, and by what is left out what I have seen",
    ),
    "nobody": ("Nobody", "I take part in no blend of others here"),
}
CEILINGS = ("none", "TV-G", "TV-PG", "TV-14", "TV-MA")


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a member, in numbers."""

    rows: int
    films: int
    series: int
    matched: int
    first: date | None
    last: date | None
    hidden: int
    seen: int
    refused: int
    ratings: int = 0
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class UseLine:
    """Who used the history, for what, and when."""

    by: int
    purpose: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """A film or series of the member's own history, with the key it is hidden under."""

    key: str
    name: str
    kind: str
    rows: int
    is_hidden: bool


def build_privacy(  # noqa: PLR0913 - the panel shows this many things
    signer: Signer,
    member: int,
    stored: Stored | None,
    uses: Sequence[UseLine],
    consent: str,
    *,
    ceiling: str | None = None,
    may_set_ceiling: bool = False,
    in_server: bool = True,
) -> ui.LayoutView:
    """The one panel."""
    ceilings: tuple[Part, ...] = (
        "**Highest age rating in this server's blends** (you manage this server)",
        _ceiling_menu(signer, member, ceiling),
    )
    return layout(
        box(
            _stored_text(stored),
            _uses_text(uses),
            rule(),
            "**Who may blend or compare with me here?** (counts in this place only)",
            _consent_menu(signer, member, consent, in_server=in_server),
            *(ceilings if may_set_ceiling else ()),
            rule(),
            _actions(signer, member, stored),
        )
    )


def build_hide(signer: Signer, member: int, works: Sequence[Work], page: int, query: str = "") -> ui.LayoutView:
    """Pick what counts as never uploaded. `works` is the whole list, already narrowed to the query."""
    pages = max(1, -(-len(works) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = works[page * PAGE : (page + 1) * PAGE]
    found = f" · found for “{safe(query)}”: {len(works)}" if query else ""
    hidden = sum(work.is_hidden for work in works)
    text = (
        "## Hide titles\nTicked titles count as never uploaded: no list, picture or reason knows them."
        f"\n-# Page {page + 1} of {pages}, most watched first{found} · hidden: {hidden}"
    )
    buttons = row(
        button("◀ Back", signer.write("priv.hide", member, page - 1, query), disabled=page == 0),
        button("Next ▶", signer.write("priv.hide", member, page + 1, query), disabled=page + 1 >= pages),
        button("Find a title", signer.write("priv.find", member)),
        button("Done", signer.write("priv.back", member), style=discord.ButtonStyle.primary),
    )
    if not shown:
        return layout(f"{text}\nNothing in your history is called that.", buttons)
    return layout(text, _hide_menu(signer, member, shown, page, query), buttons)


def build_delete(signer: Signer, member: int) -> ui.LayoutView:
    """The question before everything is deleted."""
    sure = button("Delete everything", signer.write("priv.delete_yes", member), style=discord.ButtonStyle.danger)
    return layout(
        "## Delete everything?\nYour history, ratings, lists, answers, hidden titles, marks, settings "
        "and your part in open blends are "
        "erased at once and for good, in every place. Delete pictures you posted in their channels.",
        row(sure, button("Keep it", signer.write("priv.back", member))),
    )


def build_export(files: Sequence[str]) -> ui.LayoutView:
    """The message that carries the member's own files."""
    text = (
        "Everything I store about you. The table holds what you watched and can be uploaded again; the other file "
        "holds the rest: ratings, lists, answers and settings."
    )
    return layout(text, *(ui.File[ui.LayoutView](f"attachment://{name}") for name in files))


def _stored_text(stored: Stored | None) -> str:
    head = "## Your data"
    if stored is None:
        return f"{head}\nNothing of you is stored here. `/upload` brings your history; you can delete it at any time."
    period = f" from {stored.first:%d %b %Y} to {stored.last:%d %b %Y}" if stored.first and stored.last else ""
    works = f"{counted(stored.films, 'film')} and {stored.series:,} series"
    return (
        f"{head}\n**{counted(stored.rows, 'row')}**{period}: {works}, "
        f"{stored.matched:,} of these titles known to me. Ratings: {stored.ratings:,}. On your list: "
        f"{stored.wanted:,}. Hidden: {stored.hidden}. Marked seen: {stored.seen}. Refused: {stored.refused}.\n"
        "-# Kept: titles, dates, seconds watched, ratings, lists and your answers in Fix matches, encrypted with a "
        "key of your own. "
        "Of each group you blend with: what it was shown and chose, and how well that fitted each of you. "
        "Not kept: the file, devices, countries, searches. Panels of blends are forgotten after 30 days."
    )


def _uses_text(uses: Sequence[UseLine]) -> str:
    if not uses:
        return "**Who used it**: nobody but you."
    lines = [f"{mention(use.by)} · {use.purpose} · <t:{int(use.at.timestamp())}:R>" for use in uses[:8]]
    return "\n".join(["**Who used it** (the latest)", *lines])


def _consent_menu(signer: Signer, member: int, consent: str, *, in_server: bool) -> Row:
    """Outside servers nothing tells who belongs to the place, so everybody is asked there."""
    options = [
        discord.SelectOption(label=label, description=note, value=value, default=value == consent)
        for value, (label, note) in CONSENT.items()
        if in_server or value != "server"
    ]
    return menu(signer.write("priv.consent", member), options)


def _ceiling_menu(signer: Signer, member: int, ceiling: str | None) -> Row:
    options = [
        discord.SelectOption(
            label="No ceiling" if value == "none" else f"{value} or milder",
            value=value,
            default=value == (ceiling or "none"),
        )
        for value in CEILINGS
    ]
    return menu(signer.write("priv.ceiling", member), options)


def _actions(signer: Signer, member: int, stored: Stored | None) -> Row:
    is_empty = stored is None
    has_marks = stored is not None and stored.seen + stored.refused > 0
    return row(
        button("Hide titles", signer.write("priv.hide", member, 0, ""), disabled=is_empty),
        button("Fix matches", signer.write("go.fix", member), disabled=is_empty),
        button("Forget my marks", signer.write("priv.unmark", member), disabled=not has_marks),
        button("Export", signer.write("priv.export", member)),
        button("Delete everything", signer.write("priv.delete", member), style=discord.ButtonStyle.danger),
    )


def _hide_menu(signer: Signer, member: int, shown: Sequence[Work], page: int, query: str) -> Row:
    options = [
        discord.SelectOption(
            label=plain(work.name) or "(no name)",
            value=title_code(work.key),
            description=f"{work.kind}, {counted(work.rows, 'row') if work.rows else 'rated or on your list'}",
            default=work.is_hidden,
        )
        for work in shown
    ]
    custom_id = signer.write("priv.hidden", member, page, query)
    return menu(custom_id, options, "Tick what nobody should know of", fewest=0, most=len(options))
