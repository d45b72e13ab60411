"""A plain message in the form every panel has, so that it can take a panel's place. Pure."""

from discord import ui

from bot.panels.parts import layout


def build_notice(text: str) -> ui.LayoutView:
    """One text."""
    return layout(text)
