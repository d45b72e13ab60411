"""What is said of two tastes: the same whoever asks, of nobody hardly known, and nothing that would tell too much."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.blending import Guest, Table, Wishes, set_table
from bot.comparing import NEVER_OF_A_PERSON, Comparison, compare, may_be_said, nearest, sureness_of
from bot.shelf import Shelf, build_shelf
from data.catalogue.title import MATURITY_STEPS, Title
from recommender.pairing import leanings
from tests.e2e import CATALOGUE
from tests.taste_samples import CHEER, CRIME, MIXED, guest

ADA, BO, CY, DEE = 1, 2, 3, 4


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return build_shelf(CATALOGUE)


def table(shelf: Shelf, *guests: Guest, **wishes: str) -> Table:
    return set_table(shelf.catalogue, shelf.model, guests, Wishes(**wishes))


def named(compared: Comparison) -> list[Title]:
    """Every title it names."""
    bridge = [] if compared.bridge is None else [compared.bridge]
    return [*bridge, *compared.loved, *(clash.title for clash in compared.clashes)]


def fans_of(tag: str, count: int = 14) -> list[str]:
    """The titles that have most of a tag."""
    return [t.title for t in sorted(CATALOGUE.titles, key=lambda t: (-t.tags.get(tag, 0.0), t.id))[:count]]


def test_there_is_something_to_say_of_two_different_tastes(shelf: Shelf) -> None:
    found = compare(shelf, table(shelf, guest(ADA, CRIME), guest(BO, CHEER)))
    alike = compare(shelf, table(shelf, guest(ADA, CRIME), guest(BO, (*CRIME[2:], "Fargo"))))
    assert found.match < 0.45
    assert alike.match > 0.6
    assert found.bridge is not None
    assert found.loved
    assert {fan for _, fan in found.parted} == {ADA, BO}
    assert alike.tags
    for clash in found.clashes:
        of = dict(zip(found.members, clash.matches, strict=True))
        assert of[clash.fan] == max(of.values()) >= 0.6


def test_it_does_not_matter_who_asks(shelf: Shelf) -> None:
    ada, bo = guest(ADA, MIXED), guest(BO, CHEER)
    one, other = compare(shelf, table(shelf, ada, bo)), compare(shelf, table(shelf, bo, ada))
    turned = [replace(clash, matches=clash.matches[::-1]) for clash in other.clashes]
    assert replace(other, members=one.members, clashes=tuple(turned)) == one


def test_no_title_is_named_that_one_of_them_has_seen(shelf: Shelf) -> None:
    ada, bo = guest(ADA, CRIME), guest(BO, MIXED)
    first = compare(shelf, table(shelf, ada, bo))
    assert len(named(first)) >= 3
    assert {title.title for title in named(first)}.isdisjoint({*CRIME, *MIXED})
    again = compare(shelf, table(shelf, ada, replace(bo, seen=frozenset(title.id for title in named(first)))))
    assert named(again)
    assert set(map(_id, named(again))).isdisjoint(map(_id, named(first)))


def _id(title: Title) -> str:
    return title.id


def test_of_whom_hardly_anything_is_known_nothing_is_said(shelf: Shelf) -> None:
    found = compare(shelf, table(shelf, guest(ADA, CRIME), guest(BO, CHEER[:3])))
    assert found == Comparison((ADA, BO), vague=(BO,))
    assert compare(shelf, table(shelf, guest(ADA, CRIME), guest(BO, CHEER))).vague == ()


@pytest.mark.parametrize("tag", ["lgbtq", "faith", "politics", "mental illness"])
def test_what_would_speak_of_the_person_is_not_said(shelf: Shelf, tag: str) -> None:
    fans = fans_of(tag)
    ada, bo = guest(ADA, fans[::2] + fans[1::4]), guest(BO, fans[1::2] + fans[::4])
    set_up = table(shelf, ada, bo)
    alike, _ = leanings(shelf.model, shelf.reference(), *set_up.profiles, k=20)
    assert tag in {shelf.catalogue.tags[leaning.tag] for leaning in alike}  # it would be said
    assert tag not in compare(shelf, set_up).tags


def test_every_tag_that_is_never_said_is_one_of_the_catalogue() -> None:
    assert set(CATALOGUE.tags) >= NEVER_OF_A_PERSON
    assert may_be_said("heist")


def test_the_ceiling_of_a_place_holds(shelf: Shelf) -> None:
    guests = guest(ADA, CRIME), guest(BO, MIXED)
    free = compare(shelf, table(shelf, *guests))
    held = compare(shelf, table(shelf, *guests, ceiling="TV-PG"))
    assert any(MATURITY_STEPS[title.maturity] > MATURITY_STEPS["TV-PG"] for title in named(free))
    assert named(held)
    assert all(MATURITY_STEPS[title.maturity] <= MATURITY_STEPS["TV-PG"] for title in named(held))


def test_neighbours_are_ordered_by_match_and_the_unknown_left_out(shelf: Shelf) -> None:
    me = guest(ADA, CRIME)
    others = [guest(BO, CHEER), guest(CY, CHEER[:2]), guest(DEE, (*CRIME[:8], "Fargo"))]
    found = nearest(shelf, me, others)
    assert found is not None
    assert [near.member for near in found] == [DEE, BO]
    assert found[0].match > found[1].match
    pair = compare(shelf, table(shelf, me, others[2]))
    assert (found[0].match, found[0].confidence) == pytest.approx((pair.match, pair.confidence))
    assert nearest(shelf, guest(ADA, CRIME[:2]), others) is None
    assert nearest(shelf, me, []) == ()


def test_the_longer_the_histories_the_surer_the_words() -> None:
    assert [sureness_of(at) for at in (0.9, 0.7, 0.5, 0.2, 0.0)] == [
        "quite sure", "quite sure", "fairly sure", "not very sure", "not very sure",
    ]  # fmt: skip


def test_what_matches_are_measured_against_is_made_once_for_everybody(shelf: Shelf) -> None:
    fresh = build_shelf(shelf.catalogue)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: fresh.reference(), range(8)))
    assert all(reference is made[0] for reference in made)
    assert fresh.reference() is not shelf.reference()
