"""What invented members watched, for comparing them, and those members before the bot."""

import datetime as dt
from collections.abc import Sequence

from bot.blending import Guest
from bot.sandbox import Actor, Channel, Guild, Handle, Message
from data.history import History, Viewing
from tests.e2e import CATALOGUE, Scene, account_page

CRIME = (
    "Ozark", "Narcos", "Breaking Bad", "Peaky Blinders", "Mindhunter", "Pulp Fiction", "The Godfather", "Dark",
    "Better Call Saul", "Money Heist", "The Sopranos", "True Detective",
)  # fmt: skip
CHEER = (
    "Friends", "Gilmore Girls", "Modern Family", "Shrek", "Legally Blonde", "Mamma Mia!", "Bridgerton", "Titanic",
    "Emily in Paris", "The Notebook", "Love Actually", "Mean Girls",
)  # fmt: skip
MIXED = (
    "Ozark",
    "Friends",
    "Narcos",
    "Shrek",
    "Stranger Things",
    "Inception",
    "The Matrix",
    "Black Mirror",
    *CRIME[8:],
)
SHARES = "Members of this server may, without asking"
_DAY = dt.date(2024, 5, 1)


def guest(member: int, names: Sequence[str], seen: Sequence[str] = ()) -> Guest:
    """A guest who watched the titles of these names: films once, of series four episodes."""
    titles = [title for title in CATALOGUE.titles if title.title in names]
    rows = [
        Viewing(t.title, "movie" if t.kind == "movie" else "episode", t.title, episode=None, date=_DAY, match=t.id)
        for t in titles
        for _ in range(1 if t.kind == "movie" else 4)
    ]
    return Guest(member, History(tuple(rows), CATALOGUE.version), frozenset(seen))


async def member(scene: Scene, name: str, titles: Sequence[str], home: Guild | None = None, setting: str = "") -> Actor:
    """A member with this history and this answer to who may use it here."""
    actor = scene.join(name, home)
    here = (home or scene.sandbox.guild).channels[0]
    if titles:
        await scene.bring(actor, account_page(*titles), here)
    if setting:
        await allow(scene, actor, setting, home)
    return actor


async def allow(scene: Scene, actor: Actor, setting: str, home: Guild | None = None) -> None:
    """Answer in /privacy who may use the history here."""
    panel = (await (await actor.slash("privacy", (home or scene.sandbox.guild).channels[0])).settled()).message
    await (await actor.choose(panel, None, [setting])).settled(quiet=0.1)
    assert f"[▾ {setting}:" in scene.text(panel)


async def delete(scene: Scene, actor: Actor, home: Guild | None = None) -> None:
    """Delete everything."""
    panel = (await (await actor.slash("privacy", (home or scene.sandbox.guild).channels[0])).settled()).message
    for _ in range(2):
        await (await actor.press(panel, "Delete everything")).settled(quiet=0.2)
    assert "Everything is deleted" in scene.text(panel)


async def asked(scene: Scene, ada: Actor, bo: Actor, channel: Channel | None = None) -> Message:
    """The question in the channel after one asked the other."""
    handle = await ada.slash("taste", channel or scene.sandbox.channel, friend=bo.user)
    question = await posted_by(handle)
    assert f"I asked @{bo.user.display}" in scene.text(handle.interaction.original or question)
    return question


async def posted_by(handle: Handle) -> Message:
    """The message in the channel that follows an answer."""
    await handle.until(lambda: bool(handle.interaction.followups))
    (message,) = handle.interaction.followups
    assert not message.ephemeral
    return message


async def compared(actor: Actor, question: Message) -> Message:
    """What one of the two is shown once the friend has joined."""
    shown = (await (await actor.press(question, "Show me")).settled()).message
    assert shown.ephemeral
    return shown
