"""Days as officers type them: 20240630, 2024-6-30, 6-30, 2024年6月30日, 今天, 昨天."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from models.errors import UserError

_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1}
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_PARTS = re.compile(r"(?:([0-9]{4})[-/.年])?([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
WEEKDAYS = "一二三四五六日"


def read_day(text: str, *, today: date, label: str = "日期", field: str = "") -> date | None:
    """Return the day typed, None for nothing; without a year, this year's. Raises UserError for no real day."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if not plain:
        return None
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    match = _COMPACT.fullmatch(plain) or _PARTS.fullmatch(plain)
    if match:
        year = int(match[1]) if match[1] else today.year
        try:
            return date(year, int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise UserError(
        f"{label}不是真实存在的日子",
        f"填写的是“{text.strip()[:20]}”",
        "请填写如 2024-06-30、20240630、6-30 或 今天",
        field=field,
    )


def echo_day(day: date) -> str:
    """Return what was understood: 2024年6月30日 星期日."""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def read_count(text: str) -> int | None:
    """Return a positive whole number of days, None for nothing; raises UserError otherwise."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("天").removesuffix("个工作日").strip()
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or len(plain) > 4 or int(plain) == 0:
        raise UserError("天数应是正整数", f"填写的是“{text.strip()[:20]}”", "请填写如 5 的数字", field="days")
    return int(plain)
