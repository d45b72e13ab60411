"""The grammar of Netflix titles: printed texts of one file in, films and episodes out.

Netflix joins series, season and episode with ": ", but each may hold ": " itself and each may be empty. So a text is
read in this order: a label that only a season bears; a season that repeats the name of its series; a film the book
knows; a series the book or the file's labels know; siblings in the same file; an episode's number; else a film.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from data.titles.book import EMPTY_BOOK, TitleBook
from data.titles.clean import Layout
from data.titles.families import Families
from data.titles.fields import Printed, PrintedReader
from data.titles.labelled import learn_labels, read_labelled
from data.titles.title import ParsedTitle, Row
from data.titles.unlabelled import Known, read_unlabelled


def parse_titles(rows: Sequence[Row], layout: Layout, book: TitleBook = EMPTY_BOOK) -> list[ParsedTitle]:
    """What each row says, in the order given.

    All rows of a file belong into one call: the account page leaves out "Season 1" of series with one season, and then
    only the other rows tell an episode from a film. `layout` is the export's: viewing activity prints the season always
    and mostly adds "(Episode 4)". Any text is accepted; one that names nothing comes back as a film of that name
    (`data.titles.clean.why_dropped` tells such rows before).
    """
    first_day = _first_days(rows)
    reader = PrintedReader(layout)
    printed = {text: reader.read(text) for text in first_day}
    learned = learn_labels(printed.values())
    parsed: dict[str, ParsedTitle] = {}
    open_texts: dict[str, Printed] = {}
    for text, fields in printed.items():
        title = read_labelled(fields, learned, book)
        if title:
            parsed[text] = title
        else:
            open_texts[text] = fields
    series = {title.title.casefold() for title in parsed.values()}
    families = Families(((fields, first_day[text]) for text, fields in open_texts.items()), book)
    known = Known(book, series, families)
    parsed.update((text, read_unlabelled(fields, known, layout)) for text, fields in open_texts.items())
    return [parsed[row.text] for row in rows]


def _first_days(rows: Sequence[Row]) -> Mapping[str, dt.date | None]:
    days: dict[str, dt.date | None] = {}
    for row in rows:
        known = days.get(row.text)
        days[row.text] = min(known, row.date) if known and row.date else (known or row.date)
    return days
