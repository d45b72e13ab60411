"""One file per command, free functions: defer, gather, decide, show."""

# discord.py types a command by the class it belongs to; free functions belong to none.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Mapping

from bot.client import Command, Press
from bot.commands import blend, help, hide, insights, matches, privacy, schedule, taste, upload, vote  # noqa: A004 - the command is called help

COMMANDS: tuple[Command, ...] = (
    upload.upload,
    blend.blend,
    blend.blend_with,
    insights.insights,
    taste.taste,
    taste.taste_with,
    privacy.privacy,
    help.show_help,
)

PRESSES: Mapping[str, Press] = {
    **upload.PRESSES,
    **blend.PRESSES,
    **vote.PRESSES,
    **schedule.PRESSES,
    **insights.PRESSES,
    **privacy.PRESSES,
    **hide.PRESSES,
    **matches.PRESSES,
    **help.PRESSES,
    **taste.PRESSES,  # after those of /privacy: what is answered there is noted here as well
}
