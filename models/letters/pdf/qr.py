"""QR codes as rows of dark modules."""

from __future__ import annotations

import segno

# A fixed mask saves the search for the best of eight, and the same payload is always the same picture.
_MASK = 2


def qr_rows(payload: str) -> list[list[tuple[int, int]]]:
    """The dark runs (first, after last) of each row of a QR code at error level M, without the quiet zone."""
    matrix = segno.make(payload, error="m", mask=_MASK, micro=False, boost_error=False).matrix
    return [_runs(bytes(row)) for row in matrix]


def _runs(row: bytes) -> list[tuple[int, int]]:
    runs, at = [], row.find(1)
    while at >= 0:
        end = row.find(0, at)
        end = len(row) if end < 0 else end
        runs.append((at, end))
        at = row.find(1, end)
    return runs
