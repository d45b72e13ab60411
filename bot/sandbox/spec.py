"""Checking requests, and the sandbox's own answers, against Discord's OpenAPI document where it is found.

The document is not part of the repository; `download_spec` fetches it. Without it, or without jsonschema-rs, the
hand-written limits alone decide and the report says so; in continuous integration its absence is an error.
"""

import json
import os
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.sandbox.entities import Json
from bot.sandbox.schema import Schemas
from bot.sandbox.shape import inner

SPEC_URL = "https://raw.githubusercontent.com/discord/discord-api-spec/main/specs/openapi.json"
STATE = Path(".state")
#: Where `python -m bot spec` puts the document in the state folder.
_COPY = Path("discord/openapi.json")
_JSON = "application/json"
_TIMEOUT = 60.0
#: Members that common libraries send, Discord accepts and the document does not know.
_TOLERATED = (
    "embeds[].flags",
    "[].nsfw",
    "nsfw",
    "tts",
    "enforce_nonce",
    # a kept attachment is sent back whole; Discord looks at its id alone
    *(f"attachments[].{m}" for m in ("url", "proxy_url", "size", "width", "height", "content_type", "spoiler")),
)


class SpecMissing(RuntimeError):
    """Requests cannot be checked against the document although they must be; the text says what to do."""


class Spec:
    """Discord's document, ready to check what goes over the wire."""

    def __init__(self, document: Json) -> None:
        """Raises ImportError when jsonschema-rs is not installed."""
        self._paths: Json = document["paths"]
        schemas: Json = document["components"]["schemas"]
        self._answers = Schemas(schemas)
        # libraries send the numbers of attachments as numbers; Discord accepts that, the document does not
        snowflake = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
        self._requests = Schemas({**schemas, "SnowflakeType": snowflake})

    def check_request(self, method: str, template: str, payload: Any) -> list[str]:
        """What is wrong with a request's payload. Multipart forms are checked by their `payload_json`."""
        operation = self._operation(method, template)
        if operation is None:
            return [f"the document has no {method} {template}"]
        schema = _schema(inner(operation, "requestBody"))
        if schema is None:
            return [] if payload is None else ["the document knows no body here"]
        if payload is None:
            return ["a body is required"] if inner(operation, "requestBody").get("required") else []
        return list(self._requests.explain(schema, payload))

    def unknown_members(self, method: str, template: str, payload: Any) -> list[str]:
        """Members of a payload that the document does not know: most likely misspelt, and ignored by Discord."""
        schema = _schema(inner(self._operation(method, template) or {}, "requestBody"))
        found = self._requests.unknown_members([schema], payload) if schema is not None else ()
        return [member for member in found if not _is_tolerated(member)]

    def check_answer(self, method: str, template: str, status: int, content: Any) -> list[str]:
        """What is wrong with the sandbox's own successful answer."""
        operation = self._operation(method, template)
        if operation is None:
            return []
        answers = inner(operation, "responses")
        if str(status) not in answers:
            return [f"the document knows no answer {status}"]
        schema = _schema(answers[str(status)])
        return list(self._answers.explain(schema, content)) if schema is not None and content is not None else []

    def _operation(self, method: str, template: str) -> Json | None:
        return inner(self._paths, template).get(method.lower())


def _schema(holder: Json) -> Json | None:
    return inner(inner(holder, "content"), _JSON).get("schema")


def _is_tolerated(member: str) -> bool:
    return any(member == known or member.endswith(f".{known}") for known in _TOLERATED)


def find_document(environ: Mapping[str, str] = os.environ, state: Path = STATE) -> Path | None:
    """Where the document is: BLENDZ_DISCORD_SPEC, else in $BLENDZ_SHARED_DATA, else the copy in the state folder.

    Raises SpecMissing when BLENDZ_DISCORD_SPEC names a file that is not there.
    """
    if named := environ.get("BLENDZ_DISCORD_SPEC"):
        if not Path(named).is_file():
            raise SpecMissing(f"BLENDZ_DISCORD_SPEC names {named}, which does not exist.")
        return Path(named)
    places = [state / _COPY]
    if shared := environ.get("BLENDZ_SHARED_DATA"):
        places.insert(0, Path(shared) / "discord" / "openapi.json")
    return next((place for place in places if place.is_file()), None)


def load_spec(environ: Mapping[str, str] = os.environ, state: Path = STATE) -> tuple[Spec | None, str]:
    """The document and a remark for the report. Raises SpecMissing in CI (CI=true) when it cannot be used."""
    path = find_document(environ, state)
    try:
        if path is not None:
            return Spec(json.loads(path.read_bytes())), "checked against Discord's OpenAPI document"
        remark = "not checked against Discord's OpenAPI document: none found, `python -m bot spec` gets it"
    except ImportError:
        remark = "not checked against Discord's OpenAPI document: install jsonschema-rs (pip install '.[dev]')"
    if environ.get("CI") == "true":
        raise SpecMissing(f"Requests are {remark}.")
    return None, remark


def download_spec(target: Path = STATE / _COPY, url: str = SPEC_URL) -> int:
    """Fetch the document to `target`, whole or not at all; returns its size in bytes.

    Raises OSError when it cannot be fetched, ValueError when what came is not such a document.
    """
    if not url.startswith("https://"):
        raise ValueError("the document is only fetched over https")
    with urllib.request.urlopen(url, timeout=_TIMEOUT) as answer:  # noqa: S310 - https, checked above
        raw: bytes = answer.read()
    document = json.loads(raw)
    if not isinstance(document, dict) or "paths" not in document or "components" not in document:
        raise ValueError(f"{url} is not an OpenAPI document")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.partial")
    partial.write_bytes(raw)
    partial.replace(target)
    return len(raw)
