"""`python -m data.imports FILE`: what the importer makes of a file, for a host with a question."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from data.catalogue.catalogue import Catalogue
from data.catalogue.load import load_catalogue
from data.history import Opinion, Viewing, ViewingKind
from data.imports import Export, ImportProblem, ImportReport, read_export
from data.imports.report import Period

_SHOWN = 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report, or with `--json` every kept row and then the report. 1: cannot be read; 2: which profile?"""
    parser = argparse.ArgumentParser(prog="python -m data.imports", description=__doc__)
    parser.add_argument("file", type=Path, help="an export of Netflix or another service: csv, json, or a zip of them")
    parser.add_argument("--profile", help="whose rows to take when the file holds several profiles")
    parser.add_argument("--json", action="store_true", help="a JSON object a line: each viewing, then the report")
    chosen = parser.parse_args(arguments)
    catalogue = load_catalogue()
    try:
        export = read_export(_content(chosen.file), catalogue, chosen.file.name)
        viewings, report = export.take(chosen.profile)
        opinions = export.opinions_of(chosen.profile)
    except ImportProblem as problem:
        return _refuse(problem, as_json=chosen.json)
    if chosen.profile is None and len(export.profiles) > 1:
        note = f"That file holds several profiles (rows kept): {_names(export)}."
        if not chosen.json:
            print(f"{note} Name one with --profile.", file=sys.stderr)
            return 2
        print(f"{note} Taking {report.profile!r}, which has most rows.", file=sys.stderr)
    works: set[tuple[str, ViewingKind]] = {(viewing.title, viewing.kind) for viewing in viewings}
    found = {(title, kind): catalogue.match(title, kind) for title, kind in works}
    matched = [replace(viewing, match=found[viewing.title, viewing.kind]) for viewing in viewings]
    if chosen.json:
        _print_json(matched, opinions, report)
    else:
        _print_report(matched, report, catalogue)
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ImportProblem("no_file", file=str(path), reason=error.strerror or str(error)) from error


def _refuse(problem: ImportProblem, *, as_json: bool) -> int:
    print(problem, file=sys.stderr)
    if as_json:
        print(json.dumps({"error": {"code": problem.code, "message": str(problem)}}, ensure_ascii=False))
    return 1


def _print_json(viewings: Iterable[Viewing], opinions: Iterable[Opinion], report: ImportReport) -> None:
    for viewing in viewings:
        print(json.dumps(_row(viewing), ensure_ascii=False))
    profiles = [{"name": p.name, "kept": p.kept, "period": _iso(p.period)} for p in report.profiles]
    told = {name: getattr(report, name) for name in (field.name for field in fields(ImportReport))}
    told |= {"dropped": dict(report.dropped), "period": _iso(report.period), "profiles": profiles}
    print(json.dumps({"report": told, "opinions": list(map(_row, opinions))}, ensure_ascii=False))


def _row(value: Viewing | Opinion) -> dict[str, Any]:
    row = {field.name: getattr(value, field.name) for field in fields(value)}
    return row | {"date": value.date and value.date.isoformat()}


def _print_report(viewings: Sequence[Viewing], report: ImportReport, catalogue: Catalogue) -> None:
    console = Console()
    table = Table(title=f"{report.kept:,} of {report.read:,} rows kept", show_header=False)
    order = report.date_order or "no dates"
    for name, value in (
        ("source", report.source),
        ("profile", report.profile or "the only one"),
        ("period", " to ".join(_iso(report.period) or ["no dates"])),
        ("dates", order if report.is_date_order_sure else f"{order} (a guess: the numbers allow another order)"),
        ("language", report.language or "not clear"),
        ("films, series, episodes", f"{report.films:,}, {report.series:,}, {report.episodes:,}"),
        (
            "rows the catalogue knows",
            f"{sum(v.match is not None for v in viewings):,} ({len(catalogue.titles):,} titles)",
        ),
        ("titles with an opinion, and wanted", f"{report.opinions:,}, {report.wanted:,}"),
        *((f"left out: {reason}", f"{count:,}") for reason, count in report.dropped.items()),
    ):
        table.add_row(name, value)
    console.print(table)
    for note in report.notes:
        console.print(note, markup=False, soft_wrap=True)
    unknown = dict.fromkeys(viewing.title for viewing in viewings if viewing.match is None)
    if unknown:
        console.print(f"Not in the catalogue, newest first: {'; '.join(list(unknown)[:_SHOWN])}", markup=False)


def _names(export: Export) -> str:
    return ", ".join(f"{profile.name} ({profile.kept:,})" for profile in export.profiles)


def _iso(period: Period | None) -> list[str] | None:
    return [day.isoformat() for day in period] if period else None


if __name__ == "__main__":
    sys.exit(main())
