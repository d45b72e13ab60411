"""Discord's rules for the components of a whole message: totals, unique ids, media. Pure."""

from collections.abc import Collection, Iterator, Sequence

from bot.sandbox.entities import Json
from bot.sandbox.errors import Path, Violation
from bot.sandbox.limits.components import (
    FILE,
    GALLERY,
    ROW,
    TEXT,
    THUMBNAIL,
    TOP_LEVEL,
    V2_ONLY,
    check_component,
    is_web_address,
    walk,
)
from bot.sandbox.shape import entries, inner

MOST_COMPONENTS = 40
MOST_TEXT = 4000
MOST_ROWS = 5
_REFERENCE = "attachment://"


def check_layout(components: Sequence[Json], *, v2: bool) -> list[Violation]:
    """Every fault of a message's components; `v2` says whether the message carries the flag."""
    everything = list(walk(components))
    found = [fault for path, component in everything for fault in check_component(path, component)]
    found += _check_places(components, everything, v2=v2)
    found += _check_unique(everything)
    if v2:
        found += _check_totals(everything)
    return found


def _check_places(
    components: Sequence[Json], everything: Sequence[tuple[Path, Json]], *, v2: bool
) -> Iterator[Violation]:
    # without the flag, the V2 kinds get their own words below, at every depth
    allowed = TOP_LEVEL if v2 else {ROW, *V2_ONLY}
    for index, component in enumerate(components):
        if component.get("type") not in allowed:
            yield Violation(
                ("components", index, "type"), "UNION_TYPE_CHOICES", f"Value must be one of {sorted(allowed)}."
            )
    if v2:
        return
    for path, component in everything:
        if component.get("type") in V2_ONLY:
            text = "This component needs the flag IS_COMPONENTS_V2."
            yield Violation((*path, "type"), "UNION_TYPE_CHOICES", text)
    if len(components) > MOST_ROWS:
        yield Violation(("components",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")


def _check_unique(everything: Sequence[tuple[Path, Json]]) -> Iterator[Violation]:
    for member, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        seen: set[object] = set()
        for path, component in everything:
            value = component.get(member)
            if value and value in seen:
                yield Violation((*path, member), code, f"Component {member} cannot be duplicated")
            seen.add(value)


def _check_totals(everything: Sequence[tuple[Path, Json]]) -> Iterator[Violation]:
    if len(everything) > MOST_COMPONENTS:
        text = f"{len(everything)} components, counted with those inside others; at most {MOST_COMPONENTS}."
        yield Violation(("components",), "COMPONENT_MAX_TOTAL_EXCEEDED", text)
    letters = sum(len(c.get("content") or "") for _, c in everything if c.get("type") == TEXT)
    if letters > MOST_TEXT:
        text = f"{letters} characters over all text displays; at most {MOST_TEXT}."
        yield Violation(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text)


def media(components: Sequence[Json]) -> Iterator[tuple[Path, Json]]:
    """Every media object `{"url": ...}` of a layout with its path."""
    for path, component in walk(components):
        kind = component.get("type")
        if kind == THUMBNAIL:
            yield (*path, "media"), inner(component, "media")
        elif kind == FILE:
            yield (*path, "file"), inner(component, "file")
        elif kind == GALLERY:
            for index, item in enumerate(entries(component, "items")):
                yield (*path, "items", index, "media"), inner(item, "media")


def references(components: Sequence[Json]) -> set[str]:
    """File names that a layout shows through `attachment://`."""
    return {url.removeprefix(_REFERENCE) for _, item in media(components) if (url := _url(item)).startswith(_REFERENCE)}


def check_media(components: Sequence[Json], available: Collection[str], uploaded: Collection[str]) -> list[Violation]:
    """Media that do not exist, and uploads that nothing shows.

    `available` are the file names that the message will have: uploaded now or kept from before.
    """
    found: list[Violation] = []
    for path, item in media(components):
        url = _url(item)
        if url.startswith(_REFERENCE):
            if url.removeprefix(_REFERENCE) not in available:
                text = f"The referenced attachment was not found: {url}"
                found.append(Violation((*path, "url"), "MEDIA_ATTACHMENT_NOT_FOUND", text))
        elif not is_web_address(url):
            text = "Only http, https and attachment:// addresses are allowed."
            found.append(Violation((*path, "url"), "URL_TYPE_INVALID_SCHEME", text))
    for name in sorted(set(uploaded) - references(components)):
        text = f"The uploaded file {name} is shown by no component."
        found.append(Violation(("attachments",), "ATTACHMENT_NOT_SHOWN", text))
    return found


def _url(item: Json) -> str:
    return str(item.get("url") or "")
