"""A small catalogue of invented titles, for tests that need a folder they may spoil."""

from pathlib import Path
from typing import Any

TAGS = [f"tag {at}" for at in range(44)]


def entry(**changes: Any) -> dict[str, Any]:
    """A well-formed film; a change of None leaves the field out."""
    fields: dict[str, Any] = {
        "kind": "movie",
        "title": "The Lighthouse Keeper's Cat",
        "year": 2019,
        "minutes": 95,
        "genres": ["drama"],
        "countries": ["IE"],
        "language": "en",
        "maturity": "PG",
        "makers": ["Orla Invented"],
        "cast": ["Finn Invented", "Una Invented"],
        "popularity": 3,
        "tags": {"essential": ", ".join(TAGS[:10]), "hint": ", ".join(TAGS[10:26])},
    }
    fields.update(changes)
    return {name: value for name, value in fields.items() if value is not None}


def toml(key: str, fields: dict[str, Any]) -> str:
    """One title as its author would write it."""
    return f"[{key}]\n" + "".join(f"{name} = {_value(value)}\n" for name, value in fields.items()) + "\n"


def write_folder(folder: Path, *titles: str, tags: str | None = None) -> Path:
    """A catalogue's folder with one file a text."""
    (folder / "titles").mkdir(parents=True)
    words = "".join(f'"{tag}" = "what it means"\n' for tag in [*TAGS, "erotic"])
    (folder / "tags.toml").write_text(tags if tags is not None else f"[mood]\n{words}", encoding="utf-8")
    for at, text in enumerate(titles):
        (folder / "titles" / f"part-{at}.toml").write_text(text, encoding="utf-8")
    return folder


def write_three(folder: Path) -> Path:
    """Two films and a series in two files."""
    series = entry(kind="series", title="Harbour Lights", seasons=2, minutes=45, year=2021)
    remake = entry(title="Harbour Lights", year=1998, names={"es": "Luces del puerto", "ja": ["港の灯", "みなとのひ"]})
    return write_folder(
        folder,
        toml("the-lighthouse-keepers-cat", entry()) + toml("harbour-lights", series),
        toml("harbour-lights-1998", remake),
    )


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
