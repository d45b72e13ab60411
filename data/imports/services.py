"""Every other table that is read, by its header, and how what they say becomes an export."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from data.imports import imdb, letterboxd, netflix_said, prime, simkl, tmdb, trakt, tvtime
from data.imports.fold import fold
from data.imports.problem import ImportProblem
from data.imports.report import Export, ProfileRows, make_profiles
from data.imports.said import Said, Told
from data.imports.sheet import IsHeader, Names, Sheet, find_header, read_sheet
from data.titles import TitleBook


class _Form(NamedTuple):
    """A kind of table: which headers it has, the columns that are read, and what makes them rows."""

    is_header: IsHeader
    columns: Names
    read: Callable[[Sheet, str, TitleBook], Told]


_FORMS = (
    _Form(netflix_said.is_ratings, netflix_said.RATINGS, netflix_said.read_ratings),
    _Form(netflix_said.is_my_list, netflix_said.MY_LIST, netflix_said.read_my_list),
    _Form(letterboxd.is_header, letterboxd.COLUMNS, letterboxd.read),
    _Form(imdb.is_header, imdb.COLUMNS, imdb.read),
    _Form(tmdb.is_header, tmdb.COLUMNS, tmdb.read),
    _Form(simkl.is_header, simkl.COLUMNS, simkl.read),
    _Form(trakt.is_header, trakt.COLUMNS, trakt.read),
    _Form(prime.is_history, prime.HISTORY, prime.read_history),
    _Form(prime.is_events, prime.EVENTS, prime.read_events),
    _Form(prime.is_page, prime.PAGE, prime.read_page),
    _Form(tvtime.is_header, tvtime.COLUMNS, tvtime.read),
)


def read_table_of_service(lines: Sequence[str], name: str, book: TitleBook) -> Told | None:
    """What a table of another service says, or None when its header is none of theirs.

    Raises ImportProblem when it has no rows.
    """
    header = find_header(lines, lambda names: any(form.is_header(names) for form in _FORMS))
    if header is None:
        return None
    form = next(form for form in _FORMS if form.is_header(frozenset(header.names)))
    sheet = read_sheet(lines, header, form.columns)
    if not sheet.rows and not sheet.broken:
        raise ImportProblem("no_rows")
    return form.read(sheet, name, book)


def make_export(tolds: Sequence[Told]) -> Export:
    """One export of all files of a service.

    Raises ImportProblem when none of their rows says anything.
    """
    rows = {profile: fold(said) for profile, said in _by_profile(tolds).items()}
    if not any(part.kept for part in rows.values()):
        read = sum(part.read for part in rows.values()) + sum(told.broken for told in tolds)
        raise ImportProblem("nothing_said", read=read)
    is_dated = any(viewing.date for part in rows.values() for viewing in part.viewings)
    return Export(
        source=tolds[0].source,
        profiles=make_profiles(rows),
        language=None,
        date_order="year first" if is_dated else None,
        is_date_order_sure=True,
        broken=sum(told.broken for told in tolds),
        rows=rows,
        notes=_notes(tolds),
    )


def attach(history: Export, tolds: Sequence[Told]) -> Export:
    """A history of Netflix with the ratings and lists of the same report, profile by profile."""
    rows = dict(history.rows)
    for profile, said in _by_profile(tolds).items():
        found, known = fold(said), rows.get(profile)
        rows[profile] = _join(known, found) if known else found
    broken = history.broken + sum(told.broken for told in tolds)
    notes = (*history.notes, *_notes(tolds))
    return replace(history, profiles=make_profiles(rows), rows=rows, broken=broken, notes=notes)


def _join(known: ProfileRows, found: ProfileRows) -> ProfileRows:
    dropped = dict(known.dropped)
    for reason, count in found.dropped.items():
        dropped[reason] = dropped.get(reason, 0) + count
    return replace(known, dropped=dropped, opinions=known.opinions + found.opinions, said=known.said + found.said)


def _by_profile(tolds: Sequence[Told]) -> dict[str, list[Said]]:
    """The rows of all files; those of a spare file are there twice as soon as there is another."""
    is_doubled = any(told.is_spare for told in tolds) and not all(told.is_spare for told in tolds)
    parts: dict[str, list[Said]] = {}
    for told in tolds:
        for said in told.said:
            is_twice = is_doubled and told.is_spare and said.dropped is None
            parts.setdefault(said.profile, []).append(said._replace(dropped="duplicate") if is_twice else said)
    return parts


def _notes(tolds: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for told in tolds for note in told.notes))
