"""Days as workbooks keep them: serial numbers, 20240630 as a number, text with a time behind it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from models.cases.text_input import parse_day
from models.errors import UserError

# Serial numbers are taken as days only within these years; outside they are more likely something else.
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_TIME = re.compile(r"^(?P<day>.*[0-9日号])[T\s]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z)?$")


def day_of_number(text: str, *, date1904: bool) -> tuple[date, str]:
    """Return the day for a number cell and a remark on how it was read; raises UserError where it is no day."""
    whole = text.partition(".")[0]
    if whole.isascii() and whole.isdigit():
        if len(text) == 8 and text == whole:
            return parse_day(text, today=None), ""
        day = _serial(float(text), date1904) if len(whole) == 5 else None
        if day is not None and _FIRST <= day <= _LAST:
            return day, f"数值 {text} 是 Excel 的日期序号，读作 {day.isoformat()}"
    raise UserError("日期看不懂", f"单元格是数值 {text[:20]}", "请按 2024-06-30 的格式填写日期")


def _serial(number: float, date1904: bool) -> date | None:
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    moment = from_excel(number, MAC_EPOCH if date1904 else WINDOWS_EPOCH)
    return moment.date() if isinstance(moment, datetime) else None


def without_time(text: str) -> str:
    """Return the text of a day without the time that some programs write behind it."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _TIME.match(plain)
    return match["day"] if match else plain


def shown_day(day: date, format: str) -> str:
    """Return a day as its cell shows it: with or without the day of the month."""
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", format).lower()
    if "d" in plain:
        return f"{day.year}年{day.month}月{day.day}日"
    if "m" in plain:
        return f"{day.year}年{day.month}月"
    return f"{day.year}年" if "y" in plain else day.isoformat()
