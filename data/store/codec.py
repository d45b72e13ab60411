"""Values to JSON and back. Pure.

Snowflakes travel as text, as in Discord's own API: they are too long for a JSON number in many readers. Decoders
fill what an older version did not write with the value's default.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from data.history import History, Opinion, Viewing
from data.store.values import CONSENTS, Blend, Consent, GroupMemory, Growth, Marks, Use, Vote

_FIELDS = tuple(field.name for field in fields(Viewing))
_row = attrgetter(*_FIELDS)
_OPINION = tuple(field.name for field in fields(Opinion))


def history_to_json(history: History) -> dict[str, Any]:
    """Column by column: half the size of row by row once compressed, and a new column needs no migration."""
    rows: list[tuple[Any, ...]] = [_row(viewing) for viewing in history.viewings]
    named: dict[str, list[Any]] = {name: [] for name in _FIELDS}
    named.update(zip(_FIELDS, map(list, zip(*rows, strict=True)), strict=False))  # no rows, no columns
    named["date"] = [day and day.toordinal() for day in named["date"]]
    opinions = _opinions_to_json(history.opinions)
    return {"catalogue": history.catalogue, "viewings": named, "opinions": opinions, "language": history.language}


def history_from_json(found: Mapping[str, Any]) -> History:
    """The history that `history_to_json` wrote."""
    named: Mapping[str, list[Any]] = found["viewings"]
    missing = [None] * len(named["raw"])
    columns = {name: named.get(name, missing) for name in _FIELDS}
    columns["date"] = [day and dt.date.fromordinal(day) for day in columns["date"]]
    viewings = tuple(Viewing(*row) for row in zip(*columns.values(), strict=True))
    return History(
        viewings,
        found["catalogue"],
        tuple(map(_opinion_from_json, found.get("opinions", ()))),
        found.get("language", ""),
    )


def history_to_export(history: History) -> dict[str, Any]:
    """Row by row, dates as ISO text: for people, not for the disk."""
    rows = [dict(zip(_FIELDS, _row(viewing), strict=True)) for viewing in history.viewings]
    for row in rows:
        row["date"] = row["date"] and row["date"].isoformat()
    return {"catalogue": history.catalogue, "viewings": rows, "opinions": _opinions_to_json(history.opinions)}


def _opinions_to_json(opinions: Iterable[Opinion]) -> list[dict[str, Any]]:
    rows = [{name: getattr(opinion, name) for name in _OPINION} for opinion in opinions]
    for row in rows:
        row["date"] = row["date"] and row["date"].isoformat()
    return rows


def _opinion_from_json(found: Mapping[str, Any]) -> Opinion:
    said: dict[str, Any] = {name: found[name] for name in _OPINION if name in found}
    said["date"] = said["date"] and dt.date.fromisoformat(said["date"])
    return Opinion(**said)


def marks_to_json(marks: Marks) -> dict[str, Any]:
    """Sorted lists."""
    return {"hidden": sorted(marks.hidden), "seen": sorted(marks.seen), "refused": sorted(marks.refused)}


def marks_from_json(found: Mapping[str, Sequence[str]]) -> Marks:
    """The marks that `marks_to_json` wrote."""
    return Marks(*(frozenset(found.get(name, ())) for name in ("hidden", "seen", "refused")))


def growth_to_json(growth: Growth | None) -> dict[str, int] | None:
    """Every field by name."""
    return None if growth is None else {"rows": growth.rows, "before": growth.before, "now": growth.now}


def growth_from_json(found: Mapping[str, int] | None) -> Growth | None:
    """The growth that `growth_to_json` wrote."""
    return None if found is None else Growth(found["rows"], found["before"], found["now"])


def consents_to_json(consents: Mapping[int, Consent]) -> dict[str, str]:
    """Place -> consent."""
    return {str(place): consent for place, consent in consents.items()}


def consents_from_json(found: Mapping[str, str]) -> dict[int, Consent]:
    """The consents that were written; a word this version does not know counts as never said."""
    known: dict[str, Consent] = {consent: consent for consent in CONSENTS}
    return {int(place): known[word] for place, word in found.items() if word in known}


def uses_to_json(uses: Iterable[Use]) -> list[dict[str, str]]:
    """Latest first, as given."""
    return [
        {"by": str(use.by), "at": use.at.isoformat(), "purpose": use.purpose, "place": str(use.place)} for use in uses
    ]


def uses_from_json(found: Iterable[Mapping[str, Any]]) -> tuple[Use, ...]:
    """The uses that `uses_to_json` wrote."""
    return tuple(
        Use(int(use["by"]), dt.datetime.fromisoformat(use["at"]), use["purpose"], int(use["place"])) for use in found
    )


def blend_to_json(blend: Blend | None) -> dict[str, Any] | None:
    """Every field by name."""
    if blend is None:
        return None
    return {
        "id": blend.id,
        "place": str(blend.place),
        "channel": str(blend.channel),
        "owner": str(blend.owner),
        "created": blend.created.isoformat(),
        "message": None if blend.message is None else str(blend.message),
        "invited": _ids(blend.invited),
        "joined": _ids(blend.joined),
        "declined": _ids(blend.declined),
        "options": dict(blend.options),
        "rows": list(blend.rows),
        "page": blend.page,
        "vetoes": {str(member): list(genres) for member, genres in blend.vetoes.items()},
        "steer": dict(blend.steer),
        "vote": _vote_to_json(blend.vote),
    }


def blend_from_json(found: Mapping[str, Any] | None) -> Blend | None:
    """The blend that `blend_to_json` wrote."""
    if found is None:
        return None
    return Blend(
        id=found["id"],
        place=int(found["place"]),
        channel=int(found["channel"]),
        owner=int(found["owner"]),
        created=dt.datetime.fromisoformat(found["created"]),
        message=None if found["message"] is None else int(found["message"]),
        invited=tuple(map(int, found["invited"])),
        joined=tuple(map(int, found["joined"])),
        declined=tuple(map(int, found["declined"])),
        options=found["options"],
        rows=tuple(found["rows"]),
        page=found["page"],
        vetoes={int(member): tuple(genres) for member, genres in found.get("vetoes", {}).items()},
        steer=found.get("steer", {}),
        vote=_vote_from_json(found.get("vote")),
    )


def _vote_to_json(vote: Vote | None) -> dict[str, Any] | None:
    if vote is None:
        return None
    return {
        "number": vote.number,
        "titles": list(vote.titles),
        "asked": vote.asked.isoformat(),
        "ends": vote.ends.isoformat(),
        "message": None if vote.message is None else str(vote.message),
        "closed": None if vote.closed is None else vote.closed.isoformat(),
        "counts": list(vote.counts),
        "chosen": vote.chosen,
        "result": None if vote.result is None else str(vote.result),
        "starts": None if vote.starts is None else vote.starts.isoformat(),
        "event": None if vote.event is None else str(vote.event),
    }


def _vote_from_json(found: Mapping[str, Any] | None) -> Vote | None:
    if found is None:
        return None
    return Vote(
        number=found["number"],
        titles=tuple(found["titles"]),
        asked=dt.datetime.fromisoformat(found["asked"]),
        ends=dt.datetime.fromisoformat(found["ends"]),
        message=None if found["message"] is None else int(found["message"]),
        closed=None if found["closed"] is None else dt.datetime.fromisoformat(found["closed"]),
        counts=tuple(found["counts"]),
        chosen=found["chosen"],
        result=None if found["result"] is None else int(found["result"]),
        starts=None if found.get("starts") is None else dt.datetime.fromisoformat(found["starts"]),
        event=None if found.get("event") is None else int(found["event"]),
    )


def group_to_json(group: GroupMemory) -> dict[str, Any]:
    """Every field by name."""
    return {
        "place": str(group.place),
        "members": _ids(sorted(group.members)),
        "recommended": {title: day.isoformat() for title, day in group.recommended.items()},
        "refused": sorted(group.refused),
        "fits": {
            day.isoformat(): {str(member): fit for member, fit in fits.items()} for day, fits in group.fits.items()
        },
        "chosen": {title: day.isoformat() for title, day in group.chosen.items()},
    }


def group_from_json(found: Mapping[str, Any]) -> GroupMemory:
    """The group memory that `group_to_json` wrote."""
    return GroupMemory(
        int(found["place"]),
        frozenset(map(int, found["members"])),
        {title: dt.date.fromisoformat(day) for title, day in found["recommended"].items()},
        frozenset(found["refused"]),
        {
            dt.date.fromisoformat(day): {int(member): fit for member, fit in fits.items()}
            for day, fits in found.get("fits", {}).items()
        },
        {title: dt.date.fromisoformat(day) for title, day in found.get("chosen", {}).items()},
    )


def _ids(members: Iterable[int]) -> list[str]:
    return [str(member) for member in members]
