"""Files that are no history: each is refused by name, in words that say what to do."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from data.imports import ImportProblem, archive, problem, read, read_export, read_exports, rows

SAMPLES = Path(__file__).parent / "samples" / "imports"
ACTIVITY = (SAMPLES / "activity_2025.csv").read_bytes()
FOLDER = "CONTENT_INTERACTION/"


def make_zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def as_zip64(plain: bytes, members: int) -> bytes:
    """The same archive as a packer writes it that does not know the sizes beforehand."""
    size, start = struct.unpack_from("<II", plain, len(plain) - 10)
    end = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, members, members, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(plain) - 22, 1)
    unsaid = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return plain[:-22] + end + locator + unsaid


def lock(content: bytes) -> bytes:
    """Sets the bit that says "encrypted" on every member, as a packer does with a password."""
    marked = bytearray(content)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(mark)
        while at >= 0:
            marked[at + flags] |= 1
            at = marked.find(mark, at + 1)
    return bytes(marked)


def code_of(content: bytes) -> str:
    with pytest.raises(ImportProblem) as caught:
        read_export(content)
    assert len(str(caught.value)) > 40
    assert str(caught.value).endswith(".")
    return caught.value.code


NOTE = b"We found no information for this table."
REFUSED: dict[str, tuple[str, bytes]] = {
    "nothing": ("empty", b""),
    "blanks": ("empty", b" \r\n\n\t"),
    "header only": ("no_rows", b"Title,Date\n"),
    "note": ("no_information", NOTE),
    "web page": ("html", b"<!DOCTYPE html><html><head></head><body>Sign in</body></html>"),
    "pdf": ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    "png": ("image", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "jpeg": ("image", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "webp": ("image", b"RIFF\x24\x00\x00\x00WEBPVP8 "),
    "xls": ("spreadsheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)),
    "xlsx": ("spreadsheet", make_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})),
    "gzip": ("archive", b"\x1f\x8b\x08\x00\x00\x00\x00\x00"),
    "rar": ("archive", b"Rar!\x1a\x07\x01\x00"),
    "machine code": ("binary", b"\x7fELF" + bytes(range(32)) * 16),
    "prose": ("unknown_columns", b"Dear diary,\ntoday I watched a film.\n"),
    "other table": ("unknown_columns", b"Name,Amount\nrent,900\nfood,300\n"),
    "bad dates": ("dates", b"Title,Date\nKite,soon\nOrchard,later\nMud,12/24/24\n"),
    "nothing kept": ("nothing_kept", b"Title,Date\n,12/24/24\n : Episode 2,12/23/24\n"),
    "too large": ("too_large", b"Title,Date\n" + b"x" * problem.MOST_BYTES),
    "too many rows": ("too_many_rows", b"Title,Date\n" + b"a\n" * problem.MOST_ROWS),
    "searches": ("search_history", b"Profile Name,Query Typed,Utc Timestamp\nAda,kites,2024-01-01\n"),
    "interests": ("netflix_other", b"Profile Name,Show,Has Watched,Is Interested\nAda,Kite,yes,yes\n"),
    "disney": ("other_service", b"Profile ID;Program Title;Season Title;Create Date\n1;Kite;;2024-01-01\n"),
    "anilist": ("other_service", b'{"data": {"anime": {"lists": [{"entries": [{"media": {"idMal": 1}}]}]}}}'),
    "simkl json": ("other_service", b'{"movies": [{"status": "completed", "movie": {"ids": {"simkl": 1}}}]}'),
    "owned on trakt": ("nothing_said", b"collected_at,type,title,year,trakt_id\n2024-01-01,movie,Kite,2001,7\n"),
    "trakt comments": ("other_service", b'[{"type": "movie", "movie": {"title": "Kite", "ids": {"trakt": 1}}}]'),
    "cut json": ("json_damaged", b'[{"plays": 1, "last_watched_at": "2024-01-01", "movie": {"title": "Ki'),
    "header of a service": ("no_rows", b"Const,Your Rating,Date Rated,Title,Title Type\n"),
    "mal": ("other_service", b'<?xml version="1.0"?><myanimelist><anime/></myanimelist>'),
    "damaged zip": ("zip_damaged", make_zip({FOLDER + "ViewingActivity.csv": ACTIVITY})[:-30]),
    "zip without": ("zip_without_history", make_zip({"holiday.jpg": b"x"})),
    "empty zip": ("zip_without_history", make_zip({})),
    "zip in zip": ("zip_nested", make_zip({"report.zip": make_zip({"a": b"b"})})),
    "locked zip": ("zip_password", lock(make_zip({FOLDER + "ViewingActivity.csv": ACTIVITY}))),
    "zip of a search": ("netflix_other", make_zip({FOLDER + "SearchHistory.csv": b"x"})),
    "zip of empty tables": ("no_rows", make_zip({"diary.csv": b"Date,Name,Year,Letterboxd URI,Watched Date\n"})),
    "zip with note": ("no_information", make_zip({FOLDER + "ViewingActivity.txt": NOTE})),
}  # fmt: skip


@pytest.mark.parametrize(("code", "content"), REFUSED.values(), ids=list(REFUSED))
def test_a_file_that_is_no_history_is_refused_by_name(code: str, content: bytes) -> None:
    assert code_of(content) == code


def test_the_row_of_the_first_unreadable_date_is_named() -> None:
    with pytest.raises(ImportProblem, match="row 2"):
        read_export(REFUSED["bad dates"][1])


def test_the_service_a_file_comes_from_is_named() -> None:
    for name, file in (("Disney", "disney"), ("AniList", "anilist"), ("Simkl", "simkl json"), ("MyAnime", "mal")):
        with pytest.raises(ImportProblem, match=name):
            read_export(REFUSED[file][1])


class TestFullReport:
    """The zip of all personal data: only the viewing history is ever unpacked."""

    MEMBERS = {  # noqa: RUF012 - never changed
        FOLDER + "SearchHistory.csv": b"secret",
        FOLDER + "ViewingActivity.csv": ACTIVITY,
        FOLDER + "Ratings.txt": NOTE,
        "PAYMENT_AND_BILLING/BillingHistory.csv": b"secret",
        "__MACOSX/CONTENT_INTERACTION/._ViewingActivity.csv": b"\x00\x05\x16\x07",
    }

    def test_says_the_same_as_its_viewing_activity(self) -> None:
        packed, plain = read_export(make_zip(self.MEMBERS)), read_export(ACTIVITY)
        assert packed.take("Bo")[0] == plain.take("Bo")[0]
        assert packed.take()[1].source == "full export"

    def test_nothing_but_the_history_is_opened(self, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[str] = []
        really = zipfile.ZipFile.open

        def watch(self: zipfile.ZipFile, name: zipfile.ZipInfo) -> object:
            opened.append(name.filename)
            return really(self, name)

        content = make_zip(self.MEMBERS)
        monkeypatch.setattr(zipfile.ZipFile, "open", watch)
        read_export(content)
        assert opened == [FOLDER + "ViewingActivity.csv"]

    def test_folders_and_members_without_a_name_do_no_harm(self) -> None:
        packed = make_zip({"~nameless~": b"", "ViewingActivity.csv/": b"", "ViewingActivity.csv": ACTIVITY})
        nameless = packed.replace(b"~nameless~", b"\x00nameless~")
        assert nameless.count(b"\x00nameless~") == 2
        assert read_export(nameless).profiles

    def test_a_copy_renamed_by_the_browser_is_found(self) -> None:
        assert read_export(make_zip({"viewingactivity (1).CSV": ACTIVITY})).profiles

    def test_a_zip_inside_the_history_is_not_unpacked(self) -> None:
        assert code_of(make_zip({"ViewingActivity.csv": make_zip(self.MEMBERS)})) in ("binary", "unknown_columns")


class TestBombs:
    """Small files that would grow: refused before they do. Each control shows the bomb is live without its cap."""

    BOMB = b"Title,Date\n" + b'"Kite","12/24/24"\n' * 600_000

    def test_a_zip_that_unpacks_to_more_than_the_cap(self, monkeypatch: pytest.MonkeyPatch) -> None:
        content = make_zip({"NetflixViewingHistory.csv": self.BOMB})
        assert len(content) < len(self.BOMB) / 100
        assert code_of(content) == "zip_bomb"
        monkeypatch.setattr(archive, "MOST_BYTES", len(self.BOMB))
        assert code_of(content) == "too_many_rows"

    def test_a_zip_that_lies_about_its_size(self) -> None:
        content = bytearray(make_zip({"NetflixViewingHistory.csv": self.BOMB}))
        for mark, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            at = content.find(mark)
            content[at + size : at + size + 4] = (100).to_bytes(4, "little")
        assert code_of(bytes(content)) in ("zip_bomb", "zip_damaged")

    def test_a_zip_with_a_directory_of_thousands(self, monkeypatch: pytest.MonkeyPatch) -> None:
        content = make_zip({f"{at:06}": b"" for at in range(12_000)})
        assert code_of(content) == "zip_bomb"
        monkeypatch.setattr(archive, "_MOST_DIRECTORY_BYTES", len(content))
        assert code_of(content) == "zip_without_history"

    def test_a_zip64_that_declares_its_directory_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        content = as_zip64(make_zip({f"{at:06}": b"" for at in range(12_000)}), 12_000)
        assert code_of(content) == "zip_bomb"
        monkeypatch.setattr(archive, "_MOST_DIRECTORY_BYTES", len(content))
        assert code_of(content) == "zip_without_history"

    def test_a_zip64_of_ordinary_size_is_read(self) -> None:
        content = as_zip64(make_zip({"NetflixViewingHistory.csv": b"Title,Date\nKite,12/24/24\n"}), 1)
        assert read_export(content).take()[1].kept == 1

    def test_rows_beyond_the_cap_are_never_split(self, monkeypatch: pytest.MonkeyPatch) -> None:
        content = REFUSED["too many rows"][1]
        monkeypatch.setattr(rows, "split_line", lambda *_: pytest.fail("a line was split"))
        assert code_of(content) == "too_many_rows"
        monkeypatch.setattr(rows, "MOST_ROWS", 2 * problem.MOST_ROWS)
        with pytest.raises(pytest.fail.Exception):
            read_export(content)

    def test_more_files_than_anyone_has(self) -> None:
        with pytest.raises(ImportProblem) as caught:
            read_exports([("x", ACTIVITY)] * (read.MOST_FILES + 1))
        assert caught.value.code == "too_many_files"
