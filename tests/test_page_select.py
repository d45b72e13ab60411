"""Selects on the sandbox's page, in the real browser: everything by keyboard, by pointer, and by ear."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from bot.charts.browser import find_browser
from tests.page_gallery import NARROW, Gallery, each, open_browser, open_gallery, serve_gallery
from tests.page_samples import ADA, BRUNO, Json, button, menu, option, panel, row, text

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
RULES = [
    option("Fair", description="Nobody below a floor", default=True),
    option("Happiest"),
    option("Seed"),
    option("Safe"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gallery() -> AsyncIterator[Gallery]:
    async with serve_gallery() as address, open_browser() as browser, open_gallery(browser, address) as opened:
        yield opened
        assert await opened.faults_found() == []


async def show(gallery: Gallery, *menus: Json, **scene: object) -> Locator:
    """Show these selects; the control of the first."""
    await gallery.page.evaluate("gallery.calls.length = 0")
    await gallery.show(panel(1, *(row(shown) for shown in menus), row(button(90, "After"))), **scene)
    return gallery.page.get_by_role("combobox").first


async def chosen(gallery: Gallery) -> list[list[str]]:
    return [values for _, _, values in await gallery.told("choose")]


async def active(gallery: Gallery, control: Locator) -> str | None:
    """The option that a screen reader is at."""
    marked = await control.get_attribute("aria-activedescendant")
    return await gallery.page.locator(f"#{marked} .offer-label").text_content() if marked else None


async def test_one_value_is_chosen_with_the_keys_alone(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES))
    await expect(control).to_have_accessible_name("Select an option: Fair")
    await expect(control).to_have_attribute("aria-expanded", "false")
    await control.focus()
    await control.press("ArrowDown")
    await expect(control).to_have_attribute("aria-expanded", "true")
    assert await active(gallery, control) == "Fair"
    await control.press("ArrowDown")
    assert await active(gallery, control) == "Happiest"
    await control.press("End")
    assert await active(gallery, control) == "Safe"
    await control.press("ArrowDown")
    assert await active(gallery, control) == "Safe"
    await control.press("Home")
    assert await active(gallery, control) == "Fair"
    await control.press("ArrowDown")
    await control.press("Enter")
    await expect(control).to_have_attribute("aria-expanded", "false")
    await expect(control).to_be_focused()
    assert await chosen(gallery) == [["happiest"]]


async def test_letters_lead_to_the_option_they_begin(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES))
    await control.focus()
    for letter, label in (("s", "Seed"), ("a", "Safe")):
        await control.press(letter)
        assert await active(gallery, control) == label
    await gallery.page.wait_for_timeout(700)  # a pause begins a new word
    for label in ("Seed", "Safe"):
        await control.press("s")
        assert await active(gallery, control) == label


async def test_escape_keeps_what_was_chosen(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES, max_values=3))
    await control.click()
    await gallery.page.get_by_role("option", name="Seed").click()
    await control.press("Escape")
    await expect(control).to_have_accessible_name("Make your choices: Fair")
    assert await chosen(gallery) == []


async def test_choosing_what_is_chosen_tells_the_bot_nothing(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES))
    await control.click()
    await gallery.page.get_by_role("option", name="Fair").click()
    assert await chosen(gallery) == []


async def test_several_values_are_sent_once_when_the_list_closes(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES, max_values=2))
    await control.click()
    page = gallery.page
    await page.get_by_role("option", name="Seed").click()
    assert await chosen(gallery) == []
    await expect(page.get_by_role("option", name="Happiest")).to_have_attribute("aria-disabled", "true")
    await page.get_by_role("option", name="Happiest").click(force=True)  # two is all there may be
    await page.mouse.click(1200, 700)
    assert await chosen(gallery) == [["fair", "seed"]]


async def test_a_message_that_is_replaced_decides_nothing(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES, max_values=2))
    await control.click()
    await gallery.page.get_by_role("option", name="Seed").click()
    again = menu(1, 3, *RULES, max_values=2)
    await gallery.show(panel(1, row(again)))
    await gallery.page.mouse.click(1200, 700)
    assert await chosen(gallery) == []


async def test_too_few_values_leave_the_choice_as_it_was(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES, min_values=1, max_values=2))
    await control.click()
    await gallery.page.get_by_role("option", name="Fair").click()
    await gallery.page.get_by_role("button", name="Done").click()
    await expect(control).to_have_accessible_name("Make your choices: Fair")
    assert await chosen(gallery) == []


async def test_a_value_can_be_taken_back_where_none_is_needed(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES, min_values=0))
    await control.click()
    await gallery.page.get_by_role("option", name="Fair").click()
    assert await chosen(gallery) == [[]]


async def test_friends_are_searched_and_taken_off_again(gallery: Gallery) -> None:
    friends = menu(1, 5, max_values=3, placeholder="Friends", default_values=[{"id": BRUNO["id"], "type": "user"}])
    control = await show(gallery, friends)
    await expect(control).to_have_accessible_name("Friends: Bruno Marsh")
    await control.click()
    await gallery.page.keyboard.type("ad")
    assert await each(gallery.page.get_by_role("option"), "one.innerText.split('\\n')[1]") == ["Ada"]
    await gallery.page.keyboard.press("Enter")
    await gallery.page.keyboard.press("Tab")
    assert await chosen(gallery) == [[BRUNO["id"], ADA["id"]]]
    await control.focus()
    await control.press("Backspace")
    assert (await chosen(gallery))[-1] == [BRUNO["id"]]


async def test_a_search_without_an_answer_says_so(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 5))
    await control.click()
    await gallery.page.keyboard.type("zzz")
    await expect(gallery.page.get_by_role("option")).to_have_text("Nothing found")
    await gallery.page.keyboard.press("Enter")
    assert await chosen(gallery) == []


@pytest.mark.parametrize(
    ("kind", "offered"),
    [(6, ["Regulars"]), (7, ["Blendz", "Ada", "Bruno Marsh", "Carla", "Regulars"]), (8, ["film-night", "late-films"])],
)
async def test_roles_members_and_channels_are_offered_by_kind(gallery: Gallery, kind: int, offered: list[str]) -> None:
    await (await show(gallery, menu(1, kind))).click()
    assert await gallery.page.locator(".offer-label").all_text_contents() == offered


async def test_what_was_chosen_a_moment_ago_stays_shown(gallery: Gallery) -> None:
    control = await show(gallery, menu(1, 3, *RULES), chosen={"5001:1": ["seed"]})
    await expect(control).to_have_accessible_name("Select an option: Seed")


@pytest.mark.parametrize("kind", [3, 5])
async def test_a_disabled_or_waiting_select_does_not_open(gallery: Gallery, kind: int) -> None:
    options = RULES if kind == 3 else []
    control = await show(gallery, menu(1, kind, *options, disabled=True))
    await expect(control).to_be_disabled()
    control = await show(gallery, menu(1, kind, *options), waiting=["5001:1"])
    await expect(control).to_have_attribute("aria-busy", "true")
    await control.focus()
    await control.press("ArrowDown")
    await expect(gallery.page.get_by_role("listbox")).to_have_count(0)


async def test_the_list_stays_on_the_screen(gallery: Gallery) -> None:
    await gallery.page.set_viewport_size({"width": NARROW["width"], "height": 500})
    many = [option(f"Option {number}") for number in range(25)]
    await gallery.show(panel(1, text("line\n" * 30), row(menu(1, 3, *many))))
    await gallery.page.get_by_role("combobox").click()
    ((top, bottom, left, right),) = await each(
        gallery.page.locator(".select-popup:popover-open"),
        "(b => [b.top, b.bottom, b.left, b.right])(one.getBoundingClientRect())",
    )
    assert 0 <= top < bottom <= 500
    assert 0 <= left < right <= NARROW["width"]
    await gallery.page.keyboard.press("End")
    await expect(gallery.page.get_by_role("option", name="Option 24")).to_be_in_viewport()
