"""A member who acts: uses registered commands, presses what can be pressed, fills in the form that is open."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.choosing import button_name, choose_values, find_button, find_menu
from bot.sandbox.dispatch import Stage, resolve_message, send
from bot.sandbox.entities import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Channel,
    Interaction,
    Json,
    Member,
    Message,
    ScheduledEvent,
    User,
)
from bot.sandbox.errors import ApiError
from bot.sandbox.forms import fill_modal
from bot.sandbox.handle import Handle, Modal
from bot.sandbox.limits.commands import CHAT, MESSAGE, USER
from bot.sandbox.menu import available, find_command
from bot.sandbox.options import Impossible, Resolved, fill_options
from bot.sandbox.payloads import private_name
from bot.sandbox.scheduled import show_interest
from bot.sandbox.state import can_see, is_in, new_token
from bot.sandbox.voting import end_poll, post_poll, vote

#: As long as Discord's.
_TOKEN_BYTES = 96


class Actor:
    """Everything a member can do with the bot. Methods raise Impossible for what Discord would not offer them."""

    def __init__(self, stage: Stage, user: User) -> None:
        self._stage = stage
        self.user = user

    def sees(self, message: Message) -> bool:
        """True when the message is shown to this member."""
        return can_see(message, self.user)

    def messages(self, channel: Channel) -> list[Message]:
        """What the member sees in a channel, oldest first."""
        return [message for message in channel.messages if self.sees(message)]

    def commands(self, channel: Channel) -> list[str]:
        """Names of the commands offered here."""
        return [str(command["name"]) for command in available(self._stage.world, self.user, channel)]

    async def slash(self, name: str, channel: Channel, /, **options: Any) -> Handle:
        """Use a chat command; `name` may hold a subcommand after a space.

        Options are people, files as (name, bytes), or values; a choice is given by its name or value, and None
        leaves an option out.
        """
        self._enter(channel)
        command, path = find_command(self._stage.world, self.user, channel, CHAT, name)
        resolved = Resolved(self._stage.world, channel, self.user)
        filled = fill_options(path[-1] if path else command, options, resolved)
        shown = " ".join(f"{option['name']}:{_shown(options[option['name']])}" for option in filled)
        details = self._command_data(command, _nest(path, filled), resolved.to_json())
        return self._send(COMMAND, channel, details, label=f"/{name} {shown}".rstrip())

    async def autocomplete(self, name: str, channel: Channel, focused: str, text: str, /, **options: Any) -> Handle:
        """Type `text` into the option `focused` without sending yet; other options as in `slash`."""
        self._enter(channel)
        command, path = find_command(self._stage.world, self.user, channel, CHAT, name)
        form = path[-1] if path else command
        option = next((o for o in form.get("options") or () if o["name"] == focused and o.get("autocomplete")), None)
        if option is None:
            raise Impossible(f"/{name} suggests nothing for {focused}")
        resolved = Resolved(self._stage.world, channel, self.user)
        needed: Json = {**form, "options": [{**o, "required": False} for o in form["options"]]}
        filled = [*fill_options(needed, options, resolved)]
        filled.append({"name": focused, "type": option["type"], "value": text, "focused": True})
        details = self._command_data(command, _nest(path, filled), resolved.to_json())
        return self._send(AUTOCOMPLETE, channel, details, label=f"typing /{name} {focused}:{text}")

    async def context(self, name: str, channel: Channel, target: Member | User | Message) -> Handle:
        """Use a command of the context menu on a person or a message."""
        self._enter(channel)
        kind = MESSAGE if isinstance(target, Message) else USER
        command, _ = find_command(self._stage.world, self.user, channel, kind, name)
        resolved = Resolved(self._stage.world, channel, self.user)
        if isinstance(target, Message):
            self._look_at(target)
            named, chosen = resolve_message(self._stage.world, target), target
        else:
            resolved.add_user(target)
            named, chosen = resolved.to_json(), resolved.users[0]
        details = self._command_data(command, [], named) | {"target_id": str(chosen.id)}
        return self._send(COMMAND, channel, details, label=f"{name} (context menu)", target=chosen)

    async def press(self, message: Message, button: str) -> Handle:
        """Press the button with this label, emoji or custom id."""
        self._look_at(message)
        found = find_button(message, button)
        details = {"component_type": found["type"], "custom_id": found["custom_id"], "id": found["id"]}
        label = f"presses [{button_name(found)}]"
        return self._send(COMPONENT, message.channel, details, label=label, source=message)

    async def choose(self, message: Message, menu: str | None, values: Sequence[Any]) -> Handle:
        """Choose in the menu with this placeholder or custom id (None: the only one); options as `pick_option`."""
        self._look_at(message)
        found = find_menu(message, menu)
        resolved = Resolved(self._stage.world, message.channel, self.user)
        chosen = choose_values(found, values, resolved)
        details: Json = {"component_type": found["type"], "custom_id": found["custom_id"], "id": found["id"]}
        details |= {"values": chosen} | ({"resolved": named} if (named := resolved.to_json()) else {})
        label = f"chooses {', '.join(map(_shown, values)) or 'nothing'}"
        return self._send(COMPONENT, message.channel, details, label=label, source=message)

    async def submit(self, modal: Modal, values: Mapping[str, Any] | None = None) -> Handle:
        """Send the form that is open, once; values by custom id or label, the rest as filled in already."""
        parent = modal.interaction
        if parent.user is not self.user or parent.submitted:
            raise Impossible(f"the form {modal.title!r} is not open before {self.user.display}")
        resolved = Resolved(self._stage.world, parent.channel, self.user)
        details: Json = {"custom_id": modal.form["custom_id"]}
        details["components"] = fill_modal(modal.form, values or {}, resolved)
        details |= {"resolved": named} if (named := resolved.to_json()) else {}
        parent.submitted = True
        label = f"sends the form {modal.title!r}"
        return self._send(MODAL_SUBMIT, parent.channel, details, label=label, source=parent.source, parent=parent)

    async def vote(self, message: Message, answers: Sequence[int | str]) -> None:
        """Choose these answers of a poll, by number or text, in place of one's former choice; none: take it back."""
        self._look_at(message)
        vote(self._stage.world, message, self.user, answers)

    async def poll(self, channel: Channel, question: str, answers: Sequence[str], *, hours: int = 24) -> Message:
        """Ask the channel something in a poll of one's own."""
        self._enter(channel)
        form = {"question": {"text": question}, "answers": [{"poll_media": {"text": answer}} for answer in answers]}
        return post_poll(self._stage.world, channel, self.user, form | {"duration": hours})

    async def end_poll(self, message: Message) -> None:
        """End a poll of one's own; that of another, or one that has ended, offers no such thing."""
        self._look_at(message)
        try:
            end_poll(self._stage.world, message, self.user)
        except ApiError as error:
            raise Impossible(f"{self.user.display} cannot end that poll: {error.message}") from None

    async def interested(self, event: ScheduledEvent, yes: bool = True) -> None:  # noqa: FBT001, FBT002 - as one says it
        """Press Interested on a scheduled event, or take that back."""
        show_interest(self._stage.world, event, self.user, interested=yes)

    def _enter(self, channel: Channel) -> None:
        if not is_in(channel, self.user):
            raise Impossible(f"{self.user.display} is not in {private_name(channel)}")

    def _look_at(self, message: Message) -> None:
        if not self.sees(message):
            raise Impossible(f"{self.user.display} does not see that message")
        if message.loading:
            raise Impossible("the bot is still thinking")

    def _command_data(self, command: Json, options: list[Json], resolved: Json) -> Json:
        details: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if "guild_id" in command:
            details["guild_id"] = command["guild_id"]
        return details | ({"options": options} if options else {}) | ({"resolved": resolved} if resolved else {})

    def _send(self, kind: int, channel: Channel, details: Json, *, label: str, **more: Any) -> Handle:
        world = self._stage.world
        source: Message | None = more.get("source")
        owners = world.install_owners(self.user, channel)
        if source is not None and source.interaction is not None:
            owners = source.interaction.owners
        number, token = world.ids.next(), new_token(world.chance, _TOKEN_BYTES)
        interaction = Interaction(
            number, token, kind, self.user, channel, world.clock.now(), details, owners, label, **more
        )
        handle = Handle(world, interaction)
        send(self._stage, interaction)
        return handle


def _nest(path: Sequence[Json], options: list[Json]) -> list[Json]:
    """Options inside the subcommands that lead to them."""
    for step in reversed(path):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    return options


def _shown(value: Any) -> str:
    if isinstance(value, Member | User):
        return f"@{value.user.display if isinstance(value, Member) else value.display}"
    return str(value[0]) if isinstance(value, tuple) else str(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - a file
