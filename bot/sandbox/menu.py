"""Which commands Discord offers a member in a place."""

from collections.abc import Sequence

from bot.sandbox.entities import ADMINISTRATOR, Channel, Json, User
from bot.sandbox.limits.commands import CHAT, GROUP, SUBCOMMAND
from bot.sandbox.options import Impossible
from bot.sandbox.shape import entries
from bot.sandbox.state import World, context_of, member_of

_GUILD_INSTALL, _USER_INSTALL = 0, 1


def available(world: World, user: User, channel: Channel) -> list[Json]:
    """The commands a member can use here: installed for this place, allowed in it, and to them."""
    guild_id = channel.guild.id if channel.guild else None
    own = world.commands.get(guild_id, []) if guild_id is not None else []
    shadowed = {(command["type"], command["name"]) for command in own}
    everywhere = [c for c in world.commands[None] if (c["type"], c["name"]) not in shadowed]
    return [command for command in (*own, *everywhere) if _is_offered(world, user, channel, command)]


def _is_offered(world: World, user: User, channel: Channel, command: Json) -> bool:
    owners = world.install_owners(user, channel)
    installs: Sequence[int] = command.get("integration_types") or (_GUILD_INSTALL,)
    if not any(str(install) in owners for install in installs):
        return False
    contexts: Sequence[int] | None = command.get("contexts")
    context = context_of(world, channel)
    if context not in (contexts if contexts is not None else (0, 1, 2) if _USER_INSTALL in installs else (0, 1)):
        return False
    if command.get("nsfw") and not channel.nsfw:
        return False
    member = member_of(channel, user)
    needed = command.get("default_member_permissions")
    if needed is None or member is None or member.permissions & ADMINISTRATOR:
        return True
    return needed != "0" and not int(needed) & ~member.permissions


def find_command(world: World, user: User, channel: Channel, kind: int, name: str) -> tuple[Json, list[Json]]:
    """The command of that kind and name, and the subcommands that lead to its options. Raises Impossible."""
    words = name.split() if kind == CHAT else [name]
    offered = [command for command in available(world, user, channel) if command["type"] == kind]
    command = next((command for command in offered if command["name"] == words[0]), None)
    if command is None:
        raise Impossible(
            f"no command {words[0]} here; there are {', '.join(str(c['name']) for c in offered) or 'none'}"
        )
    path: list[Json] = []
    for word in words[1:]:
        parts = [part for part in entries(path[-1] if path else command, "options") if part["name"] == word]
        if not parts or parts[0]["type"] not in (SUBCOMMAND, GROUP):
            raise Impossible(f"/{name}: there is no subcommand {word}")
        path.append(parts[0])
    steps = entries(path[-1] if path else command, "options")
    if any(step["type"] in (SUBCOMMAND, GROUP) for step in steps):
        raise Impossible(f"/{name} needs a subcommand: {', '.join(str(step['name']) for step in steps)}")
    return command, path
