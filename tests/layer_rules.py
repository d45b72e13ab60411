"""The rules of the house as functions from a module's source to complaints; test_layers.py asks them."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Rooms of bot that each room of bot may not know: `__main__ -> commands -> (panels, charts, client) -> errors`.
FORBIDDEN_ROOMS = {
    "bot.errors": ("bot",),
    "bot.settings": ("bot",),
    "bot.logs": ("bot",),
    "bot.known": ("bot",),
    "bot.blending": ("bot",),
    "bot.panels": ("bot.__main__", "bot.commands", "bot.charts", "bot.client", "bot.evening", "bot.services"),
    "bot.charts": ("bot.__main__", "bot.commands", "bot.panels", "bot.client", "bot.evening", "bot.services"),
    "bot.answering": ("bot.__main__", "bot.commands", "bot.client", "bot.evening"),
    "bot.client": ("bot.__main__", "bot.commands", "bot.evening"),
    "bot.supervisor": ("bot.__main__", "bot.commands", "bot.client"),
    "bot.commands": ("bot.__main__", "bot.sandbox", "bot.demo", "bot.doctor"),
    "bot.sandbox": ("bot.__main__", "bot.commands", "bot.panels", "bot.charts", "bot.client", "bot.evening"),
}
#: Rooms that only some may enter: the commands are on top, and above them is only where everything is put together.
ONLY_FROM = {"bot.commands": ("bot.__main__", "bot.commands"), "bot.__main__": ()}
#: Libraries that only one room may use.
ONLY_IN = {
    "aiosqlite": "data.store",
    "plotly": "bot.charts",
    "kaleido": "bot.charts",
    "choreographer": "bot.charts",
    "discord": "bot",
}
#: Rooms that are values in, values out: no async, clock, file or network.
PURE = (
    "recommender.affinity",
    "recommender.aggregation",
    "recommender.chances",
    "recommender.ease",
    "recommender.explain",
    "recommender.greedy",
    "recommender.kinds",
    "recommender.learned",
    "recommender.learning",
    "recommender.model",
    "recommender.pairing",
    "recommender.profile",
    "recommender.ranking",
    "recommender.ratings",
    "recommender.scan",
    "recommender.scoring",
    "recommender.steering",
    "recommender.taste",
    "recommender.voting",
    "recommender.whitening",
    "data.history",
    "data.export",
    "data.titles",
    "data.insights",
    "data.catalogue.match",
    "data.catalogue.catalogue",
    "bot.panels",
    "bot.blending",
    "bot.comparing",
)
IMPURE_LIBRARIES = frozenset(
    {"aiohttp", "aiosqlite", "asyncio", "os", "pathlib", "random", "shutil", "socket", "sqlite3", "subprocess"}
    | {"tempfile", "threading", "time", "urllib.request", "concurrent"}
)
IMPURE_CALLS = frozenset({"open", "print", "input", "now", "utcnow", "today", "read_text", "write_text"})
UNSAFE_LIBRARIES = frozenset({"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"})
UNSAFE_CALLS = frozenset({"eval", "exec", "compile", "__import__"})
_NAMING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
SQL_VERB = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|ATTACH|PRAGMA)\b", re.IGNORECASE)
#: PRAGMA takes no bound parameter; the only values put into one are the numbers of our own migrations.
ALLOWED_SQL = frozenset({"PRAGMA user_version = {step}"})


@dataclass(frozen=True, slots=True)
class Module:
    """One source file: its dotted name, its tree, and every module or name it imports, in full."""

    name: str
    tree: ast.Module
    imports: tuple[str, ...]


Rule = Callable[[Module], Iterator[str]]


def read_module(name: str, source: str, *, is_package: bool = False) -> Module:
    """Parse one file; relative imports are spelled out. Raises SyntaxError naming the module."""
    tree = ast.parse(source, filename=name)
    package = name if is_package else name.rpartition(".")[0]
    return Module(name, tree, tuple(_imports(tree, package)))


def _imports(tree: ast.Module, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def is_in(name: str, room: str) -> bool:
    """Whether a dotted name is the room or lies in it."""
    return name == room or name.startswith(f"{room}.")


def packages_know_their_place(module: Module) -> Iterator[str]:
    forbidden = {"data": ("bot", "recommender"), "recommender": ("bot", "data"), "bot": ()}
    for room in forbidden[module.name.split(".")[0]]:
        yield from (f"imports {name}" for name in module.imports if is_in(name, room))


def rooms_of_bot_know_their_place(module: Module) -> Iterator[str]:
    for room, others in FORBIDDEN_ROOMS.items():
        if is_in(module.name, room):
            for other in others:
                yield from (
                    f"imports {name}" for name in module.imports if is_in(name, other) and not is_in(name, room)
                )


def only_the_top_knows_the_commands(module: Module) -> Iterator[str]:
    for room, callers in ONLY_FROM.items():
        if not any(is_in(module.name, caller) for caller in callers):
            yield from (f"imports {name}" for name in module.imports if is_in(name, room))


def libraries_stay_in_their_room(module: Module) -> Iterator[str]:
    for library, room in ONLY_IN.items():
        if not is_in(module.name, room):
            yield from (f"imports {name}" for name in module.imports if is_in(name, library))


def panels_are_pure(module: Module) -> Iterator[str]:
    if is_in(module.name, "bot.panels"):
        banned = ("data.store", "data.catalogue.load", "data.catalogue.catalogue", "data.imports")
        yield from (f"imports {name}" for name in module.imports if any(is_in(name, room) for room in banned))


def pure_rooms_are_pure(module: Module) -> Iterator[str]:
    if module.name.endswith("__main__") or not any(is_in(module.name, room) for room in PURE):
        return
    yield from (f"imports {name}" for name in module.imports if any(is_in(name, lib) for lib in IMPURE_LIBRARIES))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncWith | ast.AsyncFor):
            yield f"is asynchronous in line {node.lineno}"
        if isinstance(node, ast.Call) and _called(node) in IMPURE_CALLS:
            yield f"calls {_called(node)} in line {node.lineno}"


def data_is_named_in_full(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (f"import {alias.name}" for alias in node.names if is_in(alias.name, "data"))
        if isinstance(node, ast.ImportFrom) and node.module == "data" and not node.level:
            yield "from data import ..."


def no_variable_is_called_data(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        names: tuple[str | None, ...] = ()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names = (node.id,)
        elif isinstance(node, ast.arg):
            names = (node.arg,)
        elif isinstance(node, ast.alias):
            names = (node.asname,)
        elif isinstance(node, _NAMING):
            names = (node.name,)
        if "data" in names:
            yield f"calls something data in line {getattr(node, 'lineno', '?')}"


def nothing_unpickles_or_evaluates(module: Module) -> Iterator[str]:
    yield from (f"imports {name}" for name in module.imports if name.split(".")[0] in UNSAFE_LIBRARIES)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in UNSAFE_CALLS:
                yield f"calls {node.func.id} in line {node.lineno}"
            if any(word.arg == "allow_pickle" for word in node.keywords):
                yield f"speaks of allow_pickle in line {node.lineno}"
            if any(word.arg == "shell" for word in node.keywords):
                yield f"asks for a shell in line {node.lineno}"


def sql_is_written_out(module: Module) -> Iterator[str]:
    if not is_in(module.name, "data.store"):
        return
    for node in ast.walk(module.tree):
        made = _made_text(node)
        if made is not None and SQL_VERB.match(made) and made not in ALLOWED_SQL:
            yield f"builds SQL in line {getattr(node, 'lineno', '?')}: {made}"


def _made_text(node: ast.AST) -> str | None:
    """The text an expression puts together at run time, with its holes as `{name}`; None for anything else."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else f"{{{_hole(part)}}}" for part in node.values]
        return "".join(str(part) for part in parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        if isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            return f"{node.left.value}{{...}}"
        return _made_text(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"):
        owner = node.func.value
        return f"{owner.value}{{...}}" if isinstance(owner, ast.Constant) and isinstance(owner.value, str) else None
    return None


def _hole(part: ast.expr) -> str:
    return ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else "..."


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def a_docstring_says_what_it_is_for(module: Module) -> Iterator[str]:
    if not (ast.get_docstring(module.tree) or "").strip():
        yield "has no docstring"


def no_drawer_for_odds_and_ends(module: Module) -> Iterator[str]:
    odd = {"utils", "util", "helpers", "helper", "misc", "common"}
    yield from (f"is called {part}" for part in module.name.split(".") if part in odd)
