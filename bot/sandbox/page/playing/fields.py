"""Filling in what the page asks: options of a command, menus, and the fields of a form, by typing and clicking."""

from collections.abc import Sequence
from typing import Any, cast

from playwright.async_api import FilePayload, Locator, Page

from bot.sandbox.entities import Channel, User
from bot.sandbox.options import File
from bot.sandbox.page.playing.means import WentWrong


async def fill_option(page: Page, option: str, value: Any) -> None:
    """Put a value into an option of the command that is open; an option that is not there yet is taken first."""
    pill = page.locator(f'[data-option="{option}"] input')
    if not await pill.count():
        more = page.locator(".more-input")
        await more.fill(option)
        await page.locator("#choices [role=option]").filter(has=page.get_by_text(option, exact=True)).click()
    if isinstance(value, tuple):
        await _attach(page, pill, cast("File", value))
        return
    await pill.fill(_typed(value))
    offer = page.locator("#choices [role=option]").filter(has=page.get_by_text(_offered(value), exact=True))
    if await page.locator("#choices [role=option]").count():
        await offer.first.click()


async def _attach(page: Page, pill: Locator, file: File) -> None:
    await pill.click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("option", name="Choose a file").click()
    await (await chooser.value).set_files(payload(file))
    await page.locator(".pill.picked").first.wait_for()


def payload(file: File) -> FilePayload:
    """A file as the browser's file chooser takes it."""
    return {"name": file[0], "mimeType": "application/octet-stream", "buffer": file[1]}


def _typed(value: Any) -> str:
    if isinstance(value, User):
        return value.display
    return value.name if isinstance(value, Channel) else str(value)


def _offered(value: Any) -> str:
    return f"@{value.display}" if isinstance(value, User) else _typed(value)


async def pick_in(select: Locator, values: Sequence[str | int]) -> None:
    """Open a menu, click each of these, and close it where several can be taken. Raises WentWrong."""
    control, offers = select.get_by_role("combobox"), select.locator("[role=option]")
    await control.click()
    for value in values:
        if isinstance(value, str) and value.startswith("@"):
            await control.fill(value.removeprefix("@"))
        await (await one_of(offers, value)).click()
    done = select.locator(".select-done")
    if await done.is_visible():
        await done.click()


async def one_of(offers: Locator, value: str | int) -> Locator:
    """The one that is meant, as in `bot.sandbox.choosing.pick_option`. Raises WentWrong."""
    if isinstance(value, int):
        return offers.nth(value - 1)
    exact, part = offers.filter(has=offers.page.get_by_text(value, exact=True)), offers.filter(has_text=value)
    if await exact.count():
        return exact.first
    if await part.count() > 1:
        raise WentWrong(f"there is no single option “{value}”")
    return part


async def fill_field(form: Locator, label: str, value: Any) -> None:
    """Put a value into the field of a form with this label. Raises WentWrong."""
    field = form.locator(".field", has=form.page.locator(".field-label, .choice-words", has_text=label)).first
    if not await field.count():
        raise WentWrong(f"the form has no field “{label}”")
    given: list[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
    listed = [one if isinstance(one, int) else str(one) for one in given]
    text = str(given[0]) if given else ""
    if await field.locator(".field-text").count():
        await field.locator(".field-text").fill(text)
    elif await field.locator(".select").count():
        await pick_in(field.locator(".select"), listed)
    elif isinstance(value, bool):
        await field.locator("input").set_checked(value, force=True)
    else:
        for choice in listed:
            await (await one_of(field.locator("label.choice"), choice)).click()
