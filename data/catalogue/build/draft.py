"""What one source says of one film or series, before the sources are merged."""

from dataclasses import dataclass, field

from data.catalogue.title import UNRATED, Kind


@dataclass(slots=True)
class Draft:
    """A title as a source tells it; what it does not tell is 0, empty, None or `UNRATED`.

    `imdb` is `tt` and digits; `movielens`, `tmdb` and `kaggle` are the numbers of those sources. `minutes` is a film's
    length or a typical episode's, `rating` a mean from 0 to 10, `votes` how many gave one. `genres` are words of
    `GENRES`; `names` maps an ISO 639-1 language to the names a title has there, `also` are other names in English or
    the original. `keywords` are words people or editors put on it. `netflix` is whether Netflix shows or showed it,
    `adult` whether the source keeps it apart as made for adults alone.
    Mutable, for merging fills one draft from several; nothing else changes it.
    """

    kind: Kind
    title: str
    year: int = 0
    imdb: str | None = None
    movielens: int | None = None
    tmdb: int | None = None
    kaggle: str | None = None
    minutes: int = 0
    seasons: int | None = None
    genres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    language: str = ""
    maturity: str = UNRATED
    votes: int = 0
    rating: float | None = None
    also: tuple[str, ...] = ()
    names: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    makers: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    description: str = ""
    keywords: tuple[str, ...] = ()
    netflix: bool = False
    adult: bool = False
    source: str = ""
