"""The embedded catalogue: reads `tags.toml` and `titles/*.toml`. README.md beside this file has the schema."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from data.catalogue.title import GENRES, MATURITY_STEPS, UNRATED, Title

FOLDER = Path(__file__).parent

#: The five levels an author writes, and the relevance each stands for.
LEVELS: Mapping[str, float] = {"essential": 1.0, "strong": 0.8, "clear": 0.6, "some": 0.4, "hint": 0.2}
FEWEST_TAGS, MOST_TAGS = 25, 40

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REQUIRED = {
    "kind": str, "title": str, "year": int, "minutes": int, "genres": list, "countries": list, "language": str,
    "maturity": str, "makers": list, "cast": list, "popularity": int, "tags": dict,
}  # fmt: skip
_OPTIONAL = {"seasons": int, "also": list, "names": dict, "after": str}


def read_tags(folder: Path = FOLDER) -> dict[str, str]:
    """The vocabulary in the order it is written: tag -> its group."""
    with (folder / "tags.toml").open("rb") as file:
        groups = tomllib.load(file)
    return {tag: group for group, tags in groups.items() for tag in tags}


def read_titles(folder: Path = FOLDER) -> tuple[Title, ...]:
    """Every title, ordered by id. Trusts its files: `find_mistakes` is the check."""
    entries = (entry for path in _files(folder) for entry in _load(path).items())
    return tuple(sorted((_title(key, fields) for key, fields in entries), key=lambda title: title.id))


def files_of_titles(folder: Path = FOLDER) -> Iterator[tuple[Path, dict[str, dict[str, Any]]]]:
    """Each file of titles and what it says, as written. Raises ValueError for what is not TOML."""
    return ((path, _load(path)) for path in _files(folder))


def read_second(folder: Path = FOLDER) -> dict[str, dict[str, float]]:
    """What a second author, who had not seen the first's, says of some titles: id -> tag -> relevance."""
    entries = [entry for path in sorted((folder / "second").glob("*.toml")) for entry in _load(path).items()]
    return {key: dict(_levels(fields["tags"])) for key, fields in entries}


def find_mistakes(folder: Path = FOLDER) -> list[str]:
    """Everything wrong with the files, one line each: schema, ranges, duplicates, unknown tags."""
    mistakes = list(_wrong_vocabulary(folder))
    if mistakes:
        return mistakes
    vocabulary = read_tags(folder)
    seen: dict[str, str] = {}
    names: dict[tuple[str, str, int], str] = {}
    for path in _files(folder):
        try:
            entries = _load(path)
        except ValueError as error:  # not TOML, or not UTF-8
            mistakes.append(f"{path.name}: {error}")
            continue
        for key, fields in entries.items():
            where = f"{path.name}: {key}"
            if key in seen:
                mistakes.append(f"{where}: id already used in {seen[key]}")
            seen[key] = path.name
            wrong = list(_mistakes_in(key, fields, vocabulary))
            mistakes += [f"{where}: {mistake}" for mistake in wrong]
            if not wrong:
                name = (fields["kind"], fields["title"].casefold(), fields["year"])
                if name in names:
                    mistakes.append(f"{where}: same kind, title and year as {names[name]}")
                names[name] = key
    return mistakes


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "titles").glob("*.toml"))


def _load(path: Path) -> dict[str, dict[str, Any]]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _title(key: str, fields: Mapping[str, Any]) -> Title:
    names: Mapping[str, str | list[str]] = fields.get("names", {})
    return Title(
        id=key,
        kind=fields["kind"],
        title=fields["title"],
        year=fields["year"],
        minutes=fields["minutes"],
        genres=tuple(fields["genres"]),
        countries=tuple(fields["countries"]),
        language=fields["language"],
        maturity=fields["maturity"],
        popularity=fields["popularity"],
        tags=dict(_levels(fields["tags"])),
        seasons=fields.get("seasons"),
        also=tuple(fields.get("also", ())),
        names={lang: (name,) if isinstance(name, str) else tuple(name) for lang, name in names.items()},
        makers=tuple(fields["makers"]),
        cast=tuple(fields["cast"]),
        after=fields.get("after"),
    )


def _levels(tags: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for level, words in tags.items():
        for tag in words.split(","):
            if tag.strip():
                yield tag.strip(), LEVELS[level]


def _wrong_vocabulary(folder: Path) -> Iterator[str]:
    try:
        groups = _load(folder / "tags.toml")
    except ValueError as error:  # not TOML, or not UTF-8
        yield f"tags.toml: {error}"
        return
    seen: dict[str, str] = {}
    for group, tags in groups.items():
        if not _is_table(tags):
            yield f"tags.toml: {group} must be a group of tags"
            continue
        for tag, meaning in tags.items():
            if tag in seen:
                yield f"tags.toml: tag {tag!r} is in {seen[tag]} and in {group}"
            if "," in tag or not _is_text(meaning):
                yield f"tags.toml: tag {tag!r} must have a name without commas and a line that says what it means"
            seen[tag] = group


def _mistakes_in(key: str, fields: Mapping[str, Any], vocabulary: Mapping[str, str]) -> Iterator[str]:
    if not _is_table(fields):
        yield "must be a block of fields"
        return
    if not _ID.fullmatch(key):
        yield "id must be lower-case words joined by hyphens"
    known = _REQUIRED | _OPTIONAL
    wrong_type = [f for f in fields if f in known and not _fits(fields[f], known[f])]
    missing = [field for field in _REQUIRED if field not in fields]
    unknown = [field for field in fields if field not in known]
    yield from (f"{field} is missing" for field in missing)
    yield from (f"{field} is not a field of the schema" for field in unknown)
    yield from (f"{field} must be of type {known[field].__name__}" for field in wrong_type)
    if not (missing or unknown or wrong_type):
        yield from _wrong_values(fields)
        yield from _wrong_tags(fields["tags"], vocabulary)


def _fits(value: Any, wanted: type) -> bool:
    """A list holds texts only, and True is no number."""
    if wanted is list:
        return _is_texts(value)
    return isinstance(value, wanted) and not isinstance(value, bool)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, cast("list[Any]", value)))


def _wrong_values(fields: Mapping[str, Any]) -> Iterator[str]:
    is_series = fields["kind"] == "series"
    checks = {
        "kind must be movie or series": fields["kind"] in ("movie", "series"),
        "seasons belong to series, and every series has them": (fields.get("seasons", 0) > 0) == is_series,
        "title is blank or padded": _is_text(fields["title"]),
        "year must lie between 1900 and 2030": 1900 <= fields["year"] <= 2030,  # noqa: PLR2004 - said in the line
        "minutes must lie between 1 and 600": 1 <= fields["minutes"] <= 600,  # noqa: PLR2004 - said in the line
        "one to four genres of the list in README.md": 1 <= len(fields["genres"]) <= 4  # noqa: PLR2004 - said in the line
        and set(fields["genres"]) <= GENRES,
        "countries are two capital letters, at least one": bool(fields["countries"])
        and all(re.fullmatch("[A-Z]{2}", country) for country in fields["countries"]),
        "language is two lower-case letters": bool(re.fullmatch("[a-z]{2}", fields["language"])),
        "maturity is not a known rating": fields["maturity"] in {*MATURITY_STEPS, UNRATED},
        "popularity must lie between 1 and 5": 1 <= fields["popularity"] <= 5,  # noqa: PLR2004 - said in the line
        "names are a name or a list of names by two-letter language": all(
            re.fullmatch("[a-z]{2}", lang) and (_is_text(name) or _is_texts(name))
            for lang, name in fields.get("names", {}).items()
        ),
    }
    yield from (line for line, right in checks.items() if not right)


def _wrong_tags(tags: Mapping[str, Any], vocabulary: Mapping[str, str]) -> Iterator[str]:
    yield from (f"tags.{level} is not a level" for level in tags if level not in LEVELS)
    not_text = [level for level in tags if not isinstance(tags[level], str)]
    if not_text:
        yield from (f"tags.{level} must be one text, tags between commas" for level in not_text)
        return
    listed = [tag for tag, _ in _levels({level: tags[level] for level in tags if level in LEVELS})]
    yield from (f"tag {tag!r} is not in tags.toml" for tag in listed if tag not in vocabulary)
    yield from (f"tag {tag!r} is named twice" for tag in sorted({tag for tag in listed if listed.count(tag) > 1}))
    if not FEWEST_TAGS <= len(listed) <= MOST_TAGS:
        yield f"{len(listed)} tags; {FEWEST_TAGS} to {MOST_TAGS} are wanted"
