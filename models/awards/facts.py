"""Parses the facts of a matter: every fault is told with its field, and nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from models.errors import FieldErrors, UserError, shown
from models.money import parse_yuan
from models.periods import parse_date
from models.policy.model import Fact, Matter

FactValue = int | bool | str | Decimal | date
EVENT_DATE = "event_date"
MAX_COUNT = 1_000_000
MAX_TEXT = 2_000
_COUNT = re.compile(r"[0-9]{1,12}", re.ASCII)


def parse_facts(matter: Matter, raw: Mapping[str, object]) -> dict[str, FactValue]:
    """Return typed facts: money in 分, percent as Decimal, count as int, bool, choice and text as str, dates.

    Raises FieldErrors with all faults: missing, unknown, wrong type, unknown choice, negative, too precise.
    """
    errors: list[UserError] = []
    values: dict[str, FactValue] = {}
    known = {EVENT_DATE} | {fact.key for fact in matter.fact}
    for fact in (matter.event, *matter.fact):
        try:
            values[fact.key] = parse_fact(fact, raw.get(fact.key))
        except UserError as error:
            errors.append(error)
    errors.extend(_unknown(str(name), matter) for name in raw if name not in known)
    if errors:
        raise FieldErrors(errors)
    return values


def _unknown(name: str, matter: Matter) -> UserError:
    labels = "、".join(fact.key for fact in matter.fact)
    return UserError(
        f"没有“{shown(name)}”这一要素",
        f"事项 {matter.id} 的要素是：event_date、{labels}",
        "请核对名称",
        field=name,
    )


def parse_fact(fact: Fact, value: object) -> FactValue:
    """Return one typed value; raises UserError naming the field."""
    if value is None or value == "":
        raise UserError(f"未填写“{fact.label}”", "该要素是计算和判断的依据", "请补充填写", field=fact.key)
    if fact.type == "money":
        return parse_yuan(value, field=fact.key, label=fact.label)
    if fact.type == "date":
        return parse_date(value, field=fact.key, label=fact.label)
    if fact.type == "percent":
        return _percent(fact, value)
    if fact.type == "count":
        return _count(fact, value)
    if fact.type == "bool":
        if isinstance(value, bool):
            return value
        raise _wrong(fact, value, "只能是“是”或“否”，JSON 中写 true 或 false，不加引号")
    if not isinstance(value, str):
        raise _wrong(fact, value, "应当是文字")
    return _choice(fact, value) if fact.type == "choice" else _text(fact, value)


def _percent(fact: Fact, value: object) -> Decimal:
    hundredths = parse_yuan(value, field=fact.key, label=fact.label, unit="百分数", example="2.5")
    if hundredths > 100_00:
        raise _wrong(fact, value, "比例不能超过 100%")
    return Decimal(hundredths) / 100


def _count(fact: Fact, value: object) -> int:
    if isinstance(value, bool | float):
        raise _wrong(fact, value, "应当是不小于 0 的整数")
    if isinstance(value, Decimal):
        if not value.is_finite() or value != value.to_integral_value() or value.adjusted() > 12:
            raise _wrong(fact, value, "应当是不小于 0 的整数")
        value = int(value)
    if isinstance(value, str):
        if not _COUNT.fullmatch(value):
            raise _wrong(fact, value, "应当是不小于 0 的整数")
        value = int(value)
    if not isinstance(value, int) or value < 0:
        raise _wrong(fact, value, "应当是不小于 0 的整数")
    if value > MAX_COUNT:
        raise _wrong(fact, value, "数量过大")
    return value


def _choice(fact: Fact, value: str) -> str:
    if value not in fact.choices:
        raise _wrong(fact, value, f"只能是：{'、'.join(fact.choices)}")
    return value


def _text(fact: Fact, value: str) -> str:
    text = value.strip()
    if not text:
        raise UserError(f"未填写“{fact.label}”", "该要素是计算和判断的依据", "请补充填写", field=fact.key)
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in text):
        raise _wrong(fact, value, "含有不能打印的字符")
    if len(text) > MAX_TEXT:
        raise _wrong(fact, value, f"不超过 {MAX_TEXT} 字")
    return text


def _wrong(fact: Fact, value: object, rule: str) -> UserError:
    return UserError(
        f"“{fact.label}”填写有误", f"填写的是“{shown(value)}”，{rule}", "请改正后再试", field=fact.key
    )
