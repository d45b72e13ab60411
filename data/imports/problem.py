"""Why a file cannot be read, in words for the member who sent it: what happened, why, and what to do."""

from collections.abc import Mapping
from typing import Final

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 200_000

_HOW = (
    "On netflix.com open Account, your profile, Viewing activity and press Download all, "
    "then attach NetflixViewingHistory.csv as it is."
)
_ACTIVITY = "CONTENT_INTERACTION/ViewingActivity.csv"
_READ = "Netflix, Letterboxd, IMDb, Trakt, Simkl, Prime Video, TMDB and TV Time"
_TEXTS: Mapping[str, str] = {
    "empty": f"That file is empty. The download may have broken off. {_HOW}",
    "no_rows": f"That file has its header line but no rows, so there is nothing in it to read. {_HOW}",
    "no_information": f"That file says only that Netflix found no information for this table. {_HOW}",
    "html": f"That is a web page: the page was saved instead of the file it offers. {_HOW}",
    "pdf": f"That is a PDF, and I read the files that services export. {_HOW}",
    "image": f"That is a picture, and I read the files that services export. {_HOW}",
    "spreadsheet": "That is a spreadsheet, and I read the files that services export. "
    "Save it as CSV (UTF-8), or attach the file as Netflix made it.",
    "archive": "That archive is of a kind I do not open: I open zip files only. "
    f"Unpack it and attach {_ACTIVITY} or NetflixViewingHistory.csv.",
    "binary": f"That file is not text, so it is no viewing history. {_HOW}",
    "zip_password": f"That zip file is locked with a password, so I cannot open it. Unpack it and attach {_ACTIVITY}.",
    "zip_damaged": "That zip file is damaged: the download may have broken off. "
    f"Download it once more, or unpack it and attach {_ACTIVITY}.",
    "zip_nested": "That zip file holds another zip file and no viewing history. "
    f"Unpack it and attach the inner one, or {_ACTIVITY}.",
    "zip_without_history": "That zip file holds no viewing history: neither ViewingActivity.csv nor "
    f"NetflixViewingHistory.csv is in it, nor an export of {_READ.removeprefix('Netflix, ')}. {_HOW}",
    "zip_bomb": "That zip file unpacks to more than any viewing history holds, so I did not open it. "
    f"Unpack it yourself and attach {_ACTIVITY}.",
    "too_large": f"That file is larger than {MOST_BYTES // 1024 // 1024} MB, more than any viewing history. {_HOW}",
    "too_many_rows": f"That file has more than {MOST_ROWS:,} rows, more than any viewing history. {_HOW}",
    "other_service": f"That file comes from {{service}}, and in this form I do not read it. I read exports of {_READ}, "
    "as the service made them.",
    "json_damaged": "That file begins like JSON but does not go on like it: the download may have broken off. "
    "Download it once more and attach it as it is.",
    "json_too_large": "That JSON file holds more than any history does, so I did not read it. "
    "Attach the parts of the export one by one: history, ratings, watchlist.",
    "nothing_said": "None of the {read} rows of that file says that a film or series was watched, rated or put on a "
    "watchlist, so there is nothing to keep. Attach the export with your history or your ratings.",
    "netflix_other": "That is {part} of the Netflix report; it does not say what was watched. "
    f"Attach {_ACTIVITY} of the same report, or the whole zip.",
    "search_history": "That is the search history of the Netflix report. I never read what was searched for. "
    f"Attach {_ACTIVITY} of the same report.",
    "unknown_columns": f"I do not find a title and a date in that file, so it is no export I know. {_HOW}",
    "dates": "I cannot read the dates of that file: the first I could not make out is in row {row}. "
    f"A spreadsheet program may have rewritten them. {_HOW}",
    "nothing_kept": "None of the {read} rows of that file names something watched for two minutes or more, so there "
    f"is nothing to keep. {_HOW}",
    "no_profile": "That file has no profile of that name. Its profiles are: {profiles}. Choose one of them.",
    "no_file": "I cannot open {file} ({reason}). Check the path and try again.",
    "too_many_files": "Those are more files than I read at once ({most}). Attach only the viewing history.",
}


class ImportProblem(Exception):
    """A file cannot be used. `str()` is a sentence for the member, `code` is stable and names the cause."""

    def __init__(self, code: str, **values: str | int) -> None:
        """Take the sentence of this code; `values` fill its gaps."""
        super().__init__(_TEXTS[code].format(**values))
        self.code = code
