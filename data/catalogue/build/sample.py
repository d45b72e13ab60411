"""Writes invented tables in the form of IMDb's, as large as one likes: for tests, and for what a build costs.

`python -m data.catalogue.build.sample FOLDER --titles N` writes the five tables with N titles in title.basics, of which
one in twenty (or `--every`) has votes enough to be kept; each of those has names in 24 languages and six people.
The others have as many rows as IMDb's: in all four names, eight people and one and a quarter persons a title, and votes
for one in seven. The same every time. Titles are made of syllables: no film of any name in them exists.
"""

import argparse
import gzip
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_SYLLABLES = tuple(first + last for first in "bdfgklmnprstvz" for last in ("a", "e", "i", "o", "u", "ai", "or", "en"))
#: Region -> letters that end a word there, so that names differ by language.
REGIONS = {
    "ES": "os", "BR": "inho", "FR": "eau", "DE": "ung", "IT": "etto", "NL": "je", "PL": "ski", "TR": "lar", "CZ": "ek",
    "DK": "en", "FI": "nen", "SE": "an", "JP": "の国", "KR": "이야기", "TW": "的故事", "RU": "ский", "UA": "ський",
    "HU": "ság", "RO": "ului", "GR": "ος", "NO": "het", "SK": "ček", "BG": "ята", "HR": "anje",
}  # fmt: skip
_TYPES = ("movie", "tvSeries", "tvMiniSeries", "tvMovie")
KEPT_EVERY = 20
_PEOPLE_EACH, _OTHER_PEOPLE_EACH = 6, 8
_VOTES = (90_000, 12_000, 3_000, 1_500)
_HEADERS = {
    "title.ratings": "tconst averageRating numVotes",
    "title.basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres",
    "title.akas": "titleId ordering title region language types attributes isOriginalTitle",
    "title.principals": "tconst ordering nconst category job characters",
    "name.basics": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
}
_NO = "\\N"


@dataclass(frozen=True, slots=True)
class SampleTitle:
    """One kept title: its number, kind of IMDb's, name, year, and its name by region."""

    imdb: str
    type: str
    title: str
    year: int
    names: dict[str, str]


def sample_titles(count: int, every: int = KEPT_EVERY) -> Iterator[SampleTitle]:
    """The titles that have votes enough, one in `every`, in order; names are unique."""
    for at in range(0, count, every):
        words = _words(at)
        names = {region: f"{words} {_word(at * 7 + 3)}{end}".title() for region, end in REGIONS.items()}
        yield SampleTitle(f"tt{at + 1:07}", _TYPES[at // every % 4], words.title(), 1995 + at // every % 30, names)


def write_sample(folder: Path, count: int, every: int = KEPT_EVERY) -> None:
    """The five tables with `count` titles, of which one in `every` has votes enough to be kept."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = sample_titles(count, every)
    people = count + count // 4
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(gzip.open(folder / f"{name}.tsv.gz", "wt", 1, "utf-8", newline="\n"))
            for name in _HEADERS
        }
        for name, file in files.items():
            _write(file, *_HEADERS[name].split())
        for at in range(people):
            name = f"{_word(at)} {_word(at * 31 + 7)}".title()
            _write(files["name.basics"], f"nm{at:07}", name, "1970", _NO, "actor", _NO)
        for at in range(count):
            if at % every:
                _write_other(files, at, people)
            else:
                _write_kept(files, next(kept), at, people)


def _write_kept(files: Mapping[str, IO[str]], title: SampleTitle, at: int, people: int) -> None:
    key, name = title.imdb, title.title
    _write(files["title.ratings"], key, "7.4", str(_VOTES[(at + 1) % len(_VOTES)]))
    _write(files["title.basics"], key, title.type, name, name, "0", str(title.year), _NO, "95", "Drama,Comedy")
    for order, (region, abroad) in enumerate(title.names.items(), start=1):
        _write(files["title.akas"], key, str(order), abroad, region, _NO, "imdbDisplay", _NO, "0")
    for order in range(1, _PEOPLE_EACH + 1):
        person = f"nm{(at * 7 + order) % people:07}"
        job = "director" if order == _PEOPLE_EACH else "actress"
        _write(files["title.principals"], key, str(order), person, job, _NO, _NO)


def _write_other(files: Mapping[str, IO[str]], at: int, people: int) -> None:
    """An episode, or what hardly anybody has seen."""
    key, name = f"tt{at + 1:07}", f"Episode #{at % 40}.{at % 9}"
    _write(files["title.basics"], key, "short" if at % 3 else "tvEpisode", name, name, "0", "2001", _NO, "22", "Drama")
    _write(files["title.akas"], key, "1", name, _NO, _NO, "original", _NO, "1")
    for order, (region, word, language) in enumerate(
        (("DE", "Folge", "de"), ("FR", "Épisode", "fr"), ("JP", "エピソード", "ja")), start=2
    ):
        _write(files["title.akas"], key, str(order), f"{word} #{at % 40}.{at % 9}", region, language, _NO, _NO, "0")
    for order in range(1, _OTHER_PEOPLE_EACH + 1):
        person = f"nm{(at * 3 + order * 101) % people:07}"
        _write(files["title.principals"], key, str(order), person, "actor", _NO, f'["Role {order}"]')
    if at % 7 == 0:
        _write(files["title.ratings"], key, "7.1", str(at % 400))


def _write(file: IO[str], *cells: str) -> None:
    file.write("\t".join(cells) + "\n")


def _words(at: int) -> str:
    """Three words that no other number has: the digits of a number in syllables."""
    return f"{_word(at)} {_word(at * 13 + 5)} {_word(at * 101 + 11)}"


def _word(number: int) -> str:
    count, word = len(_SYLLABLES), ""
    for _ in range(4):
        number, digit = divmod(number, count)
        word = _SYLLABLES[digit] + word
    return word


def main(words: Sequence[str] | None = None) -> int:
    """Write the sample named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m data.catalogue.build.sample", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--titles", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=KEPT_EVERY, help="one title in so many has votes enough")
    arguments = parser.parse_args(words)
    write_sample(arguments.folder, arguments.titles, arguments.every)
    return 0


if __name__ == "__main__":
    sys.exit(main())
