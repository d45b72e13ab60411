"""A small built catalogue of invented titles, as the build would write it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from data.catalogue.artefact import write_artefact
from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.manifest import SourceFile
from data.catalogue.title import PROVENANCES, UNRATED, Title

SOURCES = (
    SourceFile("starter", "1", "CC0", {}),
    SourceFile("ml-25m", "2019", "research only", {"movies.csv": "ab" * 32}),
)
CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TAGS = ("cozy", "dark", "erotic")
LEVELS = (0.2, 0.4, 0.6, 0.8, 1.0)


def lighthouse(tier: int = 3) -> Title:
    """An authored film with everything there is to know."""
    return Title(
        id="the-lighthouse-keepers-cat",
        kind="movie",
        title="The Lighthouse Keeper's Cat",
        year=2019,
        minutes=95,
        genres=("drama", "family"),
        countries=("IE",),
        language="en",
        maturity="PG",
        popularity=tier,
        tags={"cozy": 1.0, "dark": 0.2},
        also=("Lighthouse Cat",),
        names={"ja": ("灯台守の猫", "とうだいのねこ"), "de": ("Die Katze im Leuchtturm",)},
        makers=("Orla Invented",),
        cast=("Finn Invented", "Una Invented"),
        imdb="tt9900001",
    )


def stranger() -> Title:
    """A series a public source knows hardly anything of."""
    return Title(
        id="tt9900002",
        kind="series",
        title="Hafen \U0001f30a Lichter",
        year=0,
        minutes=0,
        genres=(),
        countries=(),
        language="",
        maturity=UNRATED,
        popularity=1,
        tags={},
        seasons=2,
        after="the-lighthouse-keepers-cat",
        imdb="tt9900002",
    )


def shelf(*titles: Title) -> Catalogue:
    """These titles (the two above, when none) as parts of a built catalogue; the last one's tags are inferred."""
    catalogue = build_catalogue(titles or (lighthouse(), stranger()), TAGS, "")
    last = len(catalogue.titles) - 1
    catalogue.provenance[last] = PROVENANCES.index("inferred")
    catalogue.confidence[last] = 0.25
    return replace(catalogue, trust=np.array([1.0, 0.5, 0.0], dtype=np.float32))


def build(state: Path, *titles: Title) -> Path:
    """Write them as the catalogue in use; the folder of the version."""
    return state / "catalogue" / write_artefact(state, shelf(*titles), SOURCES, CREATED)
