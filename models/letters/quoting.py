"""Quotation marks inside quotation marks (GB/T 15834: outer double, inner single), and Chinese ordinals."""

from __future__ import annotations

_INNER = str.maketrans("“”", "‘’")
_OUTER = str.maketrans("‘’", "“”")
_DIGITS = "零一二三四五六七八九"


def nested(text: str) -> str:
    """Return a text as it stands inside double quotation marks: its own become single, single ones double."""
    if "‘" in text:
        return "".join(char.translate(_INNER if char in "“”" else _OUTER) for char in text)
    return text.translate(_INNER)


def inside_quotes(before: str) -> bool:
    """Tell whether what follows `before` stands inside double quotation marks."""
    return before.count("“") > before.count("”")


def chinese_number(value: int) -> str:
    """Return a number from 1 to 99 as in headings: 一, 十, 十二, 二十一."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")
