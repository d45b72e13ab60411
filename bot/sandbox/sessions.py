"""Gateway sessions: what a connected bot has been told, kept so that it can be told again after a break."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from bot.sandbox.entities import Guild, Json
from bot.sandbox.guild_json import guild_create_json
from bot.sandbox.payloads import member_json, user_json
from bot.sandbox.state import World

GUILDS_INTENT = 1 << 0
#: Members, presences and message content need Discord's approval, which the sandbox's bot does not have.
PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15)
_SHARD_SHIFT = 22
_MOST_MEMBERS = 1000


@dataclass(eq=False)
class Session:
    """One identified shard. `events` holds every dispatch; the sequence number of the first is 1."""

    intents: int
    shard: tuple[int, int]
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    events: list[Json] = field(default_factory=list[Json])
    news: asyncio.Event = field(default_factory=asyncio.Event)
    #: The connection that speaks for the session at present, as an opaque mark.
    connection: object | None = None

    def add(self, name: str, content: Json) -> None:
        """Append a dispatch; whoever speaks for the session sends it, now or after a resume."""
        self.events.append({"op": 0, "t": name, "s": len(self.events) + 1, "d": content})
        self.news.set()


class Sessions:
    """All sessions of the bot."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, Session] = {}
        world.publish = self._publish

    def identify(self, intents: int, shard: tuple[int, int]) -> Session:
        """A new session, told READY and its guilds. Dead sessions of the same shard end."""
        for old in [s for s in self._sessions.values() if s.shard == shard and s.connection is None]:
            self.end(old)
        session = Session(intents, shard)
        self._sessions[session.id] = session
        self._world.identifies += 1
        guilds = [g for g in self._world.guilds.values() if g.installed and _on_shard(g.id, shard)]
        session.add("READY", self._ready(session, guilds))
        if intents & GUILDS_INTENT:
            for guild in guilds:
                session.add("GUILD_CREATE", guild_create_json(self._world, guild))
        return session

    def find(self, session_id: str) -> Session | None:
        """The session of that id, if it can still be resumed."""
        return self._sessions.get(session_id)

    def end(self, session: Session) -> None:
        """Forget a session: it cannot be resumed any more."""
        self._sessions.pop(session.id, None)

    def publish(self, name: str, content: Json, guild_id: int | None = None, *, intent: int = 0) -> None:
        """Tell every session that this concerns: its shard, and an intent of it unless `intent` is 0."""
        for session in self._sessions.values():
            if _on_shard(guild_id or 0, session.shard) and (not intent or session.intents & intent):
                session.add(name, content)

    def _publish(self, name: str, content: Json | Callable[[], Json], guild_id: int | None, intent: int) -> None:
        """As `publish`; content that is costly to write may be a function, called only when somebody listens."""
        if any(not intent or session.intents & intent for session in self._sessions.values()):
            self.publish(name, content() if callable(content) else content, guild_id, intent=intent)

    def find_members(self, session: Session, asked: Json) -> None:
        """Answer a request for members of one guild, by ids or by the start of their names."""
        guild = self._world.guilds.get(int(asked.get("guild_id") or 0))
        wanted: Any = asked.get("user_ids") or []
        ids = {int(user) for user in cast("list[str]", wanted if isinstance(wanted, list) else [wanted])}
        start, limit = str(asked.get("query") or "").casefold(), int(asked.get("limit") or 0) or _MOST_MEMBERS
        everyone = [] if guild is None else [*guild.members.values()]
        found = [m for m in everyone if (m.id in ids if ids else m.user.name.casefold().startswith(start))]
        known = {member.id for member in found}
        session.add(
            "GUILD_MEMBERS_CHUNK",
            {
                "guild_id": str(asked.get("guild_id")),
                "members": [member_json(member) for member in found[:limit]],
                "chunk_index": 0,
                "chunk_count": 1,
                "not_found": [str(user) for user in sorted(ids - known)],
            }
            | ({"nonce": asked["nonce"]} if "nonce" in asked else {}),
        )

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        return {
            "v": 10,
            "user": user_json(self._world.bot) | {"mfa_enabled": True, "verified": True, "email": None},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": f"ws{self._world.base.removeprefix('http')}/gateway",
            "shard": list(session.shard),
            "application": {"id": str(self._world.bot.id), "flags": 0, "flags_new": "0"},
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "user_settings": {},
            "geo_ordered_rtc_regions": [],
            "_trace": ["sandbox"],
        }


def _on_shard(guild_id: int, shard: tuple[int, int]) -> bool:
    """Discord's rule: guilds spread over shards by their id's high bits, everything private is on the first."""
    return (guild_id >> _SHARD_SHIFT) % shard[1] == shard[0]
