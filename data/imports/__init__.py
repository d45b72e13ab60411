"""Watch histories as members upload them: recognise the file, read it, and account for every row."""

from data.imports.problem import ImportProblem
from data.imports.read import read_export, read_exports
from data.imports.report import Export, ImportReport, Profile

__all__ = ["Export", "ImportProblem", "ImportReport", "Profile", "read_export", "read_exports"]
