"""`python -m bot doctor`: checks each part of the set-up and says what to do about it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp
import discord
from rich.console import Console
from rich.table import Table

from bot.charts.browser import find_browser, fonts_missing, unusable_choice
from bot.settings import Settings
from data.catalogue.load import current_catalogue
from data.catalogue.problem import CatalogueProblem
from data.store import StoreProblem, load_key, open_store

#: What the bot needs in a channel to answer with panels, pictures and files.
NEEDED = discord.Permissions(view_channel=True, send_messages=True, attach_files=True)
#: What the invitation asks for: without polls and events an evening is decided and set in words.
_WANTED = NEEDED | discord.Permissions(send_polls=True, create_events=True)
_TIMEOUT = aiohttp.ClientTimeout(total=15)
_MARKS = {"ok": "[green]ok[/]", "note": "[yellow]note[/]", "mend": "[red]mend[/]"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One checked point: `ok`, `note` (works without), or `mend` (Blendz cannot run like this)."""

    point: str
    state: Literal["ok", "note", "mend"]
    text: str


async def examine(settings: Settings) -> int:
    """Print every finding; 1 when something must be mended."""
    checks: Sequence[Callable[[Settings], Awaitable[list[Finding]]]] = (
        _key, _database, _catalogue, _browser, _fonts, _discord,
    )  # fmt: skip
    findings = [finding for check in checks for finding in await check(settings)]
    table = Table(show_header=False, box=None, pad_edge=False)
    for finding in findings:
        table.add_row(finding.point, _MARKS[finding.state], finding.text)
    Console().print(table)
    return int(any(finding.state == "mend" for finding in findings))


async def _key(settings: Settings) -> list[Finding]:
    try:
        key = load_key(settings.key.get_secret_value() if settings.key else None, settings.state)
    except StoreProblem as problem:
        return [Finding("key", "mend", str(problem))]
    if settings.key:
        return [Finding("key", "ok", "from BLENDZ_KEY")]
    where = settings.state / "key"
    text = f"made just now in {where}" if key.created else f"in {where}"
    return [Finding("key", "note" if key.created else "ok", f"{text}: back it up, nothing can be read without it")]


async def _database(settings: Settings) -> list[Finding]:
    try:
        key = load_key(settings.key.get_secret_value() if settings.key else None, settings.state)
        async with open_store(settings.state, key.secret, now=settings.now) as store:
            health = await store.health()
    except StoreProblem as problem:
        return [Finding("database", "mend", str(problem))]
    except OSError as error:
        return [
            Finding(
                "database", "mend", f"cannot be opened in {settings.state}: {error.strerror}. Check its permissions."
            )
        ]
    text = f"schema {health.schema}, {health.members} members, {health.blends} open blends, {health.size / 1e6:.1f} MB"
    return [Finding("database", "ok", text)]


async def _catalogue(settings: Settings) -> list[Finding]:
    try:
        catalogue, passed_over = await asyncio.to_thread(current_catalogue, settings.state, settings.catalogue)
    except CatalogueProblem as problem:
        return [Finding("catalogue", "mend", str(problem))]
    if passed_over:
        return [Finding("catalogue", "mend", passed_over)]
    series = int(catalogue.columns.series.sum())
    films, of = len(catalogue.titles) - series, " and ".join(catalogue.sources)
    text = f"{films:,} films, {series:,} series, {len(catalogue.tags)} tags, made of {of} ({catalogue.version})"
    if catalogue.sources == ("starter",):
        text += ". `python -m data.catalogue build` makes one that knows far more."
    return [Finding("catalogue", "ok", text)]


async def _browser(settings: Settings) -> list[Finding]:
    del settings
    browser = await asyncio.to_thread(find_browser)
    if (wrong := await asyncio.to_thread(unusable_choice)) is not None:
        return [
            Finding("browser", "mend", f"BROWSER_PATH names {wrong}, which is no browser that runs. Mend or unset it.")
        ]
    if browser is None:
        text = "none found: charts are posted as text. Install chromium-headless-shell or Chrome, or set BROWSER_PATH."
        return [Finding("browser", "note", text)]
    return [Finding("browser", "ok", str(browser))]


async def _fonts(settings: Settings) -> list[Finding]:
    del settings
    missing = await asyncio.to_thread(fonts_missing)
    if missing is None:
        return [Finding("fonts", "note", "cannot be looked at without fontconfig (fc-list): charts may show boxes.")]
    if missing:
        text = f"{', '.join(missing)} not found: some scripts show as boxes. On Debian: apt install fonts-inter "
        return [Finding("fonts", "note", text + "fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji")]
    return [Finding("fonts", "ok", "all scripts covered")]


async def _discord(settings: Settings) -> list[Finding]:
    if settings.token is None:
        text = "BLENDZ_TOKEN is not set: copy it from the developer portal into .env. The demo works without."
        return [Finding("token", "mend", text), Finding("permissions", "note", "can be looked at with a token only")]
    headers = {"Authorization": f"Bot {settings.token.get_secret_value()}"}
    async with aiohttp.ClientSession(headers=headers, timeout=_TIMEOUT) as session:
        try:
            me = await _get(session, f"{settings.rest_base}/users/@me")
            guilds = await _get(session, f"{settings.rest_base}/users/@me/guilds")
        except aiohttp.ClientResponseError as error:
            return [_refused(error.status)]
        except (aiohttp.ClientError, TimeoutError):
            return [Finding("token", "mend", "Discord cannot be reached: check the network, proxy and BLENDZ_API_URL.")]
        except ValueError:
            return [Finding("token", "mend", "What answers at BLENDZ_API_URL is not Discord: check that address.")]
    return [Finding("token", "ok", "Discord accepts it"), _permissions(me, guilds)]


def _refused(status: int) -> Finding:
    if status == 401:  # noqa: PLR2004 - Unauthorized
        return Finding("token", "mend", "Discord does not accept it: reset and copy it again from the portal.")
    if 400 <= status < 429:  # noqa: PLR2004 - asking again would not help
        return Finding("token", "mend", f"Discord refuses it ({status}): check BLENDZ_API_URL, proxy and the token.")
    return Finding("token", "note", f"Discord answered {status}: try again in a few minutes.")


def _permissions(me: dict[str, Any], guilds: list[dict[str, Any]]) -> Finding:
    short = [guild for guild in guilds if not _may(int(guild.get("permissions", 0)))]
    link = discord.utils.oauth_url(int(me["id"]), permissions=_WANTED, scopes=("bot", "applications.commands"))
    if not guilds:
        return Finding("permissions", "note", f"the bot is in no server yet. Invite it: {link}")
    if short:
        names = "View Channel, Send Messages, Attach Files"
        text = f"missing in {len(short)} of {len(guilds)} servers ({names}). Invite again: {link}"
        return Finding("permissions", "mend", text)
    return Finding("permissions", "ok", f"enough in all {len(guilds)} servers")


def _may(permissions: int) -> bool:
    has = discord.Permissions(permissions)
    return has.administrator or NEEDED.is_subset(has)


async def _get(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url) as response:
        response.raise_for_status()
        found: Any = await response.json(content_type=None)
        if not isinstance(found, list) and not (isinstance(found, dict) and "id" in found):
            raise ValueError("foreign answer")
        return found  # pyright: ignore[reportUnknownVariableType] - parsed JSON, of which only the shape is known
