"""The public sources a catalogue can be built from: what each gives, what its licence allows, where its files are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from data.catalogue.build.shelf import open_shelf
from data.catalogue.problem import CatalogueProblem

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a source: its name below the source's address, bytes (about), whether an `.md5` lies beside it."""

    name: str
    size: int
    has_md5: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """`needs` are the files without which it is of no use: of each group, one."""

    name: str
    gives: str
    licence: str
    terms: str
    address: str
    needs: tuple[tuple[str, ...], ...]
    files: tuple[RemoteFile, ...] = ()
    by: Literal["files", "kaggle", "tmdb"] = "files"

    @property
    def size(self) -> int:
        """Bytes to download, about; 0 where it depends."""
        return sum(file.size for file in self.files)


_MOVIELENS_LICENCE = (
    "MovieLens data is given by GroupLens (University of Minnesota) for research and other uses that earn no money. "
    "It may not be passed on, nor used commercially, without their permission, and its use is to be acknowledged "
    "(Harper and Konstan 2015). Nothing built from it may leave this machine either."
)
_MOVIELENS_TERMS = "https://files.grouplens.org/datasets/movielens/{}-README.html"
_MOVIELENS = "https://files.grouplens.org/datasets/movielens/"

_ALL = (
    Source(
        name="imdb",
        gives="every film and series above a number of votes, with its names in other languages, people and genres",
        licence=(
            "IMDb lets individuals use these files for themselves, without earning money by it. They may be kept on "
            "this machine; neither they nor what is made from them may be published or sold. "
            "Information courtesy of IMDb (https://www.imdb.com). Used with permission."
        ),
        terms="https://developer.imdb.com/non-commercial-datasets/",
        address="https://datasets.imdbws.com/",
        needs=(("title.basics.tsv.gz",), ("title.ratings.tsv.gz",)),
        files=(
            RemoteFile("title.ratings.tsv.gz", 9 * _MB),
            RemoteFile("title.basics.tsv.gz", 230 * _MB),
            RemoteFile("title.akas.tsv.gz", 500 * _MB),
            RemoteFile("title.principals.tsv.gz", 780 * _MB),
            RemoteFile("name.basics.tsv.gz", 310 * _MB),
        ),
    ),
    Source(
        name="ml-25m",
        gives="measured tags (a genome of 1,128) for 13,816 films; 62,000 films with ratings and keywords",
        licence=_MOVIELENS_LICENCE,
        terms=_MOVIELENS_TERMS.format("ml-25m"),
        address=_MOVIELENS,
        needs=(("movies.csv",),),
        files=(RemoteFile("ml-25m.zip", 262 * _MB, has_md5=True),),
    ),
    Source(
        name="ml-32m",
        gives="87,000 films to October 2023 with ratings and keywords; no measured tags",
        licence=_MOVIELENS_LICENCE,
        terms=_MOVIELENS_TERMS.format("ml-32m"),
        address=_MOVIELENS,
        needs=(("movies.csv",),),
        files=(RemoteFile("ml-32m.zip", 239 * _MB, has_md5=True),),
    ),
    Source(
        name="tag-genome-2021",
        gives="measured tags (1,084) for 9,734 films, nearly all before 2013",
        licence=(
            "The Tag Genome 2021 is under CC BY-NC 3.0: no commercial use, and whoever uses it names its authors "
            "(Kotkov, Maslov and Neovius 2021; Vig, Sen and Riedl 2012)."
        ),
        terms="https://files.grouplens.org/datasets/tag-genome-2021/genome_2021_readme.txt",
        address="https://files.grouplens.org/datasets/tag-genome-2021/",
        needs=(("tagdl.csv", "glmer.csv"),),
        files=(RemoteFile("genome_2021.zip", 1_900 * _MB),),
    ),
    Source(
        name="kaggle-netflix",
        gives="5,849 titles Netflix showed in July 2022, with descriptions, people and age ratings",
        licence=(
            "The page of this set on Kaggle calls it public domain (CC0); its author gathered it from a public guide "
            "to streaming services. Look at the page: what it says today is what counts."
        ),
        terms="https://www.kaggle.com/datasets/victorsoeiro/netflix-tv-shows-and-movies",
        address="https://www.kaggle.com/datasets/victorsoeiro/netflix-tv-shows-and-movies",
        needs=(("titles.csv",),),
        by="kaggle",
    ),
    Source(
        name="tmdb",
        gives="keywords, descriptions, age ratings, lengths and localised names of the titles most people know",
        licence=(
            "TMDB's interface is free for uses that earn no money, with a key of your own. What it answers may be kept "
            "for six months, and whoever shows it says: this product uses the TMDB API but is not endorsed or "
            "certified by TMDB."
        ),
        terms="https://www.themoviedb.org/api-terms-of-use",
        address="https://api.themoviedb.org/3/",
        needs=(),
        by="tmdb",
    ),
)
#: By the name --source takes.
SOURCES: Mapping[str, Source] = {source.name: source for source in _ALL}


def downloads(state: Path) -> Path:
    """Where downloaded sources are kept: a folder for each, under its name."""
    return state / "catalogue" / "downloads"


def place_of(source: Source, state: Path) -> Path:
    """Where its files are downloaded to."""
    return downloads(state) / source.name


def find_downloaded(state: Path) -> dict[str, Path]:
    """Source -> what of it has been downloaded whole: the zip where it is one, else the folder."""
    found: dict[str, Path] = {}
    for source in _ALL:
        folder = place_of(source, state)
        if source.by == "files":
            is_whole = all((folder / file.name).is_file() for file in source.files)
        elif source.by == "kaggle":
            is_whole = (folder / "titles.csv").is_file()
        else:
            is_whole = next(folder.glob("*.json"), None) is not None
        if is_whole:
            found[source.name] = folder / source.files[0].name if len(source.files) == 1 else folder
    return found


def check_place(source: Source, path: Path) -> Path:
    """The path itself when the source's files are there. Raises CatalogueProblem naming what is missing."""
    shelf = open_shelf(path)
    for group in source.needs:
        if not any(name in shelf for name in group):
            raise CatalogueProblem(f"{path} is not the source {source.name}: it holds no {' or '.join(group)}.")
    return path


def say_size(size: int) -> str:
    """Bytes as people say them: 12 MB, 1.9 GB; empty for 0."""
    if size <= 0:
        return ""
    return f"{size / (1_000 * _MB):.1f} GB" if size >= 1_000 * _MB else f"{max(1, round(size / _MB))} MB"
