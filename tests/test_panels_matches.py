"""Fix matches: one menu a question, the member's own names made safe, and nothing to ask."""

import pytest

from bot.panels.matches import MOST_QUESTIONS, NONE, PAGE, Question, build_found, build_matches
from data.catalogue.title import UNRATED, Title, title_code
from tests.hostile_titles import HOSTILE
from tests.panel_limits import buttons, refusals, texts
from tests.panel_samples import OWNER, SIGNER, leads_to


def film(title: str = "Harbour Lights", year: int = 1998, **changes: object) -> Title:
    facts: dict[str, object] = {
        "minutes": 0, "genres": ("drama",), "countries": (), "language": "", "maturity": UNRATED, "popularity": 2,
        "tags": {}, "makers": ("Orla Invented",),
    }  # fmt: skip
    return Title(id=f"{title}-{year}".lower(), kind="movie", title=title, year=year, **{**facts, **changes})


def questions(count: int, name: str = "Harbor Lights") -> list[Question]:
    return [
        Question(f"movie:{name} {at}", name, is_film=True, rows=40 - at, candidates=(film(), film(year=2021)))
        for at in range(count)
    ]


def test_a_page_asks_five_questions_with_a_menu_each() -> None:
    view = build_matches(SIGNER, OWNER, questions(MOST_QUESTIONS))
    menus = [item for item in view.walk_children() if getattr(item, "options", None)]
    assert len(menus) == PAGE
    assert [option.label for option in menus[0].options] == [
        "Harbour Lights (1998)",
        "Harbour Lights (2021)",
        "Search by name …",
        "None of these",
    ]
    assert menus[0].options[0].description == "film · 1998 · drama · Orla Invented"
    assert menus[0].options[-1].value == NONE
    assert refusals(view) == []


def test_the_last_page_ends_and_the_first_begins() -> None:
    first = buttons(build_matches(SIGNER, OWNER, questions(7)))
    last = buttons(build_matches(SIGNER, OWNER, questions(7), 1))
    assert (first["◀ Back"]["disabled"], first["Next ▶"]["disabled"]) == (True, False)
    assert (last["◀ Back"]["disabled"], last["Next ▶"]["disabled"]) == (False, True)


def test_a_page_that_is_gone_shows_the_last_one() -> None:
    assert "Page 1 of 1" in texts(build_matches(SIGNER, OWNER, questions(2), 5))[0]


def test_nothing_left_to_ask_says_what_the_last_answer_brought() -> None:
    assert "+38 rows recognised" in texts(build_matches(SIGNER, OWNER, [], said="+38 rows recognised"))[0]
    assert "settled" in texts(build_matches(SIGNER, OWNER, []))[0]


def test_a_doubtful_match_says_what_it_counts_as_now() -> None:
    one = Question("movie:harbour lights", "Harbour Lights", is_film=True, rows=1, candidates=(film(),), guess=film())
    assert any("I took it for Harbour Lights (1998)" in text for text in texts(build_matches(SIGNER, OWNER, [one])))


def test_a_title_without_a_year_shows_none() -> None:
    one = Question("movie:x", "X", is_film=True, rows=1, candidates=(film(year=0, genres=(), makers=()),))
    (menu,) = [item for item in build_matches(SIGNER, OWNER, [one]).walk_children() if getattr(item, "options", None)]
    assert (menu.options[0].label, menu.options[0].description) == ("Harbour Lights", "film")


@pytest.mark.parametrize("name", HOSTILE[:60])
def test_hostile_names_do_nothing_and_fit(name: str) -> None:
    view = build_matches(SIGNER, OWNER, questions(MOST_QUESTIONS, name))
    assert refusals(view) == []
    found = build_found(SIGNER, OWNER, questions(1, name)[0], name[:60], [film(year=1980 + at) for at in range(40)])
    assert refusals(found) == []


def test_a_search_leads_back_to_the_questions_and_on_to_another_search() -> None:
    one = questions(1)[0]
    found = buttons(build_found(SIGNER, OWNER, one, "harbour", [film()], page=1))
    assert leads_to(found["◀ All questions"]) == ("fix.page", str(OWNER), "1")
    assert leads_to(found["Search again"]) == ("fix.find", str(OWNER), title_code(one.key), "1")
    nothing = texts(build_found(SIGNER, OWNER, one, "zzz", []))[0]
    assert "I know nothing called" in nothing
