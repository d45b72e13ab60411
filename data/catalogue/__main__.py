"""`python -m data.catalogue check`: is the starter catalogue well formed?"""

import argparse
import sys

from data.catalogue.starter import find_mistakes, read_tags, read_titles


def main() -> int:
    """Print every mistake of the starter's files, or a summary; 1 when there are mistakes."""
    parser = argparse.ArgumentParser(prog="python -m data.catalogue", description=__doc__)
    parser.add_argument("job", choices=["check"])
    parser.parse_args()
    mistakes = find_mistakes()
    if mistakes:
        print(*mistakes, sep="\n")
        return 1
    titles = read_titles()
    series = sum(title.kind == "series" for title in titles)
    films = len(titles) - series
    print(f"{len(titles)} titles ({films} films, {series} series), {len(read_tags())} tags: all well formed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
