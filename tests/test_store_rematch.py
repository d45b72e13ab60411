"""Corrections a member makes, and what a better catalogue brings to every stored history."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from data.history import History, Opinion, Viewing
from data.store import Growth, Store, open_store
from tests.store_samples import ADA, BOB, CLEO, KEY, Engine, sql

ROWS = tuple(Viewing(f"Film {at}", "movie", f"Film {at}") for at in range(40))
OLD = History(ROWS, "old", (Opinion("Film 1", "movie", "Film 1", 0.8),))


async def better(history: History, corrections: Mapping[str, str]) -> History:
    """A catalogue that knows every second film, and believes its members."""
    found = (corrections.get(v.work, f"id-{v.raw}" if int(v.raw[5:]) % 2 else None) for v in history.viewings)
    viewings = tuple(replace(v, match=match) for v, match in zip(history.viewings, found, strict=True))
    return History(viewings, "new", history.opinions)


async def test_what_a_member_corrects_is_theirs_alone_and_can_be_taken_back(start: Engine) -> None:
    async with start() as store:
        await store.correct(ADA, {"movie:film 1": "tt1", "movie:film 2": ""})
    async with start() as store:
        assert await store.corrections(ADA) == {"movie:film 1": "tt1", "movie:film 2": ""}
        assert await store.corrections(BOB) == {}
        assert await store.correct(ADA, {"movie:film 1": None}) == {"movie:film 2": ""}
        assert (await store.export(ADA))["corrections"] == {"movie:film 2": ""}
        await store.forget(ADA)
        assert await store.corrections(ADA) == {}


async def test_every_history_of_another_catalogue_is_matched_again(store: Store) -> None:
    await store.add_history(ADA, OLD)
    await store.add_history(BOB, OLD)
    await store.add_history(CLEO, History(ROWS, "new"))
    await store.correct(BOB, {"movie:film 2": "tt2"})
    assert await store.rematch("new", better) == (2, 0)
    ada, bob, cleo = [await store.history(member) for member in (ADA, BOB, CLEO)]
    assert (ada.catalogue, sum(v.match is not None for v in ada.viewings)) == ("new", 20)
    assert next(v.match for v in bob.viewings if v.raw == "Film 2") == "tt2"
    assert cleo == History(ROWS, "new")
    assert ada.opinions == OLD.opinions
    assert await store.rematch("new", better) == (0, 0)


async def test_a_member_is_told_once_what_was_gained(store: Store) -> None:
    await store.add_history(ADA, OLD)
    await store.rematch("new", better)
    assert await store.growth(ADA) == Growth(40, 0, 20)
    await store.forget_growth(ADA)
    assert await store.growth(ADA) is None
    assert await store.growth(BOB) is None


async def test_two_improvements_before_one_is_told_are_one(store: Store) -> None:
    async def best(history: History, _: Mapping[str, str]) -> History:
        return History(tuple(replace(v, match=v.raw) for v in history.viewings), "newest")

    await store.add_history(ADA, OLD)
    await store.rematch("new", better)
    await store.rematch("newest", best)
    assert await store.growth(ADA) == Growth(40, 0, 40)


async def test_a_gain_of_a_few_rows_is_not_worth_a_message(store: Store) -> None:
    async def barely(history: History, _: Mapping[str, str]) -> History:
        first, *rest = history.viewings
        return History((replace(first, match="x"), *rest), "new")

    await store.add_history(ADA, OLD)
    await store.rematch("new", barely)
    assert await store.growth(ADA) is None


async def test_an_upload_in_the_meantime_is_not_overwritten(store: Store) -> None:
    """The change is written only where the history still is what was matched; the control writes blindly."""
    later = History((Viewing("Film 99", "movie", "Film 99"),), "old")

    async def slow(history: History, corrections: Mapping[str, str]) -> History:
        await store.add_history(ADA, later)
        return await better(history, corrections)

    await store.add_history(ADA, OLD)
    assert await store.rematch("new", slow) == (0, 0)
    assert len((await store.history(ADA)).viewings) == 41
    before = await store.history(ADA)
    matched = await better(OLD, {})
    await store.replace_history(BOB, lambda _: before)
    await store.replace_history(BOB, lambda _: matched)
    assert len((await store.history(BOB)).viewings) == 40


async def test_a_damaged_history_does_not_stop_the_others(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        await store.add_history(ADA, OLD)
        await store.add_history(BOB, OLD)
        await sql(store, "UPDATE record SET sealed = zeroblob(50) WHERE rowid = (SELECT MIN(rowid) FROM record)")
        assert await store.rematch("new", better) == (1, 1)
        assert (await store.history(BOB)).catalogue == "new"


async def test_it_can_be_interrupted_and_begun_again(store: Store) -> None:
    for member in range(1, 9):
        await store.add_history(member, OLD)
    seen = 0

    async def until_the_fourth(history: History, corrections: Mapping[str, str]) -> History:
        nonlocal seen
        seen += 1
        if seen == 4:
            raise asyncio.CancelledError
        return await better(history, corrections)

    task = asyncio.ensure_future(store.rematch("new", until_the_fourth))
    await asyncio.wait([task])
    assert task.cancelled()
    assert await store.rematch("new", better) == (5, 0)
