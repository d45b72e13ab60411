"""The rules of the house, read from the source itself: who imports whom, what stays pure, what is never used.

Each rule is asked twice: about the house, where it must be silent, and about a few lines that break it, where it must
not.
"""

from pathlib import Path

import pytest

from tests import layer_rules as rules
from tests.layer_rules import Module, Rule, read_module

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "data", "recommender")

#: Each rule, with files that break it: (name of the module, its source).
RULES: dict[Rule, list[tuple[str, str]]] = {
    rules.packages_know_their_place: [
        ("data.insights", "from bot.settings import Settings"),
        ("recommender.profile", "import bot.errors"),
        ("data.store.sqlite", "from recommender.model import Model"),
        ("recommender.evaluate", "def f():\n    from data.history import History"),
        ("recommender.scoring", "from data import history"),
    ],
    rules.rooms_of_bot_know_their_place: [
        ("bot.panels.blend", "from bot.client import Interaction"),
        ("bot.panels.blend", "from bot.commands.blend import start"),
        ("bot.panels.blend", "from ..client import Interaction"),
        ("bot.charts.theme", "from bot.panels.parts import box"),
        ("bot.client", "from bot.commands import COMMANDS"),
        ("bot.errors", "from bot.settings import Settings"),
        ("bot.sandbox.rest", "from bot.client import BlendzBot"),
        ("bot.commands.blend", "from bot.__main__ import run"),
    ],
    rules.only_the_top_knows_the_commands: [
        ("bot.evening", "from bot.commands.blend import start"),
        ("bot.panels.help", "import bot.commands"),
        ("bot.demo.play", "from bot.__main__ import run"),
    ],
    rules.libraries_stay_in_their_room: [
        ("data.imports.csv", "import aiosqlite"),
        ("bot.panels.insights", "import plotly.graph_objects as go"),
        ("bot.commands.insights", "from kaleido import Kaleido"),
        ("bot.evening", "import choreographer"),
        ("data.export", "from discord import File"),
        ("recommender.explain", "import discord"),
    ],
    rules.panels_are_pure: [
        ("bot.panels.privacy", "from data.store import Store"),
        ("bot.panels.privacy", "from data.catalogue.load import load_catalogue"),
    ],
    rules.pure_rooms_are_pure: [
        ("bot.panels.blend", "import asyncio"),
        ("bot.panels.blend", "from aiohttp import ClientSession"),
        ("bot.panels.blend", "async def build(): ..."),
        ("recommender.scoring", "import time"),
        ("data.history", "import datetime as dt\ntoday = dt.date.today()"),
        ("data.titles.book", "words = open('words.txt').read()"),
        ("data.catalogue.match", "from pathlib import Path"),
    ],
    rules.data_is_named_in_full: [
        ("bot.evening", "import data"),
        ("bot.evening", "import data.history as history"),
        ("bot.evening", "from data import history"),
    ],
    rules.no_variable_is_called_data: [
        ("bot.evening", "data = 1"),
        ("bot.evening", "def f(data): return data"),
        ("bot.evening", "for data in (): pass"),
        ("bot.evening", "import json as data"),
        ("bot.evening", "with x() as data: pass"),
        ("bot.evening", "f = lambda *, data=1: data"),
        ("bot.evening", "class A:\n    data: int = 1"),
        ("bot.evening", "(data := 1)"),
    ],
    rules.nothing_unpickles_or_evaluates: [
        ("data.store.codec", "import pickle"),
        ("data.store.codec", "from marshal import loads"),
        ("bot.evening", "eval('1')"),
        ("bot.evening", "exec('x = 1')"),
        ("data.catalogue.load", "np.load(f, allow_pickle=True)"),
        ("bot.doctor", "subprocess.run('ls', shell=True)"),
    ],
    rules.sql_is_written_out: [
        ("data.store.records", "db.execute(f'SELECT * FROM {table}')"),
        ("data.store.records", "db.execute('DELETE FROM ' + table)"),
        ("data.store.records", "db.execute('DELETE FROM %s WHERE x = ?' % table, (1,))"),
        ("data.store.records", "db.execute('DROP TABLE {}'.format(table))"),
        ("data.store.records", "db.execute('SELECT ' + column + ' FROM record')"),
        ("data.store.migrate", "db.execute(f'PRAGMA user_version = {member}')"),
    ],
    rules.a_docstring_says_what_it_is_for: [
        ("bot.evening", "x = 1"),
        ("bot.evening", "''\nx = 1"),
        ("bot.sandbox", ""),
    ],
    rules.no_drawer_for_odds_and_ends: [("bot.utils", "'''Odds.'''"), ("data.imports.helpers", "'''Ends.'''")],
}


def read_house() -> list[Module]:
    """Every module of the three packages."""
    modules: list[Module] = []
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        modules.append(read_module(name, path.read_text(encoding="utf-8"), is_package=is_package))
    return modules


@pytest.fixture(scope="module")
def house() -> list[Module]:
    return read_house()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule, house: list[Module]) -> None:
    complaints = [f"{module.name} {complaint}" for module in house for complaint in rule(module)]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        pytest.param(rule, name, source, id=f"{rule.__name__}-{at}")
        for rule, broken in RULES.items()
        for at, (name, source) in enumerate(broken)
    ],
)
def test_the_rule_sees_what_breaks_it(rule: Rule, name: str, source: str) -> None:
    assert list(rule(read_module(name, source)))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("bot.commands.blend", "'''Blend.'''\nfrom bot.panels.blend import build_blend\nfrom data.store import Blend"),
        ("bot.panels.blend", "'''Panel.'''\nimport discord\nfrom bot.blending import Offer"),
        ("data.store.sqlite", "'''SQL.'''\nimport aiosqlite\ndb.execute('SELECT 1 WHERE x = ?', (interaction.data,))"),
        ("data.history", "'''Values.'''\nimport datetime as dt\nnever = dt.date.min"),
    ],
)
def test_no_rule_complains_of_good_code(name: str, source: str) -> None:
    module = read_module(name, source)
    assert not [complaint for rule in RULES for complaint in rule(module)]


def test_the_whole_house_is_read(house: list[Module]) -> None:
    names = {module.name for module in house}
    assert {"bot", "bot.panels.blend", "data.history", "data.store.sqlite", "recommender.ranking"} <= names


def test_test_files_are_named_for_what_they_test() -> None:
    assert not [path.name for path in (ROOT / "tests").rglob("*.py") if path.stem in ("utils", "helpers", "misc")]
