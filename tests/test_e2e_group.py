"""A group that meets again: it is remembered who gave way, encrypted, told to its members and forgotten with any."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from bot.sandbox import Actor, Message, run_sandbox
from data.store import load_key, open_store
from data.store.documents import group_of
from tests.e2e import Scene, account_page, run_bot

ADAS = ("Ozark", "Narcos", "Inception", "The Matrix", "Pulp Fiction", "The Godfather", "Breaking Bad", "Get Out")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Gilmore Girls")


async def meet(scene: Scene, ada: Actor, bo: Actor) -> Message:
    panel = (await (await ada.slash("blend", scene.sandbox.channel, friend=bo.user)).settled()).message
    await (await bo.press(panel, "Join")).settled(quiet=0.2)
    return panel


async def yesterday(
    folder: Path, place: int, members: tuple[int, int], fits: Mapping[int, float]
) -> Mapping[int, float]:
    """Make today's evening one of yesterday that fitted the members so; what was remembered of it."""
    today = dt.datetime.now(dt.UTC).date()
    async with open_store(folder / "state", load_key(None, folder / "state").secret) as store:
        memory = await store.group_memory(place, members)
        day = today - dt.timedelta(days=1)
        moved = dict.fromkeys(memory.recommended, day)
        await store.change(
            group_of(place, members), lambda _: type(memory)(place, frozenset(members), moved, frozenset(), {day: fits})
        )
        return memory.fits[max(memory.fits)]


async def test_who_gave_way_is_remembered_told_on_the_next_evening_and_forgotten_with_them(tmp_path: Path) -> None:
    async with run_sandbox() as sandbox:
        async with run_bot(sandbox, tmp_path) as scene:
            ada, bo = scene.join("Ada"), scene.join("Bo")
            await scene.bring(ada, account_page(*ADAS))
            await scene.bring(bo, account_page(*BOS))
            first = await meet(scene, ada, bo)
            listed = await scene.listed(ada, first)
            again = await meet(scene, ada, bo)
            assert await scene.listed(ada, again) == listed  # the same evening keeps its list
            assert "gave way" not in scene.text(again)
            place = sandbox.channel.guild.id if sandbox.channel.guild else 0
        members = (ada.user.id, bo.user.id)
        remembered = await yesterday(tmp_path, place, members, {ada.user.id: 0.95, bo.user.id: 0.6})
        assert set(remembered) == set(members)
        assert all(0.0 < fit <= 1.0 for fit in remembered.values())
        async with run_bot(sandbox, tmp_path) as scene:
            panel = await meet(scene, ada, bo)
            assert "@Bo gave way lately and counts a little more tonight" in scene.text(panel)
            assert scene.traces(['"fits"', "0.95"]) == []
            export = await (
                await ada.press((await (await ada.slash("privacy", sandbox.channel)).settled()).message, "Export")
            ).settled()
            (told,) = [a.body for a in export.message.attachments if a.filename.endswith(".json")]
            assert any(group["fits"] for group in json.loads(told)["groups"])
            privacy = (await (await bo.slash("privacy", sandbox.channel)).settled()).message
            sure = (await (await bo.press(privacy, "Delete everything")).settled()).message
            await (await bo.press(sure, "Delete everything")).settled(quiet=0.3)
            await scene.bring(bo, account_page(*BOS))
            assert "gave way" not in scene.text(await meet(scene, ada, bo))
            scene.check()
