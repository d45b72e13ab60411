"""What follows the first answer: follow-ups, and reading, editing and deleting what was said."""

from bot.sandbox.entities import EPHEMERAL, Interaction, Message
from bot.sandbox.errors import ApiError, unknown
from bot.sandbox.message_json import message_json
from bot.sandbox.messages import delete_message, edit_message, post_message
from bot.sandbox.rest.call import NOTHING, Answer, Call, Route
from bot.sandbox.state import TOKEN_LIFE

_TEMPLATE = "/webhooks/{webhook_id}/{webhook_token}"
#: How many follow-ups a bot may send where only the user installed it.
MOST_FOLLOWUPS = 5


def follow_up(call: Call) -> Answer:
    """Say more. The first follow-up to a promise keeps it: it fills the loading message, private or not as promised."""
    world = call.world
    interaction = _interaction(call)
    if interaction.loading and interaction.original is not None:
        message = interaction.original
        edit_message(world, message, call.body)
        interaction.edits += 1
    else:
        if "0" not in interaction.owners and len(interaction.followups) >= MOST_FOLLOWUPS:
            raise ApiError(400, 40094, "This interaction has reached its maximum number of follow up messages")
        private = bool((call.body.form.get("flags") or 0) & EPHEMERAL)
        message = post_message(world, interaction.channel, call.body, interaction=interaction, ephemeral=private)
        interaction.followups.append(message)
    world.report.event(interaction, f"bot said more{', privately' if message.ephemeral else ''}")
    world.changed()
    return Answer(message_json(world, message)) if call.query.get("wait") in ("1", "true") else NOTHING


def get_said(call: Call) -> Answer:
    """One message of the interaction."""
    return Answer(message_json(call.world, _message(call)[1]))


def edit_said(call: Call) -> Answer:
    """Edit one message of the interaction; for a promise this keeps it."""
    interaction, message = _message(call)
    edit_message(call.world, message, call.body)
    interaction.edits += 1
    files = f" with {len(message.attachments)} file(s)" if message.attachments else ""
    call.world.report.event(interaction, f"bot wrote the {_place(interaction, message)}{files}")
    call.world.changed()
    return Answer(message_json(call.world, message))


def delete_said(call: Call) -> Answer:
    """Take one message of the interaction away."""
    interaction, message = _message(call)
    delete_message(call.world, message)
    call.world.report.event(interaction, f"bot deleted the {_place(interaction, message)}")
    return NOTHING


def _place(interaction: Interaction, message: Message) -> str:
    return "answer" if message is interaction.original else "follow-up"


def _interaction(call: Call) -> Interaction:
    """The interaction of the token.

    Raises ApiError 10015 when there is none or it has no first answer yet, 50027 when its 15 minutes are over.
    """
    interaction = call.world.by_token(call.path["webhook_token"])
    if interaction is None or call.path["webhook_id"] != str(call.world.bot.id) or interaction.answer is None:
        raise unknown("Webhook")
    if call.world.clock.now() - interaction.created > TOKEN_LIFE:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return interaction


def _message(call: Call) -> tuple[Interaction, Message]:
    """The interaction and its message of the path. Raises ApiError 10008 for messages of others and deleted ones."""
    interaction = _interaction(call)
    message = interaction.original
    if "message_id" in call.path:
        wanted = call.id("message_id")
        own = [interaction.original, *interaction.followups]
        message = next((said for said in own if said is not None and said.id == wanted), None)
    if message is None or message.deleted:
        raise unknown("Message")
    return interaction, message


ROUTES = (
    Route("POST", _TEMPLATE, follow_up, open=True),
    *(
        Route(method, f"{_TEMPLATE}/messages/{which}", handler, open=True)
        for which in ("@original", "{message_id}")
        for method, handler in (("GET", get_said), ("PATCH", edit_said), ("DELETE", delete_said))
    ),
)
