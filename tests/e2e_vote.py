"""What the end-to-end tests of votes share: an evening of three, a poll asked and closed, and what is read of it."""

from bot.sandbox import Actor, Channel, Handle, Message
from tests.e2e import Scene, account_page

ADAS = ("Ozark", "Narcos", "Inception", "The Matrix", "Pulp Fiction", "Wednesday", "The Godfather", "Stranger Things")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Gilmore Girls", "Get Out")
CYS = ("Breaking Bad", "The Crown", "Black Mirror", "Dark", "Lupin", "Roma", "Squid Game", "The Irishman")


async def evening(scene: Scene, channel: Channel | None = None) -> tuple[tuple[Actor, Actor, Actor], Message]:
    """Ada, Bo and Cy, and the list of all three, in a channel of its own."""
    channel = channel or scene.sandbox.add_channel(f"evening-{len(scene.sandbox.guild.channels)}")
    ada, bo, cy = people = (scene.join("Ada"), scene.join("Bo"), scene.join("Cy"))
    for who, names in zip(people, (ADAS, BOS, CYS), strict=True):
        await scene.bring(who, account_page(*names))
    panel = (await (await ada.slash("blend", channel, friend=bo.user, friend2=cy.user)).settled()).message
    for friend in (bo, cy):
        await (await friend.press(panel, "Join")).settled()
    return people, panel


async def ask(who: Actor, panel: Message, hours: str = "4 hours") -> Message:
    """Ask for a vote; the poll."""
    question = (await (await who.press(panel, "Vote")).settled()).message
    await (await who.press(question, hours)).until(lambda: "A vote is open" in str(question.components))
    return polls(panel.channel)[-1]


async def close(who: Actor, poll: Message) -> Handle:
    return await (await who.press(poll, "Close the vote")).settled(quiet=0.1)


def polls(channel: Channel) -> list[Message]:
    return [message for message in channel.messages if message.poll is not None and not message.deleted]


def results(scene: Scene, channel: Channel) -> list[str]:
    """What everybody reads of decisions, beside Discord's own message."""
    said = [scene.text(message) for message in channel.messages if not message.ephemeral and not message.deleted]
    return [text for text in said if "## Tonight" in text or "## Nobody voted" in text]


def answers(poll: Message) -> list[str]:
    assert poll.poll is not None
    return [answer["poll_media"]["text"] for answer in poll.poll.answers]
