"""Messages for the gallery of the sandbox's page: one of every kind, with invented people."""

from typing import Any

Json = dict[str, Any]

EPHEMERAL, LOADING, V2 = 1 << 6, 1 << 7, 1 << 15
NOW = "2026-11-23T20:15:00Z"


def user(number: int, name: str, account: str, *, bot: bool = False) -> Json:
    """A user as the page knows them."""
    names = {"username": account, "global_name": None if bot else name, "display": name}
    return {"id": str(999 + number * 9), "bot": bot, **names}


BOT = user(0, "Blendz", "blendz", bot=True)
ADA, BRUNO, CARLA = user(1, "Ada", "ada"), user(2, "Bruno Marsh", "bruno"), user(3, "Carla", "carla.v")
SCENE: Json = {
    "me": ADA["id"],
    "bot": BOT,
    "users": [BOT, ADA, BRUNO, CARLA],
    "channels": [
        {"id": "70", "kind": "text", "name": "film-night", "nsfw": False, "guild": "60", "recipients": []},
        {"id": "71", "kind": "text", "name": "late-films", "nsfw": True, "guild": "60", "recipients": []},
    ],
    "roles": [{"id": "80", "name": "Regulars"}],
    "now": NOW,
}


def message(number: int, author: Json = BOT, **members: Any) -> Json:
    """A message as Discord writes it; `reply_to` goes where the sandbox puts it."""
    used = {"user": ADA["id"], "label": members.pop("used")} if "used" in members else None
    body: Json = {
        "id": str(5000 + number),
        "type": 0,
        "author": author,
        "content": "",
        "flags": 0,
        "timestamp": f"2026-11-23T20:{number % 60:02}:00+00:00",
        "edited_timestamp": None,
        "mentions": [],
        "embeds": [],
        "components": [],
        "attachments": [],
        "sandbox": {"revision": 1, "reply_to": used},
    }
    return body | members


def panel(number: int, *components: Json, **members: Any) -> Json:
    """A message made of components alone."""
    return message(number, components=list(components), flags=V2 | members.pop("flags", 0), **members)


def text(content: str) -> Json:
    return {"type": 10, "content": content}


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(number: int, label: str | None, style: int = 2, **members: Any) -> Json:
    return {"type": 2, "id": number, "style": style, "label": label, "custom_id": f"button-{number}"} | members


def option(label: str, **members: Any) -> Json:
    return {"label": label, "value": label.lower(), "default": False} | members


def menu(number: int, kind: int = 3, *options: Json, **members: Any) -> Json:
    base = {"type": kind, "id": number, "custom_id": f"menu-{number}", "min_values": 1, "max_values": 1}
    return base | ({"options": list(options)} if options else {}) | members


def media(name: str, alt: str | None = None, *, spoiler: bool = False) -> Json:
    """A gallery item that shows a picture of the gallery's own server, named by its size and colour."""
    width, _, height = name.partition("-")[0].partition("x")
    shown = {"url": f"/files/{name}.png", "width": int(width), "height": int(height), "content_type": "image/png"}
    return {"media": shown, "description": alt, "spoiler": spoiler}


def attachment(name: str, kind: str, size: int, **members: Any) -> Json:
    return {"id": "1", "filename": name, "content_type": kind, "size": size, "url": f"/files/{name}"} | members


def box(*components: Json, **members: Any) -> Json:
    """A container."""
    return {"type": 17, "id": 1, "accent_color": None, "spoiler": False, "components": list(components)} | members


def embed() -> Json:
    """An embed with every member there is."""
    inline = [{"name": f"Inline {name}", "value": name, "inline": True} for name in ("one", "two", "three")]
    return {
        "title": "A **title**",
        "url": "https://e.org/",
        "description": "A description with `code`",
        "color": 0x2ECC71,
        "author": {"name": "An author", "url": "https://e.org/a"},
        "fields": [*inline, {"name": "Wide", "value": "Wide value", "inline": False}],
        "thumbnail": {"url": "/files/100x100-338.png", "width": 100, "height": 100},
        "image": {"url": "/files/600x200-383.png", "width": 600, "height": 200, "description": "A landscape"},
        "footer": {"text": "A footer"},
        "timestamp": NOW,
    }


def poll(*votes: tuple[int, bool], **members: Any) -> Json:
    """A poll with an answer for each (votes, one of them mine)."""
    names = ("Paddington 2", "Arrival", "The Nice Guys", "Something we have all seen three times already")
    marks = ("🐻", "🛸", None, "🔁")
    pairs = zip(names, marks, strict=True)
    media = [{"text": name} | ({"emoji": {"id": None, "name": mark}} if mark else {}) for name, mark in pairs]
    counts = [{"id": n, "count": count, "me_voted": mine} for n, (count, mine) in enumerate(votes, 1) if count]
    body: Json = {
        "question": {"text": "What do we watch tonight?"},
        "answers": [{"answer_id": n, "poll_media": shown} for n, shown in enumerate(media[: len(votes)], 1)],
        "expiry": "2026-11-24T18:15:00Z",
        "allow_multiselect": False,
        "results": {"is_finalized": False, "answer_counts": counts},
    }
    return body | members


def label(words: str, component: Json, about: str | None = None) -> Json:
    """A labelled input of a form."""
    return {"type": 18, "label": words, "description": about, "component": component}
