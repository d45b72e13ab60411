"""After `Delete everything` nothing of a member is left: on disk, in the log, in open panels, in what others see."""

import sqlite3
from collections.abc import AsyncGenerator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Message
from tests.e2e import CANARY, FILE_CANARY, Scene, account_page, activity, run_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADAS = ("Ozark", "Narcos", "Breaking Bad", "Peaky Blinders", "Pulp Fiction", "The Godfather")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!")
_PIECE = 24


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("delete")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


def secrets_in(scene: Scene) -> set[bytes]:
    """Every sealed record, key and name of an owner in the database, as a reader of the file would find it."""
    with closing(sqlite3.connect(f"file:{scene.state / 'blendz.db'}?mode=ro", uri=True)) as db:
        rows = db.execute("SELECT owner, data_key, sealed FROM vault JOIN record USING (owner)").fetchall()
    return {bytes(value) for row in rows for value in row}


def left_on_disk(folder: Path, secrets: set[bytes]) -> list[bytes]:
    """Which of these stand in any file, whole or as a piece of each two dozen bytes."""
    heap = b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    pieces = {secret[at : at + _PIECE] for secret in secrets for at in range(0, len(secret) - _PIECE + 1, 512)}
    return [piece for piece in pieces if piece in heap]


async def delete(scene: Scene, actor: Actor) -> str:
    """Delete everything; what the member then reads."""
    privacy = (await (await actor.slash("privacy", scene.sandbox.channel)).settled()).message
    await (await actor.press(privacy, "Delete everything")).settled()
    handle = await (await actor.press(privacy, "Delete everything")).settled(quiet=0.2)
    return scene.text(handle.message)


async def whole_evening(scene: Scene, ada: Actor, bo: Actor) -> Message:
    """Everything that leaves something behind: uploads, a blend, marks, pictures, hiding, a file that waits."""
    here = scene.sandbox.channel
    await scene.bring(ada, account_page(*ADAS))
    await scene.bring(bo, account_page(*BOS))
    panel = (await (await ada.slash("blend", here, friend=bo.user)).settled()).message
    await (await bo.press(panel, "Join")).settled()
    await (await ada.press(panel, "Next ▶")).settled()
    for chart in ("top_series", "calendar"):
        preview = (await (await bo.slash("insights", here, chart=chart)).settled()).message
        await (await bo.press(preview, "As text")).settled()
    asked = (await (await bo.slash("insights", here, member=ada.user, chart="shared")).settled()).message
    await (await ada.press(asked, "Show them")).settled()
    privacy = (await (await bo.slash("privacy", here)).settled()).message
    await (await bo.press(privacy, "Hide titles")).settled()
    await (await bo.choose(privacy, "Tick what nobody should know of", ["Titanic"])).settled()
    return panel


async def test_no_byte_of_a_deleted_member_is_left(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), scene.join("Bo")
    await whole_evening(scene, ada, bo)
    stored = secrets_in(scene)
    assert len(left_on_disk(scene.folder, stored)) > 10  # the search can tell
    assert "Everything is deleted" in await delete(scene, bo)
    gone = stored - secrets_in(scene)
    assert len(gone) > 10  # history, marks, uses, blend, group: each with key and owner
    assert left_on_disk(scene.folder, gone) == []
    words = [CANARY, FILE_CANARY, "Bridgerton", "Emily in Paris", str(bo.user.id)]
    heap = b"\n".join(path.read_bytes() for path in scene.folder.rglob("*") if path.is_file())
    assert [word for word in words if word.encode() in heap] == []


async def test_open_panels_with_a_deleted_member_are_taken_down(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), scene.join("Bo")
    panel = await whole_evening(scene, ada, bo)
    assert "@Bo" in scene.text(panel)
    await delete(scene, bo)
    assert "the list was taken down" in scene.text(panel)
    assert "@Bo" not in scene.text(panel)


async def test_after_deletion_a_member_is_as_new_and_others_keep_theirs(scene: Scene) -> None:
    ada, bo, here = scene.join("Ada"), scene.join("Bo"), scene.sandbox.channel
    await whole_evening(scene, ada, bo)
    uses = scene.text(await (await ada.slash("privacy", here)).settled())
    assert "@Bo · insights" in uses
    await delete(scene, bo)
    kept = scene.text(await (await ada.slash("privacy", here)).settled())
    assert "**22 rows**" in kept
    assert "@Bo" not in kept
    assert "Nothing of you is stored here" in scene.text(await (await bo.slash("privacy", here)).settled())
    assert "no history here yet" in scene.text(await (await bo.slash("insights", here)).settled())
    panel = (await (await ada.slash("blend", here, friend=bo.user)).settled()).message
    assert "no history here yet" in scene.text(await (await bo.press(panel, "Join")).settled())
    assert "were here already" not in scene.text(await scene.bring(bo, account_page(*BOS)))
    again = scene.text(await (await bo.slash("privacy", here)).settled())
    assert "Hidden: 0" in again


async def test_a_file_that_waits_for_its_profile_is_forgotten_too(scene: Scene) -> None:
    ada = scene.join("Ada")
    asked = await scene.bring(ada, activity(Ada=ADAS, Bo=BOS))
    await delete(scene, ada)
    told = scene.text(await (await ada.choose(asked.message, None, ["Ada"])).settled())
    assert "no longer have that file" in told
    assert "Nothing of you is stored" in scene.text(await (await ada.slash("privacy", scene.sandbox.channel)).settled())


async def test_deletion_is_asked_about_first_and_can_be_declined(scene: Scene) -> None:
    ada = scene.join("Ada")
    await scene.bring(ada, account_page(*ADAS))
    privacy = (await (await ada.slash("privacy", scene.sandbox.channel)).settled()).message
    asked = await (await ada.press(privacy, "Delete everything")).settled()
    assert "Delete everything?" in scene.text(privacy)
    assert asked.interaction.followups == []
    await (await ada.press(privacy, "Keep it")).settled()
    assert "**22 rows**" in scene.text(privacy)
