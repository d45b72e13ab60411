"""What is said against a listed title is true of it, and how sure the bot claims to be follows what it knows."""

from dataclasses import replace

import pytest

from bot.blending import Table, Tonight, rank
from bot.blending.doubts import Doubts, doubts_of, is_hardly_known, is_obscure
from bot.blending.reasons import UNSAID
from bot.shelf import Shelf, build_shelf
from data.catalogue.load import load_catalogue
from tests.guest_samples import fan_of, table_of

ADA, BOB, CLEO = 11, 22, 33


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return build_shelf(load_catalogue())


def listed(table: Table) -> list[str]:
    return [offer.title.id for offer in rank(table, Tonight())]


def test_tags_said_against_a_title_are_its_own_and_fit_to_be_said(shelf: Shelf) -> None:
    table = table_of(shelf, fan_of(shelf, ADA, "hilarious"), fan_of(shelf, BOB, "serial killer"))
    titles = listed(table)
    found = {title: doubts_of(table, titles, title, {}) for title in titles}
    assert any(doubts.tags for doubts in found.values())
    for title, doubts in found.items():
        assert len(doubts.tags) <= 3
        assert all(shelf.catalogue.titles[shelf.catalogue.rows[title]].tags[tag] >= 0.35 for tag in doubts.tags)
        assert not set(doubts.tags) & {"nudity", "sexy", "lgbtq", "korea", "disability"}
        assert not set(doubts.tags) & (
            UNSAID - {"slow paced", "kids", "teens", "special effects", "fast paced", "episodic", "franchise"}
        )


def test_who_is_less_convinced_is_the_one_whose_match_is_lowest(shelf: Shelf) -> None:
    fans = [fan_of(shelf, ADA, "gory"), fan_of(shelf, BOB, "gory", 35), fan_of(shelf, CLEO, "kids")]
    table = table_of(shelf, *fans)
    offers = rank(table, Tonight())
    named = {offer.title.id: doubts_of(table, listed(table), offer.title.id, {}).least for offer in offers}
    assert CLEO in named.values()
    for offer in offers:
        if (least := named[offer.title.id]) is not None:
            assert offer.members[[ADA, BOB, CLEO].index(least)] == min(offer.members)


def test_an_earlier_evening_is_named_when_it_holds_a_title_back(shelf: Shelf) -> None:
    table = table_of(shelf, fan_of(shelf, ADA, "gory"))
    first = listed(table)[0]
    assert doubts_of(table, listed(table), first, {first: 0.5}).was_offered
    assert not doubts_of(table, listed(table), first, {first: 0.01}).was_offered
    assert not doubts_of(table, listed(table), first, {}).was_offered


def test_the_only_title_of_a_list_is_held_against_nothing(shelf: Shelf) -> None:
    table = table_of(shelf, fan_of(shelf, ADA, "gory"), fan_of(shelf, BOB, "kids"))
    title = listed(table)[0]
    assert replace(doubts_of(table, [title], title, {}), tags=()) == Doubts()


def test_a_short_history_tells_hardly_anything_and_a_long_one_does(shelf: Shelf) -> None:
    few, many = fan_of(shelf, ADA, "gory", 4), fan_of(shelf, BOB, "gory", 40)
    assert [is_hardly_known(profile) for profile in table_of(shelf, few, many).profiles] == [True, False]
    sure = [rank(table_of(shelf, guest), Tonight())[0].confidence for guest in (few, many)]
    assert sure[0] < 0.35
    assert sure[1] > 0.6


def test_a_title_without_tags_is_obscure_and_its_offer_says_so(shelf: Shelf) -> None:
    table = table_of(shelf, fan_of(shelf, ADA, "gory"))
    assert not any(offer.is_obscure for offer in rank(table, Tonight()))
    row = table.catalogue.rows[listed(table)[0]]
    confidence = shelf.model.certainty.confidence.copy()
    confidence[row] = 0.0
    dim = replace(shelf.model, certainty=replace(shelf.model.certainty, confidence=confidence))
    assert is_obscure(replace(table, model=dim), row)
    assert not is_obscure(table, row)
