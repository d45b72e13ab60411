"""What the local Discord remembers: people, places, messages and interactions. State only; rules are elsewhere."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

#: Message flags.
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_EMBEDS = 1 << 2
V2 = 1 << 15

#: Interaction kinds.
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5

#: Channel kinds.
TEXT, DIRECT, GROUP = 0, 1, 3

#: Callback kinds.
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9

ADMINISTRATOR = 1 << 3
VIEW_CHANNEL, SEND_MESSAGES, ATTACH_FILES = 1 << 10, 1 << 11, 1 << 15
MANAGE_EVENTS, CREATE_EVENTS, SEND_POLLS = 1 << 33, 1 << 44, 1 << 49
#: View, send, embed, attach, history, react, use commands, poll and the like: an ordinary member's permissions.
ORDINARY = 0x0000_0000_800D_DC40 | VIEW_CHANNEL | SEND_MESSAGES | (1 << 31) | CREATE_EVENTS | SEND_POLLS
EVERYTHING = (1 << 53) - 1

#: A message that Discord posts when the votes of a poll are counted.
POLL_RESULT = 46

_MIB = 1024 * 1024


@dataclass(eq=False)
class User:
    """A person or the bot. `installed` means the person added the bot to their own account."""

    id: int
    name: str
    display: str
    bot: bool = False
    locale: str = "en-GB"
    installed: bool = False
    accepts_direct: bool = True


@dataclass(eq=False)
class Guild:
    """A server. `installed` means its owner added the bot to it."""

    id: int
    name: str
    owner: User
    locale: str = "en-GB"
    installed: bool = True
    created: float = 0.0
    members: "dict[int, Member]" = field(default_factory=dict[int, "Member"])
    channels: "list[Channel]" = field(default_factory=list["Channel"])


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    user: User
    guild: Guild
    joined: float
    nick: str | None = None
    permissions: int = ORDINARY

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """How a message names this member."""
        return f"<@{self.user.id}>"


@dataclass(eq=False)
class Channel:
    """A text channel of a guild, a direct conversation or a group conversation."""

    id: int
    kind: int
    name: str
    guild: Guild | None = None
    recipients: tuple[User, ...] = ()
    nsfw: bool = False
    position: int = 0
    file_limit: int = 10 * _MIB
    bot_permissions: int = ORDINARY
    messages: "list[Message]" = field(default_factory=list["Message"])


@dataclass(eq=False)
class ScheduledEvent:
    """An evening that a server plans, somewhere outside Discord's voice channels. Times in seconds since 1970."""

    id: int
    guild: Guild
    creator: User
    name: str = ""
    description: str | None = None
    location: str = ""
    start: float = 0.0
    end: float = 0.0
    status: int = 1
    interested: list[User] = field(default_factory=list[User])


@dataclass(eq=False)
class Attachment:
    """A stored file. `size` is what members and bots are told; the body may lie about it when a test says so."""

    id: int
    channel_id: int
    filename: str
    content_type: str
    body: bytes
    size: int
    description: str | None = None
    width: int | None = None
    height: int | None = None
    ephemeral: bool = False


@dataclass(eq=False)
class Poll:
    """A question of a message. `answers` are as Discord returns them; `votes` holds who chose each, by answer id."""

    question: str
    answers: list[Json]
    expiry: float
    multiple: bool
    votes: dict[int, list[User]]
    ended: bool = False
    finalised: bool = False


@dataclass(eq=False)
class Message:
    """A message, most often of the bot. `kind` is Discord's type where it is neither plain nor an answer.

    `components` are as Discord returns them: with ids, and media resolved to addresses.
    """

    id: int
    channel: Channel
    author: User
    created: float
    content: str = ""
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    flags: int = 0
    pings: tuple[User, ...] = ()
    edited: float | None = None
    ephemeral_for: User | None = None
    interaction: "Interaction | None" = None
    nonce: int | str | None = None
    poll: Poll | None = None
    kind: int = 0
    reference: "Message | None" = None
    deleted: bool = False
    revision: int = 0

    @property
    def loading(self) -> bool:
        """True while members see that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def ephemeral(self) -> bool:
        """True when only one member sees it."""
        return bool(self.flags & EPHEMERAL)


@dataclass(eq=False)
class Interaction:
    """One thing a member did, and how far the bot has answered it."""

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    created: float
    details: Json
    owners: dict[str, str]
    label: str
    source: Message | None = None
    parent: "Interaction | None" = None
    target: User | Message | None = None
    answer: int | None = None
    answered: float | None = None
    original: Message | None = None
    modal: Json | None = None
    choices: list[Json] | None = None
    followups: list[Message] = field(default_factory=list[Message])
    edits: int = 0
    submitted: bool = False

    @property
    def loading(self) -> bool:
        """True while the bot's promise to answer is open."""
        return self.answer == DEFER and self.original is not None and self.original.loading
