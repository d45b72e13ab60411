"""The panels around an upload: the way to the file, the choice of a profile, the report."""

from dataclasses import replace
from typing import Any

from bot.panels import upload
from tests.panel_limits import buttons, menu, refusals, texts
from tests.panel_samples import DAY, OWNER, SIGNER, leads_to, report


def test_the_way_to_the_file_begins_with_what_was_wrong() -> None:
    view = upload.build_how(SIGNER, OWNER, "This file is a photograph. Send another.")
    assert texts(view)[0] == "This file is a photograph. Send another."
    assert "Download all" in texts(view)[1]
    assert len(texts(upload.build_how(SIGNER, OWNER))) == 1


def test_a_household_picks_a_profile_by_name_rows_and_day() -> None:
    view = upload.build_profiles(SIGNER, OWNER, "dGlja2V0", [("Ada", 1_234, DAY), ("\u3164", 5, None)])
    options = menu(view)["options"]
    assert [(option["label"], option["description"]) for option in options] == [
        ("Ada", "1,234 rows, until 01 May 2024"),
        ("(no name)", "5 rows"),
    ]
    assert [option["value"] for option in options] == ["0", "1"]


def test_a_household_of_more_than_25_profiles_still_fits() -> None:
    assert refusals(upload.build_profiles(SIGNER, OWNER, "dGlja2V0", [("Ada", 1, DAY)] * 40)) == []


def test_a_report_accounts_for_every_row() -> None:
    text = "\n".join(texts(upload.build_report(report(), SIGNER, OWNER)))
    for figure in ("1,200,000", "199,999", "100,000", "12,345", "6,789", "1,000", "10 %", "01 May 2024"):
        assert figure in text
    assert "Harbour Lights (1234)" in text or "Harbour Lights (1,234)" in text


def test_a_file_that_brought_nothing_new_says_so() -> None:
    text = texts(upload.build_report(replace(report(), added=0), SIGNER, OWNER))[0]
    assert text.startswith("## Nothing new in this file")


def test_the_tip_about_the_language_is_given_where_it_helps() -> None:
    def is_given(**changes: Any) -> bool:
        return any(
            "**Tip**" in text for text in texts(upload.build_report(replace(report(), **changes), SIGNER, OWNER))
        )

    assert is_given(language="es", rows_matched=0.1)
    assert not is_given(language="en", rows_matched=0.1)
    assert not is_given(language=None, rows_matched=0.1)
    assert not is_given(language="es", rows_matched=0.9)


def test_a_report_leads_on_to_blend_insights_and_hiding() -> None:
    found = buttons(upload.build_report(report(), SIGNER, OWNER))
    assert leads_to(found["Blend"]) == ("go.blend", str(OWNER))
    assert leads_to(found["Insights"]) == ("go.insights", str(OWNER))
    assert "Hide titles" in found
