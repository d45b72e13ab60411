"""Guests of a blend with a plain taste: they watched the titles of the starter in which one tag is strongest."""

import numpy as np

from bot.blending import Guest, Table, Wishes, set_table
from bot.shelf import Shelf
from data.history import History, Viewing


def fan_of(shelf: Shelf, member: int, tag: str, count: int = 40) -> Guest:
    column = shelf.catalogue.features[:, shelf.catalogue.tags.index(tag)].astype(np.int16)
    titles = [shelf.catalogue.titles[row] for row in np.argsort(-column, kind="stable")[:count]]
    rows = [Viewing(t.title, "movie" if t.kind == "movie" else "episode", t.title, match=t.id) for t in titles]
    return Guest(member, History(tuple(rows), shelf.catalogue.version))


def table_of(shelf: Shelf, *guests: Guest) -> Table:
    return set_table(shelf.catalogue, shelf.model, guests, Wishes())
