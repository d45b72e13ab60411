"""What any engine of the store must do: written against the interface, run on every engine there is."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest

from data.history import History, Viewing
from data.store import Blend, GroupMemory, Marks, Store, Use, Vote, new_blend_id
from data.store.codec import blend_from_json, blend_to_json, group_from_json, group_to_json
from data.store.values import EVENINGS_KEPT, RECOMMENDED_KEPT, USES_KEPT
from tests.store_samples import ADA, BOB, CLEO, HERE, MONDAY, NOON, STRANGER, THERE, Engine


def episode(number: int, *, seconds: int | None = None) -> Viewing:
    day = MONDAY - dt.timedelta(days=number)
    raw = f"Lighthouse Kitchen: Season 1: Soup {number}"
    return Viewing(raw, "episode", "Lighthouse Kitchen", "Season 1", 1, f"Soup {number}", number, day, seconds, "lk")


FILM = Viewing("Grün wie Gras “2”", "movie", "Grün wie Gras “2”")
UPLOAD = History((*(episode(n, seconds=60 * n) for n in range(5)), FILM), "starter 1")


def evening(**changes: object) -> Blend:
    blend = Blend(new_blend_id(), HERE, 300000000000000001, ADA, NOON, invited=(BOB, CLEO), joined=(ADA,))
    return replace(blend, **changes)


async def test_a_new_member_has_nothing_and_is_asked(store: Store) -> None:
    assert await store.history(ADA) == History()
    assert await store.marks(ADA) == Marks()
    assert await store.consent(ADA, HERE) == "ask"
    assert await store.uses(ADA) == ()


async def test_a_history_comes_back_as_it_was_uploaded_after_a_restart(start: Engine) -> None:
    async with start() as store:
        added = await store.add_history(ADA, UPLOAD)
    async with start() as store:
        assert await store.history(ADA) == UPLOAD == added.history
        assert await store.history(BOB) == History()


async def test_uploading_again_adds_only_what_is_new(store: Store) -> None:
    first = await store.add_history(ADA, replace(UPLOAD, viewings=UPLOAD.viewings[2:]))
    again = await store.add_history(ADA, UPLOAD)
    assert (first.added, first.already) == (4, 0)
    assert (again.added, again.already) == (2, 4)
    assert again.history == UPLOAD


async def test_a_merge_across_catalogues_says_that_it_must_be_matched_again(store: Store) -> None:
    await store.add_history(ADA, UPLOAD)
    merged = await store.add_history(ADA, History((episode(9),), "starter 2"))
    assert merged.history.catalogue == ""
    assert len(merged.history.viewings) == 7


async def test_a_history_can_be_matched_anew(store: Store) -> None:
    await store.add_history(ADA, UPLOAD)
    rematched = tuple(replace(row, match="grass") if row == FILM else row for row in UPLOAD.viewings)
    assert await store.replace_history(ADA, lambda _: History(rematched, "starter 2")) == await store.history(ADA)
    assert (await store.history(ADA)).viewings[-1].match == "grass"


async def test_a_failing_change_changes_nothing_and_says_why(store: Store) -> None:
    await store.add_history(ADA, UPLOAD)

    def fail(_: History) -> History:
        raise LookupError("no such row")

    with pytest.raises(LookupError, match="no such row"):
        await store.replace_history(ADA, fail)
    assert await store.history(ADA) == UPLOAD
    await store.set_consent(ADA, HERE, "server")  # and the store still writes


@pytest.mark.parametrize("uploads", [2, 6])
async def test_uploads_at_once_all_end_up_in_the_history(store: Store, uploads: int) -> None:
    """Each pair lets go at a barrier; a reader merging for itself would lose one of them."""
    for member in range(1, 61):
        barrier = asyncio.Barrier(uploads)

        async def upload(number: int, member: int = member, barrier: asyncio.Barrier = barrier) -> int:
            await barrier.wait()
            return (await store.add_history(member, History((episode(number),), "starter 1"))).added

        assert await asyncio.gather(*map(upload, range(uploads))) == [1] * uploads
        assert len((await store.history(member)).viewings) == uploads


async def test_control_reading_then_replacing_loses_one_of_two_uploads(store: Store) -> None:
    barrier = asyncio.Barrier(2)

    async def upload(number: int) -> None:
        seen = await store.history(ADA)
        await barrier.wait()
        await store.replace_history(ADA, lambda _: History((*seen.viewings, episode(number))))

    await asyncio.gather(upload(1), upload(2))
    assert len((await store.history(ADA)).viewings) == 1


async def test_marks_are_set_and_taken_back(store: Store) -> None:
    await store.change_marks(ADA, add=Marks(hidden=frozenset({"a", "movie:b"}), seen=frozenset({"c"})))
    marks = await store.change_marks(
        ADA, add=Marks(refused=frozenset({"d"})), remove=Marks(hidden=frozenset({"a", "never hidden"}))
    )
    assert marks == await store.marks(ADA) == Marks(frozenset({"movie:b"}), frozenset({"c"}), frozenset({"d"}))
    assert await store.marks(BOB) == Marks()


async def test_consent_holds_for_one_member_in_one_place(store: Store) -> None:
    await store.set_consent(ADA, HERE, "server")
    await store.set_consent(ADA, THERE, "nobody")
    assert await store.consent(ADA, HERE) == "server"
    assert await store.consent(ADA, THERE) == "nobody"
    assert await store.consent(BOB, HERE) == "ask"
    await store.set_consent(ADA, HERE, "ask")
    assert await store.consent(ADA, HERE) == "ask"


async def test_a_member_sees_the_latest_uses_first(store: Store) -> None:
    for minute in range(USES_KEPT + 3):
        await store.record_use(ADA, Use(BOB, NOON + dt.timedelta(minutes=minute), "blend", HERE))
    uses = await store.uses(ADA)
    assert len(uses) == USES_KEPT
    assert uses[0] == Use(BOB, NOON + dt.timedelta(minutes=USES_KEPT + 2), "blend", HERE)


async def test_an_evening_survives_a_restart(start: Engine) -> None:
    blend = evening(
        message=400000000000000001,
        declined=(STRANGER,),
        options={"kind": "movie", "minutes": 100, "mood": None},
        rows=({"id": "lk", "scores": [0.5, 0.25], "tags": ["quiet"], "title": "Grün"},),
        page=2,
    )
    async with start() as store:
        await store.save_blend(blend)
    async with start() as store:
        assert await store.blend(blend.id) == blend
        assert await store.blend("another") is None


async def test_everyone_who_presses_join_at_once_has_joined(store: Store) -> None:
    friends = tuple(range(1, 21))
    blend = evening(invited=friends, joined=())
    await store.save_blend(blend)

    async def join(friend: int) -> None:
        await store.change_blend(blend.id, lambda found: replace(found, joined=(*found.joined, friend)))

    await asyncio.gather(*map(join, friends))
    assert sorted((await store.change_blend(blend.id, lambda found: found) or blend).joined) == list(friends)


async def test_control_saving_what_was_read_loses_a_join(store: Store) -> None:
    blend = evening(joined=())
    await store.save_blend(blend)
    barrier = asyncio.Barrier(2)

    async def join(friend: int) -> None:
        found = await store.blend(blend.id) or blend
        await barrier.wait()
        await store.save_blend(replace(found, joined=(*found.joined, friend)))

    await asyncio.gather(join(BOB), join(CLEO))
    assert len((await store.blend(blend.id) or blend).joined) == 1


async def test_an_evening_that_is_over_cannot_be_changed_back_to_life(store: Store) -> None:
    assert await store.change_blend("gone", lambda found: found) is None
    assert await store.blend("gone") is None


async def test_evenings_are_forgotten_after_thirty_days(start: Engine) -> None:
    old, young = evening(created=NOON - dt.timedelta(days=31)), evening(created=NOON - dt.timedelta(days=29))
    async with start() as store:
        await store.save_blend(old)
        await store.save_blend(young)
    async with start() as store:
        assert await store.blend(old.id) is None
        assert await store.blend(young.id) == young
        assert await store.purge(NOON) == 1
        assert await store.blend(young.id) is None


async def test_a_group_remembers_whatever_the_order_of_its_members(store: Store) -> None:
    await store.remember_group(HERE, [ADA, BOB], {"a": MONDAY, "b": MONDAY}, ["c"])
    await store.remember_group(HERE, [BOB, ADA], {"a": dt.date(2025, 3, 10), "b": dt.date(2025, 1, 1)}, ["d"])
    memory = await store.group_memory(HERE, {BOB, ADA})
    assert memory.recommended == {"a": dt.date(2025, 3, 10), "b": MONDAY}
    assert memory.refused == {"c", "d"}


@pytest.mark.parametrize(("place", "members"), [(THERE, {ADA, BOB}), (HERE, {ADA}), (HERE, {ADA, BOB, CLEO})])
async def test_another_group_or_place_remembers_nothing_of_it(store: Store, place: int, members: set[int]) -> None:
    await store.remember_group(HERE, {ADA, BOB}, {"a": MONDAY}, ["c"])
    memory = await store.group_memory(place, members)
    assert (memory.recommended, memory.refused) == ({}, frozenset())
    assert (memory.place, memory.members) == (place, members)


async def test_a_vote_is_kept_with_its_evening(start: Engine) -> None:
    asked = Vote(2, ("a", "b"), NOON, NOON + dt.timedelta(hours=4))
    counted = replace(asked, message=7, closed=NOON + dt.timedelta(hours=1), counts=(1, 2), chosen="b", result=8)
    planned = replace(counted, starts=NOON + dt.timedelta(days=1), event=9)
    async with start() as store:
        for vote in (asked, counted, planned):
            found = evening(vote=vote)
            await store.save_blend(found)
            assert await store.blend(found.id) == found


def test_an_evening_that_an_earlier_version_kept_has_no_vote() -> None:
    written = blend_to_json(evening())
    assert written is not None
    del written["vote"]
    read = blend_from_json(written)
    assert read is not None
    assert read.vote is None


async def test_a_group_remembers_what_it_chose_and_forgets_it_with_a_member(store: Store) -> None:
    await store.remember_group(HERE, {ADA, BOB}, {"a": MONDAY})
    for at in range(RECOMMENDED_KEPT + 1):
        await store.remember_choice(HERE, [BOB, ADA], f"t{at}", MONDAY + dt.timedelta(days=at))
    memory = await store.group_memory(HERE, {ADA, BOB})
    assert memory.recommended == {"a": MONDAY}
    assert set(memory.chosen) == {f"t{at}" for at in range(1, RECOMMENDED_KEPT + 1)}
    assert (await store.group_memory(HERE, {ADA})).chosen == {}
    await store.forget(ADA)
    assert (await store.group_memory(HERE, {ADA, BOB})).chosen == {}


async def test_a_group_keeps_refusals_for_good_and_the_latest_recommendations(store: Store) -> None:
    days = {f"t{n}": MONDAY + dt.timedelta(days=n) for n in range(RECOMMENDED_KEPT + 5)}
    memory = await store.remember_group(HERE, {ADA}, days, (f"no{n}" for n in range(RECOMMENDED_KEPT + 5)))
    assert set(days) - set(memory.recommended) == {f"t{n}" for n in range(5)}
    assert len(memory.refused) == RECOMMENDED_KEPT + 5


async def test_a_group_keeps_the_latest_fits_of_each_day_and_few_days(store: Store) -> None:
    for day in range(EVENINGS_KEPT + 3):
        fits = {MONDAY + dt.timedelta(days=day): {ADA: 0.5, BOB: 0.9}}
        await store.remember_group(HERE, [ADA, BOB], fits=fits)
    last = MONDAY + dt.timedelta(days=EVENINGS_KEPT + 2)
    await store.remember_group(HERE, [BOB, ADA], {"a": MONDAY}, fits={last: {ADA: 0.7, BOB: 0.8}})
    memory = await store.group_memory(HERE, {ADA, BOB})
    assert set(memory.fits) == {last - dt.timedelta(days=ago) for ago in range(EVENINGS_KEPT)}
    assert memory.fits[last] == {ADA: 0.7, BOB: 0.8}
    assert memory.recommended == {"a": MONDAY}


async def test_what_an_earlier_version_kept_of_an_evening_or_a_group_can_be_read() -> None:
    blend, group = blend_to_json(evening()), group_to_json(GroupMemory(HERE, frozenset({ADA}), {"a": MONDAY}))
    assert blend is not None
    old = {name: value for name, value in blend.items() if name not in ("vetoes", "steer")}
    assert blend_from_json(old) == blend_from_json(blend)
    del group["fits"]
    assert group_from_json(group) == GroupMemory(HERE, frozenset({ADA}), {"a": MONDAY})


async def test_vetoes_and_clicks_come_back_after_a_restart(start: Engine) -> None:
    blend = evening(vetoes={ADA: ("horror", "war"), BOB: ("comedy",)}, steer={"slow burn": 2, "gory": -1})
    async with start() as store:
        await store.save_blend(blend)
    async with start() as store:
        assert await store.blend(blend.id) == blend


async def test_a_place_has_its_own_ceiling_until_it_is_lifted(store: Store) -> None:
    await store.set_ceiling(HERE, "PG-13")
    assert (await store.ceiling(HERE), await store.ceiling(THERE)) == ("PG-13", None)
    await store.set_ceiling(HERE, None)
    assert await store.ceiling(HERE) is None


async def test_a_note_is_kept_and_dropped(store: Store) -> None:
    assert await store.note("commands") is None
    await store.set_note("commands", "abc")
    assert (await store.note("commands"), await store.note("other")) == ("abc", None)
    await store.set_note("commands", None)
    assert await store.note("commands") is None


def test_an_evening_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        evening(created=dt.datetime(2025, 3, 1))  # noqa: DTZ001 - the fault itself
