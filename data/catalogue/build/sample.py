"""Writes invented tables in the form of IMDb's, as large as one likes: for tests, and for what a build costs.

`python -m data.catalogue.build.sample FOLDER --titles N` writes the five tables with N titles in title.basics, of which
one in twenty (or `--every`) has votes enough to be kept; each of those has names in twelve languages and six people.
The same every time. Titles are made of syllables: no film of any name in them exists.
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
    "DK": "en", "FI": "nen", "SE": "an",
}  # fmt: skip
_TYPES = ("movie", "tvSeries", "tvMiniSeries", "tvMovie")
KEPT_EVERY, _PEOPLE_EACH, _PEOPLE = 20, 6, 5_000
_VOTES = (90_000, 12_000, 3_000, 1_500)
_HEADERS = {
    "title.ratings": "tconst averageRating numVotes",
    "title.basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres",
    "title.akas": "titleId ordering title region language types attributes isOriginalTitle",
    "title.principals": "tconst ordering nconst category job characters",
    "name.basics": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
}


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
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(gzip.open(folder / f"{name}.tsv.gz", "wt", 1, "utf-8", newline="\n"))
            for name in _HEADERS
        }
        for name, file in files.items():
            file.write("\t".join(_HEADERS[name].split()) + "\n")
        for at in range(_PEOPLE):
            _write(
                files["name.basics"],
                f"nm{at:07}",
                f"{_word(at)} {_word(at * 31 + 7)}".title(),
                "1970",
                "\\N",
                "actor",
                "\\N",
            )
        kept = {int(title.imdb[2:]): title for title in sample_titles(count, every)}
        for number in range(1, count + 1):
            _write_title(files, number, kept.get(number))


def _write_title(files: Mapping[str, IO[str]], number: int, kept: SampleTitle | None) -> None:
    key = f"tt{number:07}"
    if kept is None:  # an episode, or what hardly anybody has seen
        kind = "tvEpisode" if number % 3 else "short"
        _write(
            files["title.basics"],
            key,
            kind,
            f"Episode {number}",
            f"Episode {number}",
            "0",
            "2001",
            "\\N",
            "22",
            "Drama",
        )
        _write(files["title.akas"], key, "1", f"Episode {number}", "\\N", "\\N", "original", "\\N", "1")
        _write(files["title.principals"], key, "1", f"nm{number % 997:07}", "actor", "\\N", "\\N")
        if number % 7 == 0:
            _write(files["title.ratings"], key, "7.1", str(number % 400))
        return
    votes = _VOTES[number % len(_VOTES)]
    _write(files["title.ratings"], key, "7.4", str(votes))
    _write(
        files["title.basics"], key, kept.type, kept.title, kept.title, "0", str(kept.year), "\\N", "95", "Drama,Comedy"
    )
    for order, (region, name) in enumerate(kept.names.items(), start=1):
        _write(files["title.akas"], key, str(order), name, region, "\\N", "imdbDisplay", "\\N", "0")
    for order in range(1, _PEOPLE_EACH + 1):
        person = f"nm{(number * 7 + order) % _PEOPLE:07}"
        job = "director" if order == _PEOPLE_EACH else "actress"
        _write(files["title.principals"], key, str(order), person, job, "\\N", "\\N")


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
