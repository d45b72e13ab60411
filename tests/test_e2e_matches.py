"""Fix matches and a growing catalogue, as members live them."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Message, run_sandbox
from bot.sandbox.choosing import menus
from tests.e2e import CANARY, Scene, run_bot, run_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEARLY = "Stranger Thing"  # one letter from a series of the starter
KNOWN = "Stranger Things (2016)"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("matches")) as scene:
        yield scene
        scene.check()


def history_of(*shows: str, rows: int = 20) -> bytes:
    lines = [f'"{show}: Season 1: Episode {at}","1/{at % 28 + 1}/24"' for show in shows for at in range(1, rows + 1)]
    return ("Title,Date\n" + "\n".join([*lines, '"Inception","2/15/24"'])).encode()


def menu_with(panel: Message, option: str) -> dict[str, Any]:
    return next(menu for menu in menus(panel) if option in [each["label"] for each in menu["options"]])


async def ask(scene: Scene, actor: Actor, *shows: str, rows: int = 20) -> Message:
    report = await scene.bring(actor, history_of(*shows, rows=rows))
    return (await (await actor.press(report.message, "Fix matches")).settled()).message


async def test_a_near_miss_is_asked_about_and_the_answer_outlives_the_next_upload(running: Scene) -> None:
    ada, bo = running.join("Ada"), running.join("Bo")
    panel = await ask(running, ada, NEARLY)
    assert NEARLY in running.text(panel)
    answered = await (await ada.choose(panel, menu_with(panel, KNOWN)["custom_id"], [KNOWN])).settled()
    assert "+20 rows recognised" in running.text(answered)
    again = running.text(await running.bring(ada, history_of(NEARLY, rows=25)))
    assert "100 %" in again
    assert "Fix matches" not in again
    assert NEARLY in running.text(await ask(running, bo, NEARLY))  # offered to nobody else


async def test_none_of_these_is_not_asked_again(running: Scene) -> None:
    ada = running.join("Ada")
    panel = await ask(running, ada, CANARY)
    custom_id = menus(panel)[0]["custom_id"]
    answered = await (await ada.choose(panel, custom_id, ["None of these"])).settled()
    assert CANARY not in running.text(answered)
    assert "[Fix matches]" not in running.text(await running.bring(ada, history_of(CANARY)))


async def test_a_title_can_be_found_by_its_name(running: Scene) -> None:
    ada = running.join("Ada")
    panel = await ask(running, ada, CANARY)
    form = (await (await ada.choose(panel, menus(panel)[0]["custom_id"], ["Search by name …"])).acknowledged()).modal
    assert form is not None
    found = await (await ada.submit(form, {"Its name, in English if you can": "the crown"})).settled()
    answered = await (await ada.choose(found.message, None, ["The Crown (2016)"])).settled()
    assert "+20 rows recognised" in running.text(answered)


async def test_what_nobody_knows_is_said_and_can_be_searched_again(running: Scene) -> None:
    ada = running.join("Ada")
    panel = await ask(running, ada, CANARY)
    form = (await (await ada.choose(panel, menus(panel)[0]["custom_id"], ["Search by name …"])).acknowledged()).modal
    assert form is not None
    nothing = await (await ada.submit(form, {"Its name, in English if you can": "zzqx vbb"})).settled()
    assert "I know nothing called" in running.text(nothing)
    back = await (await ada.press(nothing.message, "◀ All questions")).settled()
    assert CANARY in running.text(back)


async def test_hidden_titles_are_not_asked_about(running: Scene) -> None:
    ada = running.join("Ada")
    panel = await ask(running, ada, CANARY, NEARLY)
    hide = await (await ada.press((await running.bring(ada, history_of(CANARY))).message, "Hide titles")).settled()
    ticked = await (await ada.choose(hide.message, None, [CANARY])).settled()
    assert "hidden: 1" in running.text(ticked)
    shown = await (await ada.press(panel, "Done")).settled()
    del shown
    fresh = await ask(running, ada, NEARLY)
    assert CANARY not in running.text(fresh)


async def test_the_menus_of_another_member_are_refused(running: Scene) -> None:
    ada = running.join("Ada")
    panel = await ask(running, ada, NEARLY)
    assert not running.join("Bo").sees(panel)


async def test_ratings_alone_are_a_history(running: Scene) -> None:
    ada = running.join("Ada")
    table = (
        "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,Region View Date\n"
        "Ada,Inception,thumb,,2,TV,2024-01-13 20:15:00,\nAda,Ozark,thumb,,3,TV,2024-01-14 20:15:00,\n"
    )
    report = running.text(await running.bring(ada, table.encode()))
    assert "2 ratings" in report
    privacy = running.text(await (await ada.slash("privacy", running.sandbox.channel)).settled())
    assert "Ratings: 2" in privacy


def smaller(folder: Path) -> Path:
    """A catalogue in the starter's form that knows nothing of what the members here watched."""
    (folder / "titles").mkdir(parents=True)
    (folder / "tags.toml").write_text("[mood]\n" + "".join(f'"t{at}" = "x"\n' for at in range(30)), encoding="utf-8")
    tags = ", ".join(f"t{at}" for at in range(26))
    (folder / "titles" / "one.toml").write_text(
        f'[lone]\nkind = "movie"\ntitle = "Lone Kestrel"\nyear = 2001\nminutes = 90\ngenres = ["drama"]\n'
        f'countries = ["IE"]\nlanguage = "en"\nmaturity = "PG"\nmakers = []\ncast = []\npopularity = 3\n'
        f'tags.essential = "{tags}"\n',
        encoding="utf-8",
    )
    return folder


async def test_a_better_catalogue_reaches_old_histories_and_is_told_once(tmp_path: Path) -> None:
    poor = smaller(tmp_path / "poor")
    async with run_sandbox() as sandbox:
        async with run_bot(sandbox, tmp_path, settings={"BLENDZ_CATALOGUE": str(poor)}) as scene:
            ada = scene.join("Ada")
            assert "**0 %**" in scene.text(await scene.bring(ada, history_of("Ozark")))
        async with run_bot(sandbox, tmp_path) as scene:
            await _until(lambda: "1 histories matched again" in scene.log.read_text("utf-8"), "never matched again")
            for _ in range(2):
                await (await ada.slash("help", scene.sandbox.channel)).settled()
            await _until(lambda: told(scene, ada), "the member was never told")
            await (await ada.slash("help", scene.sandbox.channel)).settled()
            await asyncio.sleep(0.3)
            assert told(scene, ada) == ["21 of your 21 rows, 0 before"]
            scene.check()


def told(scene: Scene, actor: Actor) -> list[str]:
    """What a member was told of the catalogue's growth."""
    texts = [scene.text(message) for message in actor.messages(scene.sandbox.channel)]
    return [found[0] for text in texts if (found := re.findall(r"\d+ of your \d+ rows, \d+ before", text))]


async def _until(done: Callable[[], object], otherwise: str) -> None:
    for _ in range(200):
        if done():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(otherwise)


async def test_who_brought_only_ratings_takes_part_in_a_blend(running: Scene) -> None:
    ada = running.join("Ada")
    names = ("Inception", "The Dark Knight", "Se7en", "Pulp Fiction", "Parasite")
    lines = [f"Ada,{name},thumb,,2,TV,2024-01-1{at} 20:15:00," for at, name in enumerate(names)]
    header = "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,Region View Date"
    report = running.text(await running.bring(ada, "\n".join([header, *lines]).encode()))
    assert "Your taste is in" in report
    panel = await (await ada.slash("blend", running.sandbox.channel, friend=running.join("Bo").user)).settled()
    listed = running.text(panel)
    assert "1. " in listed
    assert "Inception" not in listed  # who rated it has seen it
    insights = running.text(await (await ada.slash("insights", running.sandbox.channel)).settled())
    assert "ratings or a list" in insights


async def test_answers_can_be_taken_back(running: Scene) -> None:
    ada = running.join("Ada")
    panel = await ask(running, ada, NEARLY)
    answered = await (await ada.choose(panel, menu_with(panel, KNOWN)["custom_id"], ["None of these"])).settled()
    assert NEARLY not in running.text(answered)
    back = await (await ada.press(answered.message, "Forget my 1 answer")).settled()
    assert NEARLY in running.text(back)
    again = await (await ada.choose(back.message, menu_with(back.message, KNOWN)["custom_id"], [KNOWN])).settled()
    assert "+20 rows recognised" in running.text(again)
