"""Where Node or its packages cannot be had, tests that need them are skipped; where they are wrong, tests fail."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests import sandbox_node
from tests.sandbox_node import Unavailable, find_node, install, run_script

_CI = Path(__file__).parents[1] / ".ci"
_NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A repository with one folder of .ci, which asks a registry that is not there and has kept nothing."""
    monkeypatch.setattr(sandbox_node, "_ROOT", tmp_path)
    monkeypatch.setattr(sandbox_node, "_KEPT", tmp_path / ".state" / "node")
    monkeypatch.setattr(sandbox_node, "_refused", dict[str, Unavailable]())
    monkeypatch.setenv("npm_config_registry", _NOWHERE)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    folder = tmp_path / ".ci" / "schemas"
    shutil.copytree(_CI / "schemas", folder)
    return folder


@pytest.fixture
def with_node() -> None:
    try:
        find_node()
    except Unavailable as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize("name", ["discord_js", "schemas"])
def test_lock_files_pin_packages_by_name_and_sum_alone(name: str) -> None:
    lock = (_CI / name / "package-lock.json").read_text(encoding="utf-8")
    packages = {path: entry for path, entry in json.loads(lock)["packages"].items() if path}
    assert all(re.match("sha512-", entry["integrity"]) for entry in packages.values())
    assert "://" not in lock + (_CI / name / ".npmrc").read_text(encoding="utf-8")


def test_without_node_a_test_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch, own: Path) -> None:
    find_node.cache_clear()
    monkeypatch.setenv("PATH", str(own))
    with pytest.raises(pytest.skip.Exception, match="Node and npm are not installed"):
        install("schemas")


@pytest.mark.usefixtures("with_node", "own")
def test_without_a_registry_a_test_is_skipped_and_nobody_asks_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"packages of \.ci/schemas cannot be fetched"):
        install("schemas")
    monkeypatch.delattr(sandbox_node, "_fill")
    with pytest.raises(pytest.skip.Exception, match="cannot be fetched"):
        install("schemas")


@pytest.mark.usefixtures("with_node")
def test_a_broken_lock_is_a_failure(own: Path) -> None:
    (own / "package-lock.json").write_text("{", encoding="utf-8")
    with pytest.raises(AssertionError, match="EUSAGE"):
        install("schemas")


@pytest.mark.usefixtures("with_node")
def test_what_is_kept_is_used_again_until_the_lock_changes(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def fill(_: Path, folder: Path) -> None:
        asked.append(folder)
        (folder / "node_modules").mkdir(parents=True)

    monkeypatch.setattr(sandbox_node, "_fill", fill)
    (own / "hello.mjs").write_text("console.log('one');", encoding="utf-8")
    assert run_script("schemas", "hello.mjs") == "one\n"
    (own / "hello.mjs").write_text("console.log('two');", encoding="utf-8")
    assert run_script("schemas", "hello.mjs") == "two\n"
    assert len(asked) == 1
    with (own / "package-lock.json").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    install("schemas")
    assert len(set(asked)) == 2
