"""Who the bot is, where the gateway is, and other users."""

from bot.sandbox.errors import ApiError, unknown
from bot.sandbox.payloads import channel_json, own_user_json, user_json
from bot.sandbox.rest.call import Answer, Call, Route
from bot.sandbox.state import World, private_channel

_IDENTIFIES_A_DAY = 1000
_DAY_MS = 24 * 60 * 60 * 1000
# gateway message content limited | gateway guild members limited: what an unverified bot may ask for
_APPLICATION_FLAGS = (1 << 15) | (1 << 19)


def get_me(call: Call) -> Answer:
    """The bot's own user."""
    return Answer(own_user_json(call.world.bot))


def get_user(call: Call) -> Answer:
    """Any user. 404 (10013) when there is none."""
    user = call.world.users.get(call.id("user_id", "User"))
    if user is None:
        raise unknown("User")
    return Answer(user_json(user))


def get_application(call: Call) -> Answer:
    """The bot's application."""
    world = call.world
    return Answer(
        {
            "id": str(world.bot.id),
            "name": world.bot.display,
            "icon": None,
            "description": "",
            "type": None,
            "bot": user_json(world.bot),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": _APPLICATION_FLAGS,
            "flags_new": str(_APPLICATION_FLAGS),
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "owner": user_json(world.owner),
            "approximate_guild_count": sum(guild.installed for guild in world.guilds.values()),
            "approximate_user_install_count": sum(user.installed for user in world.users.values()),
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": None,
            "eligible_oauth2_scopes": ["bot", "applications.commands"],
        }
    )


def get_gateway(call: Call) -> Answer:
    """Where to connect."""
    return Answer({"url": gateway_url(call.world)})


def get_gateway_bot(call: Call) -> Answer:
    """Where to connect, with how many shards, and how often a bot may still identify today."""
    limits = {
        "total": _IDENTIFIES_A_DAY,
        "remaining": max(0, _IDENTIFIES_A_DAY - call.world.identifies),
        "reset_after": _DAY_MS,
        "max_concurrency": 1,
    }
    return Answer({"url": gateway_url(call.world), "shards": 1, "session_start_limit": limits})


def create_direct(call: Call) -> Answer:
    """Open the direct conversation with a user, or find it."""
    recipient = str(call.body.form.get("recipient_id") or "")
    user = call.world.users.get(int(recipient)) if recipient.isdecimal() else None
    if user is None:
        raise unknown("User")
    if user.bot:
        raise ApiError(400, 50007, "Cannot send messages to this user")
    return Answer(channel_json(call.world, private_channel(call.world, user, call.world.bot)))


def gateway_url(world: World) -> str:
    """Address of the gateway."""
    return f"ws{world.base.removeprefix('http')}/gateway"


ROUTES = (
    Route("GET", "/users/@me", get_me),
    Route("GET", "/users/{user_id}", get_user),
    Route("POST", "/users/@me/channels", create_direct),
    Route("GET", "/oauth2/applications/@me", get_application),
    Route("GET", "/applications/@me", get_application),
    Route("GET", "/gateway", get_gateway, open=True),
    Route("GET", "/gateway/bot", get_gateway_bot),
)
