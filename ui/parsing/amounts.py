"""Amounts as officers write them: 2,300,000.00, 230万, 1.2亿, 二百三十万元; read exactly, told back in figures and capitals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from models.errors import UserError
from models.letters.amounts import capitals
from models.money import MAX_FEN, yuan_grouped

_DIGITS = {c: n for n, group in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in group}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_FIGURES = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?P<unit>千万|百万|十万|万|亿|千|百)?")
_UNITS = {"": 1, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
EXAMPLE = "请填写如 5300000、5,300,000.00、530万 的金额"


def read_amount(text: str, *, label: str = "金额", field: str = "") -> int | None:
    """Return whole 分 for what was typed, None for nothing; raises UserError when it cannot be read exactly."""
    plain = _tidy(text)
    if not plain:
        return None
    value = _figures(plain) if plain[0] in "0123456789." else _chinese(plain)
    if value is None:
        raise UserError(f"{label}读不懂", f"填写的是“{text.strip()[:30]}”", EXAMPLE, field=field)
    fen = value * 100
    if fen != fen.to_integral_value():
        raise UserError(f"{label}最多精确到分", f"填写的是“{text.strip()[:30]}”", "请改为最多两位小数", field=field)
    if fen > MAX_FEN:
        raise UserError(f"{label}过大", f"填写的是“{text.strip()[:30]}”", "请核对是否多写了位数", field=field)
    return int(fen)


def echo(amount_fen: int) -> str:
    """Return what was understood: 5,300,000.00 元（530万元） 人民币伍佰叁拾万元整."""
    return f"{yuan_grouped(amount_fen)} 元{in_wan(amount_fen)}　{capitals(amount_fen)}"


def in_wan(amount_fen: int) -> str:
    """Return the amount in 万元 or 亿元 in brackets where that is exact and shorter, else nothing."""
    for unit, name in ((10**10, "亿元"), (10**6, "万元")):
        if amount_fen >= unit and amount_fen % (unit // 10**4) == 0:
            return f"（{(Decimal(amount_fen) / unit).normalize():f}{name}）"
    return ""


def _tidy(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s¥￥]", "", plain).removeprefix("人民币").removesuffix("整").removesuffix("正")
    plain = plain.removesuffix("元").removesuffix("圆").replace("，", ",")
    return plain


def _figures(plain: str) -> Decimal | None:
    if "," in plain:
        body = plain.rstrip("万亿")
        if not _GROUPED.fullmatch(body):
            return None
        plain = plain.replace(",", "")
    match = _FIGURES.fullmatch(plain)
    if match is None or len(plain) > 40:
        return None
    return Decimal(match["number"]) * _UNITS[match["unit"] or ""]


def _chinese(plain: str) -> Decimal | None:
    whole, _, rest = plain.replace("圆", "元").partition("元")
    cents = _cents(rest)
    number = _chinese_integer(whole)
    if number is None or cents is None:
        return None
    return Decimal(number) + Decimal(cents) / 100


def _cents(rest: str) -> int | None:
    match = re.fullmatch(r"零?(?:(.)角)?(?:零?(.)分)?", rest)
    if match is None or any(part and part not in _DIGITS for part in match.groups()):
        return None
    jiao, fen = (_DIGITS[part] if part else 0 for part in match.groups())
    return jiao * 10 + fen


def _chinese_integer(text: str) -> int | None:
    """Read 二百三十万 and its kin, or None where it is not written out in full (三百五, 两万三 are ambiguous)."""
    if not text:
        return None
    for name in ("亿", "万"):
        head, found, rest = text.rpartition(name)
        if found:
            high = _chinese_integer(head)
            low = _chinese_integer(rest) if rest else 0
            if high is None or low is None or low >= _LARGE[name]:
                return None
            # 两万三 could mean 23,000 or 20,003: only a full place or a 零 says which.
            if rest and low < _LARGE[name] // 10 and rest[0] not in "零〇":
                return None
            return high * _LARGE[name] + low
    return _thousands(text)


def _thousands(text: str) -> int | None:
    total, below, gap = 0, 10**4, True
    digit: int | None = None
    for character in text:
        if character in "零〇" and digit is None:
            gap = True
        elif character in _DIGITS and digit is None:
            digit = _DIGITS[character]
        elif character in _SMALL and _SMALL[character] < below:
            below = _SMALL[character]
            total += (1 if digit is None else digit) * below
            digit, gap = None, False
        else:
            return None
    if digit is not None and not gap and below > 10:
        return None
    return total + (digit or 0)
