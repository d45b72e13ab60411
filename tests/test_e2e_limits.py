"""Tonight's limits hold on every row of every page, and what somebody refused or has seen stays away."""

from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Any

import pytest
import pytest_asyncio

from bot.blending import LENGTH
from bot.panels.limits import RULES
from bot.sandbox import Actor, Channel, Message
from bot.sandbox.choosing import menus
from bot.sandbox.entities import ORDINARY
from data.catalogue.title import MATURITY_STEPS, Title
from tests.e2e import CATALOGUE, Scene, account_page, run_scene, titles_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADAS = ("Ozark", "Narcos", "Friends", "Inception", "The Matrix", "Shrek", "Pulp Fiction", "Wednesday", "The Godfather")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Gilmore Girls", "Inception")
EROTIC = tuple(title.title for title in CATALOGUE.titles if title.is_erotic and title.kind == "movie")
MANAGE_GUILD = 1 << 5


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("limits")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def two(scene: Scene, adas: tuple[str, ...] = ADAS, bos: tuple[str, ...] = BOS) -> tuple[Actor, Actor]:
    ada, bo = scene.join("Ada"), scene.join("Bo")
    await scene.bring(ada, account_page(*adas))
    await scene.bring(bo, account_page(*bos))
    return ada, bo


async def blended(scene: Scene, ada: Actor, bo: Actor, channel: Channel | None = None, **options: Any) -> Message:
    """The panel of both."""
    handle = await ada.slash("blend", channel or scene.sandbox.channel, friend=bo.user, **options)
    panel = (await handle.settled()).message
    await (await bo.press(panel, "Join")).settled()
    return panel


def ids(names: tuple[str, ...]) -> set[str]:
    found = {CATALOGUE.match(name, kind) for name in names for kind in ("movie", "episode")}
    return {title for title in found if title}


LIMITS: dict[str, tuple[dict[str, Any], Callable[[Title], object]]] = {
    "films": ({"kind": "Films"}, lambda title: title.kind == "movie"),
    "series": ({"kind": "Series"}, lambda title: title.kind == "series"),
    "half an hour": ({"minutes": 30}, lambda title: title.minutes <= 30),
    "short films": ({"minutes": 95, "kind": "Films"}, lambda title: title.kind == "movie" and title.minutes <= 95),
    "a child at the table": ({"maturity": "TV-PG"}, lambda title: MATURITY_STEPS.get(title.maturity, 9) <= 2),
    "teenagers": ({"maturity": "TV-14"}, lambda title: MATURITY_STEPS.get(title.maturity, 9) <= 3),
    "two genres": ({"genres": "horror, sci fi"}, lambda title: {"horror", "sci-fi"} & {*title.genres}),
    "no drama": ({"without": "Drama"}, lambda title: "drama" not in title.genres),
    "the nineties": ({"since": 1990, "until": 1999}, lambda title: 1990 <= title.year <= 1999),
    "Korean": ({"language": "Korean"}, lambda title: title.language == "ko"),
    "new to everyone": ({}, lambda title: title.id not in ids(ADAS + BOS)),
    "new to someone": ({"seen": "New to someone"}, lambda title: title.id not in ids(ADAS) & ids(BOS)),
    "nobody erotic": ({"seen": "Rewatches are fine"}, lambda title: not title.is_erotic),
}


@pytest.mark.parametrize(("options", "holds"), LIMITS.values(), ids=LIMITS)
async def test_a_limit_holds_on_every_row(scene: Scene, options: Any, holds: Callable[[Title], object]) -> None:
    ada, bo = await two(scene)
    panel = await blended(scene, ada, bo, **options)
    listed = await scene.listed(bo, panel)
    assert len(listed) == LENGTH
    assert len(set(listed_ids(listed))) == LENGTH  # no title twice
    assert [title.title for title in listed if not holds(title)] == []


def listed_ids(titles: list[Title]) -> list[str]:
    return [title.id for title in titles]


async def test_without_limits_the_rows_would_break_each_of_them(scene: Scene) -> None:
    ada, bo = await two(scene)
    free = await scene.listed(ada, await blended(scene, ada, bo, seen="Rewatches are fine"))
    unmet = [name for name, (_, holds) in LIMITS.items() if all(map(holds, free))]
    assert unmet == ["nobody erotic"]  # that one always holds here; its own test is below


@pytest.mark.parametrize("rule", RULES)
async def test_each_rule_ranks_and_says_what_it_does(scene: Scene, rule: str) -> None:
    ada, bo = await two(scene)
    panel = await blended(scene, ada, bo, rule=rule)
    heading = RULES[rule][0]
    assert f"**{heading}**: " in scene.text(panel)
    assert len(await scene.listed(ada, panel)) == LENGTH
    assert "Least happy with this list: @" in scene.text(panel)


async def test_the_rules_lead_to_different_lists(scene: Scene) -> None:
    lists: list[list[str]] = []
    for rule in RULES:
        ada, bo = await two(scene)
        lists.append(listed_ids(await scene.listed(ada, await blended(scene, ada, bo, rule=rule))))
    assert len({tuple(titles) for titles in lists}) >= 7


async def test_limits_are_told_on_the_panel_and_wait_while_friends_are_picked(scene: Scene) -> None:
    ada, bo = await two(scene)
    options = {"genres": "comedy,drama", "without": "horror", "since": 1990, "language": "English", "kind": "Films"}
    picker = (await (await ada.slash("blend", scene.sandbox.channel, **options)).settled()).message
    assert picker.ephemeral
    told = "films · 1990 or later · comedy or drama · no horror · in English · new to everyone"
    assert told in scene.text(picker)
    panel = (await (await ada.choose(picker, None, [bo.user])).settled()).message
    await (await bo.press(panel, "Join")).settled()
    assert told in scene.text(panel)
    listed = await scene.listed(ada, panel)
    assert len(listed) == LENGTH
    assert all("horror" not in title.genres and title.year >= 1990 and title.kind == "movie" for title in listed)


async def test_a_word_that_is_no_genre_is_told_to_who_wrote_it_alone(scene: Scene) -> None:
    ada, bo = await two(scene)
    told = await (await ada.slash("blend", scene.sandbox.channel, friend=bo.user, genres="polka")).settled()
    assert told.message.ephemeral
    assert "no genre called polka" in scene.text(told)
    typed = await (await ada.autocomplete("blend", scene.sandbox.channel, "genres", "horror, wes")).settled()
    assert [choice["value"] for choice in typed.choices] == ["horror, western"]


async def test_when_nothing_is_left_the_way_out_is_told(scene: Scene) -> None:
    ada, bo = await two(scene)
    panel = await blended(scene, ada, bo, kind="Films", minutes=5)
    assert "Nothing is left inside these limits" in scene.text(panel)
    assert "longer time" in scene.text(panel)


async def test_erotic_titles_are_listed_in_age_restricted_channels_only(scene: Scene) -> None:
    ada, bo = await two(scene, (*ADAS, *EROTIC), (*BOS, *EROTIC))
    adults = scene.sandbox.add_channel("adults", nsfw=True)
    options = {"kind": "Films", "seen": "Rewatches are fine"}
    open_to_all = await scene.listed(ada, await blended(scene, ada, bo, **options))
    for_adults = await scene.listed(ada, await blended(scene, ada, bo, adults, **options))
    assert [title.title for title in open_to_all if title.is_erotic] == []
    assert [title for title in for_adults if title.is_erotic] != []


async def test_only_who_manages_the_server_sets_its_highest_rating_and_it_binds_everybody(scene: Scene) -> None:
    home = scene.sandbox.add_guild("Family")
    here = home.channels[0]
    ada, bo = (scene.sandbox.actor(scene.sandbox.add_member(name, home)) for name in ("Ada", "Bo"))
    for actor, names in ((ada, ADAS), (bo, BOS)):
        await scene.bring(actor, account_page(*names), here)
    plain = scene.text(await (await bo.slash("privacy", here)).settled())
    assert "Highest age rating" not in plain
    home.members[ada.user.id].permissions = ORDINARY | MANAGE_GUILD
    panel = (await (await ada.slash("privacy", here)).settled()).message
    ceiling = next(menu["custom_id"] for menu in menus(panel) if "TV-PG or milder" in str(menu["options"]))
    await (await ada.choose(panel, ceiling, ["TV-PG or milder"])).settled()
    blend = await blended(scene, bo, ada, here, maturity="TV-MA")
    assert "rated TV-PG or milder" in scene.text(blend)
    assert all(MATURITY_STEPS.get(title.maturity, 9) <= 2 for title in await scene.listed(bo, blend))
    home.members[ada.user.id].permissions = ORDINARY  # and the open panel is no licence
    refused = await (await ada.choose(panel, ceiling, ["No ceiling"])).settled()
    assert "Only members who may manage this server" in scene.text(refused)
    assert "rated TV-PG or milder" in scene.text(await blended(scene, bo, ada, here))


async def test_a_refused_title_never_comes_back_to_a_blend_with_that_member(scene: Scene) -> None:
    ada, bo = await two(scene)
    panel = await blended(scene, ada, bo)
    first = titles_in(scene.text(panel))[0]
    details = (await (await bo.choose(panel, None, [f"{first.title} ({first.year})"])).settled()).message
    assert details.ephemeral
    assert f"{first.title} ({first.year})" in scene.text(details)
    assert "pulled it down" in scene.text(details)
    assert "How sure I am: " in scene.text(details)
    told = await (await bo.press(details, "Not for me")).settled()
    assert f"{first.title}** will not come back" in scene.text(told)
    await (await ada.press(panel, "Next ▶")).settled()
    await (await ada.press(panel, "◀ Back")).settled()
    again = listed_ids(await scene.listed(ada, panel))
    anew = listed_ids(await scene.listed(bo, await blended(scene, bo, ada, seen="Rewatches are fine")))
    assert first.id not in again + anew
    cy = scene.join("Cy")  # without Bo it may
    await scene.bring(cy, account_page(*BOS))
    assert first.id in listed_ids(await scene.listed(ada, await blended(scene, ada, cy)))


async def test_a_title_marked_as_seen_is_left_out_and_forgetting_the_marks_brings_it_back(scene: Scene) -> None:
    ada, bo = await two(scene)
    few = {"language": "Portuguese"}  # so few titles that all of them are on the list
    panel = await blended(scene, ada, bo, **few)
    first = titles_in(scene.text(panel))[0]
    details = (await (await bo.choose(panel, None, [f"{first.title} ({first.year})"])).settled()).message
    await (await bo.press(details, "I have seen it")).settled()
    assert first.id not in listed_ids(await scene.listed(ada, await blended(scene, ada, bo, **few)))
    some = await blended(scene, ada, bo, seen="New to someone", **few)
    rows = [text for text in await scene.pages(ada, some) if first.title in text]
    assert "seen by @Bo" in "".join(rows)
    privacy = (await (await bo.slash("privacy", scene.sandbox.channel)).settled()).message
    assert "Marked seen: 1" in scene.text(privacy)
    await (await bo.press(privacy, "Forget my marks")).settled()
    assert "Marked seen: 0" in scene.text(privacy)
    assert first.id in listed_ids(await scene.listed(ada, await blended(scene, ada, bo, **few)))
