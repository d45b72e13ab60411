"""A plain message in the form every panel has, so that it can take a panel's place. Pure."""

from discord import ui

from bot.panels.parts import layout


def build_notice(text: str) -> ui.LayoutView:
    """One text."""
    return layout(text)


def build_growth(rows: int, before: int, now: int) -> ui.LayoutView:
    """What a better catalogue brought: of the member's own rows `now` are known, `before` were."""
    return layout(
        f"**I know more of your history now**: {now:,} of your {rows:,} rows, {before:,} before. "
        "My catalogue has grown; you need not upload anything again, and your next blend uses it."
    )
