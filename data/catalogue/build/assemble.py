"""From sources on disk to the catalogue in use: read, merge, measure, infer, write."""

import hashlib
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.catalogue.artefact import write_artefact
from data.catalogue.build.crowd import read_crowd
from data.catalogue.build.draft import Draft
from data.catalogue.build.imdb import read_imdb
from data.catalogue.build.kaggle import read_kaggle
from data.catalogue.build.learn import learn
from data.catalogue.build.merge import Merged, Merger
from data.catalogue.build.movielens import read_movielens
from data.catalogue.build.popularity import rate, ratings_of
from data.catalogue.build.scores import Genome
from data.catalogue.build.sources import SOURCES
from data.catalogue.build.tag_genome import read_tag_genome
from data.catalogue.build.tagging import Tags, tag
from data.catalogue.build.tmdb import read_tmdb
from data.catalogue.catalogue import Catalogue
from data.catalogue.columns import columns_of
from data.catalogue.manifest import SourceFile
from data.catalogue.match import build_index, names_of, weigh
from data.catalogue.starter import read_tags, read_titles
from data.catalogue.title import PROVENANCES, Title

#: The most trusted first: its facts win over those of the later ones.
ORDER = ("imdb", "tmdb", "kaggle-netflix", "tag-genome-2021", "ml-32m", "ml-25m")
#: Titles kept at most, the most popular ones: what 250 MB of memory hold with all their names.
MOST_TITLES = 80_000
_EROTIC = 0.6
#: Words of keywords that speak of it.
_AROUSING = frozenset(
    {"erotic", "erotica", "eroticism", "hardcore", "porn", "porno", "pornographic", "pornography", "sexploitation"}
    | {"softcore", "unsimulated", "xxx"}
)
_ENOUGH = 0.5


Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What the sources say: their titles, merged, and the tag genomes that came along."""

    titles: list[Merged]
    genomes: tuple[Genome, ...]


def assemble(state: Path, sources: Mapping[str, Path], report: Report) -> str:
    """Make a catalogue of these sources and the starter, and put it in use; its version.

    `sources` maps a name of `SOURCES` to its file or folder. Raises CatalogueProblem, and changes nothing, when one of
    them cannot be read or the disk does not take the result.
    """
    tags = tuple(read_tags())
    read = read_sources(sources, report)
    popularity = rate(read.titles)
    kept = _most_popular(read.titles, popularity)
    titles, popularity = [read.titles[row] for row in kept], popularity[kept]
    report(f"{len(titles):,} titles are kept; their tags come next.")
    made = tag(titles, read.genomes, tags, report)
    catalogue = _learned(_catalogue(titles, popularity, tags, made), titles, sources, report)
    version = write_artefact(state, catalogue, [_starter(), *(_source(name, path) for name, path in sources.items())])
    report(f"Written: {len(titles):,} titles. The build took at most {_peak():,.0f} MB of memory.")
    _tell_gaps(catalogue, report)
    return version


def _tell_gaps(catalogue: Catalogue, report: Report) -> None:
    """Say what the limits of an evening cannot let through, and which source would mend it."""
    rated, long = float((catalogue.columns.maturity >= 0).mean()), float((catalogue.columns.minutes > 0).mean())
    if min(rated, long) < _ENOUGH:
        report(
            f"An age rating is known of {rated:.0%} of the titles, a length of {long:.0%}: where a group sets such a "
            "limit, the others are left out. imdb brings lengths, tmdb both for the titles most people know."
        )


def _learned(catalogue: Catalogue, titles: Sequence[Merged], sources: Mapping[str, Path], report: Report) -> Catalogue:
    """The catalogue with what the ratings of the newest source that has any teach; the same without ratings."""
    rows = {title.draft.movielens: row for row, title in enumerate(titles) if title.draft.movielens is not None}
    for name in (known for known in ORDER if known in sources and known.startswith("ml-")):
        crowd = read_crowd(sources[name], rows)
        if crowd is not None:
            learned = learn(
                crowd,
                {
                    "features": catalogue.features,
                    "popularity": catalogue.popularity,
                    "rating": catalogue.rating,
                    "series": catalogue.columns.series,
                    "confidence": catalogue.confidence,
                    "inferred": catalogue.provenance == PROVENANCES.index("inferred"),
                    "trust": catalogue.trust,
                },
                report,
            )
            return replace(catalogue, learned=learned) if learned else catalogue
    return catalogue


def read_sources(sources: Mapping[str, Path], report: Report) -> Read:
    """The starter and every source, merged."""
    merger, genomes = Merger(), list[Genome]()
    merger.add_authored(read_titles())
    for name in (known for known in ORDER if known in sources):
        drafts, genome = _open(name, sources[name])
        count = merger.add(drafts)
        genomes += [genome] if genome is not None else []
        measured = f", {len(genome.movies):,} with measured tags" if genome is not None else ""
        report(f"{name}: {count:,} titles read{measured}; {len(merger.titles):,} different ones by now.")
    return Read(merger.titles, tuple(genomes))


def _open(name: str, path: Path) -> tuple[Iterator[Draft], Genome | None]:
    if name.startswith("ml-"):
        films = read_movielens(path, name)
        return films.drafts, films.genome
    if name == "tag-genome-2021":
        measured = read_tag_genome(path)
        return measured.drafts, measured.genome
    readers: Mapping[str, Callable[[Path], Iterator[Draft]]] = {
        "imdb": read_imdb, "tmdb": read_tmdb, "kaggle-netflix": read_kaggle,
    }  # fmt: skip
    return readers[name](path), None


def _most_popular(titles: Sequence[Merged], popularity: NDArray[np.float32]) -> list[int]:
    """Rows kept, in the order in which they came: all of the starter, then the most popular."""
    by_hand = np.array([title.authored is not None for title in titles], dtype=np.bool_)
    order = np.lexsort((np.arange(len(titles)), -popularity, ~by_hand))[:MOST_TITLES]
    return sorted(order.tolist())


def _catalogue(
    titles: Sequence[Merged], popularity: NDArray[np.float32], tags: tuple[str, ...], made: Tags
) -> Catalogue:
    values = [_title(one, float(tier)) for one, tier in zip(titles, popularity, strict=True)]
    votes = [max(one.votes.values(), default=0) for one in titles]
    columns = columns_of(values, votes)
    column, clear = tags.index("erotic"), round(_EROTIC * 255)
    adult = np.array([one.authored is None and is_adult(one.draft) for one in titles], dtype=np.bool_)
    made.features[adult, column] = np.maximum(made.features[adult, column], clear)
    columns.erotic[:] = made.features[:, column] >= clear
    netflix = np.array([one.draft.netflix for one in titles], dtype=np.bool_)
    weights = weigh(popularity, votes, netflix=netflix)
    return Catalogue(
        titles=values,
        tags=tags,
        features=made.features,
        confidence=made.confidence,
        provenance=made.provenance,
        trust=made.trust,
        popularity=popularity,
        rating=ratings_of(titles),
        columns=columns,
        rows={title.id: row for row, title in enumerate(values)},
        index=build_index(names_of(values), columns.year, weights, [title.imdb for title in values]),
        version="",
    )


def is_adult(draft: Draft) -> bool:
    """Whether a source says that its main attraction is arousal. In doubt it is kept to age-restricted channels."""
    words = {word for keyword in draft.keywords for word in keyword.casefold().replace("-", " ").split()}
    return draft.adult or not words.isdisjoint(_AROUSING)


def _title(one: Merged, popularity: float) -> Title:
    """The merged title as a value; its tags stand in the features, and are read from there."""
    draft = one.draft
    return Title(
        id=one.id,
        kind=draft.kind,
        title=draft.title,
        year=draft.year,
        minutes=draft.minutes,
        genres=draft.genres[:4],
        countries=draft.countries,
        language=draft.language,
        maturity=draft.maturity,
        popularity=round(popularity),
        tags={},
        seasons=draft.seasons,
        also=draft.also,
        names=draft.names,
        makers=draft.makers,
        cast=draft.cast,
        after=one.authored.after if one.authored is not None else None,
        imdb=draft.imdb,
    )


def _starter() -> SourceFile:
    return SourceFile("starter", "embedded", "CC0", {})


def _source(name: str, path: Path) -> SourceFile:
    """A source for the manifest: the day its newest file is of, its licence, and the SHA-256 of what was read."""
    paths = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    newest = max((each.stat().st_mtime for each in paths), default=0.0)
    day = datetime.fromtimestamp(newest, UTC).date().isoformat()
    return SourceFile(name, day, SOURCES[name].licence, {each.name: _sum(each) for each in paths})


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _peak() -> float:
    """Most memory this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3
