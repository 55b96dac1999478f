"""Money in whole 分: parsing yuan, exact percentages, and the two roundings that the rules allow."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from models.errors import UserError, shown

Rounding = Literal["cut", "half_up"]

# Amounts stay below 10^15 yuan, so that every sum fits SQLite's 64-bit integers in 分.
MAX_FEN = 10**17 - 1
_YUAN = re.compile(r"(?P<sign>-?)(?P<yuan>[0-9]{1,30})(?:\.(?P<fen>[0-9]+))?", re.ASCII)


def parse_yuan(
    value: object,
    *,
    field: str = "",
    label: str = "金额",
    unit: str = "以元为单位的数字",
    example: str = "1234.56",
) -> int:
    """Return whole 分 for an amount in yuan given as text, int or Decimal; float is never taken.

    `unit` and `example` word the remedy for figures of two decimals that are not money.

    Raises UserError naming `field` when the value is not a plain number, is negative, has more than
    two decimals, or is out of range.
    """
    text = _plain_text(value)
    match = _YUAN.fullmatch(text) if text is not None else None
    if match is None:
        raise UserError(
            f"{label}不是数字",
            f"填写的是“{shown(value)}”",
            f"请填写{unit}，如 {example}",
            field=field,
        )
    if match["sign"] and text is not None and text.strip("-0."):
        raise UserError(f"{label}不能为负数", f"填写的是“{shown(value)}”", "请填写零或正数", field=field)
    fen_digits = match["fen"] or ""
    if len(fen_digits) > 2:
        raise UserError(
            f"{label}最多两位小数",
            f"填写的是“{shown(value)}”",
            f"请保留两位小数以内，如 {example}",
            field=field,
        )
    fen = int(match["yuan"]) * 100 + int(fen_digits.ljust(2, "0") or 0)
    if fen > MAX_FEN:
        raise UserError(f"{label}过大", f"填写的是“{shown(value)}”", "请核对是否多写了位数", field=field)
    return fen


def _plain_text(value: object) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        # Python refuses to print integers of thousands of digits; such a value is out of range anyway.
        return str(value) if abs(value) < 10**30 else "9" * 30
    if isinstance(value, Decimal):
        if not value.is_finite() or value.adjusted() > 40 or value.adjusted() < -40:
            return None
        return format(value, "f")
    if isinstance(value, str):
        return value
    return None


def yuan(fen: int) -> str:
    """Return the amount as plain yuan with two decimals, as in files: 115000.00."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def yuan_grouped(fen: int) -> str:
    """Return the amount as shown on screen: 115,000.00."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def wan(fen: int) -> str:
    """Return a round amount in the document's own words (200万元), else in yuan with grouping (12.34元)."""
    if fen and fen % 10**10 == 0:
        return f"{fen // 10**10}亿元"
    if fen and fen % 10**6 == 0:
        return f"{fen // 10**6}万元"
    return f"{yuan_grouped(fen)}元"


def percent_of(fen: int, percent: Decimal, rounding: Rounding) -> int:
    """Return `percent` % of an amount in 分: a ceiling is cut down, an exact amount is rounded half up."""
    numerator, denominator = percent.as_integer_ratio()
    scaled, whole = fen * numerator, 100 * denominator
    if rounding == "cut":
        return scaled // whole
    return (2 * scaled + whole) // (2 * whole)
