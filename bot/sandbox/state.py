"""Everything the local Discord knows: who is where, what was said, what was asked, and what time it is."""

import asyncio
import base64
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.sandbox.alarms import Alarms
from bot.sandbox.clock import Clock, Snowflakes
from bot.sandbox.entities import (
    DIRECT,
    GROUP,
    TEXT,
    Attachment,
    Channel,
    Guild,
    Interaction,
    Json,
    Member,
    Message,
    ScheduledEvent,
    User,
)
from bot.sandbox.errors import unknown
from bot.sandbox.report import Report

#: How the gateway is told of something: event, content, guild id, and the intent that a session must have.
Publish: TypeAlias = Callable[[str, Json | Callable[[], Json], int | None, int], None]

#: Seconds for which an interaction's token can be used.
TOKEN_LIFE = 15 * 60.0
#: Most files that a member may attach, and largest request a bot may send, in bytes.
REQUEST_LIMIT = 25 * 1024 * 1024
#: When the people and places of a repeatable run were made (May 2024), and how finely its identifiers tell time.
_LONG_AGO = 1_714_564_800.0
_COARSE = 60.0


@dataclass(eq=False)
class World:
    """The state of one sandbox. `base` is where it listens, as `http://127.0.0.1:port`."""

    clock: Clock
    bot: User
    token: str
    ids: Snowflakes
    owner: User
    report: Report
    alarms: Alarms
    #: Where tokens and keys come from.
    chance: random.Random = field(default_factory=random.SystemRandom)
    base: str = ""
    users: dict[int, User] = field(default_factory=dict[int, User])
    guilds: dict[int, Guild] = field(default_factory=dict[int, Guild])
    channels: dict[int, Channel] = field(default_factory=dict[int, Channel])
    messages: dict[int, Message] = field(default_factory=dict[int, Message])
    #: Scheduled events that are not over.
    events: dict[int, ScheduledEvent] = field(default_factory=dict[int, ScheduledEvent])
    attachments: dict[int, Attachment] = field(default_factory=dict[int, Attachment])
    interactions: dict[int, Interaction] = field(default_factory=dict[int, Interaction])
    #: Registered commands by guild id; None holds the global ones.
    commands: dict[int | None, list[Json]] = field(default_factory=dict[int | None, list[Json]])
    identifies: int = 0
    #: Tells connected bots; until there is a gateway nobody listens.
    publish: Publish = lambda name, content, guild_id, intent: None  # noqa: ARG005 - names the arguments
    signing_key: bytes = b""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.signing_key = self.signing_key or self.chance.randbytes(16)
        self.report.trace.listener = self.changed

    def changed(self) -> None:
        """Wake everyone who waits for something to happen."""
        self._changed.set()
        self._changed = asyncio.Event()

    @property
    def news(self) -> asyncio.Event:
        """Set when something happens after this moment; another one then takes its place."""
        return self._changed

    async def wait_until(self, happened: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109 - members have patience in seconds
        """Wait until `happened()` is true; False when `timeout` seconds pass first."""
        try:
            async with asyncio.timeout(timeout):
                while not happened():
                    await self._changed.wait()
        except TimeoutError:
            return happened()
        return True

    def channel(self, channel_id: int) -> Channel:
        """The channel of that id. Raises ApiError 10003."""
        if channel_id not in self.channels:
            raise unknown("Channel")
        return self.channels[channel_id]

    def by_token(self, token: str) -> Interaction | None:
        """The interaction that carries this token."""
        return next((i for i in self.interactions.values() if secrets.compare_digest(i.token, token)), None)

    def install_owners(self, user: User, channel: Channel) -> dict[str, str]:
        """Who installed the bot for this place: `"0"` its guild, `"1"` the user. Empty when it is not there at all."""
        owners: dict[str, str] = {}
        if channel.guild is not None and channel.guild.installed:
            owners["0"] = str(channel.guild.id)
        elif channel.kind == DIRECT and self.bot in channel.recipients:
            owners["0"] = "0"
        if user.installed:
            owners["1"] = str(user.id)
        return owners


def context_of(world: World, channel: Channel) -> int:
    """0 in a guild, 1 in a direct conversation with the bot, 2 in any other private conversation."""
    if channel.kind == TEXT:
        return 0
    return 1 if channel.kind == DIRECT and world.bot in channel.recipients else 2


def can_see(message: Message, user: User) -> bool:
    """True when the message still exists and is shown to this user."""
    if message.deleted or message.ephemeral_for not in (None, user):
        return False
    return is_in(message.channel, user)


def is_in(channel: Channel, user: User) -> bool:
    """True when the user can open the channel."""
    return user in channel.recipients if channel.guild is None else user.id in channel.guild.members


def create_world(*, seed: int | None = None, start: float | None = None) -> World:
    """An empty world with the bot and its owner in it; its clock begins now, or at `start`.

    With a `seed` tokens are the same in every run, and so are identifiers: the first ones, until `ids.moment` is set
    to None, are made long ago, later ones a minute apart at the finest.
    """
    clock = Clock(start)
    ids = Snowflakes(clock) if seed is None else Snowflakes(clock, step=_COARSE)
    ids.moment = None if seed is None else _LONG_AGO
    chance = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311 - repeatable on request
    bot = User(ids.next(), "blendz", "Blendz", bot=True)
    owner = User(ids.next(), "host", "Host")
    return World(
        clock,
        bot,
        _bot_token(bot, chance),
        ids,
        owner,
        Report(clock),
        Alarms(clock),
        chance,
        users={bot.id: bot, owner.id: owner},
        commands={None: []},
    )


def new_token(chance: random.Random, size: int) -> str:
    """Text that stands for `size` unguessable bytes."""
    return base64.urlsafe_b64encode(chance.randbytes(size)).decode().rstrip("=")


def _bot_token(bot: User, chance: random.Random) -> str:
    name = base64.urlsafe_b64encode(str(bot.id).encode()).decode().rstrip("=")
    return f"{name}.{new_token(chance, 4)}.{new_token(chance, 28)}"


def private_channel(world: World, *users: User) -> Channel:
    """The conversation of exactly these users outside any server, made when there is none."""
    for channel in world.channels.values():
        if channel.guild is None and set(channel.recipients) == set(users):
            return channel
    kind = DIRECT if len(users) == 2 else GROUP  # noqa: PLR2004 - two are a direct conversation
    channel = Channel(world.ids.next(), kind, "", recipients=users)
    world.channels[channel.id] = channel
    world.changed()
    return channel


def member_of(channel: Channel, user: User) -> Member | None:
    """The user as a member of the channel's guild."""
    return channel.guild.members.get(user.id) if channel.guild else None
