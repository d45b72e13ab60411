"""Broken pictures are found without an imaging library."""

import io
import struct
import zlib

import pytest
from PIL import Image

from bot.sandbox.png import BrokenPng, check_png
from tests.sandbox_bot import png


def pillow_png(mode: str, size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, 1).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (9, 5), (64, 33)])
def test_whole_pictures_of_every_kind_pass(mode: str, size: tuple[int, int]) -> None:
    assert check_png(pillow_png(mode, size)) == size


def damage(body: bytes, place: int) -> bytes:
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


def test_a_picture_with_any_one_bit_wrong_is_broken() -> None:
    whole = png()
    assert check_png(whole) == (3, 2)
    for place in range(len(whole)):
        with pytest.raises(BrokenPng):
            check_png(damage(whole, place))


def test_a_picture_cut_off_anywhere_is_broken() -> None:
    whole = png()
    for length in range(len(whole)):
        with pytest.raises(BrokenPng):
            check_png(whole[:length])


def test_a_picture_with_rows_missing_is_broken() -> None:
    rows_of_two = png(3, 2)
    header_of_three = png(3, 3)[:33]
    with pytest.raises(BrokenPng, match="bytes of pixels"):
        check_png(header_of_three + rows_of_two[33:])


def test_an_interlaced_picture_holds_its_seven_passes() -> None:
    plain = png(9, 5, 6)
    passes = [(2, 1), (1, 1), (3, 1), (2, 2), (5, 1), (4, 3), (9, 2)]
    rows = b"".join((b"\0" + b"\x80" * 4 * width) * height for width, height in passes)
    header = struct.pack(">IIBBBBB", 9, 5, 8, 6, 0, 0, 1)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    interlaced = plain[:8] + b"".join(
        struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks
    )
    assert check_png(interlaced) == Image.open(io.BytesIO(interlaced)).size == (9, 5)
