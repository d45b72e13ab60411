"""What the sandbox's page takes from npm is what its sources and versions make: built anew and compared."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NODE, STATIC = ROOT / ".ci" / "node", ROOT / "bot" / "sandbox" / "page" / "static"
BUILT = ("vendor", "fonts")
_SECONDS = 180.0

needs_node = pytest.mark.skipif(shutil.which("npm") is None, reason="Node is not on this machine")


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    quiet = os.environ | {"npm_config_loglevel": "error"}
    return subprocess.run(  # noqa: S603 - our own commands
        command, cwd=folder, env=quiet, capture_output=True, text=True, timeout=_SECONDS, check=False
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh build in a folder of its own; skipped where the packages cannot be had."""
    folder = tmp_path_factory.mktemp("page")
    sources = folder / "node"
    shutil.copytree(NODE, sources, ignore=shutil.ignore_patterns("node_modules"))
    installed = run("npm", "ci", "--prefer-offline", folder=sources)
    if installed.returncode and any(
        sign in installed.stderr for sign in ("ENOTFOUND", "ETIMEDOUT", "EAI_AGAIN", "ECONN")
    ):
        pytest.skip("the packages are neither in npm's cache nor within reach")
    assert installed.returncode == 0, installed.stderr
    made = run("node", "build.mjs", str(folder / "static"), folder=sources)
    assert made.returncode == 0, made.stderr
    return folder / "static"


def files_of(folder: Path) -> dict[str, bytes]:
    """The built files under a folder by their path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in BUILT
        for path in sorted((folder / part).iterdir())
    }


def stale(committed: dict[str, bytes], fresh: dict[str, bytes]) -> list[str]:
    """Names of the files that differ, are missing, or are no longer made."""
    return sorted(name for name in committed | fresh if committed.get(name) != fresh.get(name))


@needs_node
def test_the_committed_files_are_what_the_sources_make(built: Path) -> None:
    assert stale(files_of(STATIC), files_of(built)) == []


@needs_node
def test_a_changed_byte_a_missing_file_and_one_too_many_are_noticed(built: Path) -> None:
    fresh = files_of(built)
    name = "vendor/markdown.js"
    assert stale(fresh | {name: fresh[name].replace(b"order", b"0rder", 1)}, fresh) == [name]
    assert stale({one: body for one, body in fresh.items() if one != name}, fresh) == [name]
    assert stale(fresh | {"vendor/more.js": b""}, fresh) == ["vendor/more.js"]


def test_the_lock_names_no_registry() -> None:
    lock = (NODE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity": "sha512-' in lock


def test_licences_stand_beside_what_they_cover() -> None:
    bundle = (STATIC / "vendor" / "LICENSES.txt").read_text(encoding="utf-8")
    assert "@khanacademy/simple-markdown 2.2.3 (MIT)" in bundle
    assert "Permission is hereby granted" in bundle
    fonts = (STATIC / "fonts" / "LICENSES.txt").read_text(encoding="utf-8")
    assert (
        fonts.count("SIL OPEN FONT LICENSE") == len(list((STATIC / "fonts").glob("*.woff2"))) - 1
    )  # one in two styles
