"""What a file is by its first bytes, when it is not text with rows."""

from collections.abc import Mapping

from data.imports.problem import ImportProblem

_MAGIC: Mapping[bytes, str] = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"BM": "image",
    b"\xd0\xcf\x11\xe0": "spreadsheet",
    b"\x1f\x8b": "archive",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
}
_HEAD = 4_096
_MOST_CONTROLS = 0.02
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"


def is_zip(content: bytes) -> bool:
    """True for a zip file, also one without members."""
    return content.startswith((ZIP, EMPTY_ZIP))


def refuse_binary(content: bytes) -> None:
    """Raise ImportProblem for a file that cannot be a table of text."""
    for magic, code in _MAGIC.items():
        if content.startswith(magic) and not (code == "image" and _is_text(content)):
            raise ImportProblem(code)
    if (content[:4] == b"RIFF" and content[8:12] == b"WEBP") or content[4:12] in (b"ftypheic", b"ftypavif"):
        raise ImportProblem("image")


def refuse_text(text: str) -> None:
    """Raise ImportProblem for text that is no table: empty, a web page, XML, or Netflix' note about nothing."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n").lower()
    if not head and not text.strip('\ufeff \t\r\n\x00,;"'):
        raise ImportProblem("empty")
    if head.startswith("we found no information"):
        raise ImportProblem("no_information")
    if head.startswith(("<!doctype html", "<html")):
        raise ImportProblem("html")
    if head.startswith("<"):
        service = "MyAnimeList" if "myanimelist" in head or "series_animedb" in head else "another service (XML)"
        raise ImportProblem("html" if "<body" in head or "<head" in head else "other_service", service=service)
    controls = sum(char < " " and char not in "\t\r\n" for char in head)
    if controls + head.count("\ufffd") * 2 > len(head) * _MOST_CONTROLS + 2:
        raise ImportProblem("binary")


def _is_text(content: bytes) -> bool:
    """True when two innocent letters (`BM`) merely begin a text."""
    return not any(byte < 9 for byte in content[:_HEAD])  # noqa: PLR2004 - below tab no byte belongs to text
