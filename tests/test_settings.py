"""Settings: what the host writes, what the bot understands, and words for what it cannot use."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsProblem, is_loopback, load_settings

ROOT = Path(__file__).parents[1]
NAMES = {"TOKEN", "STATE", "KEY", "CATALOGUE", "LOG", "API_URL", "GATEWAY_URL", "CDN_HOSTS", "CLOCK_AHEAD"}


@pytest.fixture(autouse=True)
def empty_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A host with no settings at all, in a folder of its own."""
    for name in NAMES:
        monkeypatch.delenv(f"BLENDZ_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def load(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"BLENDZ_{name}", value)
    return load_settings()


def test_everything_has_a_default_but_the_token() -> None:
    settings = load_settings()
    assert settings.token is None
    assert settings.state == Path(".state")
    assert settings.catalogue is None
    assert settings.rest_base == "https://discord.com/api/v10"
    assert settings.cdn == {"cdn.discordapp.com", "media.discordapp.net"}
    assert (settings.log_level, settings.log_file) == ("INFO", None)


def test_the_example_file_lists_every_setting_with_its_default(tmp_path: Path) -> None:
    defaults = load_settings()
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))
    assert set(listed) == {f"BLENDZ_{name}" for name in NAMES}
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    assert load_settings() == defaults


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("BLENDZ_LOG=DEBUG\nBLENDZ_STATE=from-file\nOTHER_PROGRAM=1\n", encoding="utf-8")
    settings = load(monkeypatch, STATE="from-environment")
    assert (settings.log_level, settings.state) == ("DEBUG", Path("from-environment"))


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, TOKEN="", KEY="", CATALOGUE="", CDN_HOSTS="")
    assert (settings.token, settings.key, settings.catalogue) == (None, None, None)
    assert settings.cdn == load_settings().cdn != frozenset()


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, TOKEN="secret-token", KEY="secret-key")
    assert "secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    monkeypatch.setenv("BLENDZ_API_URL", "ftp://x")
    with pytest.raises(SettingsProblem) as caught:
        load_settings()
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("hosts", "read"),
    [
        (" CDN.Example , 127.0.0.1:8080,, ", {"cdn.example", "127.0.0.1:8080"}),
        ("one", {"one"}),
        (" , ", set()),
    ],
)
def test_hosts_are_a_comma_list(hosts: str, read: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, CDN_HOSTS=hosts).cdn == read


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v10"),
        ("http://localhost:8080/", "http://localhost:8080/api/v10"),
        ("http://[::1]:8080/api/v9", "http://[::1]:8080/api/v9"),
        ("https://discord.example/api/v10/", "https://discord.example/api/v10"),
    ],
)
def test_a_local_discord_may_be_named(url: str, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, API_URL=url).rest_base == base


@pytest.mark.parametrize("name", ["API_URL", "GATEWAY_URL"])
@pytest.mark.parametrize(
    "url",
    [
        "http://discord.com",
        "ws://gateway.example",
        "ftp://x",
        "discord.com",
        "https://",
        "file:///etc/passwd",
        "http://0.0.0.0",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://[::2]",
        "http://[",
    ],
)
def test_the_token_never_travels_in_the_clear(name: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsProblem, match=rf"^BLENDZ_{name}: .+ Mend it in the environment or in \.env\.$"):
        load(monkeypatch, **{name: url})


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsProblem, match=r"BLENDZ_API_URL: .+; BLENDZ_GATEWAY_URL: "):
        load(monkeypatch, API_URL="nowhere", GATEWAY_URL="nowhere")


@pytest.mark.parametrize(
    ("log", "level", "file"),
    [
        ("debug", "DEBUG", None),
        ("ERROR", "ERROR", None),
        ("logs/blendz.log", "INFO", Path("logs/blendz.log")),
    ],
)
def test_log_is_a_level_or_a_file(log: str, level: str, file: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, LOG=log)
    assert (settings.log_level, settings.log_file) == (level, file)


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        *[(host, True) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")],
        *[(host, False) for host in ("0.0.0.0", "10.0.0.1", "localhost.example", "", "127.1", "discord.com")],  # noqa: S104 - refused
    ],
)
def test_only_this_machine_is_loopback(host: str, is_local: bool) -> None:  # noqa: FBT001 - the expected answer
    assert is_loopback(host) is is_local


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LOG", "DEBIG", "must be ERROR, WARNING, INFO, DEBUG, or a file such as logs/blendz.log"),
        ("API_URL", "wss://discord.com/api", "must be an address like https://host/path"),
        ("API_URL", "https://discord.com:99999/api", "must be an address like https://host/path"),
        ("API_URL", "https://discord.com:nine/api", "must be an address like https://host/path"),
        ("GATEWAY_URL", "https://gateway.discord.gg/", "must be an address like wss://host/path"),
        ("CDN_HOSTS", "cdn.example.com,https://cdn.example.com/x", "must be hosts like"),
        ("CDN_HOSTS", "cdn.example.com:port", "must be hosts like"),
        ("CDN_HOSTS", "user@cdn.example.com", "must be hosts like"),
        ("CLOCK_AHEAD", "60", "must be 0, except where BLENDZ_GATEWAY_URL names a Discord on this machine"),
        ("CLOCK_AHEAD", "soon", "should be a valid number"),
        ("CLOCK_AHEAD", "nan", "should be less"),
        ("CLOCK_AHEAD", "1e12", "should be less"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsProblem, match=f"BLENDZ_{name}") as refused:
        load(monkeypatch, **{name: value})
    assert words in str(refused.value)


def test_the_time_is_that_of_the_local_discord(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = load(monkeypatch, GATEWAY_URL="ws://127.0.0.1:8000", CLOCK_AHEAD="-86400").now - datetime.now(UTC)
    assert -timedelta(days=1, seconds=5) < ahead < timedelta(seconds=5) - timedelta(days=1)
