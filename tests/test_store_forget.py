"""Export and deletion, on every engine: everything about a member, and nothing of anybody else."""

import json
from dataclasses import replace

import pytest

from data.history import History, Viewing
from data.store import Blend, Marks, Store, Use, new_blend_id
from tests.store_samples import ADA, BOB, CLEO, HERE, MONDAY, NOON, STRANGER, THERE, Engine, raws

UPLOAD = History((Viewing("Grass", "movie", "Grass", date=MONDAY), Viewing("Soup", "movie", "Soup")))


def evening(owner: int = ADA) -> Blend:
    return Blend(new_blend_id(), HERE, 300000000000000001, owner, NOON)


async def fill(store: Store) -> Blend:
    """Ada owns or is part of one thing of every kind; Bob too; Cleo and Bob share what Ada is no part of."""
    blend = replace(evening(), invited=(BOB,), vetoes={ADA: ("war",), BOB: ("horror",)})
    for member in (ADA, BOB):
        await store.add_history(member, UPLOAD)
        await store.change_marks(member, add=Marks(hidden=frozenset({"lk"})))
        await store.set_consent(member, HERE, "server")
    await store.save_blend(blend)
    await store.remember_group(HERE, {ADA, BOB}, {"a": MONDAY}, ["c"], {MONDAY: {ADA: 0.5, BOB: 0.9}})
    await store.remember_group(HERE, {BOB, CLEO}, {"b": MONDAY}, fits={MONDAY: {BOB: 0.7, CLEO: 0.6}})
    for by in (ADA, CLEO):
        await store.record_use(BOB, Use(by, NOON, "blend", HERE))
    await store.record_use(ADA, Use(BOB, NOON, "insights", THERE))
    return blend


async def test_an_export_holds_everything_about_a_member(store: Store) -> None:
    blend = await fill(store)
    export = json.loads(json.dumps(await store.export(ADA)))
    assert export["member"] == str(ADA)
    assert [row["raw"] for row in export["history"]["viewings"]] == raws(UPLOAD)
    assert export["history"]["viewings"][0]["date"] == "2025-03-03"
    assert export["marks"]["hidden"] == ["lk"]
    assert export["consents"] == {str(HERE): "server"}
    assert [use["by"] for use in export["uses"]] == [str(BOB)]
    assert [found["id"] for found in export["blends"]] == [blend.id]
    assert [group["refused"] for group in export["groups"]] == [["c"]]
    assert [group["fits"] for group in export["groups"]] == [{"2025-03-03": {str(ADA): 0.5, str(BOB): 0.9}}]
    assert export["used"] == [{"by": str(ADA), "at": NOON.isoformat(), "purpose": "blend", "place": str(HERE)}]


async def test_an_export_tells_no_veto_but_the_members_own(store: Store) -> None:
    await fill(store)
    for member, own in ((ADA, ["war"]), (BOB, ["horror"])):
        (blend,) = (await store.export(member))["blends"]
        assert blend["vetoes"] == {str(member): own}


async def test_an_export_of_a_stranger_is_empty(store: Store) -> None:
    await fill(store)
    assert await store.export(STRANGER) == {"member": str(STRANGER), "used": [], "blends": [], "groups": []}


async def test_forgetting_takes_everything_about_a_member_and_nothing_else(start: Engine) -> None:
    async with start() as store:
        blend = await fill(store)
        assert await store.forget(ADA) == [blend]
    async with start() as store:
        assert await store.export(ADA) == await store.export(STRANGER) | {"member": str(ADA)}
        assert await store.consent(ADA, HERE) == "ask"
        assert await store.blend(blend.id) is None
        gone = await store.group_memory(HERE, {ADA, BOB})
        assert (gone.recommended, gone.refused, gone.fits) == ({}, frozenset(), {})
        assert str(ADA) not in json.dumps(await store.export(BOB))
        assert await store.history(BOB) == UPLOAD
        assert [use.by for use in await store.uses(BOB)] == [CLEO]
        assert (await store.group_memory(HERE, {BOB, CLEO})).recommended == {"b": MONDAY}
        assert (await store.group_memory(HERE, {BOB, CLEO})).fits == {MONDAY: {BOB: 0.7, CLEO: 0.6}}


@pytest.mark.parametrize("role", ["owner", "invited", "joined", "declined"])
async def test_whatever_part_they_had_a_forgotten_members_evenings_are_closed(store: Store, role: str) -> None:
    blend = evening(BOB)
    blend = replace(blend, **{role: STRANGER if role == "owner" else (STRANGER,)})
    other = evening()
    await store.save_blend(blend)
    await store.save_blend(other)
    assert await store.forget(STRANGER) == [blend]
    assert await store.blend(blend.id) is None
    assert await store.blend(other.id) == other


async def test_forgetting_twice_or_a_stranger_is_no_error(store: Store) -> None:
    await fill(store)
    await store.forget(ADA)
    assert await store.forget(ADA) == []
    assert await store.forget(STRANGER) == []


async def test_a_forgotten_member_can_begin_again(store: Store) -> None:
    await fill(store)
    await store.forget(ADA)
    assert (await store.add_history(ADA, UPLOAD)).added == len(UPLOAD.viewings)


async def test_health_counts_members_and_evenings(store: Store) -> None:
    assert (await store.health()).members == 0
    await fill(store)
    health = await store.health()
    assert (health.members, health.blends) == (2, 1)
    assert health.size > 0
