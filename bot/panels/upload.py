"""`/upload`: how to get the file, which profile is yours, and an honest report of what was read. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import discord
from discord import ui

from bot.panels.custom_ids import Signer
from bot.panels.parts import box, button, layout, link, menu, row, rule
from bot.text import counted, listed, percent, plain, safe

VIEWING_ACTIVITY = "https://www.netflix.com/settings/viewed/"
FULL_REPORT = "https://www.netflix.com/account/getmyinfo"
#: Below this share of matched rows a history in another language gets the tip that helps most.
FEW = 0.3
#: Files whose titles are printed in the language of the Netflix profile.
PRINTED = frozenset({"account page", "activity", "full export"})

_HOW = f"""## Bring your Netflix history
**1.** Open [your viewing activity]({VIEWING_ACTIVITY}) in a browser, choose your own profile first.
**2.** At the bottom of the page press **Download all**. You get `NetflixViewingHistory.csv`.
**3.** Type `/upload`, drop the file on `history`, and send.
-# The full report from [your account]({FULL_REPORT}) works too, as zip or ViewingActivity.csv.
-# Also: exports of Letterboxd, IMDb, Trakt, Simkl and Prime Video, as they come. Ratings and watchlists count.
-# Best matched when your profile's language is English at the moment of the download; you can switch it back at once.
-# Only you see the answer. The file is read once and not kept; `/privacy` hides or deletes what was read."""


_REASONS = {
    "broken row": "that make no sense",
    "no title": "without a title",
    "promotional": "trailers and previews",
    "too short": "watched for less than two minutes",
    "watched in pieces": "pieces of one viewing",
    "duplicate": "that were in the file twice",
    "other profile": "of other profiles",
    "says nothing": "that say nothing of what you watched",
    "other media": "that are no film or series",
    "removed": "you had removed",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What an upload came to. `dropped` is reason -> rows; `unknown` are (name, rows), most watched first.

    `renamed` tells that the same history came in another language, `timed` that it now says how long one watched,
    `retold` that ratings or wishes are new. `ratings` and `wanted` count titles; `source` is what the file is, and
    `notes` how it was understood. `doubts` tells that there is something to ask, `kept_before` that
    something was stored already.
    """

    read: int
    kept: int
    added: int
    dropped: Mapping[str, int]
    films: int
    series: int
    first: date | None
    last: date | None
    language: str | None
    date_order: str | None
    rows_matched: float
    unknown: Sequence[tuple[str, int]]
    profile: str | None = None
    renamed: bool = False
    timed: bool = False
    retold: bool = False
    ratings: int = 0
    wanted: int = 0
    source: str = "account page"
    notes: Sequence[str] = ()
    doubts: bool = False
    kept_before: bool = True


def build_how(signer: Signer, member: int, problem: str | None = None) -> ui.LayoutView:
    """The way to the file; after a wrong one with what was wrong about it."""
    buttons = row(
        link("Open viewing activity", VIEWING_ACTIVITY),
        button("Privacy", signer.write("go.privacy", member)),
    )
    return layout(problem, rule(), _HOW, buttons) if problem else layout(_HOW, buttons)


def build_profiles(
    signer: Signer, member: int, ticket: str, profiles: Sequence[tuple[str, int, date | None]]
) -> ui.LayoutView:
    """A household's file: which profile is yours? `profiles` are (name, rows, last day), at most 25."""
    options = [
        discord.SelectOption(
            label=plain(name) or "(no name)",
            value=str(at),
            description=f"{rows:,} rows" + (f", until {last:%d %b %Y}" if last else ""),
        )
        for at, (name, rows, last) in enumerate(profiles[:25])
    ]
    return layout(
        "## Which profile is yours?\nThis file holds the whole household. Only the profile you pick is kept; the "
        "others are forgotten at once.",
        menu(signer.write("upload.profile", member, ticket), options, "My profile is ..."),
    )


def build_report(report: Report, signer: Signer, member: int) -> ui.LayoutView:
    """What was read, kept, dropped and why, and where to go from here."""
    lines = [_headline(report), _kept(report)]
    if report.dropped:
        reasons = ", ".join(f"{count:,} {_REASONS.get(reason, reason)}" for reason, count in report.dropped.items())
        lines.append(f"Left out: {reasons}.")
    lines.append(_matched(report))
    lines += [f"-# {safe(note, 200)}" for note in report.notes]
    tip = _tip(report)
    buttons = row(
        button("Blend", signer.write("go.blend", member), style=discord.ButtonStyle.primary),
        button("Insights", signer.write("go.insights", member)),
        *([button("Fix matches", signer.write("go.fix", member))] if report.doubts else []),
        button("Hide titles", signer.write("go.hide", member)),
    )
    small = "-# Stored encrypted. Nobody can use it before you agree. The file itself is gone."
    return layout(box("\n".join(lines), *([tip] if tip else []), rule(), buttons, small))


def _headline(report: Report) -> str:
    if report.renamed:
        return "## Your history has new names\nThe same viewings as before, now under the names of this file."
    if report.added == 0 and report.timed:
        return "## Your history knows more now\nThe same viewings as before, now with the time you watched."
    if report.retold and not report.kept_before and not report.films + report.series:
        return "## Your taste is in\nWhat you think of titles, or want to watch, counts in blends from now on."
    if report.added == 0 and report.retold:
        return "## I know your taste better now\nNo new viewings, but what you think of titles, or want to watch."
    if report.added == 0:
        return "## Nothing new in this file\nEverything in it was here already, so nothing changed."
    known = report.kept - report.added
    again = f", {known:,} {'was' if known == 1 else 'were'} here already" if known else ""
    return f"## Your history is in\n**{counted(report.added, 'new row')}**{again}."


def _kept(report: Report) -> str:
    period = f", {report.first:%d %b %Y} to {report.last:%d %b %Y}" if report.first and report.last else ""
    whose = f" for the profile {safe(report.profile)}" if report.profile else ""
    order = f" Dates read as {report.date_order}." if report.date_order else ""
    said = listed(
        [
            *([f"**{counted(report.ratings, 'rating')}**"] if report.ratings else []),
            *([f"**{counted(report.wanted, 'title')} on your list**"] if report.wanted else []),
        ]
    )
    if not report.kept:
        return f"Read {counted(report.read, 'row')}{whose}: {said}."
    more = f" Also {said}." if said else ""
    return (
        f"Read {counted(report.read, 'row')}, kept {report.kept:,}{whose}: **{counted(report.films, 'film')}** and "
        f"**{report.series:,} series**{period}.{more}{order}"
    )


def _matched(report: Report) -> str:
    line = (
        f"I know the titles of **{percent(report.rows_matched)}** of the rows."
        if report.kept
        else (f"I know **{percent(report.rows_matched)}** of these titles.")
    )
    if not report.unknown:
        return line
    names = ", ".join(f"{safe(name, 60)} ({rows})" for name, rows in report.unknown)
    return f"{line} Most watched of what I do not know: {names}."


def _tip(report: Report) -> str | None:
    if report.rows_matched >= FEW or not report.kept or report.source not in PRINTED:
        return None
    if report.language in (None, "en") and report.rows_matched:
        return None
    if report.language in (None, "en"):
        return (
            "**Tip**: I know none of these names yet, so blends only guess from what is popular. If your profile is "
            "not in English, switch it, download again and upload that file."
        )
    return (
        "**Tip**: your file is not in English, and I know few of these names. Switch your Netflix profile's language "
        "to English, download again, upload that file here, and switch back: I then recognise far more of it."
    )
