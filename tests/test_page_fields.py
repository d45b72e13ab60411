"""The inputs of forms on the sandbox's page, in the real browser: their labels, and what they hold."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from tests.page_gallery import Gallery, open_browser, open_gallery, serve_gallery
from tests.page_samples import CARLA, label, menu, option, text

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
GENRES = [option("Horror"), option("Romance", default=True), option("War")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gallery() -> AsyncIterator[Gallery]:
    async with serve_gallery() as address, open_browser() as browser, open_gallery(browser, address) as opened:
        yield opened
        assert await opened.faults_found() == []


async def value(gallery: Gallery) -> object:
    """What the only field holds."""
    (held,) = await gallery.page.evaluate("gallery.fieldValues()")
    return held


async def test_a_line_of_text(gallery: Gallery) -> None:
    await gallery.ask(label("Name", {"type": 4, "style": 1, "custom_id": "n", "max_length": 5}, "What you call it"))
    field = gallery.page.get_by_role("textbox", name="Name")
    await expect(field).to_have_accessible_description("What you call it")
    await field.fill("Ada")
    assert await value(gallery) == "Ada"
    await expect(gallery.page.locator(".field-left")).to_have_text("2")
    await field.press_sequentially("and more")
    assert await value(gallery) == "Adaan"


async def test_a_paragraph_comes_with_what_the_bot_filled_in(gallery: Gallery) -> None:
    await gallery.ask(
        {"type": 1, "components": [{"type": 4, "style": 2, "custom_id": "p", "label": "Words", "value": "a\nb"}]}
    )
    await expect(gallery.page.get_by_role("textbox", name="Words")).to_have_value("a\nb")
    await gallery.page.get_by_role("textbox").fill("")
    assert await value(gallery) == ""


async def test_a_select_in_a_form_is_named_by_its_label_and_may_be_left_short(gallery: Gallery) -> None:
    await gallery.ask(label("Genres", menu(1, 3, *GENRES, min_values=2, max_values=3)))
    control = gallery.page.get_by_role("combobox", name="Genres: Romance")
    await control.click()
    await gallery.page.get_by_role("option", name="Romance").click()
    await gallery.page.get_by_role("option", name="War").click()
    await gallery.page.keyboard.press("Tab")
    assert await value(gallery) == ["war"]  # too few: the form says so, the field does not lose it


async def test_a_member_is_found_in_a_form(gallery: Gallery) -> None:
    await gallery.ask(label("Friend", menu(1, 5)))
    await gallery.page.get_by_role("combobox", name="Friend").click()
    await gallery.page.keyboard.type("car")
    await gallery.page.keyboard.press("Enter")
    assert await value(gallery) == [CARLA["id"]]


async def test_one_of_a_radio_group(gallery: Gallery) -> None:
    await gallery.ask(label("Age", {"type": 21, "custom_id": "r", "options": [option("Any"), option("Teens")]}))
    assert await value(gallery) is None
    group = gallery.page.get_by_role("radiogroup", name="Age")
    await group.get_by_role("radio", name="Any").focus()
    await gallery.page.keyboard.press("ArrowDown")
    assert await value(gallery) == "teens"


async def test_a_checkbox_group_takes_no_more_than_it_may(gallery: Gallery) -> None:
    await gallery.ask(label("Not tonight", {"type": 22, "custom_id": "c", "max_values": 2, "options": GENRES}))
    group = gallery.page.get_by_role("group", name="Not tonight")
    await group.get_by_text("War").click()
    await expect(group.get_by_role("checkbox", name="Horror")).to_be_disabled()
    assert await value(gallery) == ["romance", "war"]
    await group.get_by_text("Romance").click()
    await expect(group.get_by_role("checkbox", name="Horror")).to_be_enabled()
    assert await value(gallery) == ["war"]


async def test_a_single_checkbox(gallery: Gallery) -> None:
    await gallery.ask(label("Remember this", {"type": 23, "custom_id": "k", "default": True}, "For next time"))
    box = gallery.page.get_by_role("checkbox", name="Remember this For next time")
    await expect(box).to_be_checked()
    await box.press("Space")
    assert await value(gallery) is False


async def test_files_are_chosen_listed_and_removed(gallery: Gallery) -> None:
    await gallery.ask(label("History", {"type": 19, "custom_id": "f", "max_values": 2}))
    files = [{"name": name, "mimeType": "text/csv", "buffer": b"x" * 2048} for name in ("a.csv", "b.csv")]
    await gallery.page.get_by_label("History").set_input_files(files)
    assert await value(gallery) == ["a.csv", "b.csv"]
    await expect(gallery.page.get_by_role("listitem").first).to_contain_text("a.csv2 KB")
    await gallery.page.get_by_role("button", name="Remove a.csv").click()
    assert await value(gallery) == ["b.csv"]


async def test_a_file_can_be_dropped(gallery: Gallery) -> None:
    await gallery.ask(label("History", {"type": 19, "custom_id": "f"}))
    drop = "const d = new DataTransfer(); d.items.add(new File(['x'], 'dropped.csv')); d"
    moved = await gallery.page.evaluate_handle(f"(() => {{ {drop.removesuffix('d')} return d; }})()")
    await gallery.page.locator(".upload-place").dispatch_event("drop", {"dataTransfer": moved})
    assert await value(gallery) == ["dropped.csv"]


async def test_a_text_between_fields_is_only_read(gallery: Gallery) -> None:
    await gallery.ask(text("Say **more**"))
    await expect(gallery.page.locator("#fields strong")).to_have_text("more")
    assert await value(gallery) is None
