"""Panels outlive the bot's process; only what this bot wrote, pressed by whom it was written for, does anything."""

import dataclasses
from collections.abc import AsyncGenerator, Iterator, Mapping

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Message
from bot.sandbox.choosing import buttons, menus
from tests.e2e import Scene, account_page, activity, run_bot, run_sandbox, titles_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

CRIME = account_page("Ozark", "Narcos", "Breaking Bad", "Peaky Blinders", "Pulp Fiction", "The Godfather")
CHEER = account_page("Friends", "Gilmore Girls", "Modern Family", "Shrek", "Legally Blonde")
#: Panel, what to press or choose on it, and what its owner then reads there or in answer.
PRESSES = [
    ("blend", "Next ▶", "**6. "),
    ("blend", "Join", "A blend for @Ada and @Bo"),
    ("blend", "Leave this blend", "A blend for @Ada\n"),
    ("details", "I have seen it", "Noted: you have seen"),
    ("details of another", "Not for me", "will not come back"),
    ("preview", "As text", "[As picture]"),
    ("preview", ["Genres"], "##"),
    ("preview", "Post to channel", "insights of @Ada"),
    ("request", "Show them", "insights of @Bo"),
    ("second request", "Not now", "@Bo would rather not"),
    ("privacy", ["Nobody"], "[▾ Nobody:"),
    ("privacy", "Forget my marks", "Marked seen: 0"),
    ("privacy", "Export", "blendz-history.csv"),
    ("hide", ["Ozark"], "hidden: 1"),
    ("hide", "Done", "Your data"),
    ("question", "Keep it", "Your data"),
    ("guide", "How to upload", "Download all"),
    ("how to", "Privacy", "Your data"),
    ("report", "Hide titles", "Hide titles"),
    ("report", "Insights", "##"),
    ("report", "Blend", "Who watches tonight?"),
    ("profiles", ["Ada"], "I no longer have that file"),
    ("sure", "Delete everything", "Everything is deleted"),
]
FOREIGN = {
    "details": "I have seen it", "preview": "Post to channel", "request": "Show them", "privacy": "Export",
    "hide": "Done", "question": "Delete everything", "report": "Hide titles",
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Left:
    """What an earlier life of the bot left open, and who may press it."""

    scene: Scene
    panels: Mapping[str, tuple[Actor, Message]]
    #: Panel and label -> the custom id of its button.
    written: Mapping[tuple[str, str], str]
    stranger: Actor


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Left]:
    folder = tmp_path_factory.mktemp("restart")
    async with run_sandbox() as sandbox:
        async with run_bot(sandbox, folder) as earlier:
            panels = await open_everything(earlier)
            stranger = earlier.join("Eve")
            await earlier.bring(stranger, CHEER)
        shown = [(name, b) for name, (_, message) in panels.items() for b in buttons(message) if b.get("custom_id")]
        written = {(name, button["label"]): str(button["custom_id"]) for name, button in shown}
        async with run_bot(sandbox, folder) as scene:
            assert scene.pid != earlier.pid
            yield Left(scene, panels, written, stranger)


@pytest.fixture
def left(running: Left) -> Iterator[Left]:
    yield running
    running.scene.check()


async def open_everything(scene: Scene) -> dict[str, tuple[Actor, Message]]:
    """A panel of every kind."""
    here = scene.sandbox.channel
    ada, bo, cy, dee = (scene.join(name) for name in ("Ada", "Bo", "Cy", "Dee"))
    panels: dict[str, tuple[Actor, Message]] = {}

    async def used(actor: Actor, name: str, command: str, **options: object) -> Message:
        panels[name] = actor, (await (await actor.slash(command, here, **options)).settled()).message
        return panels[name][1]

    panels["report"] = ada, (await scene.bring(ada, CRIME)).message
    await scene.bring(bo, CHEER)
    await scene.bring(cy, CRIME)
    await scene.bring(dee, CRIME)
    panel = await used(ada, "blend", "blend", friend=bo.user)
    panels["blend"] = bo, panel
    for name, title in zip(("details", "details of another"), titles_in(scene.text(panel)), strict=False):
        panels[name] = ada, (await (await ada.choose(panel, None, [f"{title.title} ({title.year})"])).settled()).message
    await used(ada, "preview", "insights")
    for name in ("request", "second request"):
        panels[name] = bo, await used(ada, name, "insights", member=bo.user, chart="calendar")
    await used(ada, "privacy", "privacy")
    await (await ada.press(await used(ada, "hide", "privacy"), "Hide titles")).settled()
    await (await cy.press(await used(cy, "question", "privacy"), "Delete everything")).settled()
    await (await dee.press(await used(dee, "sure", "privacy"), "Delete everything")).settled()
    await used(ada, "guide", "help")
    await used(ada, "how to", "upload")
    await used(ada, "profiles", "upload", history=("a.csv", activity(Ada=("Ozark",), Bo=("Narcos",))))
    return panels


@pytest.mark.parametrize(("panel", "press", "words"), PRESSES)
async def test_a_panel_of_an_earlier_life_answers(left: Left, panel: str, press: str | list[str], words: str) -> None:
    actor, message = left.panels[panel]
    if isinstance(press, str):
        handle = await actor.press(message, press)
    else:
        handle = await actor.choose(message, menu_with(message, press[0]), press)
    await handle.settled()
    assert words in left.scene.text(message) + "\n" + left.scene.text(handle)


def menu_with(message: Message, label: str) -> str:
    """The custom id of the menu that has this option."""
    return next(menu["custom_id"] for menu in menus(message) if any(o["label"] == label for o in menu["options"]))


@pytest.mark.parametrize(("panel", "button"), FOREIGN.items())
async def test_a_panel_copied_to_somebody_else_refuses_them_kindly(left: Left, panel: str, button: str) -> None:
    scene, (_, original) = left.scene, left.panels[panel]
    own = (await (await left.stranger.slash("help", scene.sandbox.channel)).settled()).message
    buttons(own)[0]["custom_id"] = copied = left.written[panel, button]
    before = scene.text(original), scene.text(own)
    refused = await (await left.stranger.press(own, copied)).settled()
    assert refused.message.ephemeral
    assert any(words in scene.text(refused) for words in ("somebody else", "not for you", "earlier version"))
    assert (scene.text(original), scene.text(own)) == before
    assert "rows** from" in scene.text(await (await left.stranger.slash("privacy", scene.sandbox.channel)).settled())


def forgeries(written: str, me: int) -> list[str]:
    """What somebody might make of a custom id they have seen."""
    *body, signature = written.split("|")
    return [
        "|".join([*body, signature[:-1] + ("A" if signature[-1] != "A" else "B")]),
        "|".join([*body, ""]),
        "|".join(body),
        "|".join([body[0], str(me), signature]),
        "|".join(["priv.delete_yes", str(me), signature]),
        "|".join([*body, signature, signature]),
        "|".join([body[0], *reversed(body[1:]), signature]) if len(set(body[1:])) > 1 else f"{body[0]}|x|{signature}",
        f"priv.delete_yes|{me}|",
        "nobody.knows|this|" + signature,
        "a|" + "\u202e" * 50,
    ]


async def test_what_this_bot_did_not_write_does_nothing(left: Left) -> None:
    scene, eve = left.scene, left.stranger
    before = scene.text(await (await eve.slash("privacy", scene.sandbox.channel)).settled())
    own = (await (await eve.slash("help", scene.sandbox.channel)).settled()).message
    pressed = 0
    for forged in (forged for written in left.written.values() for forged in forgeries(written, eve.user.id)):
        buttons(own)[0]["custom_id"] = forged
        refused = await (await eve.press(own, forged)).settled()
        assert "no longer works" in scene.text(refused)
        assert refused.message.ephemeral
        pressed += 1
    assert pressed >= 150
    assert scene.text(await (await eve.slash("privacy", scene.sandbox.channel)).settled()) == before


async def test_a_blend_nobody_remembers_says_so(left: Left) -> None:
    ada, here = left.scene.join("Ada"), left.scene.sandbox.channel
    await left.scene.bring(ada, CRIME)
    panel = (await (await ada.slash("blend", here, friend=left.stranger.user)).settled()).message
    await (await left.stranger.press(panel, "Join")).settled()
    privacy = (await (await left.stranger.slash("privacy", here)).settled()).message
    await (await left.stranger.press(privacy, "Delete everything")).settled()
    again = next(b["custom_id"] for b in buttons(panel) if b.get("label") == "Next ▶")
    await (await left.stranger.press(privacy, "Delete everything")).settled(quiet=0.3)
    own = (await (await ada.slash("help", here)).settled()).message
    buttons(own)[0]["custom_id"] = again
    assert "This blend has ended" in left.scene.text(await (await ada.press(own, again)).settled())
