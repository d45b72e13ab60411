"""The page round the messages in a real browser: what a reader types, picks, opens, and what they then see."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from bot.charts.browser import find_browser
from tests.page_shell import (
    NARROW,
    WIDE,
    Stand,
    add_option,
    choose_command,
    last_message,
    open_page,
    pill,
    run_stand,
    use,
)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand() -> AsyncIterator[Stand]:
    async with run_stand() as opened:
        yield opened


async def offered(page: Page) -> list[str]:
    return await page.locator("#choices [role=option] .popup-label").all_text_contents()


async def test_a_slash_lists_the_commands_and_typing_narrows_them(stand: Stand) -> None:
    async with open_page(stand, name="Slash") as page:
        await page.locator("#composer-input").focus()
        await page.keyboard.type("/")
        await expect(page.get_by_role("option", name="/whisper")).to_be_visible()
        assert {"/every", "/list show", "/form"} <= set(await offered(page))
        await page.keyboard.type("list")
        assert await offered(page) == ["/list show"]
        marked = await page.locator("#composer-input").get_attribute("aria-activedescendant")
        assert await page.locator(f"#{marked}").text_content() == "/list showShow the list"
        await page.keyboard.press("Enter")
        await page.keyboard.press("Enter")
        await last_message(page, "the list")


async def test_up_and_down_move_and_escape_closes_the_list(stand: Stand) -> None:
    async with open_page(stand, name="Arrow") as page:
        await page.locator("#composer-input").focus()
        await page.keyboard.type("/")
        marked = page.locator("#choices [aria-selected=true]")
        await expect(marked).to_have_count(1)
        first = await marked.text_content()
        await page.keyboard.press("ArrowDown")
        second = await marked.text_content()
        await page.keyboard.press("ArrowUp")
        assert first == await marked.text_content() != second
        await page.keyboard.press("Escape")
        await expect(page.locator("#choices")).to_be_hidden()
        await expect(page.locator("#composer-input")).to_have_value("/")


async def test_plain_text_is_not_sent_and_not_lost(stand: Stand) -> None:
    async with open_page(stand, name="Plain") as page:
        await page.locator("#composer-input").focus()
        await page.keyboard.type("hello there")
        await page.keyboard.press("Enter")
        await expect(page.locator(".composer-note")).to_contain_text("type / to see them")
        await expect(page.locator("#composer-input")).to_have_value("hello there")


async def test_every_kind_of_option_reaches_the_bot(stand: Stand) -> None:
    async with open_page(stand, name="Kinds") as page:
        await choose_command(page, "every")
        await expect(pill(page, "what")).to_be_focused()
        await page.keyboard.type("text")
        await page.keyboard.press("Tab")
        await page.keyboard.type("wil")
        await page.keyboard.press("Enter")
        for option, typed in {"count": "3", "share": "0.5"}.items():
            await add_option(page, option)
            await page.keyboard.type(typed)
        for option, typed in {"sure": "tr", "friend": "bru", "place": "gen", "who": "ada"}.items():
            await add_option(page, option)
            await page.keyboard.type(typed)
            await page.locator("#choices [aria-selected=true]").wait_for()
            await page.keyboard.press("Enter")
        await page.locator(".more-input").focus()
        await page.keyboard.press("Enter")
        await last_message(page, "text | w | 3 | 0.5 | True | Bruno | general | ada")


async def test_what_is_missing_or_wrong_is_told_at_the_option_and_nothing_is_sent(stand: Stand) -> None:
    async with open_page(stand, name="Wrong") as page:
        before = len(stand.bot.seen)
        await choose_command(page, "every")
        await page.keyboard.press("Enter")
        await expect(pill(page, "what")).to_have_attribute("aria-invalid", "true")
        await expect(page.locator('[data-option="mood"] .pill-error')).to_have_text("This option is required.")
        await pill(page, "what").fill("far too long for it")
        await expect(page.locator('[data-option="what"] .pill-error')).to_contain_text("at most 10 characters")
        await add_option(page, "count")
        await page.keyboard.type("9")
        await page.keyboard.press("Enter")
        await expect(page.locator('[data-option="count"] .pill-error')).to_contain_text("from 1 to 5")
        await pill(page, "mood").fill("nothing like it")
        await page.locator(".more-input").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator('[data-option="mood"] .pill-error')).to_have_text("Choose one of the list.")
        assert len(stand.bot.seen) == before


async def test_backspace_leaves_an_option_and_escape_the_command(stand: Stand) -> None:
    async with open_page(stand, name="Back") as page:
        await choose_command(page, "every")
        await add_option(page, "count")
        await page.keyboard.press("Backspace")
        await expect(pill(page, "count")).to_have_count(0)
        await expect(pill(page, "mood")).to_be_focused()
        await page.keyboard.press("Escape")  # closes the list of moods
        await page.keyboard.press("Escape")
        await expect(page.locator("#composer-input")).to_be_focused()
        await expect(page.locator("#composer-input")).to_have_value("")


async def test_suggestions_come_from_the_bot_while_one_types(stand: Stand) -> None:
    async with open_page(stand, name="Suggest") as page:
        await choose_command(page, "seen")
        await page.keyboard.type("pad")
        await expect(page.get_by_role("option", name="pad 1")).to_be_visible()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(pill(page, "title")).to_have_value("pad 1")
        await page.keyboard.press("Enter")
        await last_message(page, "t1")


async def test_files_by_picker_and_by_drop(stand: Stand) -> None:
    async with open_page(stand, name="Files") as page:
        await choose_command(page, "every")
        await page.keyboard.type("text")
        await page.keyboard.press("Tab")
        await page.keyboard.type("calm")
        await page.keyboard.press("Enter")
        await add_option(page, "first")
        async with page.expect_file_chooser() as chooser:
            await page.get_by_role("option", name="Choose a file").click()
        await (await chooser.value).set_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"picked"})
        await expect(pill(page, "first")).to_have_value("a.csv (6 B)")
        await page.evaluate(
            """() => {
                const carried = new DataTransfer();
                carried.items.add(new File(["dropped"], "b.csv"));
                for (const kind of ["dragenter", "dragover", "drop"]) {
                    document.querySelector("#log").dispatchEvent(
                        new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
                }
            }"""
        )
        await expect(pill(page, "second")).to_have_value("b.csv (7 B)")
        await page.keyboard.press("Enter")
        await last_message(page, "a.csv=picked | b.csv=dropped")


async def test_a_context_menu_by_keyboard_uses_the_commands_of_the_bot(stand: Stand) -> None:
    async with open_page(stand, name="Menu") as page:
        await page.locator("#members-panel .member", has_text="Bruno").focus()
        await page.keyboard.press("ContextMenu")
        await expect(page.get_by_role("menuitem", name="Compare taste")).to_be_focused()
        await page.keyboard.press("Enter")
        await last_message(page, "compared with @Bruno")


async def test_a_message_has_a_menu_too(stand: Stand) -> None:
    async with open_page(stand, name="Quoter") as page:
        await use(page, "stuck")
        message = await last_message(page, "press it, Quoter")
        await page.locator("#log").focus()
        await page.keyboard.press("ArrowUp")
        await expect(message).to_be_focused()
        await message.get_by_role("button", name="More about this message").click()
        await page.get_by_role("menuitem", name="Quote").click()
        await last_message(page, "quoted: press it, Quoter")


async def test_a_form_tells_what_is_missing_and_reaches_the_bot(stand: Stand) -> None:
    async with open_page(stand, name="Former") as page:
        await use(page, "form")
        form = page.get_by_role("dialog", name="Tell me more")
        await form.get_by_role("button", name="Submit").click()
        await expect(form.get_by_text("This is required.").first).to_be_visible()
        await form.locator("input[type=text]").first.fill("because")
        await form.get_by_role("combobox", name="Mood").click()
        await page.get_by_role("option", name="Wild").click()
        await form.locator("input[type=file]").set_input_files({"name": "x", "mimeType": "a/b", "buffer": b"four"})
        await form.get_by_role("button", name="Submit").click()
        await expect(form).to_be_hidden()
        await last_message(page, "because Wild 4")
        await expect(page.locator("#composer-input")).to_be_focused()


async def test_what_only_one_member_sees_goes_and_comes_with_them_until_dismissed(stand: Stand) -> None:
    async with open_page(stand, name="Private") as page:
        await use(page, "whisper")
        secret = await last_message(page, "a secret")
        await page.locator(".acting-button").click()
        await page.get_by_role("menuitemradio", name="Bruno").click()
        await expect(page.locator(".acting-name")).to_have_text("Bruno")
        await expect(secret).to_have_count(0)
        await page.locator(".acting-button").click()
        await page.get_by_role("menuitemradio", name="Private").click()
        await expect(secret).to_be_visible()
        await secret.get_by_role("button", name="Dismiss message").click()
        await expect(secret).to_have_count(0)


async def test_a_new_member_joins_and_acts(stand: Stand) -> None:
    async with open_page(stand, name="Host of many") as page:
        await page.locator(".acting-button").click()
        await page.get_by_role("menuitem", name="Add member…").click()
        await page.get_by_label("Name").fill("Zora")
        await page.keyboard.press("Enter")
        await expect(page.locator(".acting-name")).to_have_text("Zora")
        await expect(page.locator("#members-panel .member", has_text="Zora")).to_be_visible()


async def test_silence_shows_as_a_failure_that_can_be_dismissed(stand: Stand) -> None:
    async with open_page(stand, name="Silence") as page:
        await use(page, "stuck")
        await (await last_message(page, "press it, Silence")).get_by_role("button", name="Hang").click()
        await use(page, "silent")
        stand.sandbox.world.clock.advance(4)
        stand.sandbox.world.changed()
        await expect(page.get_by_text("This interaction failed")).to_be_visible()
        failed = page.locator(".command-row.failed")
        await expect(failed).to_contain_text("The application did not respond")
        await failed.get_by_role("button", name="Dismiss").click()
        await expect(failed).to_have_count(0)
        stand.sandbox.report.take_problems()


async def test_the_theme_is_the_systems_until_one_is_chosen(stand: Stand) -> None:
    async with open_page(stand, name="Theme", color_scheme="light") as page:
        await expect(page.locator("html")).to_have_attribute("data-theme", "light")
        await page.get_by_role("button", name="Dark theme").click()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_on_a_phone_what_lies_beside_is_in_drawers(stand: Stand) -> None:
    async with open_page(stand, name="Phone", viewport=NARROW) as page:
        members = page.locator("#members-panel")
        await expect(members).to_be_hidden()
        await page.get_by_role("button", name="Members", exact=True).click()
        await expect(members.get_by_text("Bruno")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(members).to_be_hidden()
        await expect(page.get_by_role("button", name="Members", exact=True)).to_be_focused()
        await page.get_by_role("button", name="Channels").click()
        await page.locator("#channels button", has_text="Blendz").click()
        await expect(page.locator(".header-title")).to_have_text("Blendz")
        await expect(page.locator("#rail")).to_be_hidden()


async def test_the_focus_stays_on_a_button_whose_message_changes(stand: Stand) -> None:
    async with open_page(stand, name="Focus") as page:
        await use(page, "stuck")
        button = (await last_message(page, "press it, Focus")).locator("[data-component-id]")
        await button.focus()
        await page.keyboard.press("Enter")
        await expect(button).to_have_attribute("aria-busy", "true")
        await expect(button).to_be_focused()


@pytest.mark.parametrize("by", ["pointer", "keyboard"])
async def test_a_press_is_not_lost_when_the_message_changes_meanwhile(stand: Stand, by: str) -> None:
    async with open_page(stand, name=f"Press by {by}") as page:
        await use(page, "stuck")
        shown = await last_message(page, f"press it, Press by {by}")
        button, before = shown.locator("[data-component-id]"), len(stand.sandbox.world.interactions)
        message = stand.sandbox.channel.messages[-1]
        await button.focus()
        await button.hover()
        await (page.mouse.down() if by == "pointer" else page.keyboard.down("Space"))
        channel = stand.bot.get_partial_messageable(stand.sandbox.channel.id)
        await channel.get_partial_message(message.id).edit(content=f"press it, Press by {by}\nnow")
        await page.wait_for_timeout(200)
        await (page.mouse.up() if by == "pointer" else page.keyboard.up("Space"))
        await expect(shown).to_contain_text("now")
        await expect(button).to_have_attribute("aria-busy", "true")
        assert len(stand.sandbox.world.interactions) == before + 1


async def test_the_keyboard_reaches_every_region_with_f6(stand: Stand) -> None:
    async with open_page(stand, name="Regions") as page:
        await page.locator("#composer-input").focus()
        region = "document.activeElement.closest('#channels, #log, #composer, #members-panel')?.id"
        found = []
        for _ in range(4):
            await page.keyboard.press("F6")
            found.append(await page.evaluate(region))
        assert found == ["members-panel", "channels", "log", "composer"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_axe_finds_nothing_serious(stand: Stand, size: dict[str, int]) -> None:
    async with open_page(stand, name="Axe", viewport=size, bypass_csp=True) as page:
        await use(page, "whisper")
        await last_message(page, "a secret")
        assert await serious(page) == []
        await choose_command(page, "every")
        await page.keyboard.press("Enter")
        assert await serious(page) == []
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await use(page, "form")
        await page.get_by_role("dialog").wait_for()
        assert await serious(page) == []
        await page.keyboard.press("Escape")
        await page.locator("[data-panel=inspector]").click()
        await page.get_by_text("Break something").click()
        assert await serious(page) == []


async def serious(page: Page) -> list[str]:
    """What axe calls serious or critical in both themes, with where."""
    found: list[str] = []
    for theme in ("dark", "light"):
        await page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        result = await Axe().run(page)
        grave = [rule for rule in result.response["violations"] if rule["impact"] in ("serious", "critical")]
        found += [f"{theme}: {rule['id']}: {node['html'][:200]}" for rule in grave for node in rule["nodes"]]
    return found
