"""A member who uses the page by keyboard alone: F6 from region to region, arrows and Tab inside, Enter and Space."""

from playwright.async_api import Page

from tests.browser_house import Seat

_MOST = 40
#: Is this message focused, by a text of it? Is this control, by how its name begins?
_AT_MESSAGE = "text => document.activeElement.matches('article') && document.activeElement.textContent.includes(text)"
_AT_CONTROL = """name => {
    const held = document.activeElement;
    const names = [held.getAttribute("aria-label"), held.textContent, held.closest("label")?.textContent];
    return held.matches("button, input, [tabindex]") && names.some((one) => one?.startsWith(name));
}"""


async def until(page: Page, key: str, where: str, argument: str) -> None:
    """Press a key until the page says that one is there."""
    for _ in range(_MOST):
        if await page.evaluate(where, argument):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {argument!r}")


async def to_control(seat: Seat, text: str, name: str) -> None:
    """Go to the newest message with the text by the arrow keys, then to a control of it by Tab."""
    await until(seat.tab, "F6", "id => document.activeElement.id === id", "log")
    await until(seat.tab, "ArrowUp", _AT_MESSAGE, text)
    await until(seat.tab, "Tab", _AT_CONTROL, name)


async def use_control(seat: Seat, text: str, name: str, key: str = "Enter") -> None:
    """Go to a control and press it."""
    await to_control(seat, text, name)
    await seat.tab.keyboard.press(key)


async def command(seat: Seat, name: str, **options: str) -> None:
    """Type a command, take its options one by one, each with what is typed or marked in its list, and send it."""
    page = seat.tab
    await until(page, "F6", "id => document.activeElement.closest(`#${id}`) !== null", "composer")
    await until(page, "Tab", "id => document.activeElement.id === id", "composer-input")
    await page.keyboard.type(f"/{name}")
    await offered(page, f"/{name}")
    await page.keyboard.press("Enter")
    for option, value in options.items():
        await page.keyboard.type(option)
        await offered(page, option)
        await page.keyboard.press("Enter")
        await pick(page, value)
    await page.keyboard.press("Enter")


async def pick(page: Page, value: str) -> None:
    """Type a value, or go down to it where nothing can be typed; Enter takes what is marked."""
    if await page.evaluate("document.activeElement.readOnly"):
        await offered(page, value)
    else:
        await page.keyboard.type(value.removeprefix("@"))
        await offered(page, value)
    marked = "name => document.querySelector('#choices [aria-selected=true]')?.textContent.includes(name) ?? false"
    await until(page, "ArrowDown", marked, value)
    await page.keyboard.press("Enter")


async def offered(page: Page, name: str) -> None:
    """Wait until the list under the box offers this."""
    await page.locator("#choices").get_by_role("option", name=name).first.wait_for()
