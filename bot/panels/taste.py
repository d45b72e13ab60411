"""`/taste`: the question to a friend, what two tastes have in common, and who in a server is nearest. Pure."""

from collections.abc import Mapping

import discord
from discord import ui

from bot.comparing import Clash, Comparison, Near, sureness_of
from bot.panels.custom_ids import Signer
from bot.panels.parts import Part, Row, box, button, layout, menu, picture, row, rule
from bot.panels.titles import length_of, year_of
from bot.text import bar, listed, mention, percent, plain, safe
from data.catalogue.title import Title

PICTURE = "taste.png"
JOIN_NOTE = (
    "-# Joining lets me use your history for this one comparison, in this place and for a day. At first the two of you "
    "alone see it: how well your tastes match, what you both lean to and where you part, and titles neither of you has "
    "seen, so also that you have not seen these. Either of you may then post it here. What you hide in /privacy stays "
    "outside even that."
)
_LONGEST = 80


def build_question(comparison: str, asker: int, friend: int, signer: Signer) -> ui.LayoutView:
    """A question to a friend, who alone can answer it."""
    join = button("Join", signer.write("taste.join", comparison), style=discord.ButtonStyle.success)
    return layout(
        f"{mention(friend)}, {mention(asker)} would like to know **how well your tastes match**. No history yet? "
        f"/upload first, then Join.\n{JOIN_NOTE}",
        row(join, button("Not now", signer.write("taste.later", comparison))),
    )


def build_agreed(comparison: str, asker: int, friend: int, signer: Signer) -> ui.LayoutView:
    """What stands in the place of the question once the friend has joined."""
    show = button("Show me", signer.write("taste.show", comparison), style=discord.ButtonStyle.primary)
    return layout(
        f"{mention(asker)} and {mention(friend)} compare their tastes.\n-# Only the two of them can look.", row(show)
    )


def build_comparison(compared: Comparison, comparison: str, signer: Signer, alt: str | None = None) -> ui.LayoutView:
    """The comparison before one of the two."""
    if compared.vague:
        return layout(box(*_parts(compared, None)), "-# Only you see this.")
    post = button("Post to channel", signer.write("taste.post", comparison), style=discord.ButtonStyle.primary)
    return layout(box(*_parts(compared, alt), row(post)), "-# Only you see this, until one of you posts it.")


def build_posted(compared: Comparison, alt: str | None = None) -> ui.LayoutView:
    """The comparison in the channel, for everybody."""
    return layout(box(*_parts(compared, alt)))


def build_neighbours(
    near: Mapping[Near, str], signer: Signer, member: int, start: int, following: int | None
) -> ui.LayoutView:
    """The nearest members of one page with their names for the menu; `following` is where the next page begins."""
    head = "## Nearest to your taste here"
    pager = _pager(signer, member, start, following)
    if not near:
        more = " on this page" if start or following is not None else " yet"
        note = (
            f"Nobody{more} whose taste I know well enough and may look at. Who wants to be found here picks *Members "
            "of this server may* in /privacy. With a friend: /taste friend:@name, they are asked first."
        )
        return layout(f"{head}\n{note}", *pager)
    lines = [f"**{at}.** {_near(each)}" for at, each in enumerate(near, 1)]
    options = [
        discord.SelectOption(label=plain(name, _LONGEST) or "a member", value=str(each.member))
        for each, name in near.items()
    ]
    foot = (
        "-# Only you see this. At most ten at a time, of those who let members of this server use their history; they "
        "see in /privacy that you looked."
    )
    return layout(
        box("\n".join([head, *lines]), menu(signer.write("taste.pick", member), options, "Compare with"), *pager, foot)
    )


def build_too_little() -> ui.LayoutView:
    """Instead of neighbours, for whom hardly anything is known of."""
    return layout(
        "I know too little of your taste to say who is near: about eight titles that I know are needed. /upload takes "
        "more of your history; Fix matches in /privacy helps me to know more of it."
    )


def _near(near: Near) -> str:
    match = f"**{percent(near.match)} match** · {sureness_of(near.confidence)}"
    return f"{mention(near.member)} {bar(near.match)} {match}"


def _pager(signer: Signer, member: int, start: int, following: int | None) -> list[Row]:
    if not start and following is None:
        return []
    return [
        row(
            button("◀ First", signer.write("taste.near", member, 0, "first"), disabled=not start),
            button("Next ▶", signer.write("taste.near", member, following or 0, "next"), disabled=following is None),
        )
    ]


def _parts(compared: Comparison, alt: str | None) -> list[Part]:
    one, other = map(mention, compared.members)
    head = f"## How well {one} and {other} match"
    if compared.vague:
        who = listed(map(mention, compared.vague))
        note = (
            f"Too little to tell: I hardly know the taste of {who} yet. About eight titles that I know are needed; "
            "/upload takes more."
        )
        return [f"{head}\n{note}"]
    match = (
        f"{bar(compared.match, 10)} **{percent(compared.match)} match** · {sureness_of(compared.confidence)}\n"
        "-# 50 % is what two members picked at random have; the longer both histories, the surer I am."
    )
    pictured: list[Part] = [picture(PICTURE, alt)] if alt is not None else []
    foot = "-# Titles are suggestions that neither of you has seen, as far as I know."
    return [f"{head}\n{match}", *pictured, rule(), "\n".join([*_together(compared), *_apart(compared), foot])]


def _together(compared: Comparison) -> list[str]:
    lines: list[str] = []
    if compared.bridge is not None:
        lines.append(f"**Brings you together**: {_name(compared.bridge)} · {length_of(compared.bridge)}")
    else:
        lines.append("**Brings you together**: nothing that I am sure you would both love, so far")
    if compared.loved:
        lines.append(f"**You would both love**: {listed(map(_name, compared.loved))}")
    if compared.tags:
        lines.append(f"**You both lean to**: {', '.join(compared.tags)}")
    return lines


def _apart(compared: Comparison) -> list[str]:
    lines: list[str] = []
    for member in compared.members:
        tags = [tag for tag, fan in compared.parted if fan == member]
        if tags:
            lines.append(f"**More for {mention(member)}**: {', '.join(tags)}")
    if compared.clashes:
        lines.append("**One of you would love it, one would rather not**")
        lines += [_clash(compared, each) for each in compared.clashes]
    return lines or ["**Where you part**: nowhere that is clear"]


def _clash(compared: Comparison, clash: Clash) -> str:
    pairs = zip(compared.members, clash.matches, strict=True)
    return f"{_name(clash.title)}: {' · '.join(f'{mention(member)} {percent(share)}' for member, share in pairs)}"


def _name(title: Title) -> str:
    return f"{safe(title.title, _LONGEST)}{year_of(title)}"
