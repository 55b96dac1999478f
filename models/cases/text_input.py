"""Reads what officers type: amounts, days and codes in the many ways they are written, and says how it was read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.errors import UserError
from models.money import MAX_FEN, wan, yuan_grouped

_DIGITS = {
    ch: value
    for value, chars in enumerate(
        ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for ch in chars
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ARABIC = re.compile(
    r"(?P<number>[0-9]{1,20}(?:\.[0-9]{1,12})?)(?P<unit>(?:[十百千]?[万亿])?)(?:元整?)?", re.ASCII
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?", re.ASCII)
_FRACTION = re.compile(r"(?:(?P<jiao>.)角)?(?:零?(?P<fen>.)分)?")
_DAY_WORDS = {
    "今天": 0,
    "今日": 0,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
    "前日": -2,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "后日": 2,
}
_FULL_DAY = re.compile(r"((?:19|20|21)[0-9]{2})([-/.年])([0-9]{1,2})([-/.月])([0-9]{1,2})[日号]?", re.ASCII)
_SHORT_DAY = re.compile(r"([0-9]{1,2})([-/.月])([0-9]{1,2})[日号]?", re.ASCII)
_WRITTEN_DAY = re.compile(
    r"(?:(?P<year>[〇零○一二三四五六七八九]{4})年)?(?P<month>[正一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十廿卅]{1,3})[日号]"
)
_PLAIN_DAY = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})", re.ASCII)


@dataclass(frozen=True)
class ReadAmount:
    """An amount in 分 and how the typed text was understood, to be shown beside the field."""

    fen: int
    explanation: str


def read_amount(text: str, *, field: str = "", label: str = "金额") -> ReadAmount:
    """Return the amount for 230万, 2,300,000, 二百三十万元, 1.5亿, ￥115000.00 or full-width digits.

    Raises UserError for a negative amount, more than two decimals of yuan, groups that are not of three digits, and
    everything that can be read in two ways.
    """
    plain = _half_width(text).strip("¥￥").removeprefix("人民币").strip("¥￥")
    if not plain:
        raise UserError(f"{label}没有填写", "", "请填写金额，如 2300000 或 230万", field=field)
    if plain[0] in "-−负":
        raise UserError(f"{label}不能为负数", f"填写的是“{_shown(text)}”", "请填写零或正数", field=field)
    fen = _arabic_fen(plain) if plain[0].isascii() else _chinese_fen(plain)
    if fen is None:
        why, remedy = _two_readings(plain)
        raise UserError(f"{label}看不懂", f"填写的是“{_shown(text)}”{why}", remedy, field=field)
    if fen > MAX_FEN:
        raise UserError(f"{label}过大", f"填写的是“{_shown(text)}”", "请核对是否多写了位数", field=field)
    round_words = wan(fen)
    words = f"{yuan_grouped(fen)} 元"
    return ReadAmount(
        fen, words if round_words.removesuffix("元") == yuan_grouped(fen) else f"{words}（{round_words}）"
    )


def _two_readings(plain: str) -> tuple[str, str]:
    """Return why an amount is not taken and what to write; 2.3百万 may be a slip for 230万 or for 2.3万."""
    match = _ARABIC.fullmatch(plain.replace(",", ""))
    if match is None or len(match["unit"]) < 2:
        return "", "请按 2300000、230万 或 二百三十万元 填写，最多到分"
    fen = Decimal(match["number"]) * _factor(match["unit"]) * 100
    exact = fen == fen.to_integral_value() and fen <= MAX_FEN
    meant = f"如果是 {yuan_grouped(int(fen))} 元，请写 {wan(int(fen))}" if exact else "请写成整数元或几万元"
    return f"，小数后面不能用“{match['unit']}”", meant


def parse_day(text: str, *, today: date | None, field: str = "", label: str = "日期") -> date:
    """Return the day for 20240630, 2024-6-30, 6-30, 6月30日, 六月三十日, 今天, 昨天; without `today` the year must be written.

    Raises UserError for a day that does not exist or cannot be read.
    """
    plain = _half_width(text)
    if today is not None and plain in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[plain])
    numbers = _day_numbers(plain, today)
    if numbers is not None:
        try:
            return date(*numbers)
        except ValueError:
            why = f"填写的是“{_shown(text)}”，没有这一天"
            raise UserError(f"{label}不存在", why, "请核对月份和日期", field=field) from None
    example = "20240630、2024-6-30" + ("、6-30、6月30日或今天" if today is not None else " 或 2024年6月30日")
    shown = f"填写的是“{_shown(text)}”" if plain else "没有填写"
    raise UserError(f"{label}看不懂", shown, f"请按 {example} 填写", field=field)


def _half_width(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _shown(text: str) -> str:
    return text.strip()[:30] or "空"


def _arabic_fen(plain: str) -> int | None:
    if "," in plain:
        bare = re.sub(r"[元整万亿]+$", "", plain)
        if not _GROUPED.fullmatch(bare):
            return None
        plain = plain.replace(",", "")
    match = _ARABIC.fullmatch(plain)
    if match is None:
        return None
    if "." in match["number"] and len(match["unit"]) > 1:
        return None
    fen = Decimal(match["number"]) * _factor(match["unit"]) * 100
    return int(fen) if fen == fen.to_integral_value() else None


def _factor(unit: str) -> int:
    factor = 1
    for ch in unit:
        factor *= _SMALL.get(ch) or _LARGE[ch]
    return factor


def _chinese_fen(plain: str) -> int | None:
    yuan_part, mark, rest = plain.replace("圆", "元").partition("元")
    if not mark and yuan_part[-1] in "角分":
        yuan_part, rest = "零", plain
    rest = rest.removesuffix("整").removesuffix("正")
    whole = _chinese_number(yuan_part if mark else yuan_part.removesuffix("整"))
    match = _FRACTION.fullmatch(rest)
    if whole is None or match is None:
        return None
    parts = [_DIGITS.get(match[name] or "零") for name in ("jiao", "fen")]
    if parts[0] is None or parts[1] is None:
        return None
    return whole * 100 + parts[0] * 10 + parts[1]


def _chinese_number(text: str) -> int | None:
    """Read 二百三十万 section by section (亿, 万, rest); None for anything out of order."""
    total, last_large, section = 0, 10**12, ""
    for ch in text:
        if ch not in _LARGE:
            section += ch
            continue
        value = _section(section, first=total == 0)
        if not value or _LARGE[ch] >= last_large:
            return None
        total, last_large, section = total + value * _LARGE[ch], _LARGE[ch], ""
    rest = _section(section, first=total == 0) if section or not total else 0
    return None if rest is None else total + rest


def _section(text: str, *, first: bool) -> int | None:
    """Read up to 九千九百九十九; 二百三 and 一万二 have two readings (230 or 203) and are refused with None."""
    value, digit, zero, last = 0, 0, first, 10**4
    for ch in text:
        unit = _SMALL.get(ch, 0)
        if unit:
            bare_ten = unit == 10 and not digit and not value and first
            if unit >= last or not (digit or bare_ten):
                return None
            value, digit, zero, last = value + (digit or 1) * unit, 0, unit == 10, unit
        elif ch not in _DIGITS or digit:
            return None
        elif _DIGITS[ch] == 0:
            zero = True
        else:
            digit = _DIGITS[ch]
    if digit and not zero:
        return None
    return value + digit if text else None


def _day_numbers(plain: str, today: date | None) -> tuple[int, int, int] | None:
    if match := _PLAIN_DAY.fullmatch(plain):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _FULL_DAY.fullmatch(plain):
        same = match[2] == match[4] or (match[2], match[4]) == ("年", "月")
        return (int(match[1]), int(match[3]), int(match[5])) if same else None
    if today is not None and (match := _SHORT_DAY.fullmatch(plain)):
        return today.year, int(match[1]), int(match[3])
    return _written_day(plain, today)


def _written_day(plain: str, today: date | None) -> tuple[int, int, int] | None:
    """Read 二〇二四年六月三十日 and, with `today`, 六月三十日."""
    match = _WRITTEN_DAY.fullmatch(plain)
    if match is None or not (match["year"] or today):
        return None
    year = int("".join(str(_DIGITS.get(ch, 0)) for ch in match["year"])) if match["year"] else 0
    month, day = (
        _chinese_number(match[name].replace("正", "一").replace("廿", "二十").replace("卅", "三十"))
        for name in ("month", "day")
    )
    if month is None or day is None or not (1900 <= year < 2200 or not match["year"]):
        return None
    return year or (today.year if today else 0), month, day
