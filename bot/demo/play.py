"""The evening: upload, consent, blend, next page, steer, veto, insights. It ends by itself and says what went wrong."""

import asyncio
import shutil
from pathlib import Path

from rich.console import Console

from bot.charts.browser import install_browser
from bot.demo.stage import Stage
from bot.sandbox import Actor, Impossible, Message, Sandbox, SpecMissing, Unanswered, render_text, run_sandbox
from bot.sandbox.process import BotEnded, bot_process
from bot.settings import Settings

HISTORIES = Path(__file__).parent / "histories"
_LONGEST = 55.0
_QUIET = 0.8


class WentWrong(Exception):
    """A member would have seen something they should not have; the text says what."""


async def play(settings: Settings) -> int:
    """Play the evening under `.state/demo/`; 0 when all went as a member would want it, else 1 with the reason."""
    console = Console()
    folder = settings.state / "demo"
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        reason = f"The demo cannot write to {folder} ({error.strerror}). Name another folder in BLENDZ_STATE."
        console.print(reason, style="red", markup=False, soft_wrap=True)
        return 1
    has_browser = await asyncio.to_thread(install_browser, console.print) is not None
    try:
        async with asyncio.timeout(_LONGEST), run_sandbox(state=settings.state) as sandbox:
            stage = Stage(sandbox, folder, console)
            chosen = {"BLENDZ_CATALOGUE": str(settings.catalogue.absolute())} if settings.catalogue else {}
            async with bot_process(sandbox, folder / "state", folder / "bot.log", chosen):
                await _evening(sandbox, stage, needs_pictures=has_browser)
            stage.close()
            for note in sandbox.report.notes:
                console.print(note, style="dim")
            _check(sandbox)
    except TimeoutError:
        return _fail(console, folder, f"the evening took longer than {_LONGEST:g} seconds")
    except (BotEnded, Unanswered, Impossible, WentWrong, SpecMissing) as problem:
        return _fail(console, folder, str(problem))
    except OSError as problem:
        return _fail(console, folder, f"{folder} cannot be used ({problem.strerror or type(problem).__name__})")
    pictures = f"{len(stage.pictures)} pictures and " if stage.pictures else "Charts stayed text. "
    console.print(f"\nAll went well. {pictures}the transcript are in {folder}.")
    return 0


async def _evening(sandbox: Sandbox, stage: Stage, *, needs_pictures: bool) -> None:
    ada, bruno, noor = (sandbox.actor(sandbox.add_member(name)) for name in ("Ada", "Bruno", "Noor"))
    here = sandbox.channel
    stage.say("Three friends on a small server bring their histories. Nobody sees the others' uploads.")
    stage.show(await (await ada.slash("help", here)).settled())
    for actor, file in ((ada, "ada/NetflixViewingHistory.csv"), (bruno, "bruno/NetflixViewingHistory.csv")):
        stage.show(await (await actor.slash("upload", here, history=_file(file))).settled())
    household = await (await noor.slash("upload", here, history=_file("noor/ViewingActivity.csv"))).settled()
    stage.show(household)
    picked = await (await noor.choose(household.message, None, ["Noor"])).settled()
    stage.show(picked, household.message)

    stage.say("Ada asks what the three could watch. Her friends are asked before anything of theirs is used.")
    asked = await (await ada.slash("blend", here, friend=bruno.user, friend2=noor.user)).settled(quiet=_QUIET)
    panel = stage.show(asked)
    _want("Bruno" in _text(sandbox, panel), "the panel does not name the friends who are asked")
    stage.show(await (await bruno.press(panel, "Join")).settled(quiet=_QUIET), panel)
    joined = await (await noor.press(panel, "Join")).settled(quiet=_QUIET)
    stage.show(joined, panel)
    first = _text(sandbox, panel)
    _want("match" in first, "the panel of three members ranks nothing")
    _want(bool(panel.attachments) or not needs_pictures, "the blend has no picture although there is a browser")
    stage.show(await (await noor.press(panel, "Next ▶")).settled(quiet=_QUIET), panel)
    _want(_text(sandbox, panel) != first, "the next page shows the same titles")
    await _steer(sandbox, stage, panel, bruno, noor)

    stage.say("Later, everybody looks at their own year; Ada posts one picture.")
    mine = await (await ada.slash("insights", here)).settled(quiet=_QUIET)
    preview = stage.show(mine)
    for chart in ("Top series", "Top films", "Genres", "Calendar", "Weekdays by month"):
        stage.show(await (await ada.choose(preview, None, [chart])).settled(quiet=_QUIET), preview)
    posted = await (await ada.press(preview, "Post to channel")).settled(quiet=_QUIET)
    stage.show(posted)
    shared = await (await bruno.slash("insights", here, member=noor.user, chart="shared")).settled()
    stage.show(shared)
    stage.show(await (await noor.press(shared.message, "Show them")).settled(quiet=_QUIET), shared.message)
    stage.say("Noor looks at what is stored about her, and who used it.")
    stage.show(await (await noor.slash("privacy", here)).settled())


async def _steer(sandbox: Sandbox, stage: Stage, panel: Message, one: Actor, other: Actor) -> None:
    stage.say("Bruno would like it clever; Noor will not sit through horror tonight. The list follows both.")
    asked = await (await one.press(panel, "More / less of…")).settled()
    stage.show(await (await one.submit(asked.modal, {"More of": ["clever"]})).settled(quiet=_QUIET), panel)
    _want("+ clever" in _text(sandbox, panel), "the panel does not say which way it was steered")
    refused = await (await other.press(panel, "Veto genres")).settled()
    vetoed = await (await other.submit(refused.modal, {"Not for me tonight": ["horror"]})).settled(quiet=_QUIET)
    stage.show(vetoed, panel)
    _want("without" in _text(sandbox, panel), "the panel does not say what is left out")


def _file(name: str) -> tuple[str, bytes]:
    path = HISTORIES / name
    return path.name, path.read_bytes()


def _text(sandbox: Sandbox, message: Message) -> str:
    return render_text(message, sandbox.names)


def _want(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not is_so:
        raise WentWrong(otherwise)


def _check(sandbox: Sandbox) -> None:
    if sandbox.problems:
        raise WentWrong("Discord would have complained:\n" + "\n".join(sandbox.problems))


def _fail(console: Console, folder: Path, reason: str) -> int:
    text = f"\nThe evening went wrong: {reason}\nThe bot's log is in {folder / 'bot.log'}."
    console.print(text, style="red", markup=False, soft_wrap=True)  # a reason may hold [brackets] and long paths
    return 1
