"""What makes bytes a picture of the size that was asked for. Pure."""

import struct

from bot.charts.chart import ChartProblem

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def check_png(picture: bytes, width: int, height: int) -> bytes:
    """The picture, if it is one: Chromium has answered an impossible size with three bytes and no error."""
    size = struct.pack(">II", width, height)
    if not picture.startswith(_SIGNATURE) or picture[16:24] != size:
        raise ChartProblem("chart_picture", "The picture came out wrong.")
    return picture
