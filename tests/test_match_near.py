"""What may be offered to a member: near misses, and titles for what they typed."""

import random

import pytest
from rapidfuzz.fuzz import ratio

from data.catalogue.match import MatchIndex, NameOf, build_index, loosen, weigh
from data.catalogue.title import Kind

SHELF: tuple[tuple[str, Kind, float], ...] = (
    ("The Lighthouse Keepers", "movie", 2.0),
    ("The Lighthouse Keepers II", "movie", 3.0),
    ("Lighthouse", "movie", 4.0),
    ("A Winter at the Lighthouse", "movie", 1.0),
    ("The Lighthouse Keepers", "series", 5.0),
    ("Gardens of the Northern Sea", "series", 3.0),
)


def index_of(names: tuple[tuple[str, Kind, float], ...]) -> MatchIndex:
    made = [NameOf(row, kind, "", name) for row, (name, kind, _) in enumerate(names)]
    return build_index(made, [2020] * len(names), weigh([popularity for *_, popularity in names], netflix=True))


INDEX = index_of(SHELF)


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("The Lighthouse Keeper", [0]),
        ("Lighthouse Keepres", []),
        ("The Lighthouse Keepers 2", [1]),
        ("The Lighthouse Keeper 2", [1]),
        ("The Lighthouse Keepers 3", []),
        ("Lighthouses Keepers", [0]),
        ("The Lighthouse", [2]),
        ("Keepers", []),
        ("Lighthouse Sleepers", []),
        ("", []),
    ],
)
def test_only_a_slip_of_the_pen_is_near(typed: str, rows: list[int]) -> None:
    assert [row for row, _ in INDEX.near(typed, "movie")] == rows


def test_the_kind_is_kept_to_unless_it_is_open() -> None:
    assert [row for row, _ in INDEX.near("The Lighthouse Keeper", "episode")] == [4]
    assert [row for row, _ in INDEX.near("The Lighthouse Keeper", None)] == [4, 0]
    assert [row for row, _ in INDEX.near("The Lighthouse Keeper", None, limit=1)] == [4]


def test_near_finds_what_comparing_all_names_finds() -> None:
    """A name with one slip at any place is as near as a comparison with every name says."""
    rng = random.Random(3)  # noqa: S311 - the same names every time
    words = ["".join(rng.choices("abcdefghijklmnop", k=rng.randrange(3, 9))) for _ in range(60)]
    names = tuple(dict.fromkeys(" ".join(rng.choices(words, k=3)) for _ in range(400)))
    index = index_of(tuple((name, "movie", 3.0) for name in names))
    for name in names[:150]:
        at = rng.randrange(len(name))
        slipped = name[:at] + name[at + 1 :]
        expected = {row for row, other in enumerate(names) if ratio(loosen(slipped), loosen(other)) >= 95.0}
        assert {row for row, _ in index.near(slipped, "movie", limit=400)} == expected


def test_what_is_typed_leads_to_names_that_are_it_begin_so_or_hold_it() -> None:
    assert INDEX.search("lighthouse") == [2, 4, 1, 0, 3]
    assert INDEX.search("the lighthouse keepers") == [4, 0, 1]
    assert INDEX.search("north") == [5]
    assert INDEX.search("orthern") == []
    assert INDEX.search("") == []
    assert INDEX.search("lighthouse", limit=2) == [2, 4]
