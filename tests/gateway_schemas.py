"""What a gateway payload must look like, by the types that the npm package discord-api-types declares."""

import functools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.sandbox.schema import Schemas
from tests.sandbox_node import fingerprint, install, run_script

_FOLDER = "schemas"
#: Members that Discord sends and the package does not declare: some stand in Discord's OpenAPI document, those of READY
#: in no document at all.
_UNDECLARED = frozenset(
    (
        *(f"d.{m}" for m in ("session_type", "private_channels", "presences", "relationships", "user_settings")),
        *("d.geo_ordered_rtc_regions", "d._trace", "d.home_header", "d.nsfw"),
        *("d.channel.permissions", "d.entitlement_sku_ids", "d.data.id"),
        *("d.guild_scheduled_event_exceptions", "d.guild_scheduled_events[].guild_scheduled_event_exceptions"),
    )
)
#: The same of media shown by components, at whatever depth.
_MEDIA_IDS = (".media.id", ".file.id")


class GatewaySchemas:
    """The schemas of every payload a client can receive."""

    def __init__(self, generated: dict[str, Any]) -> None:
        self._schemas = Schemas(generated["schemas"])
        self._dispatches: dict[str, Any] = generated["dispatches"]
        self._operations: dict[str, Any] = generated["operations"]

    def complaints(self, payload: dict[str, Any]) -> list[str]:
        """What is wrong with a payload as it goes over the wire."""
        schema = self._find(payload)
        return list(self._schemas.explain(schema, payload)) if schema is not None else ["no such event or operation"]

    def strangers(self, payload: dict[str, Any]) -> Iterator[str]:
        """Members that no type knows: most likely misspelt."""
        schema = self._find(payload)
        found = self._schemas.unknown_members([schema], payload) if schema is not None else ()
        return (member for member in found if member not in _UNDECLARED and not member.endswith(_MEDIA_IDS))

    def _find(self, payload: dict[str, Any]) -> Any:
        if payload.get("t") is not None:
            return self._dispatches.get(payload["t"])
        return self._operations.get(str(payload.get("op")))


@functools.cache
def load_gateway_schemas() -> GatewaySchemas:
    """The schemas, generated when the package or the generator has changed. Skips the test without Node."""
    folder = install(_FOLDER)
    scripts = sorted(folder.glob("*.mjs"))
    kept: Path = folder / f"gateway-{fingerprint(*scripts)}.json"
    if not kept.is_file():
        partial = kept.with_suffix(f".{os.getpid()}")
        partial.write_text(run_script(_FOLDER, "generate.mjs"), encoding="utf-8")
        partial.replace(kept)
        for old in folder.glob("gateway-*.json"):
            if old != kept:
                old.unlink(missing_ok=True)
    return GatewaySchemas(json.loads(kept.read_bytes()))
