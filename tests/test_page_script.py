"""Written evenings: what a script may say, and how it is told when it cannot be played."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.charts.browser import find_browser
from bot.sandbox.page import Page
from bot.sandbox.page.command import Choices
from bot.sandbox.page.playing.line import open_line
from bot.sandbox.page.playing.outcome import OutcomeMeans
from bot.sandbox.page.playing.player import Player, StepFailed
from bot.sandbox.page.playing.script import Script, read_script
from bot.sandbox.page.playing.shapes import ScriptProblem, Shot
from tests.page_running import choices_for, open_running

SHORT = Path(__file__).parent / "samples" / "page" / "short.toml"
SCRIPTS = Path(__file__).parent.parent / "bot" / "sandbox" / "page" / "scripts"


def written(folder: Path, text: str) -> Script:
    path = folder / "written.toml"
    path.write_text(text, encoding="utf-8")
    return read_script(path)


def test_a_script_is_read_with_its_steps_in_order(tmp_path: Path) -> None:
    script = written(
        tmp_path,
        'title = "A try"\nclock = 2030-02-15T19:30:00Z\nseed = 3\nmembers = ["Zora"]\n'
        '[[step]]\nas = "Ada"\nslash = "blend"\noptions = { friend = "@Bruno" }\nexpect = "match"\nshot = "list"\n'
        '[[step]]\nchoose = [1, "Noor"]\nmenu = "Who?"\n'
        'shot = { name = "b", of = "dialog", scale = 0.5, crop = [0, 1, 2, 3] }\n',
    )
    first, second = script.steps
    assert (script.title, script.seed, script.members, script.clock and script.clock.year) == (
        "A try",
        3,
        ("Zora",),
        2030,
    )
    assert (first.actor, first.action, first.value, first.more) == (
        "Ada",
        "slash",
        "blend",
        {"options": {"friend": "@Bruno"}},
    )
    assert (first.expect, first.shot) == (("match",), Shot("list"))
    assert (second.value, second.more, second.shot) == (
        (1, "Noor"),
        {"menu": "Who?"},
        Shot("b", "dialog", 0.5, (0, 1, 2, 3)),
    )
    assert second.words == "step 2 (the member before chooses 1, Noor)"


def test_each_step_has_a_picture_unless_only_the_named_ones_are_wanted(tmp_path: Path) -> None:
    steps = (
        '[[step]]\nas = "Zoë"\nupload = "sample-ada"\n[[step]]\npress = "More / less of…"\n'
        '[[step]]\nchoose = [1]\nshot = "mine"\n[[step]]\nexpect = "there"\n'
    )
    each, named = written(tmp_path, steps), written(tmp_path, f'shots = "named"\n{steps}')
    assert [step.shot and step.shot.name for step in each.steps] == [
        "upload-sample-ada",
        "press-more-less-of",
        "mine",
        "look",
    ]
    assert [step.shot and step.shot.name for step in named.steps] == [None, None, "mine", None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there is no [[step]]"),
        ("[[step]]\npres = 'Join'", "step 1: does not know `pres` here"),
        ("[[step]]\n[[step]]\npress = 'Join'\nslash = 'blend'", "step 2: does two things at once: press and slash"),
        ("[[step]]\npress = 3", "step 1: `press` cannot be 3"),
        ("[[step]]\npress = 'Join'\noptions = {}", "step 1: does not know `options` here"),
        ("[[step]]\nvote = [0]", "step 1: `vote` holds words, or places from 1"),
        ("[[step]]\nexpect = 3", "step 1: `expect` is text, or a list of texts"),
        ("[[step]]\nrestart = 'gently'", "`restart` is stop or kill, not 'gently'"),
        ("[[step]]\ntheme = 'pink'", "`theme` is dark or light, not 'pink'"),
        ("[[step]]\nshot = '../x'", "a `shot` needs a name of letters"),
        ("[[step]]\nshot = { name = 'x', scale = 2 }", "the `scale` of a shot"),
        ("[[step]]\nshot = { name = 'x', crop = [1] }", "the `crop` of a shot"),
        ("[[step]]\nshot = { name = 'x', size = 1 }", "a `shot` has no size"),
        ("clock = 2030-02-15T19:30:00\n[[step]]", "`clock` is a moment with its zone"),
        ("seed = true\n[[step]]", "`seed` cannot be True"),
        ("colour = 1\n[[step]]", "does not know `colour` here"),
        ("shots = 'some'\n[[step]]", "`shots` is each or named, not 'some'"),
        ("[[step]", "is not TOML"),
    ],
)
def test_what_is_wrong_with_a_script_is_one_sentence_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ScriptProblem, match=re.escape(told)) as problem:
        written(tmp_path, text)
    assert str(problem.value).startswith("written.toml")
    assert "\n" not in str(problem.value)


def test_a_script_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptProblem, match=r"none\.toml cannot be read \(No such file"):
        read_script(tmp_path / "none.toml")


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_scripts_of_the_repository_can_be_read(path: Path) -> None:
    assert any(step.shot for step in read_script(path).steps)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Page]:
    folder = tmp_path_factory.mktemp("script")
    async with open_running(Choices(folder, folder, opens=False, members=("Ada", "Bruno", "Noor"))) as opened:
        ada = opened.sandbox.actor(opened.people()[0])
        await (await ada.slash("help", opened.sandbox.channel)).settled()
        yield opened


async def play(page: Page, script: Script) -> list[str]:
    told: list[str] = []
    async with open_line(page) as line:
        means, first = OutcomeMeans(page), page.people()[0]
        await Player(page, script, means, line, told.append, first, page.sandbox.channel).play()
    return told


@pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("path", [SHORT, *sorted(SCRIPTS.glob("*.toml"))], ids=lambda path: path.stem)
async def test_the_scripts_of_the_repository_play_to_their_end(tmp_path: Path, path: Path) -> None:
    script = read_script(path)
    async with open_running(choices_for(script, tmp_path)) as page:
        assert len(await play(page, script)) == len(script.steps)


@pytest.mark.asyncio(loop_scope="module")
class TestWatching:
    """Played behind the page: what a reader's own tab then shows."""

    async def test_what_a_member_does_reaches_the_bot_and_the_tab_follows(self, page: Page, tmp_path: Path) -> None:
        script = written(
            tmp_path,
            'members = ["Zora"]\n[[step]]\nas = "Zora"\nsay = "Zora looks for help."\n'
            'slash = "help"\nexpect = "/upload"\n'
            '[[step]]\nas = "Bruno"\nabsent = "/upload"\n',
        )
        seen: list[str] = []
        async with open_line(page) as watcher:
            watching = next(iter(page.connections))
            for step in script.steps:
                seen += await play(page, Script(script.folder, (step,), members=script.members))
                seen.append(watching.me.display)
            del watcher
        assert seen == ["Zora looks for help.", "Zora", "Step 2 (Bruno looks).", "Bruno"]

    @pytest.mark.parametrize(
        ("step", "told"),
        [
            ('press = "Dance"', "step 1 (Ada presses “Dance”): there is no button 'Dance'"),
            ('slash = "dance"', "step 1 (Ada uses /dance): no command dance here; there are"),
            (
                'slash = "blend"\noptions = { friend = "@Nobody" }',
                "step 1 (Ada uses /blend): there is nobody called @Nobody.",
            ),
            ('upload = "none.csv"', "step 1 (Ada uploads none.csv): the file none.csv cannot be read (No such file"),
            ('fill = { "A" = "b" }', "step 1 (Ada fills in the form): no form is open."),
            ("vote = 1", "step 1 (Ada votes for 1): there is no open poll."),
            ('expect = "never said"', "step 1 (Ada looks): no message holds “never said”."),
            (
                'slash = "privacy"\n[[step]]\nchoose = "body"\n[[step]]\nchoose = "me"',
                "step 3 (the member before chooses me): there is no single option 'me'; there are ",
            ),
            ('fault = "flood"', "step 1 (the fault flood): "),
            ('channel = "#cellar"', "step 1 (Ada looks): there is no channel #cellar."),
        ],
    )
    async def test_a_step_that_fails_is_one_sentence(self, page: Page, tmp_path: Path, step: str, told: str) -> None:
        script = written(tmp_path, f'title = "A try"\npatience = 0.2\n[[step]]\nas = "Ada"\n{step}\n')
        with pytest.raises(StepFailed) as failure:
            await play(page, script)
        assert str(failure.value).startswith(f"A try, {told}")
        assert "\n" not in str(failure.value)

    async def test_a_failure_that_is_written_down_is_none_and_an_answer_is(self, page: Page, tmp_path: Path) -> None:
        fault = '[[step]]\nas = "Ada"\nfault = "slow"\nseconds = 4\ntimes = 1\n'
        await play(page, written(tmp_path, f'{fault}[[step]]\nslash = "help"\nfails = true\n'))
        page.world.report.take_problems()
        with pytest.raises(StepFailed, match="it was answered, and was to fail"):
            await play(page, written(tmp_path, '[[step]]\nas = "Ada"\nslash = "help"\nfails = true\n'))

    async def test_a_restart_is_over_when_the_bot_is_back(self, page: Page, tmp_path: Path) -> None:
        assert page.bot is not None
        before = page.bot.process
        await play(page, written(tmp_path, '[[step]]\nrestart = "kill"\n[[step]]\nas = "Ada"\nslash = "help"\n'))
        assert page.bot.process.pid != before.pid
        assert await asyncio.wait_for(before.wait(), 5) != 0
