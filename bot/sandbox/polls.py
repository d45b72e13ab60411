"""What a poll says: to the bot, to each member, and in the message that tells its result. Pure."""

from bot.sandbox.clock import iso
from bot.sandbox.entities import Json, Poll, User
from bot.sandbox.shape import entries, inner

_DEFAULT_HOURS = 24
_HOUR = 3600.0


def read_poll(form: Json, now: float) -> Poll:
    """The poll that a bot asks for, begun at `now`; its answers numbered as Discord numbers them."""
    answers: list[Json] = [
        {"answer_id": number, "poll_media": _media(inner(answer, "poll_media"))}
        for number, answer in enumerate(entries(form, "answers"), 1)
    ]
    return Poll(
        str(inner(form, "question").get("text")),
        answers,
        now + float(form.get("duration") or _DEFAULT_HOURS) * _HOUR,
        bool(form.get("allow_multiselect")),
        {int(answer["answer_id"]): [] for answer in answers},
    )


def _media(media: Json) -> Json:
    shown: Json = {"text": media.get("text")}
    if emoji := inner(media, "emoji"):
        shown["emoji"] = {"id": emoji.get("id"), "name": emoji.get("name")}
    return shown


def poll_json(poll: Poll, viewer: User) -> Json:
    """The poll as `viewer` gets it: only answers with votes are counted, and their own votes are marked."""
    counts = [
        {"id": number, "count": len(voters), "me_voted": viewer in voters}
        for number, voters in poll.votes.items()
        if voters
    ]
    return {
        "question": {"text": poll.question},
        "answers": poll.answers,
        "expiry": iso(poll.expiry),
        "allow_multiselect": poll.multiple,
        "layout_type": 1,
        "results": {"answer_counts": counts, "is_finalized": poll.finalised},
    }


def answer_text(answer: Json) -> str:
    """What an answer says."""
    return str(inner(answer, "poll_media").get("text"))


def result_embed(poll: Poll) -> Json:
    """The embed of the message that tells the result; it names a winner only when one answer has most votes."""
    most = max(map(len, poll.votes.values()))
    told = {
        "poll_question_text": poll.question,
        "victor_answer_votes": str(most),
        "total_votes": str(sum(map(len, poll.votes.values()))),
    }
    first = [answer for answer in poll.answers if len(poll.votes[answer["answer_id"]]) == most]
    if most and len(first) == 1:
        told |= {"victor_answer_id": str(first[0]["answer_id"]), "victor_answer_text": answer_text(first[0])}
        emoji = inner(inner(first[0], "poll_media"), "emoji")
        told |= {f"victor_answer_emoji_{member}": str(value) for member, value in emoji.items() if value}
    fields = [{"name": name, "value": value, "inline": False} for name, value in told.items()]
    return {"type": "poll_result", "fields": fields}
