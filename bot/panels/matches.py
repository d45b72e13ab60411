"""*Fix matches*: what of a history I do not know or am not sure of, one menu each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.panels.custom_ids import Signer
from bot.panels.parts import Part, button, layout, menu, row, rule
from bot.panels.titles import label_of
from bot.text import counted, plain, safe
from data.catalogue.title import Title, title_code

#: Questions of one page: five menus are as many as a phone shows at once.
PAGE = 5
#: Questions of one visit, most watched first.
MOST_QUESTIONS = 10
#: What a member says by "none of these" and by "search".
NONE, SEARCH = "none", "search"
LONGEST_QUERY = 60
_MOST_CANDIDATES = 23


@dataclass(frozen=True, slots=True)
class Question:
    """A film or series of the member's own history, and what it may be.

    `key` is its `Viewing.work`; `rows` how often it was watched; `guess` what it counts as now, when that is doubtful.
    """

    key: str
    name: str
    is_film: bool
    rows: int
    candidates: tuple[Title, ...] = ()
    guess: Title | None = None


def build_matches(  # noqa: PLR0913 - what the panel shows
    signer: Signer,
    member: int,
    questions: Sequence[Question],
    page: int = 0,
    said: str | None = None,
    *,
    answers: int = 0,
) -> ui.LayoutView:
    """A page of questions; `said` is what the last answer brought, `answers` how many the member gave so far."""
    again = [button(f"Forget my {counted(answers, 'answer')}", signer.write("fix.again", member))] if answers else []
    if not questions:
        done = "Everything I could ask about is settled. Names no film or series bears stay out of your blends."
        return layout(f"## Fix matches\n{said or done}", row(*again, _done(signer, member)))
    pages = -(-len(questions) // PAGE)
    page = min(max(page, 0), pages - 1)
    head = (
        "## Fix matches\nWhich film or series is it? Your answers count for your history alone, and stay when you "
        f"upload again.\n-# Page {page + 1} of {pages}, most watched first"
    )
    shown = questions[page * PAGE : (page + 1) * PAGE]
    parts = [part for question in shown for part in _asked(signer, member, question, page)]
    buttons = row(
        button("◀ Back", signer.write("fix.page", member, page - 1), disabled=page == 0),
        button("Next ▶", signer.write("fix.page", member, page + 1), disabled=page + 1 >= pages),
        *again,
        _done(signer, member),
    )
    return layout(head, *([f"**{said}**"] if said else []), rule(), *parts, rule(), buttons)


def build_found(  # noqa: PLR0913 - what the answer shows
    signer: Signer, member: int, question: Question, query: str, found: Sequence[Title], *, page: int = 0
) -> ui.LayoutView:
    """What a search for one question's title came to."""
    again = button("Search again", signer.write("fix.find", member, title_code(question.key), page))
    back = button("◀ All questions", signer.write("fix.page", member, page))
    if not found:
        text = (
            f"I know nothing called “{safe(query)}”. Try its English name, or the first words of it; I may not know it "
            "at all."
        )
        return layout(f"## {safe(question.name)}\n{text}", row(again, back))
    custom_id = signer.write("fix.pick", member, title_code(question.key), page)
    return layout(
        f"## {safe(question.name)}\nFound for “{safe(query)}”:",
        menu(custom_id, [*map(_option, found[:_MOST_CANDIDATES]), _none()], "It is ..."),
        row(again, back),
    )


def _asked(signer: Signer, member: int, question: Question, page: int) -> list[Part]:
    kind = "film" if question.is_film else "series"
    rows = f"{kind}, {counted(question.rows, 'row')}"
    now = f"\n-# I took it for {safe(label_of(question.guess))}" if question.guess else ""
    text = f"**{safe(question.name)}** · {rows}{now}"
    options = [*map(_option, question.candidates[:_MOST_CANDIDATES]), _search(), _none()]
    hint = "Did you mean ..." if question.candidates else "I know nothing of this name"
    return [text, menu(signer.write("fix.pick", member, title_code(question.key), page), options, hint)]


def _option(title: Title) -> discord.SelectOption:
    kind = "film" if title.kind == "movie" else "series"
    facts = [kind, *([str(title.year)] if title.year else []), *title.genres[:2]]
    who = ", ".join(title.makers[:1] or title.cast[:1])
    note = " · ".join([*facts, *([who] if who else [])])
    return discord.SelectOption(label=label_of(title), value=title_code(title.id), description=plain(note))


def _none() -> discord.SelectOption:
    return discord.SelectOption(label="None of these", value=NONE, description="Leave it out, and do not ask again")


def _search() -> discord.SelectOption:
    return discord.SelectOption(label="Search by name …", value=SEARCH, description="Find it among all I know")


def _done(signer: Signer, member: int) -> ui.Button[ui.LayoutView]:
    return button("Done", signer.write("fix.done", member), style=discord.ButtonStyle.primary)
