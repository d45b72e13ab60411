"""A message as plain text, for transcripts: what a reader would see, with [buttons], menus and pictures' alt texts."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

from bot.sandbox.choosing import button_name
from bot.sandbox.entities import POLL_RESULT, Attachment, Json, Message, Poll
from bot.sandbox.limits.components import (
    BUTTON,
    CONTAINER,
    FILE,
    GALLERY,
    ROW,
    SECTION,
    SELECTS,
    SEPARATOR,
    TEXT,
    THUMBNAIL,
)
from bot.sandbox.limits.layout import media
from bot.sandbox.polls import answer_text
from bot.sandbox.shape import entries, inner

_RULE = "─" * 40
_USER = re.compile(r"<@!?(\d+)>")
_TIME = re.compile(r"<t:(-?\d+)(?::([tTdDfFR]))?>")
_COMMAND = re.compile(r"</([^:>]+):\d+>")
_TIME_FORMATS = {"t": "%H:%M", "T": "%H:%M:%S", "d": "%d/%m/%Y", "D": "%d %B %Y", "F": "%A, %d %B %Y %H:%M"}
_ROUND = {3: "▾", 5: "▾ @", 6: "▾ @", 7: "▾ @", 8: "▾ #"}


def render_text(message: Message, names: Mapping[int, str]) -> str:
    """The message as lines of text; `names` holds what to call the users it mentions, by id. Times are in UTC."""
    if message.deleted:
        return "(deleted)"
    if message.loading:
        return "(thinking ...)"
    lines = [message.content] if message.content else []
    for embed in message.embeds if message.kind != POLL_RESULT else ():
        lines += [f"│ {line}" for line in _embed_lines(embed)]
    if message.poll is not None:
        lines += [f"│ {line}" for line in _poll_lines(message.poll)]
    if message.kind == POLL_RESULT:
        lines += _result_lines(message.embeds[0])
    lines += [line for component in message.components for line in _lines(component, message)]
    shown = {item.get("attachment_id") for _, item in media(message.components)}
    lines += [f"(file {a.filename}, {a.size} bytes)" for a in message.attachments if str(a.id) not in shown]
    return _speak("\n".join(lines), names)


def _lines(component: Json, message: Message) -> Iterator[str]:
    kind = component.get("type", 0)
    if kind == CONTAINER:
        for child in entries(component, "components"):
            yield from (f"│ {line}" for line in _lines(child, message))
    elif kind == SECTION:
        yield from _section_lines(component, message)
    elif kind == GALLERY:
        yield from (_picture(item, message) for item in entries(component, "items"))
    elif kind == ROW:
        yield "  ".join(_control(child) for child in entries(component, "components"))
    elif kind in _LEAVES:
        yield from _LEAVES[kind](component)
    elif kind == THUMBNAIL:
        yield _picture(component, message)


def _section_lines(section: Json, message: Message) -> Iterator[str]:
    texts = [line for child in entries(section, "components") for line in _lines(child, message)]
    accessory = inner(section, "accessory")
    beside = _control(accessory) if accessory.get("type") == BUTTON else _picture(accessory, message)
    yield from texts[:-1]
    yield f"{texts[-1] if texts else ''}   {beside}"


def _control(component: Json) -> str:
    if component.get("type") in SELECTS:
        return _menu(component)
    icon = inner(component, "emoji").get("name") or ""
    name = button_name(component)
    text = name if name == icon else f"{icon} {name}".strip()
    return f"({text})" if component.get("disabled") else f"[{text}]"


def _menu(menu: Json) -> str:
    options = entries(menu, "options")
    chosen = [str(option["label"]) for option in options if option.get("default")]
    head = ", ".join(chosen) or str(menu.get("placeholder") or "choose")
    inside = f": {' | '.join(str(option['label']) for option in options)}" if options else ""
    text = f"{_ROUND[menu['type']]} {head}{inside}"
    return f"({text})" if menu.get("disabled") else f"[{text}]"


def _picture(item: Json, message: Message) -> str:
    alt = item.get("description")
    attachment = _attachment(inner(item, "media"), message)
    alt = alt or (attachment.description if attachment else None) or "no description"
    size = f" {attachment.width} x {attachment.height}" if attachment and attachment.width else ""
    return f"(picture{size}: {alt})"


def _attachment(shown: Json, message: Message) -> Attachment | None:
    number = shown.get("attachment_id")
    return next((a for a in message.attachments if str(a.id) == number), None)


def _embed_lines(embed: Json) -> Iterator[str]:
    for member in ("title", "description"):
        if embed.get(member):
            yield from str(embed[member]).splitlines()
    for entry in entries(embed, "fields"):
        yield f"{entry.get('name')}: {entry.get('value')}"
    if footer := inner(embed, "footer").get("text"):
        yield str(footer)


def _poll_lines(poll: Poll) -> Iterator[str]:
    yield f"{poll.question} ({'several answers' if poll.multiple else 'one answer'})"
    for answer in poll.answers:
        icon = inner(inner(answer, "poll_media"), "emoji").get("name") or ""
        yield f"○ {icon} {answer_text(answer)}: {_votes(len(poll.votes[answer['answer_id']]))}".replace("○  ", "○ ")
    state = "final" if poll.finalised else "ended" if poll.ended else f"ends <t:{int(poll.expiry)}>"
    yield f"{_votes(sum(map(len, poll.votes.values())))}, {state}"


def _result_lines(embed: Json) -> Iterator[str]:
    told = {str(entry["name"]): str(entry["value"]) for entry in entries(embed, "fields")}
    yield f"The poll {told['poll_question_text']} has closed."
    winner = told.get("victor_answer_text")
    most, total = int(told["victor_answer_votes"]), int(told["total_votes"])
    yield f"{winner} won" if winner else "The answers tied" if most else "Nobody voted"
    yield f"{most} of {_votes(total)}"


def _votes(count: int) -> str:
    return f"{count} vote{'' if count == 1 else 's'}"


def _speak(text: str, names: Mapping[int, str]) -> str:
    text = _USER.sub(lambda found: f"@{names.get(int(found[1]), 'someone')}", text)
    text = _COMMAND.sub(lambda found: f"/{found[1]}", text)
    return _TIME.sub(lambda found: _moment(int(found[1]), found[2]), text)


def _moment(seconds: int, style: str | None) -> str:
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return f"{moment.strftime(_TIME_FORMATS.get(style or '', '%d %B %Y %H:%M'))} UTC"


_LEAVES: dict[int, Callable[[Json], list[str]]] = {
    TEXT: lambda component: str(component.get("content")).splitlines(),
    SEPARATOR: lambda component: [_RULE if component.get("divider", True) else ""],
    FILE: lambda component: [f"(file {component.get('name')}, {component.get('size')} bytes)"],
}
