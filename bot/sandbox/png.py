"""Looking into a PNG without an imaging library: signature, header, checksums and whether the pixels are all there.

The layout is the PNG specification's (W3C, third edition): chunks of length, kind, body and CRC-32; IHDR first,
IEND last; IDAT is one zlib stream of filtered rows, in seven passes when interlaced.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_LARGEST_SIDE = 1 << 14
_MOST_FILTER = 4


class BrokenPng(ValueError):
    """The bytes are not a whole, undamaged PNG; the text says why."""


class Header(NamedTuple):
    """IHDR: size in pixels, bits a channel, colour kind, compression, filter, interlacing."""

    width: int
    height: int
    depth: int
    colour: int
    compression: int
    filtering: int
    interlace: int


def check_png(body: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels. Raises BrokenPng when anything about it is wrong."""
    chunks = list(_chunks(body))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != struct.calcsize(">IIBBBBB"):
        raise BrokenPng("does not start with IHDR")
    if chunks[-1] != (b"IEND", b""):
        raise BrokenPng("does not end with IEND")
    header = Header(*struct.unpack(">IIBBBBB", chunks[0][1]))
    if not (0 < header.width <= _LARGEST_SIDE and 0 < header.height <= _LARGEST_SIDE):
        raise BrokenPng(f"has an impossible size {header.width} x {header.height}")
    if header.depth not in _DEPTHS.get(header.colour, ()) or header.compression or header.filtering:
        raise BrokenPng("has an impossible header")
    _check_pixels(header, b"".join(part for kind, part in chunks if kind == b"IDAT"))
    return header.width, header.height


def _chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not body.startswith(SIGNATURE):
        raise BrokenPng("has no PNG signature")
    place = len(SIGNATURE)
    while place < len(body):
        if place + 12 > len(body):
            raise BrokenPng("is cut off")
        (length,) = struct.unpack_from(">I", body, place)
        kind, end = body[place + 4 : place + 8], place + 8 + length
        if end + 4 > len(body):
            raise BrokenPng("is cut off")
        if struct.unpack_from(">I", body, end)[0] != zlib.crc32(body[place + 4 : end]):
            raise BrokenPng(f"has a wrong checksum in {kind!r}")
        yield kind, body[place + 8 : end]
        place = end + 4


def _check_pixels(header: Header, packed: bytes) -> None:
    rows = list(_rows(header))
    wanted = sum(count * (1 + length) for count, length in rows)
    unpacker = zlib.decompressobj()
    try:
        pixels = unpacker.decompress(packed, wanted + 1)
    except zlib.error as error:
        raise BrokenPng(f"cannot be unpacked: {error}") from None
    if len(pixels) != wanted:
        raise BrokenPng(f"holds {len(pixels)} bytes of pixels instead of {wanted}")
    place = 0
    for count, length in rows:
        if any(kind > _MOST_FILTER for kind in pixels[place : place + count * (1 + length) : 1 + length]):
            raise BrokenPng("has an unknown row filter")
        place += count * (1 + length)


def _rows(header: Header) -> Iterator[tuple[int, int]]:
    """Number of rows and bytes a row, for each pass."""
    bits = header.depth * _CHANNELS[header.colour]
    for left, top, across, down in _PASSES if header.interlace else ((0, 0, 1, 1),):
        width = -(-(header.width - left) // across)
        height = -(-(header.height - top) // down)
        if width > 0 and height > 0:
            yield height, (width * bits + 7) // 8
