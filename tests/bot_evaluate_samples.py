"""Invented members with a planted taste, written as exports of the account page from the starter's titles."""

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from data.catalogue.catalogue import Catalogue

#: Each taste is two tags: the titles that have most of both are what a member likes, films and series.
TASTES = (
    ("murder", "police investigation"),
    ("romantic", "sweet"),
    ("superhero", "magic"),
    ("scary", "monsters"),
    ("hilarious", "silly"),
    ("history", "royalty"),
)
_CORE, _EPISODES = 100, 4
_NEWEST = date(2025, 6, 30)


def write_members(folder: Path, catalogue: Catalogue, *, each: int = 2, titles: int = 50) -> Path:
    """One file for each of `each` members of every taste. Four in five of their titles are of the taste.

    Among those they find popular ones sooner, as everybody does.
    """
    folder.mkdir(exist_ok=True)
    for at, tags in enumerate(TASTES):
        for one in range(each):
            rows = _choose(catalogue, tags, titles, np.random.default_rng((at, one)))
            write_account_page(folder / f"member-{at}-{one}.csv", catalogue, rows)
    return folder


def write_account_page(path: Path, catalogue: Catalogue, rows: list[int], *, days_apart: int = 5) -> None:
    """Titles newest first, four episodes of a series on days of their own."""
    lines: list[tuple[str, date]] = []
    for at, row in enumerate(rows):
        title, day = catalogue.titles[row], _NEWEST - timedelta(days=at * days_apart)
        names = [title.title]
        if title.kind == "series":
            names = [f"{title.title}: Season 1: Episode {number}" for number in range(_EPISODES, 0, -1)]
        lines += [(name, day - timedelta(days=back)) for back, name in enumerate(names)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["Title", "Date"])
        writer.writerows((name, f"{day.month}/{day.day}/{day:%y}") for name, day in lines)


def _choose(catalogue: Catalogue, tags: tuple[str, ...], titles: int, rng: np.random.Generator) -> list[int]:
    columns = [catalogue.tags.index(tag) for tag in tags]
    strength = catalogue.features[:, columns].sum(axis=1, dtype=np.int64)
    own = np.zeros(len(strength), dtype=np.bool_)
    own[np.argsort(-strength, kind="stable")[:_CORE]] = True
    odds = catalogue.popularity.astype(np.float64)
    odds *= np.where(own, 4.0 / odds[own].sum(), 1.0 / odds[~own].sum())
    # A choice without replacement finds likely titles first; when they were watched is another matter.
    return rng.permutation(rng.choice(len(odds), titles, replace=False, p=odds / odds.sum())).tolist()
