"""JavaScript beside the tests: a folder of .ci with its packages, installed once and kept for the next run.

Whoever has no Node, or no way to the package registry, gets these tests skipped with the reason; a lock file that does
not fit, or a script that fails, is a failure.
"""

import contextlib
import functools
import hashlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_KEPT = _ROOT / ".state" / "node"
_OLDEST_NODE = 20
_SECONDS = 180
_FILES = ("package.json", "package-lock.json", ".npmrc")
# npm as the machine has it; packages may not run scripts of their own here, and one more try must do
_NPM_CI = ("npm", "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000")
# what npm and the system say when there is no way to the registry, as opposed to a wrong lock file
_UNREACHABLE = re.compile(
    r"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT"
    r"|ENOTCACHED|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|SELF_SIGNED_CERT_IN_CHAIN|E50[234])\b"
)


class Unavailable(Exception):
    """Something these tests need is not on this machine; the text says what."""


def install(name: str) -> Path:
    """A copy of .ci/NAME with its locked packages in it. Skips the test when they cannot be had."""
    try:
        return _install(name)
    except Unavailable as reason:
        pytest.skip(str(reason))


def run_script(name: str, script: str) -> str:
    """What a script of .ci/NAME prints."""
    folder = install(name)
    done = subprocess.run(  # noqa: S603 - a script of this repository
        [find_node(), script], cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@functools.cache
def find_node() -> str:
    """The path of Node. Raises Unavailable where there is none that is young enough."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        raise Unavailable("Node and npm are not installed; tests with JavaScript beside the bot need them")
    version = subprocess.run([found, "--version"], check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 - found above
    if int(version.lstrip("v").split(".")[0]) < _OLDEST_NODE:
        raise Unavailable(f"Node is {version}; these tests need {_OLDEST_NODE} or later")
    return found


def fingerprint(*files: Path) -> str:
    """A short name for what these files say."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


# a refusal is not kept by functools.cache, so it is kept here: nobody waits for the same registry twice
_refused: dict[str, Unavailable] = {}


def _install(name: str) -> Path:
    if name in _refused:
        raise _refused[name]
    find_node()
    source = _ROOT / ".ci" / name
    folder = _KEPT / f"{name}-{fingerprint(*(source / file for file in _FILES))}"
    try:
        if not (folder / "node_modules").is_dir():
            _fill(source, folder)
    except Unavailable as reason:
        _refused[name] = reason
        raise
    for script in source.glob("*.mjs"):
        if not (copy := folder / script.name).is_file() or copy.read_bytes() != script.read_bytes():
            shutil.copy(script, copy)
    return folder


def _fill(source: Path, folder: Path) -> None:
    """Install beside, then move: a run that was stopped leaves nothing that looks whole."""
    _KEPT.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix="partial-", dir=_KEPT))
    try:
        for file in _FILES:
            shutil.copy(source / file, beside)
        done = subprocess.run(  # noqa: S603 - our own command
            _NPM_CI, cwd=beside, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        if done.returncode and _UNREACHABLE.search(done.stderr):
            said = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
            raise Unavailable(f"the packages of .ci/{source.name} cannot be fetched: {'; '.join(said[:4])}")
        assert done.returncode == 0, done.stderr
        with contextlib.suppress(OSError):  # another run was first; its copy is as good
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for old in _KEPT.glob(f"{source.name}-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
