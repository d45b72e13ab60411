"""Files every title where the next author looks for it: films and series apart, by first letter, in order of id.

Authors write a batch into any file of `titles/`; `python -m data.catalogue tidy` puts each block in its place.
"""

import argparse
import re
import tomllib
from collections import defaultdict
from pathlib import Path

from data.catalogue.starter import FOLDER, find_mistakes

_BLOCK = re.compile(r"(?m)^(?=\[[a-z0-9-]+\]\s*(?:#.*)?$)")
_FOLDERS = {"movie": "films", "series": "series"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder."""
    parser.add_argument("--folder", type=Path, default=FOLDER, help="a catalogue in the starter's form")


def run(arguments: argparse.Namespace) -> int:
    """Put every title in its file; 1, and nothing changed, when the files are not well formed."""
    folder: Path = arguments.folder
    if find_mistakes(folder):
        print("The files have mistakes: `python -m data.catalogue check` names them. Nothing was moved.")  # noqa: T201 - answer
        return 1
    print(f"{tidy(folder)} titles are in their places.")  # noqa: T201 - the job's answer
    return 0


def place(title_id: str, kind: str) -> str:
    """Name of the file a title belongs in; a leading `the-` does not count."""
    first = title_id.removeprefix("the-")[:1] or title_id[0]
    return f"{_FOLDERS[kind]}-{first if first.isalpha() else '0-9'}.toml"


def tidy(folder: Path) -> int:
    """Put every block of `titles/*.toml` in its file; how many there are. Raises ValueError when it would lose one.

    Nothing is written before everything was read, and text outside of blocks is refused rather than dropped.
    """
    blocks: dict[str, tuple[str, str]] = {}
    old = sorted((folder / "titles").glob("*.toml"))
    for path in old:
        before, *parts = _BLOCK.split(path.read_text(encoding="utf-8"))
        if before.strip():
            raise ValueError(f"{path.name} begins with something that belongs to no title")
        for part in parts:
            (title_id, fields), *more = tomllib.loads(part).items()
            if more or title_id in blocks:
                raise ValueError(f"{path.name}: {title_id} is there twice, or not alone in its block")
            blocks[title_id] = (place(title_id, fields["kind"]), part.strip())
    files: defaultdict[str, list[str]] = defaultdict(list)
    for title_id in sorted(blocks):
        name, text = blocks[title_id]
        files[name].append("\n".join(line.rstrip() for line in text.splitlines()))
    for name, texts in files.items():
        (folder / "titles" / name).write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    for path in old:
        if path.name not in files:
            path.unlink()
    return len(blocks)
