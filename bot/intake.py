"""From read exports to a stored history: choose the profile, match, merge, and count what came of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.doubts import are_there
from bot.panels.upload import PRINTED, Report
from bot.services import Services, run_in
from data.catalogue.catalogue import Catalogue
from data.history import History, Opinion, Viewing, merge, merge_opinions
from data.imports import Export, ImportReport, Profile

_UNKNOWN_SHOWN = 5


def profiles_of(exports: Sequence[Export]) -> list[Profile]:
    """The profiles to choose from, most rows first; empty when every file holds one only."""
    households = [export for export in exports if len(export.profiles) > 1]
    return list({profile.name: profile for export in households for profile in export.profiles}.values())


async def take_in(services: Services, member: int, exports: Sequence[Export], profile: str | None) -> Report:
    """Keep one profile of these exports: matched against the catalogue and merged into what was there."""
    catalogue, corrections = services.catalogue, await services.store.corrections(member)
    read, reports = await run_in(services.reader, _take, exports, profile)
    new = await run_in(
        services.reader, catalogue.match_history, read.viewings, read.opinions, corrections, read.language
    )
    before = await services.store.history(member)
    added = await services.store.add_history(member, new)
    if added.history.catalogue != catalogue.version:
        await services.store.replace_history(member, lambda now: catalogue.refresh(now, corrections))
    known = {_name(viewing) for viewing in before.viewings}
    strange = sum(_name(viewing) not in known for viewing in new.viewings)
    made = report(catalogue, new, reports, max(0, added.added))
    marks = await services.store.marks(member)
    doubts = await run_in(services.reader, are_there, catalogue, new, corrections, marks.hidden)
    return replace(
        made,
        renamed=bool(known) and made.added < strange / 2,
        timed=_timed(added.history) > _timed(before),
        retold=added.history.opinions != before.opinions,
        doubts=doubts,
        kept_before=not before.is_empty,
    )


def _timed(history: History) -> int:
    """Rows that say how long one watched."""
    return sum(viewing.seconds is not None for viewing in history.viewings)


def _name(viewing: Viewing) -> tuple[str, str]:
    """What a row is called, whichever kind of export it comes from."""
    return viewing.work, (viewing.episode or "").casefold()


def report(catalogue: Catalogue, new: History, read: Sequence[ImportReport], added: int) -> Report:
    """The figures of an upload. Unmatched names are the member's own and shown to them alone."""
    viewings = new.viewings
    days = [v.date for v in viewings if v.date]
    works = {v.work for v in viewings}
    films = sum(work.startswith("movie:") for work in works)
    known = sum(v.match in catalogue.rows for v in viewings)
    dropped: Counter[str] = Counter()
    for one in read:
        dropped.update(one.dropped)
    return Report(
        read=sum(one.read for one in read),
        kept=len(viewings),
        added=added,
        dropped=dict(dropped.most_common()),
        films=films,
        series=len(works) - films,
        first=min(days, default=None),
        last=max(days, default=None),
        language=next((one.language for one in read if one.language), None),
        date_order=next((one.date_order for one in read if one.date_order), None),
        rows_matched=known / len(viewings) if viewings else _share(catalogue, new.opinions),
        unknown=_unknown(new),
        ratings=sum(opinion.rating is not None for opinion in new.opinions),
        wanted=sum(opinion.wanted for opinion in new.opinions),
        source=read[0].source if read else "account page",
        notes=tuple(dict.fromkeys(note for one in read for note in one.notes)),
        profile=next((one.profile for one in read if one.profile), None),
    )


def _share(catalogue: Catalogue, opinions: Sequence[Opinion]) -> float:
    return sum(opinion.match in catalogue.rows for opinion in opinions) / max(1, len(opinions))


def _take(exports: Sequence[Export], profile: str | None) -> tuple[History, list[ImportReport]]:
    """What all exports hold, in one and not yet matched; of this profile where an export has several."""
    viewings: tuple[Viewing, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    reports: list[ImportReport] = []
    for export in exports:
        if len(export.profiles) > 1 and profile not in {known.name for known in export.profiles}:
            continue
        name = profile if len(export.profiles) > 1 else None
        part, read = export.take(name)
        viewings = merge(viewings, part)
        opinions = merge_opinions(opinions, export.opinions_of(name))
        reports.append(read)
    language = next((one.language for one in reports if one.language and one.source in PRINTED), "")
    return History(viewings, "", opinions, language), reports


def _unknown(new: History) -> list[tuple[str, int]]:
    counts = Counter(row.title for row in (new.viewings or new.opinions) if row.match is None)
    most = counts.most_common(_UNKNOWN_SHOWN)
    return [(name, rows) for name, rows in most if rows > 1] or most
