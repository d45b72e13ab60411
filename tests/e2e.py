"""The bot in its own process beside the sandbox, and what the end-to-end tests do there and look at."""

import asyncio
import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.charts.browser import find_browser
from bot.sandbox import Actor, Guild, Handle, Message, Sandbox, render_text, run_sandbox
from bot.sandbox.choosing import buttons
from bot.sandbox.process import bot_process
from bot.text import safe
from data.catalogue.load import load_catalogue
from data.catalogue.title import Title

CATALOGUE = load_catalogue()
BY_NAME = {(safe(title.title), title.year): title for title in CATALOGUE.titles}
#: A series nobody made, in every history here: nothing but its owner's own answers may ever hold it.
CANARY = "Marrowfat Kestrel Diaries"
#: Part of every file name here.
FILE_CANARY = "my-secret-folder"
_ROW = re.compile(r"\*\*\d+\. (.+)\*\* \((\d{4})\) · ")
_START = dt.date(2024, 1, 13)
_HEADER = (
    "Duration", "Start Time", "Profile Name", "Country", "Bookmark", "Latest Bookmark", "Supplemental Video Type",
    "Attributes", "Device Type", "Title",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A sandbox with the bot beside it, the bot's state folder and its log."""

    sandbox: Sandbox
    folder: Path
    process: asyncio.subprocess.Process
    has_browser: bool

    @property
    def pid(self) -> int:
        """The bot's process id."""
        return self.process.pid

    @property
    def state(self) -> Path:
        """BLENDZ_STATE."""
        return self.folder / "state"

    @property
    def log(self) -> Path:
        """What the bot printed."""
        return self.folder / "bot.log"

    def join(self, name: str, guild: Guild | None = None, **more: Any) -> Actor:
        """A new member of a server, acting."""
        return self.sandbox.actor(self.sandbox.add_member(name, guild, **more))

    def text(self, said: Message | Handle) -> str:
        """A message, or the last answer, as its reader sees it."""
        return render_text(said if isinstance(said, Message) else said.message, self.sandbox.names)

    async def bring(self, actor: Actor, content: bytes, channel: Any = None) -> Handle:
        """Upload one file and wait for the report."""
        name = f"{FILE_CANARY}.csv"
        return await (await actor.slash("upload", channel or self.sandbox.channel, history=(name, content))).settled()

    async def pages(self, actor: Actor, panel: Message) -> list[str]:
        """Every page of a list as text, from the one that is open to the last, turned by this member."""
        texts = [self.text(panel)]
        while any(b.get("label") == "Next ▶" and not b.get("disabled") for b in buttons(panel)):
            await (await actor.press(panel, "Next ▶")).settled()
            texts.append(self.text(panel))
        return texts

    async def listed(self, actor: Actor, panel: Message) -> list[Title]:
        """Every title of a list."""
        return [title for text in await self.pages(actor, panel) for title in titles_in(text)]

    def traces(self, words: Iterable[str]) -> list[str]:
        """Which of these words stand anywhere in the state folder, its names, or the log, whatever their case."""
        places = [path for path in self.state.rglob("*") if path.is_file()]
        heap = b"\n".join([*(path.read_bytes() for path in places), self.log.read_bytes()])
        heap = (heap + "\n".join(map(str, places)).encode()).lower()
        return [word for word in words if any(form.lower() in heap for form in _encodings(word))]

    def check(self) -> None:
        """Discord has nothing to complain about; what a member uploaded is neither public nor plain on disk or log."""
        assert self.sandbox.report.take_problems() == []
        public = [message for message in self.sandbox.world.messages.values() if not message.ephemeral]
        assert [text for text in map(self.text, public) if CANARY in text] == []
        assert self.traces([CANARY, FILE_CANARY, self.sandbox.token]) == []
        log = self.log.read_text(encoding="utf-8")
        assert not any(interaction.token in log for interaction in self.sandbox.world.interactions.values())


@asynccontextmanager
async def run_scene(
    folder: Path, *, pictures: bool = False, settings: Mapping[str, str] | None = None
) -> AsyncGenerator[Scene]:
    """A sandbox and the bot; without `pictures` on a host that has no browser, which is faster."""
    async with run_sandbox() as sandbox, run_bot(sandbox, folder, pictures=pictures, settings=settings) as scene:
        yield scene


@asynccontextmanager
async def run_bot(
    sandbox: Sandbox, folder: Path, *, pictures: bool = False, settings: Mapping[str, str] | None = None
) -> AsyncGenerator[Scene]:
    """One life of the bot in a state folder that may hold an earlier one's."""
    more = {} if pictures else no_browser(folder)
    async with bot_process(sandbox, folder / "state", folder / "bot.log", more | dict(settings or {})) as process:
        yield Scene(sandbox, folder, process, pictures and find_browser() is not None)


def no_browser(folder: Path) -> dict[str, str]:
    """The environment of a host on which no browser is found."""
    return {"PATH": "", "HOME": str(folder), "XDG_DATA_HOME": str(folder), "BROWSER_PATH": ""}


def account_page(*names: str, canary: bool = True, without: Collection[str] = ()) -> bytes:
    """The account page's `Title,Date`: films as one row, series as four episodes, the newest first.

    Each row has a day of its own; those of `without` are left out, and the other rows keep their days.
    """
    named = [(name, row) for name in (*names, *([CANARY] if canary else [])) for row in _rows_of(name)]
    dated = [(name, row, _START + dt.timedelta(days=day)) for day, (name, row) in enumerate(named)]
    shown = [(row, f"{d.month}/{d.day}/{d:%y}") for name, row, d in reversed(dated) if name not in without]
    return _table(("Title", "Date"), shown)


def activity(**profiles: Sequence[str]) -> bytes:
    """`ViewingActivity.csv` of a household: the titles of each profile."""
    rows: list[Sequence[str]] = []
    for profile, names in profiles.items():
        for day, row in enumerate(row for name in names for row in _rows_of(name)):
            start = f"{_START + dt.timedelta(days=day)} 20:15:00"
            rows.append(
                ("00:48:10", start, profile, "GB (United Kingdom)", "00:48:10", "00:48:10", "", "", "Smart TV", row)
            )
    return _table(_HEADER, rows)


def full_report(table: bytes) -> bytes:
    """The full report as zip, with the files beside the history that nobody should read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("CONTENT_INTERACTION/ViewingActivity.csv", table)
        archive.writestr("CONTENT_INTERACTION/SearchHistory.csv", f"Profile Name,Query Typed\nAda,{CANARY}\n")
        archive.writestr("PAYMENT_AND_BILLING/BillingHistory.csv", f"Card\n{CANARY}\n")
    return packed.getvalue()


def titles_in(text: str) -> list[Title]:
    """The catalogue titles ranked in a panel's text."""
    return [BY_NAME[name, int(year)] for name, year in _ROW.findall(text)]


def picture_bytes(message: Message) -> list[bytes]:
    """The pictures beside a message."""
    return [attachment.body for attachment in message.attachments if attachment.filename.endswith(".png")]


def _rows_of(name: str) -> list[str]:
    if CATALOGUE.is_movie(name):
        return [name]
    return [f"{name}: Season 1: Chapter {number}" for number in ("One", "Two", "Three", "Four")]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def _encodings(word: str) -> set[bytes]:
    """The word in the encodings and escapes it might be written in."""
    return {word.encode(), word.encode("utf-16-le"), word.encode("unicode_escape"), word.replace(" ", "%20").encode()}
