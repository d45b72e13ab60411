"""Tonight's limits: which titles they let through, and how they are kept with a blend."""

from dataclasses import replace

import numpy as np
import pytest

from bot.blending import Wishes, allowed, options_of, wishes_from
from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.load import load_catalogue
from data.catalogue.stored_titles import StoredTitles, title_bytes
from data.catalogue.title import UNRATED, Title

DATED = Title("a", "movie", "Dated", 1999, 90, ("drama", "comedy"), (), "ko", "PG", 3, {})
HORROR = replace(DATED, id="b", title="Horror", year=2010, genres=("horror", "comedy"), language="en")
UNKNOWN = Title("c", "movie", "Unknown", 0, 0, (), (), "", UNRATED, 3, {})
LATER = replace(DATED, id="d", title="Later", year=2020, genres=("war",), language="tr")
SHELF = build_catalogue([DATED, HORROR, UNKNOWN, LATER], ("dark",), "1")


@pytest.fixture(scope="module")
def starter() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    ("wishes", "passes"),
    [
        (Wishes(), "abcd"),
        (Wishes(genres=("comedy",)), "ab"),
        (Wishes(genres=("horror", "war")), "bd"),
        (Wishes(without=("horror",)), "ad"),
        (Wishes(genres=("comedy",), without=("horror",)), "a"),
        (Wishes(since=2010), "bd"),
        (Wishes(until=2010), "ab"),
        (Wishes(since=2010, until=2010), "b"),
        (Wishes(language="ko"), "a"),
        (Wishes(language="fr"), ""),
        (Wishes(mood="dark", surprise=True), "abcd"),
    ],
    ids=str,
)
def test_a_limit_lets_through_what_it_names_and_nothing_nobody_knows(wishes: Wishes, passes: str) -> None:
    mask = allowed(SHELF, wishes)
    assert "".join(title.id for title, may in zip(SHELF.titles, mask.tolist(), strict=True) if may) == passes


def test_a_veto_counts_like_a_limit_and_adds_to_it() -> None:
    assert allowed(SHELF, Wishes(), ("horror",)).tolist() == [True, False, False, True]
    assert allowed(SHELF, Wishes(without=("war",)), ("horror", "drama")).tolist() == [False] * 4


def test_titles_on_disk_are_limited_by_language_as_those_in_memory(starter: Catalogue) -> None:
    pieces = list(title_bytes(starter.titles))
    starts = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
    stored = StoredTitles(np.frombuffer(b"".join(pieces), np.uint8), starts, starter.tags, starter.features)
    there = replace(starter, titles=stored)
    for language in ("ko", "en"):
        assert (
            allowed(there, Wishes(language=language)).tolist() == allowed(starter, Wishes(language=language)).tolist()
        )
    assert 40 < allowed(there, Wishes(language="ko")).sum() < 100


FULL = Wishes(
    "series",
    60,
    "least_misery",
    "someone",
    "TV-14",
    erotic=True,
    genres=("comedy", "sci-fi"),
    without=("horror",),
    since=1990,
    until=2020,
    language="ko",
    surprise=True,
    mood="cosy",
)


@pytest.mark.parametrize("wishes", [Wishes(), FULL], ids=["none", "all"])
def test_limits_are_kept_as_they_were_given(wishes: Wishes) -> None:
    kept = options_of(wishes)
    assert wishes_from(kept) == wishes
    assert all(value is None or isinstance(value, str | int) for value in kept.values())


def test_a_blend_kept_by_an_earlier_version_opens_with_its_own_limits() -> None:
    old = {"kind": "movie", "minutes": 120, "rule": "seed", "seen": "rewatch", "ceiling": "PG", "erotic": 0}
    assert wishes_from(old) == Wishes("movie", 120, "seed", "rewatch", "PG")
    assert wishes_from({}) == Wishes()


def test_what_a_later_version_wrote_is_left_out_but_never_an_age_rating() -> None:
    odd = {"kind": "opera", "rule": "dictator", "seen": "x", "genres": "horror,polka", "mood": "blue", "colour": 1}
    assert wishes_from(odd) == Wishes(genres=("horror",))
    assert wishes_from({"ceiling": "PG-8"}).ceiling == "TV-Y"
