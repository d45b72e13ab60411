"""The interface of everything that is remembered: what an engine must provide, and what the bot asks for.

An engine writes six coroutines; the others are said once, here, in their terms. No word of it knows how or where
things are stored.
"""

import datetime as dt
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from data.history import History, merge, merge_opinions
from data.store.documents import (
    CONSENTS,
    CORRECTIONS,
    GROWTH,
    HISTORY,
    MARKS,
    USES,
    Document,
    blend_of,
    ceiling_of,
    group_of,
    note_of,
)
from data.store.documents import of_member as of
from data.store.values import DEFAULT_CONSENT, USES_KEPT, Added, Blend, Consent, GroupMemory, Growth, Health, Marks, Use

T = TypeVar("T")


class Store(Protocol):
    """Everything that is remembered, encrypted at rest.

    Of every coroutine holds: it is done wholly or not at all, whoever is cancelled, killed or crashes; once it has
    returned, the change survives the loss of power; what cannot be done raises `StoreProblem` and leaves the old
    state; changes of one document queue up, none is lost. A `change` function is pure and quick: it runs in the
    engine's thread, and whatever it raises is raised to the caller with nothing changed.
    """

    @abstractmethod
    async def read(self, document: Document[T]) -> T:
        """The value last stored, or the kind's empty one."""
        raise NotImplementedError

    @abstractmethod
    async def change(self, document: Document[T], change: Callable[[T], T]) -> T:
        """Read, change and replace in one step that nothing can come between; the new value."""
        raise NotImplementedError

    @abstractmethod
    async def export(self, member: int) -> dict[str, Any]:
        """Everything stored about a member, as JSON-able values: what they own and what speaks of them."""
        raise NotImplementedError

    @abstractmethod
    async def forget(self, member: int) -> list[Blend]:
        """Delete everything of or about a member so that no byte of it is left on disk.

        Every blend and group memory that speaks of them goes too, and their name in the lists of uses of others.
        The blends that went are returned, so that their panels can be closed.
        """
        raise NotImplementedError

    @abstractmethod
    async def purge(self, before: dt.datetime) -> int:
        """Delete the blends created before a time; how many. Done for `BLEND_LIFE` when the store is opened.

        To be called daily: it also wipes what an interrupted `forget` could not.
        """
        raise NotImplementedError

    @abstractmethod
    async def rematch(
        self, version: str, match: Callable[[History, Mapping[str, str]], Awaitable[History]]
    ) -> tuple[int, int]:
        """Match every history again that belongs to another catalogue than `version`; how many, and how many failed.

        `match` gets a history and its owner's corrections and works outside of any transaction. A history that its
        owner changed meanwhile stays as it is. What an owner gains is kept as their `growth` until they are told.
        Damaged records are passed over. Can be interrupted at any time and begun again.
        """
        raise NotImplementedError

    @abstractmethod
    async def health(self) -> Health:
        """How the store is, after proving that it can be read and written."""
        raise NotImplementedError

    async def history(self, member: int) -> History:
        """A member's history, newest first; empty when nothing was uploaded."""
        return await self.read(of(member, HISTORY))

    async def add_history(self, member: int, new: History) -> Added:
        """Merge an upload into what is there. Two uploads at once both end up in it.

        If the two were matched against different catalogues, the merged `catalogue` is empty: match it again
        (`replace_history`).
        """
        before = 0

        def merged(old: History) -> History:
            nonlocal before
            before = len(old.viewings)
            same = old == History() or old.catalogue == new.catalogue
            opinions = merge_opinions(old.opinions, new.opinions)
            language = new.language or old.language
            return History(merge(old.viewings, new.viewings), new.catalogue if same else "", opinions, language)

        history = await self.change(of(member, HISTORY), merged)
        added = len(history.viewings) - before
        return Added(history, added, len(new.viewings) - added)

    async def replace_history(self, member: int, change: Callable[[History], History]) -> History:
        """Replace a history by what `change` makes of it: other matches, fewer rows, none."""
        return await self.change(of(member, HISTORY), change)

    async def marks(self, member: int) -> Marks:
        """What a member hid, has seen and refused."""
        return await self.read(of(member, MARKS))

    async def change_marks(self, member: int, *, add: Marks | None = None, remove: Marks | None = None) -> Marks:
        """Take back the marks in `remove`, then set those in `add`; all marks as they are now."""
        return await self.change(of(member, MARKS), lambda marks: marks.changed(add or Marks(), remove or Marks()))

    async def corrections(self, member: int) -> Mapping[str, str]:
        """What a member said their titles are: `Viewing.work` key -> catalogue id, or "" for none of those offered."""
        return await self.read(of(member, CORRECTIONS))

    async def correct(self, member: int, said: Mapping[str, str | None]) -> Mapping[str, str]:
        """Remember what a member said; None takes it back. All corrections as they are now."""

        def more(known: Mapping[str, str]) -> Mapping[str, str]:
            return {work: title for work, title in {**known, **said}.items() if title is not None}

        return await self.change(of(member, CORRECTIONS), more)

    async def growth(self, member: int) -> Growth | None:
        """What a better catalogue brought a member; None when there is nothing, or they were told."""
        return await self.read(of(member, GROWTH))

    async def forget_growth(self, member: int) -> None:
        """Note that a member was told."""
        await self.change(of(member, GROWTH), lambda _: None)

    async def consent(self, member: int, place: int) -> Consent:
        """Who may use a member's history in a place; "ask" when they said nothing."""
        return (await self.read(of(member, CONSENTS))).get(place, DEFAULT_CONSENT)

    async def set_consent(self, member: int, place: int, consent: Consent) -> None:
        """Remember what a member said; it holds in that place alone."""
        await self.change(of(member, CONSENTS), lambda said: {**said, place: consent})

    async def uses(self, member: int) -> tuple[Use, ...]:
        """Who used a member's history, latest first."""
        return await self.read(of(member, USES))

    async def record_use(self, member: int, use: Use) -> None:
        """Note that somebody used a member's history; the latest `USES_KEPT` are kept."""
        await self.change(of(member, USES), lambda uses: (use, *uses)[:USES_KEPT])

    async def blend(self, blend: str) -> Blend | None:
        """An evening by its id, or None when it is over."""
        return await self.read(blend_of(blend))

    async def save_blend(self, blend: Blend) -> None:
        """Remember a new evening. Later changes go through `change_blend`, which cannot bring back a deleted one."""
        await self.change(blend_of(blend.id), lambda _: blend)

    async def change_blend(self, blend: str, change: Callable[[Blend], Blend]) -> Blend | None:
        """Change an evening in one step; the new one, or None when it is over."""
        return await self.change(blend_of(blend), lambda found: change(found) if found else None)

    async def group_memory(self, place: int, members: Collection[int]) -> GroupMemory:
        """What exactly these members were recommended and refused in this place."""
        return replace(await self.read(group_of(place, members)), place=place, members=frozenset(members))

    async def remember_group(
        self,
        place: int,
        members: Collection[int],
        recommended: Mapping[str, dt.date] | None = None,
        refused: Iterable[str] = (),
        fits: Mapping[dt.date, Mapping[int, float]] | None = None,
    ) -> GroupMemory:
        """Add titles recommended (id -> day) and refused, and fits (day -> member -> 0..1), to the group's memory."""
        group, no_more = frozenset(members), frozenset(refused)

        def more(memory: GroupMemory) -> GroupMemory:
            return replace(memory, place=place, members=group).with_more(recommended or {}, no_more, fits or {})

        return await self.change(group_of(place, group), more)

    async def remember_choice(self, place: int, members: Collection[int], title: str, day: dt.date) -> None:
        """Note what exactly these members decided to watch."""
        group = frozenset(members)

        def decided(memory: GroupMemory) -> GroupMemory:
            return replace(memory, place=place, members=group).with_choice(title, day)

        await self.change(group_of(place, group), decided)

    async def ceiling(self, place: int) -> str | None:
        """The age rating above which nothing is shown in a place; None: no ceiling."""
        return await self.read(ceiling_of(place))

    async def set_ceiling(self, place: int, rating: str | None) -> None:
        """Set a place's ceiling, or lift it with None."""
        await self.change(ceiling_of(place), lambda _: rating)

    async def note(self, key: str) -> str | None:
        """A small text the bot keeps for itself, such as the hash of the commands it registered."""
        return await self.read(note_of(key))

    async def set_note(self, key: str, value: str | None) -> None:
        """Keep a small text, or drop it with None."""
        await self.change(note_of(key), lambda _: value)
