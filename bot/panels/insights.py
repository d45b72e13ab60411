"""`/insights`: one picture at a time, changed in place, previewed privately and posted by a button. Pure."""

from dataclasses import dataclass

import discord
from discord import ui

from bot.panels.custom_ids import Signer
from bot.panels.parts import Part, Row, box, button, layout, menu, picture, row
from bot.text import mention

#: Chart -> what the menu calls it. `shared` needs a second member.
CHARTS = {
    "time_by_kind": "Time: films and series",
    "top_series": "Top series",
    "top_films": "Top films",
    "genres": "Genres",
    "calendar": "Calendar",
    "weekday_by_month": "Weekdays by month",
}
SHARED = "shared"
SHARED_LABEL = "What two members share"
_ASKED = {
    "time_by_kind": "how much time you spend with films and series",
    "top_series": "your top series",
    "top_films": "your top films",
    "genres": "your genres",
    "calendar": "your calendar of watching",
    "weekday_by_month": "on which weekdays you watch",
    SHARED: "what you two share",
}
ASK_NOTE = (
    "-# Show them posts the picture here for everybody in this channel. What you hid in /privacy is not in it. Only "
    "catalogue titles are named."
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it stands in a message: the file beside it (None: text only), alt text and text twin."""

    chart: str
    title: str
    text: str
    alt: str
    filename: str | None


def build_preview(drawn: Picture, signer: Signer, member: int, *, as_text: bool = False) -> ui.LayoutView:
    """The member's own view: the chart, a menu for the others, and the button that posts it."""
    other, label = ("ins.show", "As picture") if as_text else ("ins.text", "As text")
    post = button("Post to channel", signer.write("ins.post", member, drawn.chart), style=discord.ButtonStyle.primary)
    buttons = row(post, button(label, signer.write(other, member, drawn.chart)))
    return layout(
        box(*_chart(drawn, as_text=as_text), _chart_menu(drawn.chart, signer, member), buttons),
        "-# Only you see this. Titles I do not know are named here, and left out when you post.",
    )


def build_posted(drawn: Picture, owner: int, other: int | None = None) -> ui.LayoutView:
    """The chart in the channel, for everybody."""
    who = mention(owner) if other is None else f"{mention(owner)} and {mention(other)}"
    return layout(f"-# insights of {who}", box(*_chart(drawn, as_text=False)))


def build_request(asker: int, owner: int, chart: str, signer: Signer) -> ui.LayoutView:
    """A question to another member, who alone can answer it."""
    note = f"{ASK_NOTE} It shows the history of you both." if chart == SHARED else ASK_NOTE
    show = button("Show them", signer.write("ins.grant", owner, asker, chart), style=discord.ButtonStyle.success)
    return layout(
        f"{mention(owner)}, {mention(asker)} would like to see **{_ASKED[chart]}**.\n{note}",
        row(show, button("Not now", signer.write("ins.refuse", owner, asker))),
    )


def _chart(drawn: Picture, *, as_text: bool) -> tuple[Part, Part]:
    is_text = as_text or drawn.filename is None
    return f"## {drawn.title}", drawn.text if is_text else picture(drawn.filename or "", drawn.alt)


def _chart_menu(chart: str, signer: Signer, member: int) -> Row:
    options = [
        discord.SelectOption(label=label, value=value, default=value == chart) for value, label in CHARTS.items()
    ]
    return menu(signer.write("ins.chart", member), options, "Another chart")
