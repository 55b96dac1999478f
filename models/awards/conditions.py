"""Evaluates conditions on facts and tells each comparison in words: figure, comparison, threshold, verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.awards.facts import FactValue
from models.money import parse_yuan, yuan_grouped
from models.policy.model import Condition, Fact, Matter

_SIGN = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜"}
_OPPOSITE = {">=": "＜", ">": "≤", "<=": "＞", "<": "≥"}


@dataclass(frozen=True)
class Verdict:
    """Whether a condition holds, and the words that show it to the officer."""

    ok: bool
    text: str


@dataclass(frozen=True)
class Situation:
    """The facts of one case under one matter, with derived differences and the office's readings."""

    matter: Matter
    values: Mapping[str, FactValue]
    settings: Mapping[str, str]

    @classmethod
    def of(cls, matter: Matter, facts: Mapping[str, FactValue], settings: Mapping[str, str]) -> Situation:
        """Return the situation with the matter's derived differences computed, in 分."""
        values = dict(facts)
        for item in matter.derived:
            minuend, subtrahend = (values[name] for name in item.minus)
            assert isinstance(minuend, int) and isinstance(subtrahend, int)
            values[item.key] = minuend - subtrahend
        return cls(matter, values, settings)

    def money(self, key: str) -> int:
        """Return a money fact or derived difference in 分."""
        value = self.values[key]
        assert isinstance(value, int)
        return value

    def label(self, key: str) -> str:
        """Return the officer's word for a fact or derived difference."""
        fact = self.matter.fact_of(key)
        if fact:
            return fact.label
        return next((item.label for item in self.matter.derived if item.key == key), key)


def judge(condition: Condition, situation: Situation) -> Verdict:
    """Return the verdict of a condition on the situation."""
    if condition.any:
        return _judge_any(condition, situation)
    if condition.all:
        verdicts = [judge(part, situation) for part in condition.all]
        return Verdict(all(v.ok for v in verdicts), "；".join(v.text for v in verdicts if v.text))
    if condition.setting:
        return Verdict(situation.settings.get(condition.setting) == condition.value, "")
    fact = situation.matter.fact_of(condition.fact)
    if fact is None or fact.type in ("money", "count", "percent"):
        return _judge_figure(condition, situation, fact)
    return _judge_word(condition, situation, fact)


def _judge_any(condition: Condition, situation: Situation) -> Verdict:
    verdicts = [judge(part, situation) for part in condition.any]
    held = [v.text for v in verdicts if v.ok and v.text]
    if any(v.ok for v in verdicts):
        return Verdict(True, held[0] if held else "")
    return Verdict(False, "；".join(v.text for v in verdicts if v.text))


def _judge_figure(condition: Condition, situation: Situation, fact: Fact | None) -> Verdict:
    value = situation.values[condition.fact]
    assert isinstance(value, int | Decimal)
    limit: int | Decimal
    if fact is None or fact.type == "money":
        assert isinstance(value, int)
        limit = parse_yuan(str(condition.value))
        shown, shown_limit = f"{yuan_grouped(value)} 元", f"{yuan_grouped(limit)} 元"
    else:
        unit = fact.unit or ("%" if fact.type == "percent" else "")
        limit = Decimal(str(condition.value))
        shown, shown_limit = f"{value} {unit}".strip(), f"{limit} {unit}".strip()
    ok = compare(value, condition.op, limit)
    sign = (_SIGN if ok else _OPPOSITE).get(condition.op, "＝" if ok else "≠")
    return Verdict(ok, f"{situation.label(condition.fact)} {shown} {sign} {shown_limit}")


def compare(value: int | Decimal, op: str, limit: int | Decimal) -> bool:
    """Compare two figures; 以上 and 不低于 are >=, 超过 is > (民法典第1259条)."""
    if op == ">=":
        return value >= limit
    if op == ">":
        return value > limit
    if op == "<=":
        return value <= limit
    if op == "<":
        return value < limit
    return value == limit


def _judge_word(condition: Condition, situation: Situation, fact: Fact) -> Verdict:
    value = situation.values[condition.fact]
    if isinstance(value, bool):
        ok = value == condition.value
        return Verdict(ok, f"{fact.label}：{'是' if value else '否'}{'' if ok else '，不符合'}")
    if isinstance(value, date):
        value = value.isoformat()
    wanted = condition.values if condition.op == "in" else (str(condition.value),)
    ok = value in wanted
    tail = "" if ok else f"，不属于{'、'.join(wanted)}"
    return Verdict(ok, f"{fact.label}：{value}{tail}")
