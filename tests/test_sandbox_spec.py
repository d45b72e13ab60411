"""Requests are held against Discord's document, which is found, needed in CI, and allowed its two known gaps."""

import io
import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.spec import Spec, SpecMissing, download_spec, find_document, load_spec

try:
    DOCUMENT = find_document()
    SPEC = Spec(json.loads(DOCUMENT.read_bytes())) if DOCUMENT else None
except ImportError:  # pragma: no cover - jsonschema-rs is an extra
    SPEC = None
needs_document = pytest.mark.skipif(SPEC is None, reason="Discord's document or jsonschema-rs is not here")

MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
COMMANDS = "/applications/{application_id}/commands"
LAYOUT = [{"type": 17, "components": [{"type": 10, "content": "hello"}]}]

GOOD: list[tuple[str, str, Any]] = [
    ("POST", MESSAGES, {"content": "hello", "enforce_nonce": True, "nonce": "1"}),
    ("POST", MESSAGES, {"flags": 1 << 15, "components": LAYOUT}),
    ("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
    ("PATCH", ORIGINAL, {"components": LAYOUT, "attachments": [{"id": 0, "filename": "a.png", "description": "x"}]}),
    (
        "PATCH",
        ORIGINAL,
        {"attachments": [{"id": 7, "filename": "a.png", "url": "https://x/", "size": 3, "spoiler": False}]},
    ),
    ("PUT", COMMANDS, [{"name": "help", "description": "Help", "type": 1, "nsfw": False}]),
    ("GET", "/users/@me", None),
]
BAD: list[tuple[str, str, Any, str]] = [
    ("POST", MESSAGES, {"embeds": [{"title": "x" * 257}]}, "embeds[0].title"),
    ("POST", MESSAGES, {"components": [{"type": 1, "components": [{"type": 2}]}]}, "style: required"),
    ("POST", CALLBACK, {"type": 42}, "forms"),
    ("PATCH", ORIGINAL, {"attachments": [{"id": "one"}]}, "attachments[0].id"),
    ("PUT", COMMANDS, [{"name": "x" * 33, "description": "Help"}], "name"),
    ("POST", "/channels/{channel_id}/nothing", {}, "no POST"),
]


@needs_document
@pytest.mark.parametrize(("method", "template", "payload"), GOOD)
def test_what_libraries_send_is_accepted(method: str, template: str, payload: Any) -> None:
    assert SPEC is not None
    assert SPEC.check_request(method, template, payload) == []
    assert SPEC.unknown_members(method, template, payload) == []


@needs_document
@pytest.mark.parametrize(("method", "template", "payload", "words"), BAD)
def test_what_the_document_forbids_is_refused_with_its_place(
    method: str, template: str, payload: Any, words: str
) -> None:
    assert SPEC is not None
    assert any(words in fault for fault in SPEC.check_request(method, template, payload))


@needs_document
def test_misspelt_members_are_found_at_any_depth() -> None:
    assert SPEC is not None
    payload = {"contents": "x", "embeds": [{"titel": "x"}], "components": [{"type": 10, "content": "x", "colour": 1}]}
    found = SPEC.unknown_members("POST", MESSAGES, payload)
    assert found == ["contents", "embeds[].titel", "components[].colour"]


@needs_document
def test_our_own_answers_are_held_to_the_document_without_its_relaxation() -> None:
    assert SPEC is not None
    user = {"id": "1", "username": "a", "avatar": None, "discriminator": "0", "public_flags": 0, "flags": 0}
    user |= {"global_name": None, "primary_guild": None}
    assert SPEC.check_answer("GET", "/users/{user_id}", 200, user) == []
    assert SPEC.check_answer("GET", "/users/{user_id}", 200, user | {"id": 1}) != []
    assert SPEC.check_answer("GET", "/users/{user_id}", 200, {"id": "1"}) != []


def document(folder: Path) -> Path:
    path = folder / "discord" / "openapi.json"
    path.parent.mkdir(parents=True)
    snowflake = {"type": "string"}
    path.write_text(json.dumps({"paths": {}, "components": {"schemas": {"SnowflakeType": snowflake}}}))
    return path


def test_the_named_document_is_used_before_the_shared_one(tmp_path: Path) -> None:
    shared, named = document(tmp_path / "shared"), document(tmp_path / "named")
    environ = {"BLENDZ_SHARED_DATA": str(tmp_path / "shared")}
    assert find_document(environ) == shared
    assert find_document({**environ, "BLENDZ_DISCORD_SPEC": str(named)}) == named


def test_the_document_in_the_state_folder_is_found(tmp_path: Path) -> None:
    assert find_document({}, tmp_path) is None
    copy = document(tmp_path)
    assert find_document({}, tmp_path) == copy


def test_a_named_document_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SpecMissing, match="does not exist"):
        find_document({"BLENDZ_DISCORD_SPEC": str(tmp_path / "nowhere.json")})


def test_without_a_document_a_developer_is_told_and_ci_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    spec, remark = load_spec({})
    assert spec is None
    assert "none found" in remark
    assert "python -m bot spec" in remark
    with pytest.raises(SpecMissing):
        load_spec({"CI": "true"})


@pytest.mark.parametrize("body", [b"not json", b"[]", b'{"paths": {}}'])
def test_a_download_that_is_no_document_leaves_the_old_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    target = document(tmp_path)
    before = target.read_bytes()
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_args, **_more: io.BytesIO(body))
    with pytest.raises(ValueError, match=r"."):
        download_spec(target)
    assert target.read_bytes() == before
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_args, **_more: io.BytesIO(before))
    assert download_spec(tmp_path / "new" / "openapi.json") == len(before)
    assert list((tmp_path / "new").iterdir()) == [tmp_path / "new" / "openapi.json"]


def test_without_the_library_a_developer_is_told_and_ci_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"BLENDZ_DISCORD_SPEC": str(document(tmp_path))}
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    spec, remark = load_spec(environ)
    assert spec is None
    assert "install jsonschema-rs" in remark
    with pytest.raises(SpecMissing, match="install jsonschema-rs"):
        load_spec({**environ, "CI": "true"})
