"""The panels of a chart: the private preview, the posted picture, the question to another member."""

from dataclasses import replace

from bot.panels.insights import CHARTS, build_posted, build_preview, build_request
from tests.panel_limits import buttons, menu, parts, texts
from tests.panel_samples import FRIENDS, OWNER, PICTURE, SIGNER, leads_to


def test_every_chart_is_in_the_menu_and_the_one_shown_is_ticked() -> None:
    options = menu(build_preview(PICTURE, SIGNER, OWNER))["options"]
    assert [option["value"] for option in options] == [*CHARTS]
    assert [option["value"] for option in options if option.get("default")] == ["calendar"]
    assert len(CHARTS) >= 6


def test_a_chart_without_a_picture_is_complete_as_text() -> None:
    text_only = replace(PICTURE, filename=None)
    for view in (build_preview(text_only, SIGNER, OWNER), build_posted(text_only, OWNER)):
        assert PICTURE.text in texts(view)
        assert not [part for part in parts(view) if part["type"] == 12]


def test_a_member_can_change_between_picture_and_text() -> None:
    picture = buttons(build_preview(PICTURE, SIGNER, OWNER))
    text = buttons(build_preview(PICTURE, SIGNER, OWNER, as_text=True))
    assert leads_to(picture["As text"]) == ("ins.text", str(OWNER), "calendar")
    assert leads_to(text["As picture"]) == ("ins.show", str(OWNER), "calendar")


def test_the_one_who_is_asked_for_insights_reads_what_they_would_post() -> None:
    view = build_request(FRIENDS[0], OWNER, "genres", SIGNER)
    (text,) = texts(view)
    assert text.startswith(f"<@{OWNER}>, <@{FRIENDS[0]}> would like to see **your genres**.")
    assert "for everybody in this channel" in text
    assert leads_to(buttons(view)["Show them"]) == ("ins.grant", str(OWNER), str(FRIENDS[0]), "genres")
