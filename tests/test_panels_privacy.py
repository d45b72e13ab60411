"""The privacy panels: what is stored, hiding, exporting, deleting."""

from typing import Any

import pytest
from discord import ui

from bot.panels import privacy
from data.catalogue.title import title_code
from tests.panel_limits import buttons, menu, parts, texts
from tests.panel_samples import FRIENDS, OWNER, SIGNER, STORED, USES, leads_to, works


def privacy_view(**changes: Any) -> ui.LayoutView:
    given: dict[str, Any] = {"stored": STORED, "uses": USES, "consent": "ask"}
    return privacy.build_privacy(SIGNER, OWNER, **(given | changes))


def test_privacy_says_what_is_stored_and_who_used_it() -> None:
    text = "\n".join(texts(privacy_view()))
    assert "**199,999 rows** from 01 May 2024 to 01 May 2024" in text
    assert f"<@{FRIENDS[0]}> · insights · <t:1714521600:R>" in text
    assert "Hidden: 1,234" in text or "Hidden: 1234" in text


def test_a_member_without_a_history_can_still_export_and_delete() -> None:
    view = privacy_view(stored=None, uses=())
    assert "Nothing of you is stored here." in texts(view)[0]
    assert "nobody but you" in texts(view)[1]
    found = buttons(view)
    assert [found[label].get("disabled", False) for label in ("Hide titles", "Export", "Delete everything")] == [
        True, False, False
    ]  # fmt: skip


@pytest.mark.parametrize("consent", privacy.CONSENT)
def test_the_setting_in_force_is_ticked(consent: str) -> None:
    options = menu(privacy_view(consent=consent))["options"]
    assert [option["value"] for option in options if option.get("default")] == [consent]


@pytest.mark.parametrize(("ceiling", "ticked"), [(None, "none"), ("TV-14", "TV-14")])
def test_only_those_who_manage_the_server_see_its_ceiling(ceiling: str | None, ticked: str) -> None:
    menus = [part for part in parts(privacy_view(ceiling=ceiling, may_set_ceiling=True)) if part["type"] == 3]
    assert [option["value"] for option in menus[1]["options"] if option.get("default")] == [ticked]
    assert len([part for part in parts(privacy_view(ceiling=ceiling)) if part["type"] == 3]) == 1


def test_hiding_shows_25_titles_a_page_and_which_are_hidden() -> None:
    view = privacy.build_hide(SIGNER, OWNER, works(60), 2)
    options = menu(view)["options"]
    assert len(options) == 10
    assert [option["value"] for option in options] == [title_code(work.key) for work in works(60)[50:]]
    assert [bool(option.get("default")) for option in options] == [work.is_hidden for work in works(60)[50:]]
    assert "Page 3 of 3" in texts(view)[0]
    assert "hidden: 30" in texts(view)[0]
    assert (menu(view)["min_values"], menu(view)["max_values"]) == (0, 10)


@pytest.mark.parametrize(
    ("page", "back", "forth"),
    [(0, True, False), (1, False, False), (2, False, True), (99, False, True), (-1, True, False)],
)
def test_the_list_to_hide_from_stops_at_both_ends(page: int, back: bool, forth: bool) -> None:  # noqa: FBT001 - expected
    found = buttons(privacy.build_hide(SIGNER, OWNER, works(60), page, "harbour"))
    assert (found["◀ Back"]["disabled"], found["Next ▶"]["disabled"]) == (back, forth)


def test_turning_the_page_keeps_what_was_searched_for() -> None:
    found = buttons(privacy.build_hide(SIGNER, OWNER, works(60), 0, "harbour"))
    assert leads_to(found["Next ▶"]) == ("priv.hide", str(OWNER), "1", "harbour")


def test_a_search_without_a_find_says_so_and_leads_back() -> None:
    view = privacy.build_hide(SIGNER, OWNER, [], 0, "nothing")
    assert "Nothing in your history is called that." in texts(view)[0]
    assert leads_to(buttons(view)["Done"]) == ("priv.back", str(OWNER))
    assert not [part for part in parts(view) if part["type"] == 3]


def test_deleting_asks_first_and_names_what_goes() -> None:
    view = privacy.build_delete(SIGNER, OWNER)
    assert "history, ratings, lists, answers, hidden titles, marks, settings" in texts(view)[0]
    found = buttons(view)
    assert leads_to(found["Delete everything"]) == ("priv.delete_yes", str(OWNER))
    assert leads_to(found["Keep it"]) == ("priv.back", str(OWNER))


def test_the_export_shows_every_file_it_carries() -> None:
    shown = [part["file"]["url"] for part in parts(privacy.build_export(["a.csv", "b.json"])) if part["type"] == 13]
    assert shown == ["attachment://a.csv", "attachment://b.json"]
