"""Which sources a build is made of: what was asked for, what lies on disk, what is to be fetched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.catalogue.build.sources import SOURCES, Source, check_place, find_downloaded, say_size


class NothingChosen(Exception):
    """There is nothing to build from, or what was asked for does not exist; the text says what would be."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`here`: source -> folder, zip or file that is there. `brought`: those of them the host gave by path."""

    here: Mapping[str, Path]
    brought: tuple[Source, ...]
    fetch: tuple[Source, ...]


def choose(asked: Sequence[str], state: Path, ask: Callable[[str], str] | None, *, fresh: bool = False) -> Choice:
    """What `--source NAME` and `--source NAME=PATH` mean; `ask` puts a question, None when nobody is there to ask.

    Without any, everything downloaded before is used, and the host is asked what else to fetch. `fresh` fetches again
    what is here. Raises NothingChosen, and CatalogueProblem for a path that is not what it should be.
    """
    found = find_downloaded(state)
    if not asked:
        return _ask_which(found, ask, fresh=fresh)
    here: dict[str, Path] = {}
    brought: list[Source] = []
    fetch: list[Source] = []
    for word in asked:
        name, has_path, path = word.partition("=")
        source = _source(name)
        if name in here:
            raise NothingChosen(f"{name} is named twice: say once where it lies.")
        if has_path and not path:
            raise NothingChosen(
                f"--source {name}= names no file: give its path behind the sign, or leave the sign out."
            )
        if has_path:
            here[name] = check_place(source, Path(path).expanduser())
            brought.append(source)
        elif name in found and source.by != "tmdb" and not fresh:
            here[name] = found[name]
        else:
            fetch.append(source)
    return Choice(here, tuple(brought), tuple(dict.fromkeys(fetch)))


def _ask_which(found: Mapping[str, Path], ask: Callable[[str], str] | None, *, fresh: bool) -> Choice:
    if ask is None:
        if not found:
            raise NothingChosen(f"Nothing has been downloaded yet: say what to fetch, as --source NAME.\n{_list({})}")
        return Choice(found, (), tuple(SOURCES[name] for name in found) if fresh else ())
    names = ask(f"{_list(found)}\nWhich shall be fetched? Names with spaces between, or nothing for none: ")
    fetch = tuple(_source(name) for name in dict.fromkeys(names.replace(",", " ").split()))
    again = tuple(SOURCES[name] for name in found if fresh)
    if not found and not fetch:
        raise NothingChosen("Nothing was chosen and nothing has been downloaded yet: there is nothing to build from.")
    return Choice(found, (), tuple(dict.fromkeys((*fetch, *again))))


def _source(name: str) -> Source:
    if name not in SOURCES:
        raise NothingChosen(f"There is no source called {name!r}.\n{_list({})}")
    return SOURCES[name]


def _list(found: Mapping[str, Path]) -> str:
    return "\n".join(
        f"  {name:<16} {source.gives} ({'is here' if name in found else say_size(source.size) or 'small'})"
        for name, source in SOURCES.items()
    )
