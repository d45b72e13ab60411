"""The sandbox as a whole, for those who use it: its addresses, its people and places, and ways to break it."""

from bot.sandbox.actor import Actor
from bot.sandbox.dispatch import Stage
from bot.sandbox.entities import ADMINISTRATOR, ORDINARY, TEXT, Channel, Guild, Member, User
from bot.sandbox.faults import Faults
from bot.sandbox.gateway import Gateway
from bot.sandbox.guild_json import guild_create_json
from bot.sandbox.payloads import channel_json, member_json, user_json
from bot.sandbox.report import Report
from bot.sandbox.rest.door import BASE
from bot.sandbox.sessions import GUILDS_INTENT
from bot.sandbox.state import World, private_channel

_MEMBERS_INTENT = 1 << 1


class Sandbox:
    """A local Discord with one server, one channel in it, and as many members as are added."""

    def __init__(self, world: World, faults: Faults, gateway: Gateway) -> None:
        self.world = world
        self.faults = faults
        self.gateway = gateway
        self._stage = Stage(world, gateway.sessions)
        self.guild = next(iter(world.guilds.values()), None) or self.add_guild("Film evenings")
        self.channel = self.guild.channels[0]

    @property
    def api_url(self) -> str:
        """Base address of the REST interface."""
        return f"{self.world.base}{BASE}"

    @property
    def gateway_url(self) -> str:
        """Address of the gateway."""
        return f"ws{self.world.base.removeprefix('http')}/gateway"

    @property
    def cdn_host(self) -> str:
        """Host and port that attachments lie on."""
        return self.world.base.removeprefix("http://")

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    @property
    def report(self) -> Report:
        """Time lines and problems."""
        return self.world.report

    @property
    def problems(self) -> list[str]:
        """Everything that was wrong so far; empty after a good run."""
        return self.world.report.problems

    @property
    def names(self) -> dict[int, str]:
        """What everybody is called, by id."""
        return {user.id: user.display for user in self.world.users.values()}

    def environment(self) -> dict[str, str]:
        """The settings that make the bot, in its own process, use this sandbox."""
        return {
            "BLENDZ_TOKEN": self.token,
            "BLENDZ_API_URL": self.api_url,
            "BLENDZ_GATEWAY_URL": self.gateway_url,
            "BLENDZ_CDN_HOSTS": self.cdn_host,
            "BLENDZ_CLOCK_AHEAD": f"{self.world.clock.ahead:.3f}",
        }

    async def wait_ready(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - the caller's patience in seconds
        """Wait until a bot is connected and has been told its servers. Raises TimeoutError."""
        if not await self.world.wait_until(lambda: self.gateway.connected, timeout):
            raise TimeoutError(f"no bot was ready within {timeout:g} s")

    def add_guild(self, name: str, *, locale: str = "en-GB", installed: bool = True) -> Guild:
        """Make a server with one channel; `installed` False when only its members' accounts have the bot."""
        world = self.world
        guild = Guild(world.ids.next(), name, world.owner, locale, installed, created=world.clock.now())
        world.guilds[guild.id] = guild
        guild.members[world.owner.id] = Member(world.owner, guild, guild.created, permissions=ORDINARY | ADMINISTRATOR)
        if installed:
            guild.members[world.bot.id] = Member(world.bot, guild, guild.created)
        self.add_channel("general", guild)
        if installed:
            self._publish("GUILD_CREATE", guild_create_json(world, guild), guild)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """Throw the bot out of a server."""
        guild.installed = False
        guild.members.pop(self.world.bot.id, None)
        self._publish("GUILD_DELETE", {"id": str(guild.id)}, guild)

    def add_channel(self, name: str, guild: Guild | None = None, *, nsfw: bool = False) -> Channel:
        """Make a text channel; `nsfw` marks it age-restricted."""
        guild = guild or self.guild
        channel = Channel(self.world.ids.next(), TEXT, name, guild, nsfw=nsfw, position=len(guild.channels))
        guild.channels.append(channel)
        self.world.channels[channel.id] = channel
        self._publish("CHANNEL_CREATE", channel_json(self.world, channel), guild)
        return channel

    def set_nsfw(self, channel: Channel, *, nsfw: bool) -> None:
        """Make a channel age-restricted, or not."""
        channel.nsfw = nsfw
        if channel.guild is not None:
            self._publish("CHANNEL_UPDATE", channel_json(self.world, channel), channel.guild)

    def add_member(
        self, who: str | User, guild: Guild | None = None, *, locale: str = "en-GB", installed: bool = False
    ) -> Member:
        """Let a new person, or one who exists, join a server; `installed` when they have the bot on their account."""
        guild = guild or self.guild
        user = who if isinstance(who, User) else self.add_user(who, locale=locale, installed=installed)
        member = Member(user, guild, self.world.clock.now())
        guild.members[user.id] = member
        event = member_json(member) | {"guild_id": str(guild.id)}
        self.gateway.sessions.publish("GUILD_MEMBER_ADD", event, guild.id, intent=_MEMBERS_INTENT)
        self.world.changed()
        return member

    def add_user(self, name: str, *, locale: str = "en-GB", installed: bool = False) -> User:
        """Make a person who is in no server yet."""
        user = User(self.world.ids.next(), name.casefold(), name, locale=locale, installed=installed)
        self.world.users[user.id] = user
        return user

    def remove_member(self, member: Member) -> None:
        """Let a member leave their server."""
        member.guild.members.pop(member.id, None)
        event = {"guild_id": str(member.guild.id), "user": user_json(member.user)}
        self.gateway.sessions.publish("GUILD_MEMBER_REMOVE", event, member.guild.id, intent=_MEMBERS_INTENT)
        self.world.changed()

    def direct(self, *people: Member | User) -> Channel:
        """The direct conversation of one person with the bot, or of several people without it."""
        users = [person.user if isinstance(person, Member) else person for person in people]
        return private_channel(self.world, *users, *([self.world.bot] if len(users) == 1 else []))

    def actor(self, who: Member | User) -> Actor:
        """The one who acts for a person."""
        return Actor(self._stage, who.user if isinstance(who, Member) else who)

    def _publish(self, name: str, content: dict[str, object], guild: Guild) -> None:
        if guild.installed or name == "GUILD_DELETE":
            self.gateway.sessions.publish(name, content, guild.id, intent=GUILDS_INTENT)
        self.world.changed()
