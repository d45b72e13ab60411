"""A member's stored history, always matched against the catalogue in use and with what they corrected themselves."""

from dataclasses import replace

from bot.services import Services, run_in
from data.history import History, Opinion, Viewing


async def own_history(services: Services, member: int) -> History:
    """The history as its owner sees it. One that an earlier catalogue matched is matched again, off the event loop."""
    history = await services.store.history(member)
    catalogue = services.catalogue
    if history.catalogue == catalogue.version:
        return history
    return await run_in(services.reader, catalogue.refresh, history, await services.store.corrections(member))


async def correct(services: Services, member: int, said: dict[str, str | None]) -> int:
    """Remember what a member's titles are and match their history again; how many more rows are known by it."""
    corrections = await services.store.correct(member, said)
    catalogue = services.catalogue
    before = await own_history(services, member)
    after = await run_in(
        services.reader, catalogue.match_history, before.viewings, before.opinions, corrections, before.language
    )
    await services.store.replace_history(member, lambda now: _kept(now, before, after))
    return _known(after) - _known(before)


def _kept(now: History, before: History, after: History) -> History:
    """The newly matched history, unless the member uploaded something meanwhile: then it is matched when it is read."""
    if _unmatched(now) == _unmatched(before):
        return after
    return History(now.viewings, "", now.opinions, now.language)


def _unmatched(history: History) -> tuple[list[Viewing], list[Opinion]]:
    return [replace(v, match=None) for v in history.viewings], [replace(o, match=None) for o in history.opinions]


def _known(history: History) -> int:
    return sum(row.match is not None for row in (*history.viewings, *history.opinions))
