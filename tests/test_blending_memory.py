"""What a group's earlier evenings do to tonight's list: who gave way counts more, for a while and within bounds."""

import datetime as dt

import numpy as np
import pytest

from bot.blending import Guest, Offer, Table, Tonight, Wishes, fits_of, rank, set_table, weights_of
from bot.blending.memory import LEAST_WEIGHT, MOST_WEIGHT
from bot.shelf import Shelf, build_shelf
from data.catalogue.load import load_catalogue
from data.history import History
from tests.guest_samples import fan_of, table_of

TODAY = dt.date(2024, 6, 1)
ADA, BOB, CLEO = 11, 22, 33


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return build_shelf(load_catalogue())


def fits(table: Table, offers: tuple[Offer, ...]) -> dict[int, float]:
    return fits_of(table, [offer.title.id for offer in offers])


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days)


def test_a_list_fits_its_own_member_wholly_and_another_less(shelf: Shelf) -> None:
    table = table_of(shelf, fan_of(shelf, ADA, "hilarious"), fan_of(shelf, BOB, "serial killer"))
    alone = set_table(shelf.catalogue, shelf.model, table.guests[:1], Wishes())
    order = sorted(
        fits(table, rank(table, Tonight(weights={ADA: ada, BOB: bob})))[ADA] for ada, bob in ((1, 9), (1, 1), (9, 1))
    )
    mine = fits(table, rank(alone, Tonight()))
    assert mine[ADA] > 0.85 > mine[BOB]
    assert order[0] < order[1] < order[2]
    assert all(0.0 <= fit <= 1.0 for fit in mine.values())


def test_nothing_is_said_of_members_nobody_knows_or_of_an_empty_list(shelf: Shelf) -> None:
    table = table_of(shelf, fan_of(shelf, ADA, "hilarious"), Guest(BOB, History()))
    assert set(fits(table, rank(table, Tonight()))) == {ADA}
    assert fits(table, ()) == {}


def test_who_is_hardly_known_has_hardly_given_way(shelf: Shelf) -> None:
    """The same two tastes: the less is known of one of them, the less the two are told apart."""
    apart: list[float] = []
    for count in (2, 40):
        table = table_of(shelf, fan_of(shelf, ADA, "hilarious", 40), fan_of(shelf, BOB, "gory", count))
        told = fits(table, rank(set_table(shelf.catalogue, shelf.model, table.guests[:1], Wishes()), Tonight()))
        apart.append(told[ADA] - told[BOB])
    assert 0.0 < apart[0] < apart[1]


def test_the_first_evening_and_the_same_evening_know_no_debt() -> None:
    assert weights_of({}, (ADA, BOB), TODAY) == {ADA: 1.0, BOB: 1.0}
    assert weights_of({TODAY: {ADA: 0.2, BOB: 0.9}}, (ADA, BOB), TODAY) == {ADA: 1.0, BOB: 1.0}
    assert weights_of({ago(1): {}}, (), TODAY) == {}


def test_who_got_less_counts_more_and_the_mean_stays_one() -> None:
    weights = weights_of({ago(7): {ADA: 0.90, BOB: 0.80, CLEO: 0.85}}, (ADA, BOB, CLEO), TODAY)
    assert weights[ADA] < weights[CLEO] < weights[BOB]
    assert sum(weights.values()) == pytest.approx(3.0)


@pytest.mark.parametrize("worst", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("size", [2, 3, 10])
def test_nobody_ever_counts_more_or_less_than_the_bounds(size: int, worst: float) -> None:
    members = tuple(range(size))
    unfair = {ago(day): dict.fromkeys(members, 1.0) | {0: worst} for day in range(1, 9)}
    weights = weights_of(unfair, members, TODAY)
    assert min(weights.values()) >= LEAST_WEIGHT - 1e-9
    assert max(weights.values()) <= MOST_WEIGHT + 1e-9
    assert sum(weights.values()) == pytest.approx(size)
    assert weights[0] == max(weights.values()) > 1.0


def test_an_evening_is_forgotten_by_half_after_two_more_or_thirty_days() -> None:
    once = {ADA: 0.88, BOB: 0.86}
    even = {ADA: 0.9, BOB: 0.9}

    def debt(fits: dict[dt.date, dict[int, float]]) -> float:
        weights = weights_of(fits, (ADA, BOB), TODAY)
        return float(np.log(weights[BOB] / weights[ADA]))

    fresh = debt({ago(1): once})
    assert debt({ago(30): once}) == pytest.approx(fresh * 0.5 ** (29 / 30))
    assert debt({ago(3): once, ago(2): even, ago(1): even}) == pytest.approx(fresh * 0.5 / 0.5 ** (1 / 30))
    assert debt({ago(3000): once}) == pytest.approx(0.0, abs=1e-9)


def test_an_even_evening_follows_an_unfair_one(shelf: Shelf) -> None:
    """One who gave way is served better by the next list than by the same list without memory."""
    table = table_of(shelf, fan_of(shelf, ADA, "kids", 40), fan_of(shelf, BOB, "gory", 40))
    ones = rank(set_table(shelf.catalogue, shelf.model, table.guests[:1], Wishes()), Tonight())
    weights = weights_of({ago(1): fits(table, ones)}, (ADA, BOB), TODAY)
    assert weights[BOB] > 1.1
    plain, fair = (fits(table, rank(table, Tonight(weights=given))) for given in ({}, weights))
    assert fair[BOB] > plain[BOB]
