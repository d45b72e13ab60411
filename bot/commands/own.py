"""Panels that belong to one member: the first argument of their custom ids says whose they are."""

from collections.abc import Sequence

from bot.client import Interaction
from bot.errors import Problem


def check_owner(interaction: Interaction, arguments: Sequence[str]) -> None:
    """Raise Problem unless the one who pressed owns the panel."""
    if interaction.user.id != int(arguments[0]):
        raise Problem("not_yours", "This panel is somebody else's. Run the command yourself for your own.")


async def mine(interaction: Interaction, arguments: Sequence[str]) -> None:
    """Check whose panel it is and promise Discord an answer."""
    check_owner(interaction, arguments)
    await interaction.response.defer()
