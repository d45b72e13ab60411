"""What Blendz knows of one film or series."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["movie", "series"]
#: Where a title's tags come from: written by hand, measured (a tag genome), inferred from other facts, or nowhere.
Provenance = Literal["authored", "measured", "inferred", "none"]
PROVENANCES: tuple[Provenance, ...] = get_args(Provenance)

GENRES = frozenset(
    {
        "action", "adventure", "animation", "anime", "comedy", "crime", "documentary", "drama", "family",
        "fantasy", "food", "history", "horror", "kids", "music", "mystery", "reality", "romance", "sci-fi",
        "sport", "stand-up", "talk", "thriller", "war", "western",
    }
)  # fmt: skip

#: Age ratings from the mildest up; film and television ratings that mean the same share a step.
MATURITY_STEPS: Mapping[str, int] = {
    "TV-Y": 0, "G": 0, "TV-G": 0, "TV-Y7": 1, "PG": 2, "TV-PG": 2, "PG-13": 3, "TV-14": 3,
    "R": 4, "TV-MA": 4, "NC-17": 5,
}  # fmt: skip
UNRATED = "unrated"


@dataclass(frozen=True, slots=True)
class Title:
    """One film or series of a catalogue.

    `names` holds the name Netflix prints in a language (ISO 639-1) where it differs from `title`; `also` other
    spellings in English. `minutes` is a film's length or a typical episode's. `popularity` is a tier from 1 (few
    have watched it) to 5 (nearly everybody). `tags` maps a tag to its relevance in (0, 1]. `after` is the id of the
    title one should have watched before this one. `imdb` is its IMDb number (`tt` and digits).

    What a public source does not tell is 0 (`year`, `minutes`), empty (`genres`, `countries`, `language`) or `UNRATED`.
    """

    id: str
    kind: Kind
    title: str
    year: int
    minutes: int
    genres: tuple[str, ...]
    countries: tuple[str, ...]
    language: str
    maturity: str
    popularity: int
    tags: Mapping[str, float]
    seasons: int | None = None
    also: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] | None = None
    makers: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    after: str | None = None
    imdb: str | None = None

    @property
    def maturity_step(self) -> int | None:
        """Place of the age rating on the common scale; None when unrated, which counts as above any ceiling."""
        return MATURITY_STEPS.get(self.maturity)

    @property
    def is_erotic(self) -> bool:
        """True for a title that may be shown in age-restricted channels only."""
        return self.tags.get("erotic", 0.0) >= 0.6  # noqa: PLR2004 - "clear" on the starter's scale of five


def title_code(title_id: str) -> str:
    """A short stand-in (8 hex digits) for an id that is too long for a button; stable as the id is."""
    return hashlib.blake2b(title_id.encode(), digest_size=4).hexdigest()
