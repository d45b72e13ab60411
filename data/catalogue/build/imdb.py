r"""Reads IMDb's non-commercial tables: gzipped, tab-separated, `\\N` for what is not known, no quotes.

Five tables are gone through once, line by line, and only what belongs to titles with enough votes is kept: so memory
holds those titles, not the eleven million there are. Order: ratings, basics, names in other languages, people.
"""

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.catalogue.build.draft import Draft
from data.catalogue.build.words import to_genres
from data.catalogue.problem import CatalogueProblem
from data.catalogue.title import Kind

#: Votes a title needs: with these some 60,000 films and series stay.
LEAST_VOTES: Mapping[Kind, int] = {"movie": 1000, "series": 500}
_KINDS: Mapping[bytes, Kind] = {
    b"movie": "movie", b"tvMovie": "movie", b"tvSpecial": "movie", b"video": "movie",
    b"tvSeries": "series", b"tvMiniSeries": "series",
}  # fmt: skip
#: Region of a name -> its language, where the table does not say it. English ones are names in English.
LANGUAGES: Mapping[str, str] = {
    "ES": "es", "MX": "es", "AR": "es", "CO": "es", "CL": "es", "PE": "es", "VE": "es", "UY": "es", "BR": "pt",
    "PT": "pt", "FR": "fr", "BE": "fr", "DE": "de", "AT": "de", "CH": "de", "XWG": "de", "IT": "it", "NL": "nl",
    "PL": "pl", "TR": "tr", "CZ": "cs", "CSHH": "cs", "SK": "sk", "DK": "da", "FI": "fi", "SE": "sv", "NO": "no",
    "JP": "ja", "KR": "ko", "CN": "zh", "TW": "zh", "HK": "zh", "RU": "ru", "SUHH": "ru", "UA": "uk", "HU": "hu",
    "RO": "ro", "GR": "el", "IL": "he", "EG": "ar", "AE": "ar", "BG": "bg", "RS": "sr", "HR": "hr", "SI": "sl",
    "LT": "lt", "LV": "lv", "EE": "et", "VN": "vi", "TH": "th", "ID": "id", "IR": "fa", "US": "en", "GB": "en",
    "CA": "en", "AU": "en", "NZ": "en", "IE": "en", "IN": "en", "ZA": "en", "SG": "en", "XWW": "en",
}  # fmt: skip
_UNWANTED = ("transliterat", "working title", "literal", "script title", "promotional", "informal", "short version")
_NOT_SHOWN = frozenset({b"working", b"festival"})
_ACTORS = frozenset({b"actor", b"actress", b"self"})
_MOST_CAST, _MOST_MAKERS, _MOST_NAMES = 6, 3, 8
_MOST_DIGITS = 9
_NOTHING = b"\\N"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table by its file and the columns it must begin with."""

    name: str
    columns: tuple[str, ...]


_RATINGS = _Table("title.ratings.tsv", ("tconst", "averageRating", "numVotes"))
_BASICS = _Table(
    "title.basics.tsv",
    (*("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "endYear"),
     *("runtimeMinutes", "genres")),
)  # fmt: skip
_AKAS = _Table(
    "title.akas.tsv",
    ("titleId", "ordering", "title", "region", "language", "types", "attributes", "isOriginalTitle"),
)
_PRINCIPALS = _Table("title.principals.tsv", ("tconst", "ordering", "nconst", "category", "job", "characters"))
_NAMES = _Table("name.basics.tsv", ("nconst", "primaryName", "birthYear", "deathYear", "primaryProfession"))


def read_imdb(folder: Path, least_votes: Mapping[Kind, int] = LEAST_VOTES) -> Iterator[Draft]:
    """The films and series of a folder with the tables, `.tsv.gz` or `.tsv`; those with most votes are no sooner.

    Ratings and basics are needed; without akas there are no names in other languages, without principals and names no
    people. Raises CatalogueProblem for a table that is missing, cut short, or has other columns.
    """
    drafts = _read_titles(folder, least_votes)
    if _path(folder, _AKAS) is not None:
        _add_names(folder, drafts)
    if _path(folder, _PRINCIPALS) is not None and _path(folder, _NAMES) is not None:
        _add_people(folder, drafts)
    return iter(drafts.values())


def _read_titles(folder: Path, least_votes: Mapping[Kind, int]) -> dict[bytes, Draft]:
    least = min(least_votes.values())
    rated: dict[bytes, tuple[int, float | None]] = {}
    for title, mean, votes in _rows(folder, _RATINGS):
        if _number(votes) >= least:
            rated[title] = _number(votes), _mean(mean)
    drafts: dict[bytes, Draft] = {}
    for cells in _rows(folder, _BASICS):
        kind = _KINDS.get(cells[1])
        known = rated.get(cells[0])
        if kind is not None and known is not None and known[0] >= least_votes[kind]:
            drafts[cells[0]] = _draft(kind, cells, *known)
    return drafts


def _draft(kind: Kind, cells: Sequence[bytes], votes: int, mean: float | None) -> Draft:
    title, original = _text(cells[2]), _text(cells[3])
    return Draft(
        kind=kind,
        title=title,
        year=_number(cells[5]),
        imdb=_text(cells[0]),
        minutes=_number(cells[7]),
        genres=to_genres([] if cells[8] == _NOTHING else _text(cells[8]).split(","), ()),
        votes=votes,
        rating=mean,
        also=(original,) if original != title else (),
        adult=cells[4] == b"1" or b"Adult" in cells[8],
        source="imdb",
    )


def _add_names(folder: Path, drafts: Mapping[bytes, Draft]) -> None:
    for title, _, name, region, language, types, attributes, _ in _rows(folder, _AKAS):
        draft = drafts.get(title)
        if draft is None or types in _NOT_SHOWN or _is_unwanted(attributes):
            continue
        text = _text(name)
        spoken = _text(language) if language != _NOTHING else LANGUAGES.get(_text(region), "")
        if spoken == "en":
            draft.also = _with(draft.also, text, draft.title)
        elif spoken:
            draft.names[spoken] = _with(draft.names.get(spoken, ()), text, draft.title)
    for draft in drafts.values():
        draft.names = {language: names for language, names in draft.names.items() if names}


def _add_people(folder: Path, drafts: Mapping[bytes, Draft]) -> None:
    cast: dict[bytes, list[bytes]] = {}
    makers: dict[bytes, list[bytes]] = {}
    for title, _, person, category, *_ in _rows(folder, _PRINCIPALS):
        if title in drafts:
            into, most = (cast, _MOST_CAST) if category in _ACTORS else (makers, _MOST_MAKERS)
            if (into is cast or category in (b"director", b"creator")) and len(into.setdefault(title, [])) < most:
                into[title].append(person)
    wanted = {person for people in (*cast.values(), *makers.values()) for person in people}
    names = {person: _text(name) for person, name, *_ in _rows(folder, _NAMES) if person in wanted}
    for title, draft in drafts.items():
        draft.cast = tuple(names[person] for person in cast.get(title, ()) if person in names)
        draft.makers = tuple(names[person] for person in makers.get(title, ()) if person in names)


def _with(names: tuple[str, ...], name: str, own: str) -> tuple[str, ...]:
    return names if name == own or name in names or len(names) >= _MOST_NAMES else (*names, name)


def _is_unwanted(attributes: bytes) -> bool:
    return attributes != _NOTHING and any(word in _text(attributes) for word in _UNWANTED)


def _number(cell: bytes) -> int:
    """0 for what is not known, and for what no number can be."""
    return int(cell) if cell.isdigit() and len(cell) <= _MOST_DIGITS else 0


def _mean(cell: bytes) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _text(cell: bytes) -> str:
    return cell.decode("utf-8", "replace")


def _path(folder: Path, table: _Table) -> Path | None:
    return next((path for end in (".gz", "") if (path := folder / f"{table.name}{end}").is_file()), None)


def _rows(folder: Path, table: _Table) -> Iterator[list[bytes]]:
    """The rows of a table as cells, as many as `table` has columns. Raises CatalogueProblem naming what is wrong."""
    path = _path(folder, table)
    if path is None:
        raise CatalogueProblem(f"{folder} holds no {table.name}.gz: it is needed of IMDb's tables. Fetch them again.")
    width = len(table.columns)
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            _check_header(path, table, file.readline())
            for line in file:
                cells = line.rstrip(b"\n").split(b"\t", width)
                if len(cells) < width:
                    raise CatalogueProblem(f"{path.name} is cut short in a line. Fetch it again.")
                yield cells[:width]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CatalogueProblem(f"{path.name} is cut short or damaged. Fetch it again.") from error
    except OSError as error:
        raise CatalogueProblem(f"{path.name} cannot be read: {error.strerror}.") from error


def _check_header(path: Path, table: _Table, line: bytes) -> None:
    found = line.decode("utf-8", "replace").rstrip("\n").split("\t")
    for at, column in enumerate(table.columns):
        if at >= len(found) or found[at] != column:
            raise CatalogueProblem(f"{path.name} has no column {column} where it is expected: IMDb changed the table.")
