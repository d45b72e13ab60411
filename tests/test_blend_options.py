"""What a member types into the options of `/blend`, and what is suggested meanwhile."""

from typing import Any, cast

import pytest
from discord import app_commands

from bot.blending import Wishes
from bot.client import Interaction
from bot.commands import COMMANDS
from bot.commands.blend_options import read_genres, read_language, read_wishes, suggest_genres, suggest_language
from bot.errors import Problem
from bot.panels.languages import COMMON, LANGUAGES
from bot.panels.limits import RULES
from bot.sandbox.limits.commands import check_command
from data.catalogue.load import load_catalogue
from data.catalogue.title import GENRES
from recommender.aggregation import STRATEGIES

NOTHING: dict[str, Any] = dict.fromkeys(
    ("kind", "minutes", "mood", "genres", "without", "since", "until", "language", "maturity")
) | {"rule": "fair", "seen": "everyone", "surprise": False}
NOBODY = cast("Interaction", None)  # suggestions depend on nobody


def test_no_option_is_no_limit() -> None:
    assert read_wishes(NOTHING) == Wishes()


def test_every_option_is_a_limit() -> None:
    given = NOTHING | {
        "genres": "Comedy, scifi",
        "without": "horror",
        "since": 1990,
        "until": 1999,
        "language": "Korean",
    }
    assert read_wishes(given) == Wishes(
        genres=("comedy", "sci-fi"), without=("horror",), since=1990, until=1999, language="ko"
    )


@pytest.mark.parametrize("typed", ["", " ", ",", " , ,"])
def test_nothing_typed_is_no_genre(typed: str) -> None:
    assert read_genres(typed) == ()


@pytest.mark.parametrize("typed", ["Sci Fi", "sci-fi", "SCIFI,sci-fi", " sci  fi ,"])
def test_a_genre_is_known_however_it_is_written(typed: str) -> None:
    assert read_genres(typed) == ("sci-fi",)


def test_a_word_that_is_no_genre_is_told_with_those_that_are() -> None:
    with pytest.raises(Problem, match="no genre called") as told:
        read_genres("horror, po*l*ka")
    assert "po\\*l\\*ka" in told.value.text
    assert "stand-up" in told.value.text


@pytest.mark.parametrize(("typed", "code"), [("Korean", "ko"), ("ko", "ko"), (" turkish ", "tr"), ("", None)])
def test_a_language_is_known_by_its_name_or_code(typed: str, code: str | None) -> None:
    assert read_language(typed) == code


def test_a_language_nobody_speaks_is_told() -> None:
    with pytest.raises(Problem, match="no language called Klingon"):
        read_language("Klingon")


def test_years_that_cross_and_genres_on_both_sides_are_told() -> None:
    with pytest.raises(Problem, match="Swap the two years"):
        read_wishes(NOTHING | {"since": 2000, "until": 1999})
    with pytest.raises(Problem, match="asked for horror and against it"):
        read_wishes(NOTHING | {"genres": "horror,war", "without": "comedy,horror"})


async def suggested(typed: str) -> list[str]:
    return [choice.value for choice in await suggest_genres(NOBODY, typed)]


async def test_genres_are_suggested_behind_those_already_chosen() -> None:
    assert set(await suggested("")) == GENRES
    assert (await suggested("m"))[:2] == ["music", "mystery"]
    assert "anime" in await suggested("m")
    assert await suggested("horror, sci fi,stan") == ["horror, sci-fi, stand-up"]
    rest = await suggested("Horror,")
    assert len(rest) == len(GENRES) - 1
    assert all(text.startswith("horror, ") for text in rest)


async def test_what_is_suggested_can_be_sent_and_fits_into_a_suggestion() -> None:
    typed = ""
    for _ in range(30):  # a member who takes the longest each time, until nothing more fits
        texts = await suggested(typed)
        assert all(len(text) <= 100 and set(read_genres(text)) <= GENRES for text in texts)
        typed = max(texts, key=len, default=typed) + ","
    assert await suggested(typed) == []


async def test_languages_are_suggested_by_their_beginning_and_the_usual_ones_first() -> None:
    names = [choice.name for choice in await suggest_language(NOBODY, "")]
    assert names == [LANGUAGES[code] for code in COMMON]
    assert len(names) <= 25
    assert [choice.name for choice in await suggest_language(NOBODY, "kor")] == ["Korean"]
    assert all(read_language(name) for name in names)


def test_every_language_of_the_starter_has_a_name() -> None:
    assert {title.language for title in load_catalogue().titles} - LANGUAGES.keys() - {""} == set()


def test_the_command_offers_every_rule_there_is_and_is_one_discord_takes() -> None:
    (command,) = [each for each in COMMANDS if each.name == "blend"]
    assert isinstance(command, app_commands.Command)
    rules = next(parameter for parameter in command.parameters if parameter.name == "rule")
    assert [choice.value for choice in rules.choices] == [rule for rule in RULES if rule in STRATEGIES]
    assert set(RULES) == set(STRATEGIES)
    options = [parameter.to_dict() for parameter in command._params.values()]
    sent = {"name": "blend", "description": command.description, "options": options}
    assert list(check_command((), sent)) == []
