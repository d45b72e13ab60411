"""Discord's rules for a message or an edit as a whole: text, embeds, poll, files. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.sandbox.entities import Json
from bot.sandbox.errors import Violation
from bot.sandbox.limits.components import check_sizes, is_web_address
from bot.sandbox.limits.layout import check_layout, check_media
from bot.sandbox.shape import entries, inner

MOST_EMBED_TEXT = 6000
MOST_FILES = 10
#: Hours.
LONGEST_POLL = 768
_ANSWERS = ("poll", "answers")
_EMBED = {"title": (0, 256), "description": (0, 4096), "fields": (0, 25)}


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a message: names of those sent now by part number, and of those kept by attachment id."""

    sent: Mapping[int, str]
    kept: Mapping[int, str]


def check_message(payload: Json, files: Files, *, v2: bool) -> list[Violation]:
    """Every fault of a message as it will stand: for an edit, the payload merged over what was there."""
    components = entries(payload, "components")
    embeds = entries(payload, "embeds")
    found = list(check_sizes((), payload, {"content": (0, 2000), "embeds": (0, 10)}))
    found += check_layout(components, v2=v2)
    found += _check_files(payload, files)
    names = {*files.sent.values(), *files.kept.values()}
    found += check_media(components, names, set(files.sent.values()) if v2 else ())
    found += check_embeds(embeds, names)
    found += _check_poll(inner(payload, "poll"))
    if v2:
        found += [
            Violation(
                (member,),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The {member} field cannot be used with IS_COMPONENTS_V2",
            )
            for member in ("content", "embeds", "poll", "sticker_ids")
            if payload.get(member)
        ]
    return found


def is_empty(payload: Json, files: Files, *, v2: bool) -> bool:
    """True when a message would show nothing at all."""
    if v2:
        return not payload.get("components")
    shown = (payload.get(member) for member in ("content", "embeds", "poll", "sticker_ids", "components"))
    return not any(shown) and not files.sent and not files.kept


def _check_files(payload: Json, files: Files) -> Iterator[Violation]:
    if len(files.sent) + len(files.kept) > MOST_FILES:
        yield Violation(("attachments",), "BASE_TYPE_MAX_LENGTH", f"Must be {MOST_FILES} or fewer in length.")
    for index, listed in enumerate(entries(payload, "attachments")):
        number = int(listed.get("id", -1))
        if number not in files.sent and number not in files.kept:
            text = f"Attachment {number} is listed but was not sent."
            yield Violation(("attachments", index, "id"), "ATTACHMENT_NOT_FOUND", text)
        yield from check_sizes(("attachments", index), listed, {"description": (0, 1024), "filename": (1, 1024)})


def check_embeds(embeds: Sequence[Json], names: set[str]) -> Iterator[Violation]:
    """Faults of embeds: sizes, the total over all of them, emptiness, addresses."""
    if sum(map(embed_text, embeds)) > MOST_EMBED_TEXT:
        text = f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}"
        yield Violation(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", text)
    for index, embed in enumerate(embeds):
        path = ("embeds", index)
        shown = ("title", "description", "fields", "image", "thumbnail", "author", "footer", "timestamp", "url")
        if not any(embed.get(member) for member in shown):
            yield Violation(path, "EMBED_EMPTY", "An embed must show something.")
        yield from check_sizes(path, embed, _EMBED)
        for number, entry in enumerate(entries(embed, "fields")):
            yield from check_sizes((*path, "fields", number), entry, {"name": (1, 256), "value": (1, 1024)})
        yield from check_sizes((*path, "footer"), inner(embed, "footer"), {"text": (1, 2048)})
        yield from check_sizes((*path, "author"), inner(embed, "author"), {"name": (1, 256)})
        yield from _check_embed_addresses(path, embed, names)


def _check_embed_addresses(path: tuple[str | int, ...], embed: Json, names: set[str]) -> Iterator[Violation]:
    if embed.get("url") and not is_web_address(embed["url"]):
        yield Violation((*path, "url"), "URL_TYPE_INVALID_SCHEME", "Scheme must be one of http, https.")
    for member in ("image", "thumbnail"):
        url = str(inner(embed, member).get("url") or "")
        if url.startswith("attachment://"):
            if url.removeprefix("attachment://") not in names:
                yield Violation((*path, member, "url"), "MEDIA_ATTACHMENT_NOT_FOUND", f"No such attachment: {url}")
        elif url and not is_web_address(url):
            text = "Scheme must be one of http, https, attachment."
            yield Violation((*path, member, "url"), "URL_TYPE_INVALID_SCHEME", text)


def embed_text(embed: Json) -> int:
    """How many characters of an embed count towards the total."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [inner(embed, "footer").get("text"), inner(embed, "author").get("name")]
    texts += [entry.get(member) for entry in entries(embed, "fields") for member in ("name", "value")]
    return sum(len(text) for text in texts if isinstance(text, str))


def _check_poll(poll: Json) -> Iterator[Violation]:
    yield from check_sizes(("poll", "question"), inner(poll, "question"), {"text": (1, 300)})
    yield from check_sizes(("poll",), poll, {"answers": (1, 10)})
    if poll and not inner(poll, "question").get("text"):
        yield Violation(("poll", "question", "text"), "BASE_TYPE_REQUIRED", "This field is required")
    for index, answer in enumerate(entries(poll, "answers")):
        shown = inner(answer, "poll_media")
        if not shown.get("text"):
            yield Violation((*_ANSWERS, index, "poll_media", "text"), "BASE_TYPE_REQUIRED", "This field is required")
        yield from check_sizes((*_ANSWERS, index, "poll_media"), shown, {"text": (1, 55)})
    hours = poll.get("duration")
    if isinstance(hours, int | float) and not 1 <= hours <= LONGEST_POLL:
        text = f"int value should be between 1 and {LONGEST_POLL}."
        yield Violation(("poll", "duration"), "NUMBER_TYPE_RANGE", text)
