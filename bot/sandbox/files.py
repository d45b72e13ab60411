"""Storing files and showing them in components: attachments, and the media that point at them."""

import copy
import mimetypes
from collections.abc import Sequence
from pathlib import PurePosixPath

from bot.sandbox.body import Body, Upload
from bot.sandbox.entities import Attachment, Channel, Json, Message
from bot.sandbox.errors import too_large
from bot.sandbox.limits.components import CONTAINER, FILE, GALLERY, SELECTS, SEPARATOR, THUMBNAIL, walk
from bot.sandbox.limits.layout import media
from bot.sandbox.payloads import attachment_json
from bot.sandbox.png import BrokenPng, check_png
from bot.sandbox.report import Report
from bot.sandbox.shape import entries
from bot.sandbox.state import World

_DEFAULTS: dict[int, Json] = {
    CONTAINER: {"accent_color": None, "spoiler": False},
    THUMBNAIL: {"description": None, "spoiler": False},
    SEPARATOR: {"spacing": 1, "divider": True},
    FILE: {"spoiler": False},
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
}


def store_uploads(world: World, channel: Channel, body: Body) -> list[Attachment]:
    """Store the files of a request. Raises ApiError 40005 when one is over the channel's limit."""
    if any(len(upload.body) > channel.file_limit for upload in body.uploads.values()):
        raise too_large()
    listed = {int(entry.get("id", -1)): entry for entry in entries(body.form, "attachments")}
    stored: list[Attachment] = []
    for number, upload in sorted(body.uploads.items()):
        entry = listed.get(number, {})
        attachment = store_file(world, channel, named(upload, entry), description=entry.get("description"))
        _look_at(world.report, attachment)
        stored.append(attachment)
    return stored


def store_file(
    world: World,
    channel: Channel,
    upload: Upload,
    *,
    description: str | None = None,
    ephemeral: bool = False,
) -> Attachment:
    """Keep one file and give it an id."""
    attachment = Attachment(
        world.ids.next(),
        channel.id,
        safe_name(upload.filename),
        mimetypes.guess_type(upload.filename)[0] or upload.content_type,
        upload.body,
        len(upload.body),
        description=description,
        ephemeral=ephemeral,
    )
    world.attachments[attachment.id] = attachment
    return attachment


def named(upload: Upload, entry: Json) -> Upload:
    """The upload under the name its `attachments` entry gives it, if that has one."""
    return Upload(str(entry.get("filename") or upload.filename), upload.content_type, upload.body)


def safe_name(filename: str) -> str:
    """A file name as Discord stores it: no folders, no spaces, nothing an address would not carry."""
    last = PurePosixPath(filename.replace("\\", "/")).name.replace(" ", "_")
    return "".join(letter for letter in last if letter.isalnum() or letter in "._-") or "file"


def _look_at(report: Report, attachment: Attachment) -> None:
    if attachment.content_type != "image/png":
        return
    try:
        attachment.width, attachment.height = check_png(attachment.body)
    except BrokenPng as broken:
        report.problem(f"the picture {attachment.filename} {broken}")


def settle_components(world: World, components: Sequence[Json], attachments: Sequence[Attachment]) -> list[Json]:
    """Components as Discord returns them: numbered, defaults filled in, media resolved."""
    settled = copy.deepcopy(list(components))
    taken = {component.get("id") for _, component in walk(settled)}
    free = (number for number in range(1, 1000) if number not in taken)
    for _, component in walk(settled):
        if not component.get("id"):
            component["id"] = next(free)
        for member, value in _DEFAULTS.get(component.get("type", 0), {}).items():
            component.setdefault(member, value)
        if component.get("type") == GALLERY:
            for item in entries(component, "items"):
                item.setdefault("description", None)
                item.setdefault("spoiler", False)
    for _, item in media(settled):
        _resolve(world, item, attachments)
    for _, component in walk(settled):
        if component.get("type") == FILE:
            shown = world.attachments[int(component["file"]["attachment_id"])]
            component |= {"name": shown.filename, "size": shown.size}
    return settled


def _resolve(world: World, item: Json, attachments: Sequence[Attachment]) -> None:
    url = str(item["url"])
    for attachment in attachments:
        shown = attachment_json(world, attachment)
        if url.removeprefix("attachment://") == attachment.filename or _path(url) == _path(shown["url"]):
            item |= {"attachment_id": str(attachment.id), "content_type": attachment.content_type}
            item |= {member: shown[member] for member in ("url", "proxy_url", "width", "height") if member in shown}
            break
    else:
        item.setdefault("proxy_url", url)
    item.setdefault("id", str(world.ids.next()))
    item |= {"loading_state": 2, "flags": 0}


def refresh_media(world: World, message: Message) -> list[Json]:
    """The components of a message with addresses that are signed afresh."""
    components = copy.deepcopy(message.components)
    for _, item in media(components):
        if "attachment_id" in item:
            shown = attachment_json(world, world.attachments[int(item["attachment_id"])])
            item |= {"url": shown["url"], "proxy_url": shown["proxy_url"]}
    return components


def _path(url: str) -> str:
    return url.partition("?")[0]
