"""Moods and surprises: a list that feels as asked, and is still this group's list."""

import datetime as dt

import numpy as np
import pytest

from bot.blending import Guest, Offer, Wishes, blend
from bot.blending.moods import MOODS, clicks_of
from bot.blending.steering import steer_of
from bot.panels.limits import say_limits
from bot.shelf import Shelf, build_shelf
from data.catalogue.load import load_catalogue
from data.history import History, Viewing

TODAY = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return build_shelf(load_catalogue())


def fan_of(shelf: Shelf, member: int, tag: str) -> Guest:
    """Somebody who watched the thirty titles that bear a tag most."""
    column = shelf.catalogue.features[:, shelf.catalogue.tags.index(tag)].astype(np.int16)
    titles = [shelf.catalogue.titles[row] for row in np.argsort(-column, kind="stable")[:30]]
    kind = {"movie": "movie", "series": "episode"}
    rows = [
        Viewing(t.title, kind[t.kind], t.title, date=TODAY - dt.timedelta(at), match=t.id)
        for at, t in enumerate(titles)
    ]
    return Guest(member, History(tuple(rows), shelf.catalogue.version))


def pair(shelf: Shelf) -> tuple[Guest, Guest]:
    return fan_of(shelf, 1, "road trip"), fan_of(shelf, 2, "detective")


def listed(shelf: Shelf, wishes: Wishes) -> tuple[Offer, ...]:
    return blend(shelf.catalogue, shelf.model, pair(shelf), wishes)


def mean_of(offers: tuple[Offer, ...], tag: str) -> float:
    return sum(offer.title.tags.get(tag, 0.0) for offer in offers) / len(offers)


def test_there_are_about_ten_moods_and_each_is_made_of_tags_the_starter_has(shelf: Shelf) -> None:
    assert 8 <= len(MOODS) <= 12
    for mood in MOODS.values():
        assert set(mood.clicks) <= set(shelf.catalogue.tags)
        assert 2 <= len(mood.clicks) <= 5
        assert all(0.0 < abs(click) <= 2.0 for click in mood.clicks.values())


@pytest.mark.parametrize("mood", MOODS)
def test_a_mood_is_felt_in_the_list_and_what_the_members_like_is_not_forgotten(shelf: Shelf, mood: str) -> None:
    plain, moody = listed(shelf, Wishes()), listed(shelf, Wishes(mood=mood))
    for tag, click in MOODS[mood].clicks.items():
        if click >= 1.0:
            assert mean_of(moody, tag) > mean_of(plain, tag)
        if click < 0.0:
            assert mean_of(moody, tag) <= mean_of(plain, tag) + 0.05
    before, after = (np.mean([offer.members for offer in offers]) for offers in (plain, moody))
    assert after > 0.85 * before


def test_a_surprise_is_less_known_and_fits_nearly_as_well(shelf: Shelf) -> None:
    plain, odd = listed(shelf, Wishes()), listed(shelf, Wishes(surprise=True))
    fame = [np.mean([offer.title.popularity for offer in offers]) for offers in (plain, odd)]
    assert fame[1] < fame[0]
    assert np.mean([offer.members for offer in odd]) > 0.85 * np.mean([offer.members for offer in plain])


def test_clicks_add_up_and_what_the_catalogue_has_not_is_passed_over() -> None:
    steer = steer_of(("dark", "sweet"), {"dark": 1.0, "gory": -1.0}, {"dark": 0.5, "sweet": -2.0})
    assert steer.tolist() == [1.5, -2.0]
    assert clicks_of(None) == {}


def test_a_mood_and_a_surprise_are_told() -> None:
    assert say_limits(Wishes(mood="mind", surprise=True)) == "mood: mind-bending · surprises first · new to everyone"
