"""The Discord client: which commands it has, and how presses find their way."""

import asyncio
import hashlib
import json
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Self, TypeAlias

import aiohttp
import discord
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.answering import answer_error
from bot.errors import Problem
from bot.known import KnownMembers
from bot.panels.notice import build_growth
from bot.services import Services
from bot.settings import Settings
from data.store import StoreProblem

log = logging.getLogger(__name__)

#: A handler gets the interaction, the arguments of its custom id and what was chosen in a menu (nothing for buttons).
Press: TypeAlias = "Callable[[Interaction, Sequence[str], Sequence[Any]], Awaitable[None]]"
Command: TypeAlias = "app_commands.Command[Any, ..., Any] | app_commands.ContextMenu"

_REMEMBERED = 4096
#: Seconds of silence after which a connection is given up. Discord asks for a heartbeat every 41.25 s and is silent
#: between them where nothing happens: less would drop an idle connection again and again.
HEARTBEAT_TIMEOUT = 60.0
_GUILD_READY_TIMEOUT = 1.0
#: How long a client that is to end goes on answering what it has accepted, in seconds.
_DRAIN = 8.0


class BlendzBot(discord.AutoShardedClient):
    """One connection's life. The supervisor makes a fresh one after each failure."""

    def __init__(
        self,
        services: Services,
        commands: Sequence[Command],
        presses: Mapping[str, Press],
        *,
        register_anyway: bool = False,
    ) -> None:
        """`presses` maps the action of a custom id to who answers it; `register_anyway` asks no hash."""
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            heartbeat_timeout=HEARTBEAT_TIMEOUT,
            guild_ready_timeout=_GUILD_READY_TIMEOUT,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=1 if services.settings.has_own_gateway else None,
        )
        self.services = services
        self._register_anyway = register_anyway
        self.presses = presses
        self.known = KnownMembers()
        self.tree = BlendzTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for command in commands:
            self.tree.add_command(command)
        self._answered: OrderedDict[int, None] = OrderedDict()
        self._working: set[asyncio.Task[Any]] = set()
        self._telling: set[int] = set()

    async def setup_hook(self) -> None:
        """Make the buttons of earlier lives work and register the commands if they changed."""
        self.add_dynamic_items(Pressed)
        await register_commands(self, force=self._register_anyway)

    async def on_ready(self) -> None:
        """Say that members can use the bot now."""
        log.info("ready in %d servers", len(self.guilds))

    async def on_app_command_completion(self, interaction: "Interaction", command: object) -> None:
        """Tell a member, once and privately, what a better catalogue has brought them since their last command."""
        del command
        me = interaction.user.id
        if me in self._telling:
            return
        self._telling.add(me)
        self._await_at_close()
        try:
            growth = await self.services.store.growth(me)
            if growth is not None:
                await interaction.followup.send(
                    view=build_growth(growth.rows, growth.before, growth.now), ephemeral=True
                )
                await self.services.store.forget_growth(me)
        except (StoreProblem, discord.HTTPException, aiohttp.ClientError) as problem:
            log.warning("news of the catalogue wait for another time: %s", type(problem).__name__)
        finally:
            self._telling.discard(me)

    def is_first_sight(self, interaction: "Interaction") -> bool:
        """False when Discord delivers an interaction a second time, which it does after a resumed connection.

        The task that asks is the one that answers: `close` waits for it.
        """
        if interaction.id in self._answered:
            return False
        self._answered[interaction.id] = None
        if len(self._answered) > _REMEMBERED:
            self._answered.popitem(last=False)
        self._await_at_close()
        return True

    def _await_at_close(self) -> None:
        if (task := asyncio.current_task()) is not None:
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    async def close(self) -> None:
        """Answer what was accepted, as far as that is done soon, then leave."""
        if self._working:
            await asyncio.wait(self._working, timeout=_DRAIN)
        await super().close()


Interaction: TypeAlias = discord.Interaction[BlendzBot]


class BlendzTree(app_commands.CommandTree[BlendzBot]):
    """The command tree with one door for errors."""

    async def interaction_check(self, interaction: Interaction) -> bool:
        """Answer each interaction once."""
        return interaction.client.is_first_sight(interaction)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Tell the member what happened; the log learns what they cannot mend."""
        await answer_error(interaction, error)


class Pressed(ui.DynamicItem[ui.Item[Any]], template=re.compile(r"[a-z_.]+\|.*")):
    """Any button or menu whose custom id this bot wrote, in this life or an earlier one."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Wrap the component; whether this bot wrote its id is checked when the press is answered."""
        del interaction, match
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pass the press to the handler of its action."""
        if not interaction.client.is_first_sight(interaction):
            return
        try:
            handler, arguments = _find_handler(interaction.client, self.custom_id)
            await handler(interaction, arguments, getattr(self.item, "values", ()))
        except Exception as error:  # noqa: BLE001 - the one door for errors of components
            await answer_error(interaction, error)


def _find_handler(client: BlendzBot, custom_id: str) -> tuple[Press, Sequence[str]]:
    read = client.services.signer.read(custom_id)
    handler = client.presses.get(read[0]) if read else None
    if read is None or handler is None:
        raise Problem(
            "old_panel", "This panel is from an earlier version of me and no longer works. Run its command again."
        )
    return handler, read[1]


async def register_commands(client: BlendzBot, *, force: bool = False) -> None:
    """Register the commands with Discord when they differ from those registered last, or anyway with `force`."""
    store, tree = client.services.store, client.tree
    wanted = [command.to_dict(tree) for command in tree.get_commands(type=None)]
    digest = hashlib.sha256(json.dumps(wanted, sort_keys=True, default=str).encode()).hexdigest()
    key = f"commands:{client.application_id}"
    names = {command["name"] for command in wanted}
    if not force and await store.note(key) == digest and await _are_registered(client, names):
        return
    await tree.sync()
    await store.set_note(key, digest)
    log.info("registered %d commands", len(wanted))


async def _are_registered(client: BlendzBot, names: set[str]) -> bool:
    try:
        return {command.name for command in await client.tree.fetch_commands()} == names
    except discord.HTTPException:
        return True  # the hash says so, and a refused look is no reason to register again


def point_at(settings: Settings) -> None:
    """Make discord.py talk to the addresses of the settings: Discord's own, or a local one."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # a bot that never speaks misses neither
    Route.BASE = settings.rest_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
