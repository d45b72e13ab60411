"""A member brings their history: privately, honestly told, twice without harm, and nothing of the file stays."""

import json
import re
from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Message
from bot.sandbox.limits.components import walk
from tests.e2e import CANARY, FILE_CANARY, Scene, account_page, activity, full_report, run_scene
from tests.hostile_titles import PAYLOADS

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILMS = ("Inception", "Titanic", "Shutter Island", "Pulp Fiction", "The Matrix")
#: A mention, time, emoji or address that Discord would act on.
DOES_SOMETHING = re.compile(
    r"(?<!\\)<(@|#|/|t:|a?:|id:)[^>]*1234567|(?<!\\)https?://evil|@(everyone|here)\b", re.IGNORECASE
)
WRONG = {
    "the page instead of the file": (b"<!DOCTYPE html><html><body>Viewing activity</body></html>", "a web page"),
    "an empty file": (b"", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "a picture"),
    "an export that cannot be read yet": (
        b"Profile ID;Program Title;Season Title;Create Date;Create Time;End Date;End Time\n1;Bluey;;2024;;;\n",
        "Disney+",
    ),
    "a file of the report without titles": (b"Profile Name,Query Typed\nAda,film\n", "search history"),
    "a broken zip": (full_report(activity(Ada=FILMS))[:-40], "damaged"),
    "a table of something else": (b"Name,Phone\nAda,123\nBo,456\n", "do not find a title and a date"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("upload")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def stored(scene: Scene, actor: Actor) -> str:
    """What /privacy says is kept."""
    return scene.text(await (await actor.slash("privacy", scene.sandbox.channel)).settled())


async def test_the_account_page_is_read_and_told_honestly(scene: Scene) -> None:
    ada = scene.join("Ada")
    told = scene.text(await scene.bring(ada, account_page(*FILMS, "Ozark")))
    assert "**13 new rows**" in told  # five films, four episodes of Ozark, four of a series nobody knows
    assert "**5 films** and **2 series**, 13 Jan 2024 to 25 Jan 2024" in told
    assert "month first" in told
    assert f"I know the titles of **69 %** of the rows. Most watched of what I do not know: {CANARY} (4)" in told
    assert "**13 rows** from 13 Jan 2024 to 25 Jan 2024: 5 films and 2 series, 6 of these" in await stored(scene, ada)


async def test_of_a_household_only_the_chosen_profile_is_kept(scene: Scene) -> None:
    ada = scene.join("Ada")
    asked = await scene.bring(ada, activity(Ada=("Ozark", *FILMS), Kids=("Shrek", "Minions", CANARY)))
    assert "Which profile is yours?" in scene.text(asked)
    assert "Nothing of you is stored" in await stored(scene, ada)
    told = scene.text(await (await ada.choose(asked.message, None, ["Ada"])).settled())
    assert "**9 new rows**" in told
    assert "for the profile Ada" in told
    assert "**9 rows**" in await stored(scene, ada)
    hidden = await (await ada.slash("privacy", scene.sandbox.channel)).settled()
    listed = scene.text(await (await ada.press(hidden.message, "Hide titles")).settled(quiet=0.1))
    assert "Shrek" not in scene.text(hidden) + listed


async def test_the_whole_report_is_read_as_zip(scene: Scene) -> None:
    ada = scene.join("Ada")
    handle = await ada.slash(
        "upload", scene.sandbox.channel, history=(f"{FILE_CANARY}.zip", full_report(activity(Ada=("Ozark", *FILMS))))
    )
    assert "**9 new rows**" in scene.text(await handle.settled())


async def test_two_files_are_read_at_once_and_count_once(scene: Scene) -> None:
    ada = scene.join("Ada")
    page, table = account_page(*FILMS, canary=False), activity(Ada=(*FILMS, "Ozark"))
    handle = await ada.slash("upload", scene.sandbox.channel, history=("a.csv", page), history2=("b.csv", table))
    assert "**9 new rows**" in scene.text(await handle.settled())


async def test_without_a_file_the_way_to_one_is_shown(scene: Scene) -> None:
    told = await (await scene.join("Ada").slash("upload", scene.sandbox.channel)).settled()
    assert "netflix.com/settings/viewed" in scene.text(told)
    assert "[Open viewing activity]" in scene.text(told)


async def test_nobody_else_sees_that_somebody_uploads(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), scene.join("Bo")
    before = bo.messages(scene.sandbox.channel)
    for content in (account_page(*FILMS), b"", activity(Ada=FILMS, Bo=FILMS)):
        handle = await ada.slash("upload", scene.sandbox.channel, history=("h.csv", content))
        await handle.acknowledged()
        assert handle.interaction.original is not None
        assert handle.interaction.original.ephemeral  # Discord shows the file to all when the first answer is not
        await handle.settled()
        assert ada.sees(handle.message)
    assert bo.messages(scene.sandbox.channel) == before


@pytest.mark.parametrize(("content", "problem"), WRONG.values(), ids=WRONG)
async def test_a_wrong_file_is_named_and_costs_nothing(scene: Scene, content: bytes, problem: str) -> None:
    ada = scene.join("Ada")
    await scene.bring(ada, account_page(*FILMS))
    before = await stored(scene, ada)
    told = scene.text(await scene.bring(ada, content))
    assert problem in told
    assert "netflix.com" in told  # and what to do instead
    assert await stored(scene, ada) == before
    await scene.bring(ada, account_page(*FILMS, "Ozark"))
    assert await stored(scene, ada) != before  # the comparison can tell


async def test_the_same_file_again_adds_nothing(scene: Scene) -> None:
    ada = scene.join("Ada")
    await scene.bring(ada, account_page(*FILMS))
    before = await stored(scene, ada)
    told = scene.text(await scene.bring(ada, account_page(*FILMS)))
    assert "Nothing new in this file" in told
    assert await stored(scene, ada) == before
    more = scene.text(await scene.bring(ada, account_page(*FILMS, CANARY, "Ozark", canary=False)))
    assert "**4 new rows**, 9 were here already" in more


async def test_two_uploads_at_the_same_moment_both_end_up_in_the_history(scene: Scene) -> None:
    ada = scene.join("Ada")
    pages = account_page("Inception", "Titanic"), activity(Ada=("Ozark", "Shrek"))
    handles = [await ada.slash("upload", scene.sandbox.channel, history=("h.csv", page)) for page in pages]
    for handle in handles:
        assert "Your history is in" in scene.text(await handle.settled())
    assert "**11 rows**" in await stored(scene, ada)


async def test_the_export_holds_what_was_uploaded_and_can_be_uploaded_again(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), scene.join("Bo")
    await scene.bring(ada, account_page(*FILMS))
    panel = (await (await ada.slash("privacy", scene.sandbox.channel)).settled()).message
    sent = (await (await ada.press(panel, "Export")).settled()).message
    assert sent.ephemeral
    files = {attachment.filename: attachment.body for attachment in sent.attachments}
    assert CANARY.encode() in files["blendz-history.csv"]
    everything = json.loads(files["blendz-everything.json"])
    assert CANARY in json.dumps(everything["history"])
    assert "**9 new rows**" in scene.text(await scene.bring(bo, files["blendz-history.csv"]))


async def test_titles_that_want_to_do_something_do_nothing(scene: Scene) -> None:
    said: list[str] = []
    names = [name for name in PAYLOADS if name.isprintable()]
    for start in range(0, len(names), 5):  # as many as a report names
        ada = scene.join("Ada")
        told = await scene.bring(ada, account_page(*names[start : start + 5], canary=False))
        panel = (await (await ada.slash("privacy", scene.sandbox.channel)).settled()).message
        await (await ada.press(panel, "Hide titles")).settled()
        top = await (await ada.slash("insights", scene.sandbox.channel, chart="Top series")).settled()
        messages = told.message, panel, top.message
        said += [text for message in messages for text in texts_in(message)]
        assert all(message.pings == () for message in messages)
    assert [text for text in said if DOES_SOMETHING.search(text)] == []
    assert all(
        word in "".join(said) for word in ("everyone", "evil.example", "123456789012345678")
    )  # shown all the same


def texts_in(message: Message) -> list[str]:
    """Every text of a message as it was sent."""
    return [str(part["content"]) for _, part in walk(message.components) if "content" in part]


async def test_the_search_for_traces_finds_a_trace(scene: Scene) -> None:
    await scene.bring(scene.join("Ada"), account_page(*FILMS))
    trace = scene.state / "cache" / "left-over.csv"
    trace.parent.mkdir()
    try:
        for text in (CANARY, CANARY.upper(), CANARY.encode("utf-16-le").decode("latin-1")):
            trace.write_text(text, encoding="latin-1")
            assert scene.traces([CANARY]) == [CANARY]
    finally:
        trace.unlink()
        trace.parent.rmdir()
