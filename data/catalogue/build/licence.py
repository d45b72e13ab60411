"""Tells the host each source's licence once, in a few lines, and remembers what was confirmed."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from data.catalogue.build.sources import Source, say_size
from data.catalogue.problem import CatalogueProblem

YES = "yes"


class NotConfirmed(Exception):
    """Nobody has agreed to a licence; the text says to which and how one does."""


def confirm(
    sources: Sequence[Source], state: Path, say: Callable[[str], None], ask: Callable[[str], str] | None, today: date
) -> None:
    """Return when the host has agreed to the licence of each source, now or before; raises NotConfirmed.

    `ask` puts a question and returns what was typed. None: there is nobody to ask, nothing is taken as agreed to;
    for `--yes` pass what types `yes`. A licence whose text changed since is told again.
    """
    agreed = _read(state)
    for source in sources:
        entry = agreed.get(source.name, {})
        if entry.get("text") == _mark(source) and "agreed" in entry:
            continue
        if ask is None:
            raise NotConfirmed(
                f"The licence of {source.name} has not been agreed to, and nobody is there to ask: "
                f"read {source.terms}, then run this again with --yes. Nothing was downloaded."
            )
        say(tell(source))
        if ask(f"Type {YES} to agree and download: ").strip().lower() != YES:
            raise NotConfirmed(f"Without agreeing to its licence {source.name} is not used. Nothing was downloaded.")
        agreed[source.name] = {"text": _mark(source), "agreed": today.isoformat(), "terms": source.terms}
        _write(state, agreed)


def tell_once(sources: Sequence[Source], state: Path, say: Callable[[str], None], today: date) -> None:
    """For files the host has brought along: the licence is told the first time, and nothing asked."""
    known = _read(state)
    for source in sources:
        if known.get(source.name, {}).get("text") != _mark(source):
            say(tell(source))
            known[source.name] = {"text": _mark(source), "told": today.isoformat(), "terms": source.terms}
            _write(state, known)


def tell(source: Source) -> str:
    """What it gives and what its licence allows, in a few lines."""
    size = say_size(source.size)
    return f"\n{source.name}: {source.gives}{f' ({size})' if size else ''}.\n{source.licence}\nTerms: {source.terms}"


def _mark(source: Source) -> str:
    return hashlib.sha256(f"{source.licence}\n{source.terms}".encode()).hexdigest()


def _path(state: Path) -> Path:
    return state / "catalogue" / "licences.json"


def _read(state: Path) -> dict[str, dict[str, Any]]:
    """What was agreed to; what cannot be read as that was not."""
    try:
        found = json.loads(_path(state).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    except OSError as error:
        raise CatalogueProblem(f"{_path(state)} cannot be read: {error.strerror}.") from error
    entries = cast("dict[str, Any]", found).items() if isinstance(found, dict) else ()
    return {name: cast("dict[str, Any]", entry) for name, entry in entries if isinstance(entry, dict)}


def _write(state: Path, agreed: dict[str, dict[str, Any]]) -> None:
    path = _path(state)
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(agreed, indent=1, ensure_ascii=False) + "\n", "utf-8")
        fresh.replace(path)
    except OSError as error:
        raise CatalogueProblem(f"{path} cannot be written: {error.strerror}. Choose another --state.") from error
