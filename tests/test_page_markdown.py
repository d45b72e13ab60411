"""Discord's markdown on the sandbox's page, in the real browser: what a text becomes, and what it never becomes."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from tests.page_gallery import Gallery, open_browser, open_gallery, serve_gallery
from tests.page_samples import ADA, message

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]

STYLES = [
    ("**b** *i* _i_ __u__ ~~s~~", "strong(b) em(i) em(i) u(u) s(s)"),
    ("***bi***", "em(strong(bi))"),
    ("**b *i* __u__**", "strong(b em(i) u(u))"),
    ("*a **b** c*", "em(a strong(b) c)"),
    ("snake_case_word and 2 * 3 * 4", "snake_case_word and 2 * 3 * 4"),
    ("__a_b__ a_b_c _d_", "u(a_b) a_b_c em(d)"),
    ("** a ** and **", "strong( a ) and **"),
    (r"\*not\* \_x\_ \\ \||no||", r"*not* _x_ \ ||no||"),
    ("¯\\_(ツ)_/¯", "¯\\_(ツ)_/¯"),
    ("||s **b**|| || a ||", "spoiler(spoiler-words(s strong(b))) spoiler(spoiler-words( a ))"),
    ("`a *b*` ``c`d`` `` ` ``", "code(a *b*) code(c`d) code(`)"),
]
BLOCKS = [
    ("a\nb\n\nc", "abr()bbr()br()c"),
    ("```py\nx = 1\n```after", "pre(code(x = 1))after"),
    ("```one``` ```\n\n two\n```", "pre(code(one)) pre(code( two))"),
    ("> q **b**\n> r\nafter", "blockquote(q strong(b)br()r)after"),
    (">>> all\nof\nit", "blockquote(allbr()ofbr()it)"),
    ("> a\n> > b", "blockquote(abr()> b)"),
    ("a > b", "a > b"),
    ("# H\ntext\n## I\n### J #", "heading-1(H)textbr()heading-2(I)heading-3(J)"),
    ("# H\n\ntext", "heading-1(H)text"),
    ("#no\n#### four\na # b", "#nobr()#### fourbr()a # b"),
    ("**# no**", "strong(# no)"),
    ("-# small **b**\nrest", "subtext(small strong(b))rest"),
    ("text\n- a\n\nend", "textbr()ul(li(a))br()end"),
    ("- a\n- b\n  - c\n    - d\n- e", "ul(li(a)li(bul(li(cul(li(d)))))li(e))"),
    ("1. a\n2. b\n- c", "ol(li(a)li(b))ul(li(c))"),
    ("* a\n  more", "ul(li(abr()more))"),
    ("> - a\n> - b", "blockquote(ul(li(a)li(b)))"),
    ("- \n-x\n2020.", "- br()-xbr()2020."),
]
LINKS = [
    ("https://e.org/a_b_c.", "a(https://e.org/a_b_c https://e.org/a_b_c)."),
    ("(https://e.org/x(y))", "(a(https://e.org/x(y) https://e.org/x(y)))"),
    ("<https://e.org/a>, HTTP://E.ORG", "a(https://e.org/a https://e.org/a), a(http://e.org/ HTTP://E.ORG)"),
    ("[**m**](https://e.org/(x) 'T')", "a(https://e.org/(x) strong(m))"),
    ("[a [b] c](<https://e.org/>)", "a(https://e.org/ a [b] c)"),
    ("[m](javascript:alert(1)) [m](data:text/html,x)", "[m](javascript:alert(1)) [m](data:text/html,x)"),
    ("[m](JaVaScRiPt://e.org) [m](//e.org) [m](ftp://e.org)", "[m](JaVaScRiPt://e.org) [m](//e.org) [m](ftp://e.org)"),
    ("[https://a.org](https://b.org)", "[a(https://a.org/ https://a.org)](a(https://b.org/ https://b.org))"),
    ("https:// http://[x <a@b.c> www.e.org", "https:// http://[x <a@b.c> www.e.org"),
]
NAMES = [
    ("<@1008> <@!1017> <@99>", "mention(@Ada) mention(@Bruno Marsh) mention(@unknown-user)"),
    ("<@&80> <@&81> @everyone @here", "mention(@Regulars) mention(@unknown-role) mention(@everyone) mention(@here)"),
    ("<#70> <#9> <id:browse>", "mention(#film-night) mention(#unknown) mention(Browse Channels)"),
    ("</blend:12> </group sub:12> </ x:1>", "mention(/blend) mention(/group sub) </ x:1>"),
    ("<:pepe:123> <a:pepe:123> :smile:", "emoji(:pepe:) emoji(:pepe:) :smile:"),
    ("`<@1008>` \\<@1008>", "code(<@1008>) <@1008>"),
    ("<script>alert(1)</script> &lt; ${1}", "<script>alert(1)</script> &lt; ${1}"),
]
MOMENT = 1795464000  # 23 November 2026, 20:00 UTC; the scene's clock says 20:15
TIMES = [
    (f"<t:{MOMENT}>", "timestamp(23 November 2026 at 20:00)"),
    (f"<t:{MOMENT}:F>", "timestamp(Monday, 23 November 2026 at 20:00)"),
    (f"<t:{MOMENT}:D> <t:{MOMENT}:d>", "timestamp(23 November 2026) timestamp(23/11/2026)"),
    (f"<t:{MOMENT}:t> <t:{MOMENT}:T>", "timestamp(20:00) timestamp(20:00:00)"),
    (f"<t:{MOMENT}:R> <t:{MOMENT + 3600}:R>", "timestamp(15 minutes ago) timestamp(in 45 minutes)"),
    (f"<t:{MOMENT + 86400 * 3}:R> <t:{MOMENT - 86400 * 800}:R>", "timestamp(in 3 days) timestamp(2 years ago)"),
    ("<t:99999999999999999:F> <t:12:x>", "<t:99999999999999999:F> <t:12:x>"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gallery() -> AsyncIterator[Gallery]:
    async with serve_gallery() as address, open_browser() as browser, open_gallery(browser, address) as opened:
        yield opened


@pytest.mark.parametrize(("text", "tree"), [*STYLES, *BLOCKS, *LINKS, *NAMES, *TIMES])
async def test_a_text_becomes_what_discord_makes_of_it(gallery: Gallery, text: str, tree: str) -> None:
    assert await gallery.outline(text) == tree


async def test_lines_below_a_heading_stay_lines(gallery: Gallery) -> None:
    await gallery.show(message(1, content="## Gulls\nfilm, 95 min\nby Ada\n-# for what you share"))
    seen = await gallery.page.locator(".message-content").inner_text()
    assert [line for line in seen.splitlines() if line] == ["Gulls", "film, 95 min", "by Ada", "for what you share"]


async def test_links_open_elsewhere_and_tell_the_other_page_nothing(gallery: Gallery) -> None:
    await gallery.show(message(1, content="[words](https://e.org/x)"))
    link = gallery.page.get_by_role("link", name="words")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(link).to_have_attribute("title", "https://e.org/x")


async def test_a_time_has_the_whole_date_as_its_title_and_keeps_up(gallery: Gallery) -> None:
    await gallery.show(message(1, content=f"<t:{MOMENT}:R>"))
    shown = gallery.page.locator(".timestamp")
    await expect(shown).to_have_text("15 minutes ago")
    await expect(shown).to_have_attribute("title", "Monday, 23 November 2026 at 20:00")
    await gallery.page.evaluate("gallery.refreshTimes('2026-11-23T23:00:00Z')")
    await expect(shown).to_have_text("3 hours ago")


async def test_a_spoiler_is_silent_until_its_button_is_pressed(gallery: Gallery) -> None:
    await gallery.show(message(1, content="the butler ||did [it](https://e.org)||"))
    page = gallery.page
    await expect(page.get_by_role("link")).to_have_count(0)
    assert "did" not in await page.locator("article").aria_snapshot()
    await page.get_by_role("button", name="Show the spoiler").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Hide the spoiler")).to_have_attribute("aria-expanded", "true")
    await expect(page.get_by_role("link", name="it")).to_be_visible()
    await page.keyboard.press("Enter")
    assert "did" not in await page.locator("article").aria_snapshot()


async def test_a_press_anywhere_on_a_spoiler_opens_it(gallery: Gallery) -> None:
    await gallery.show(message(1, content="||a rather long secret||"))
    await gallery.page.locator(".spoiler").click()
    await expect(gallery.page.get_by_text("a rather long secret")).to_be_visible()


async def test_names_and_commands_lead_somewhere_by_pointer_and_by_key(gallery: Gallery) -> None:
    await gallery.show(message(1, content="<@1008> try </blend:5>"))
    await gallery.page.get_by_role("button", name="@Ada").click()
    await gallery.page.get_by_role("button", name="/blend").focus()
    await gallery.page.keyboard.press("Enter")
    assert (await gallery.told("openUser"))[-1] == [ADA["id"], "node"]
    assert (await gallery.told("openCommand"))[-1] == ["blend"]


@pytest.mark.parametrize(("text", "size"), [("🎉🍿", 40), ("👩‍👩‍👧 1️⃣ 🇫🇷", 40), ("🎉 yes", 16), ("12", 16)])
async def test_a_message_of_emoji_alone_is_large(gallery: Gallery, text: str, size: int) -> None:
    await gallery.show(message(1, content=text))
    await expect(gallery.page.locator(".message-content")).to_have_css("font-size", f"{size}px")


#: What repeats without end: each once cost some markdown parser seconds or its stack.
ENDLESS = (
    "**", "***", "_", "__*", "||", "~~", "`", "``` ", "[", "](https://a.b/", "<", "> ", "- a\n  ", "\\", "*a_b",
    "https://", "\n",
)  # fmt: skip


@pytest.mark.parametrize("piece", ENDLESS)
async def test_endless_markup_is_read_to_its_end(gallery: Gallery, piece: str) -> None:
    text = (piece * 4000)[:4000] + "end"
    assert (await gallery.outline(text)).rstrip(")").endswith("end")
