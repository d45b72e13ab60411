"""Two members of whom one hides something, and everything the other gets to see of it."""

from collections.abc import Collection, Sequence

from bot.sandbox import Actor, Guild, Handle, Message
from tests.e2e import CANARY, Scene, account_page, picture_bytes, titles_in

ADAS = ("Ozark", "Narcos", "Friends", "Inception", "The Matrix", "Shrek", "Pulp Fiction")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Ozark", "The Godfather")
HIDDEN = {
    "a film": ["Titanic"],
    "a series": ["Emily in Paris"],
    "something seen together": ["Friends", "Shrek"],
    "something unknown": [CANARY],
    "half of it": ["Bridgerton", "Friends", "Mamma Mia!", CANARY],
    "everything": [*BOS, CANARY],
}


async def pair(
    scene: Scene, adas: Sequence[str], bos: Sequence[str], without: Collection[str] = ()
) -> tuple[Guild, Actor, Actor]:
    """A server of its own with Ada and Bo, who bring these titles; Bo's file lacks some."""
    home = scene.sandbox.add_guild("Home")
    ada, bo = (scene.sandbox.actor(scene.sandbox.add_member(name, home)) for name in ("Ada", "Bo"))
    await scene.bring(ada, account_page(*adas), home.channels[0])
    if set(without) < {*bos, CANARY}:
        await scene.bring(bo, account_page(*bos, without=without), home.channels[0])
    return home, ada, bo


async def hide(scene: Scene, actor: Actor, guild: Guild, names: Sequence[str]) -> None:
    """Tick these titles in /privacy."""
    privacy = (await (await actor.slash("privacy", guild.channels[0])).settled()).message
    await (await actor.press(privacy, "Hide titles")).settled()
    await (await actor.choose(privacy, "Tick what nobody should know of", names)).settled()
    assert f"hidden: {len(names)}" in scene.text(privacy)


async def drawn(scene: Scene, handle: Handle) -> Message:
    """The panel, with its picture where there is a browser."""
    await handle.settled()
    panel = handle.interaction.source or handle.message
    await handle.until(lambda: bool(panel.attachments) is scene.has_browser)
    return panel


async def seen_by_others(scene: Scene, guild: Guild, ada: Actor, bo: Actor, charts: Sequence[str]) -> list[object]:
    """Everything Ada gets to see of an evening with Bo: texts and pictures, in order."""
    here, seen = guild.channels[0], list[object]()

    def note(message: Message) -> None:
        seen.extend((scene.text(message), *picture_bytes(message)))

    handle = await ada.slash("blend", here, friend=bo.user, seen="New to someone")
    panel = await drawn(scene, handle)
    note(panel)
    await drawn(scene, await bo.press(panel, "Join"))
    note(panel)
    seen += await scene.pages(ada, panel)
    first = titles_in(scene.text(panel))[0]
    note((await (await ada.choose(panel, None, [f"{first.title} ({first.year})"])).settled()).message)
    for chart in (*charts, "shared"):
        asked = (await (await ada.slash("insights", here, member=bo.user, chart=chart)).settled()).message
        await (await bo.press(asked, "Show them")).settled()
        note(asked)
    return seen


async def compare(scene: Scene, hidden: list[str], charts: Sequence[str]) -> None:
    """Hide these titles, never bring them, or show them: others see the same twice and something else then."""
    with_hidden = await pair(scene, ADAS, BOS)
    await hide(scene, with_hidden[2], with_hidden[0], hidden)
    without = await pair(scene, ADAS, BOS, hidden)
    open_to_all = await pair(scene, ADAS, BOS)
    seen = [await seen_by_others(scene, *one, charts) for one in (with_hidden, without, open_to_all)]
    assert seen[0] == seen[1]
    assert seen[0] != seen[2]  # the comparison can tell
