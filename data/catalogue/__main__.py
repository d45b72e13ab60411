"""The starter catalogue's tools: `check` names every mistake of its files, `tidy` files what authors wrote."""

import argparse
import sys

from data.catalogue.starter import FOLDER, find_mistakes, read_tags, read_titles
from data.catalogue.starter.tidy import tidy


def check() -> int:
    """Print every mistake of the starter's files, or a summary; 1 when there are mistakes."""
    mistakes = find_mistakes()
    if mistakes:
        print(*mistakes, sep="\n")
        return 1
    titles = read_titles()
    series = sum(title.kind == "series" for title in titles)
    films = len(titles) - series
    print(f"{len(titles)} titles ({films} films, {series} series), {len(read_tags())} tags: all well formed")
    return 0


def file_titles() -> int:
    """Put every title in its file; 1, and nothing changed, when the files are not well formed."""
    if find_mistakes():
        print("The files have mistakes: `python -m data.catalogue check` names them. Nothing was moved.")
        return 1
    print(f"{tidy(FOLDER)} titles are in their places.")
    return 0


def main() -> int:
    """Do the job named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m data.catalogue", description=__doc__)
    parser.add_argument("job", choices=["check", "tidy"])
    return check() if parser.parse_args().job == "check" else file_titles()


if __name__ == "__main__":
    sys.exit(main())
