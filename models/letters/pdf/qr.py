"""QR codes as bit maps."""

from __future__ import annotations

from functools import lru_cache

import segno

# A fixed mask saves the search for the best of eight, and the same payload is always the same picture.
_MASK = 2
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


@lru_cache(maxsize=64)
def qr_bits(payload: str) -> tuple[int, str]:
    """The modules a side and the rows of a QR code at error level M, without the quiet zone.

    Rows are hexadecimal, one bit a module from the left, 1 for dark, filled up to whole bytes.
    """
    matrix = segno.make(payload, error="m", mask=_MASK, micro=False, boost_error=False).matrix
    side = len(matrix)
    spare = -side % 8
    digits = (side + spare) // 4
    return side, "".join([f"{int(row.translate(_DIGITS), 2) << spare:0{digits}x}" for row in matrix])
