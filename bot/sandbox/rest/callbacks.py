"""The first answer to an interaction: in time, once, and of a kind that fits."""

from bot.sandbox.body import Body
from bot.sandbox.entities import (
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMPONENT,
    DEFER,
    DEFER_UPDATE,
    EPHEMERAL,
    MODAL,
    MODAL_SUBMIT,
    REPLY,
    UPDATE,
    Interaction,
    Json,
)
from bot.sandbox.errors import ApiError, Violation, invalid_form, unknown
from bot.sandbox.limits.commands import check_choices
from bot.sandbox.limits.modals import check_modal
from bot.sandbox.message_json import message_json
from bot.sandbox.messages import edit_message, post_loading, post_message
from bot.sandbox.report import ANSWER_WITHIN
from bot.sandbox.rest.call import NOTHING, Answer, Call, Route
from bot.sandbox.shape import entries
from bot.sandbox.state import World

_LEGAL = {
    COMMAND: {REPLY, DEFER, MODAL},
    COMPONENT: {REPLY, DEFER, DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: {REPLY, DEFER},
}
_NAMES = {
    REPLY: "replied",
    DEFER: "asked for time",
    DEFER_UPDATE: "took the press",
    UPDATE: "changed the panel",
    CHOICES: "suggested",
    MODAL: "opened a form",
}


def answer(call: Call) -> Answer:
    """Take the first answer. 404 (10062) when late or unknown, 400 (40060) when there was one, 50035 when unfit."""
    world = call.world
    interaction = _find(call)
    kind = call.body.form.get("type")
    if not isinstance(kind, int) or kind not in legal_answers(interaction):
        text = f"Callback type {kind} does not fit interaction type {interaction.kind}."
        raise invalid_form([Violation(("type",), "BASE_TYPE_CHOICES", text)])
    _take(world, interaction, kind, call.body.inside("data"))
    interaction.answer, interaction.answered = kind, world.clock.now()
    private = ", privately" if interaction.original is not None and interaction.original.ephemeral else ""
    world.report.event(interaction, f"bot {_NAMES[kind]}{private}")
    world.changed()
    return Answer(_result(world, interaction, kind)) if call.query.get("with_response") in ("1", "true") else NOTHING


def legal_answers(interaction: Interaction) -> set[int]:
    """Callback kinds that fit: a form can change a panel only when it was opened from one."""
    more = {DEFER_UPDATE, UPDATE} if interaction.kind == MODAL_SUBMIT and interaction.source is not None else set[int]()
    return _LEGAL[interaction.kind] | more


def _find(call: Call) -> Interaction:
    interaction = call.world.interactions.get(call.id("interaction_id", "interaction"))
    if interaction is None or interaction.token != call.path["interaction_token"]:
        raise unknown("interaction")
    if interaction.answer is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if call.world.clock.now() - interaction.created > ANSWER_WITHIN:
        raise unknown("interaction")
    return interaction


def _take(world: World, interaction: Interaction, kind: int, body: Body) -> None:
    private = bool((body.form.get("flags") or 0) & EPHEMERAL)
    if kind == REPLY:
        interaction.original = post_message(
            world, interaction.channel, body, interaction=interaction, ephemeral=private
        )
    elif kind == DEFER:
        _check_defer(world, interaction, body.form)
        interaction.original = post_loading(world, interaction, ephemeral=private)
    elif kind == MODAL:
        if violations := check_modal(body.form):
            raise invalid_form(violations)
        interaction.modal = body.form
    elif kind == CHOICES:
        choices = entries(body.form, "choices")
        if violations := list(check_choices(("data", "choices"), choices)):
            raise invalid_form(violations)
        interaction.choices = choices
    else:
        interaction.original = interaction.source
        if kind == UPDATE and interaction.source is not None:
            edit_message(world, interaction.source, body)
            interaction.edits += 1


def _check_defer(world: World, interaction: Interaction, form: Json) -> None:
    flags = form.get("flags") or 0
    if flags & ~EPHEMERAL or any(member != "flags" for member in form):
        world.report.problem("a deferred answer says more than whether it is private; Discord drops that", interaction)


def _result(world: World, interaction: Interaction, kind: int) -> Json:
    """What Discord answers with `with_response`: the message only when there is one now, not for promises."""
    about: Json = {"id": str(interaction.id), "type": interaction.kind, "channel_id": str(interaction.channel.id)}
    if interaction.channel.guild is not None:
        about["guild_id"] = str(interaction.channel.guild.id)
    message = interaction.original
    if message is not None:
        about["response_message_id"] = str(message.id)
        about["response_message_loading"] = message.loading
        about["response_message_ephemeral"] = message.ephemeral
    result: Json = {"interaction": about}
    if message is not None and kind in (REPLY, UPDATE):
        result["resource"] = {"type": kind, "message": message_json(world, message)}
    return result


ROUTES = (Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", answer, open=True),)
