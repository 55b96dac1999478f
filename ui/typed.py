"""What officers type into fields, read by the models, and told back: figures, 万元, capitals, weekday."""

from __future__ import annotations

import unicodedata
from datetime import date

from models.cases import text_input
from models.errors import UserError
from models.letters.amounts import capitals
from models.money import wan, yuan_grouped

WEEKDAYS = "一二三四五六日"


def read_amount(text: str, *, label: str, field: str) -> int | None:
    """Return whole 分 for what was typed, None for nothing; raises UserError when it cannot be read exactly."""
    return text_input.read_amount(text, label=label, field=field).fen if text.strip() else None


def read_day(text: str, *, today: date, label: str, field: str) -> date | None:
    """Return the day typed, None for nothing; raises UserError for no real day."""
    return text_input.parse_day(text, today=today, label=label, field=field) if text.strip() else None


def read_days(text: str) -> int | None:
    """Return a positive number of days, None for nothing; raises UserError otherwise."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("天").removesuffix("个工作日").strip()
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or len(plain) > 4 or int(plain) == 0:
        raise UserError("天数应是正整数", f"填写的是“{text.strip()[:20]}”", "请填写如 5 的数字", field="days")
    return int(plain)


def echo_amount(amount_fen: int) -> str:
    """Return what was understood: 5,300,000.00 元（530万元） 人民币伍佰叁拾万元整."""
    grouped, short = yuan_grouped(amount_fen), wan(amount_fen)
    brackets = "" if short.removesuffix("元") == grouped else f"（{short}）"
    return f"{grouped} 元{brackets}　{capitals(amount_fen)}"


def echo_day(day: date) -> str:
    """Return what was understood: 2024年6月30日 星期日."""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"
