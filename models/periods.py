"""Periods of days with both ends included, and strict ISO dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from models.errors import UserError, shown

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both days included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Tell whether the day lies within the period, ends included."""
        return self.first <= day <= self.last

    @classmethod
    def parse(cls, first: str, last: str) -> Period:
        """Return the period for two ISO days; raises UserError when one is no date."""
        return cls(parse_date(first), parse_date(last))

    def __str__(self) -> str:
        return f"{self.first.isoformat()} 至 {self.last.isoformat()}"


def parse_date(value: object, *, field: str = "", label: str = "日期") -> date:
    """Return the day for strict YYYY-MM-DD text; raises UserError naming `field` otherwise."""
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise UserError(
        f"{label}不是有效日期",
        f"填写的是“{shown(value)}”",
        "请按 2024-06-30 的格式填写真实存在的日期",
        field=field,
    )


def chinese_date(day: date) -> str:
    """Return the day as in letters: 2024年6月30日, month and day unpadded."""
    return f"{day.year}年{day.month}月{day.day}日"
