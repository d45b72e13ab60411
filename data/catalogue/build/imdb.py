"""Reads IMDb's non-commercial tables.

Five tables are gone through once, and only what belongs to titles with enough votes is kept: so memory holds those
titles, not the eleven million there are. Order: ratings, basics, names in other languages, people.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from data.catalogue.build.draft import Draft
from data.catalogue.build.imdb_tables import (
    AKAS,
    BASICS,
    NAMES,
    NOTHING,
    PRINCIPALS,
    RATINGS,
    has_table,
    read_table,
)
from data.catalogue.build.words import to_genres
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
#: What the table calls languages that have a code of two letters.
_SAME_LANGUAGE: Mapping[str, str] = {"cmn": "zh", "yue": "zh", "nb": "no", "nn": "no"}
_CODE_LETTERS = 2
_UNWANTED = ("transliterat", "working title", "literal", "script title", "promotional", "informal", "short version")
_NOT_SHOWN = frozenset({b"working", b"festival"})
#: Between the values of a cell that holds several.
_AND = b"\x02"
_ACTORS = frozenset({b"actor", b"actress", b"self"})
_MAKERS = frozenset({b"director", b"creator"})
_MOST_CAST, _MOST_MAKERS, _MOST_NAMES = 6, 3, 8
_MOST_DIGITS = 9


def read_imdb(folder: Path, least_votes: Mapping[Kind, int] = LEAST_VOTES) -> Iterator[Draft]:
    """The films and series of a folder with the tables, `.tsv.gz` or `.tsv`; those with most votes are no sooner.

    Ratings and basics are needed; without akas there are no names in other languages, without principals and names no
    people. Raises CatalogueProblem for a table that is missing, cut short, or has other columns.
    """
    drafts = _read_titles(folder, least_votes)
    if has_table(folder, AKAS):
        _add_names(folder, drafts)
    if has_table(folder, PRINCIPALS) and has_table(folder, NAMES):
        _add_people(folder, drafts)
    return iter(drafts.values())


def _read_titles(folder: Path, least_votes: Mapping[Kind, int]) -> dict[bytes, Draft]:
    least = min(least_votes.values())
    rated: dict[bytes, tuple[int, float | None]] = {}
    for title, mean, votes in read_table(folder, RATINGS):
        if _number(votes) >= least:
            rated[title] = _number(votes), _mean(mean)
    drafts: dict[bytes, Draft] = {}
    for cells in read_table(folder, BASICS, rated):
        kind = _KINDS.get(cells[1])
        votes, mean = rated[cells[0]]
        if kind is not None and votes >= least_votes[kind]:
            drafts[cells[0]] = _draft(kind, cells, votes, mean)
    return drafts


def _draft(kind: Kind, cells: Sequence[bytes], votes: int, mean: float | None) -> Draft:
    title, original = _text(cells[2]), _text(cells[3])
    return Draft(
        kind=kind,
        title=title,
        year=_number(cells[5]),
        imdb=_text(cells[0]),
        minutes=_number(cells[7]),
        genres=to_genres([] if cells[8] == NOTHING else _text(cells[8]).split(","), ()),
        votes=votes,
        rating=mean,
        also=(original,) if original != title else (),
        adult=cells[4] == b"1" or b"Adult" in cells[8],
        source="imdb",
    )


def _add_names(folder: Path, drafts: Mapping[bytes, Draft]) -> None:
    for title, _, name, region, language, types, attributes, _ in read_table(folder, AKAS, drafts):
        if not _NOT_SHOWN.isdisjoint(types.split(_AND)) or _is_unwanted(attributes):
            continue
        draft, text, spoken = drafts[title], _text(name), _spoken(_text(language), _text(region))
        if spoken == "en":
            draft.also = _with(draft.also, text, draft.title)
        elif spoken:
            draft.names[spoken] = _with(draft.names.get(spoken, ()), text, draft.title)
    for draft in drafts.values():
        draft.names = {language: names for language, names in draft.names.items() if names}


def _add_people(folder: Path, drafts: Mapping[bytes, Draft]) -> None:
    cast: dict[bytes, list[bytes]] = {}
    makers: dict[bytes, list[bytes]] = {}
    for title, _, person, category, *_ in read_table(folder, PRINCIPALS, drafts):
        into, most = (cast, _MOST_CAST) if category in _ACTORS else (makers, _MOST_MAKERS)
        if (into is cast or category in _MAKERS) and len(into.setdefault(title, [])) < most:
            into[title].append(person)
    wanted = {person for people in (*cast.values(), *makers.values()) for person in people}
    names = {person: _text(name) for person, name, *_ in read_table(folder, NAMES, wanted)}
    for title, draft in drafts.items():
        draft.cast = tuple(names[person] for person in cast.get(title, ()) if person in names)
        draft.makers = tuple(names[person] for person in makers.get(title, ()) if person in names)


def _spoken(language: str, region: str) -> str:
    """The ISO 639-1 code of a name's language, by its region where none is told; empty where neither tells."""
    code = _SAME_LANGUAGE.get(language, language)
    return code if len(code) == _CODE_LETTERS and code.isalpha() else LANGUAGES.get(region, "")


def _with(names: tuple[str, ...], name: str, own: str) -> tuple[str, ...]:
    return names if name == own or name in names or len(names) >= _MOST_NAMES else (*names, name)


def _is_unwanted(attributes: bytes) -> bool:
    return attributes != NOTHING and any(word in _text(attributes) for word in _UNWANTED)


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
