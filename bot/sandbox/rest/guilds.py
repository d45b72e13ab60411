"""Servers and their members."""

from typing import Any

from bot.sandbox.entities import Guild
from bot.sandbox.errors import ApiError, unknown
from bot.sandbox.guild_json import guild_json
from bot.sandbox.payloads import channel_json, member_json
from bot.sandbox.rest.call import Answer, Call, Route


def get_guild(call: Call) -> Answer:
    """A server the bot is in."""
    return Answer(guild_json(find_guild(call)))


def get_channels(call: Call) -> Answer:
    """The channels of a server."""
    return Answer([channel_json(call.world, channel) for channel in find_guild(call).channels])


def get_member(call: Call) -> Answer:
    """A member. 404 (10007) when the user is not in the server, 10013 when there is no such user."""
    guild = find_guild(call)
    user_id = call.id("user_id", "User")
    if user_id not in call.world.users:
        raise unknown("User")
    if user_id not in guild.members:
        raise unknown("Member")
    return Answer(member_json(guild.members[user_id]))


def get_own_guilds(call: Call) -> Answer:
    """The servers the bot is in, in short."""
    return Answer([_short(guild) for guild in call.world.guilds.values() if guild.installed])


def _short(guild: Guild) -> dict[str, Any]:
    names = {"id": str(guild.id), "name": guild.name, "icon": None, "banner": None}
    return {**names, "owner": False, "permissions": "0", "features": []}


def find_guild(call: Call) -> Guild:
    """The server of the path. Raises ApiError when there is none or the bot is not in it."""
    guild = call.world.guilds.get(call.id("guild_id", "Guild"))
    if guild is None:
        raise unknown("Guild")
    if not guild.installed:
        raise ApiError(403, 50001, "Missing Access")
    return guild


ROUTES = (
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("GET", "/guilds/{guild_id}/channels", get_channels),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", get_member),
    Route("GET", "/users/@me/guilds", get_own_guilds),
)
