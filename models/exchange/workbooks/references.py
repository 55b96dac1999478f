"""References and numbers in a sheet's XML, strictly read."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

from models.exchange.workbooks.cells import Range
from models.exchange.workbooks.package import damaged

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)


def plain_number(number: float) -> str:
    """Return a number with the 15 digits that Excel keeps and shows, never in powers of ten."""
    exact = Decimal(f"{number:.15g}")
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def reference(text: str) -> tuple[int, int]:
    """Return row and column of a reference such as C5; raises UserError for anything else."""
    match = _REFERENCE.fullmatch(text.strip())
    if match is None:
        raise damaged(f"单元格位置“{text[:20]}”无法识别")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    if not (1 <= row <= MAX_ROWS and column <= MAX_COLUMNS):
        raise damaged(f"单元格位置“{text[:20]}”超出范围")
    return row, column


def range_of(text: str) -> Range:
    """Return the four corners of a range such as A1:C5."""
    first, _, last = text.partition(":")
    top, left = reference(first)
    bottom, right = reference(last or first)
    return top, left, max(top, bottom), max(left, right)


def whole(text: str) -> int:
    """Return a row or column number."""
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise damaged(f"行列号“{text[:20]}”无法识别")
    return int(text)


def iso_day(text: str) -> str:
    """Return the ISO day of a cell that holds a moment as text."""
    try:
        return datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError:
        raise damaged(f"日期“{text[:20]}”无法识别") from None
