"""How a target stands: met, in step with the year, behind, or not reported, by the document's own comparator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from models.errors import UserError, shown
from models.periods import Period
from models.policy.document import Budget, Target

State = Literal["已达标", "序时达标", "滞后", "未填报"]
STATES: tuple[State, ...] = ("已达标", "序时达标", "滞后", "未填报")
SIGNS = {">=": "≥", ">": "＞", "<=": "≤"}
_FIGURE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)


@dataclass(frozen=True)
class Figure:
    """A figure reported for a target: its value in the target's unit as of a day, with evidence and officer."""

    as_of: date
    value: Decimal
    evidence: str = ""
    officer: str = ""


@dataclass(frozen=True)
class Standing:
    """The state of one target; `share_due` is the part of the year's figure due by `as_of`, in percent."""

    target: Target
    state: State
    latest: Figure | None
    completion: Decimal | None
    share_due: Decimal | None
    due_value: Decimal | None
    text: str


@dataclass(frozen=True)
class BudgetState:
    """A budget line in 分: planned by the document, committed by determinations, paid, and executed as entered.

    `committed_fen` and `paid_fen` are None for a line that no matter can be counted against.
    """

    budget: Budget
    planned_fen: int
    executed_fen: int | None
    committed_fen: int | None
    paid_fen: int | None
    as_of: date | None
    evidence: str = ""
    officer_name: str = ""


def parse_figure(value: str, *, field: str = "value") -> Decimal:
    """Return a reported figure; raises UserError naming the field for anything but a plain number."""
    text = value.strip().replace(",", "")
    if not _FIGURE.fullmatch(text):
        raise UserError(
            "填报值不是数字", f"填写的是“{shown(value)}”", "请填写数字，如 6.5，最多六位小数", field=field
        )
    return Decimal(text)


def meets(target: Target, value: Decimal) -> bool:
    """Compare a figure with the target; 以上 and 不低于 include it, 超 and 突破 do not (民法典第1259条)."""
    limit = Decimal(target.value)
    if target.comparator == ">=":
        return value >= limit
    if target.comparator == ">":
        return value > limit
    return value <= limit


def share_of_year(day: date, year: Period) -> Decimal:
    """Return the part of the year gone by the end of the day, between 0 and 1."""
    days = (year.last - year.first).days + 1
    gone = min(max((day - year.first).days + 1, 0), days)
    return Decimal(gone) / days


def standing(target: Target, figures: Sequence[Figure], *, year: Period) -> Standing:
    """Return how a target stands by its latest figure (by day, then by order of entry)."""
    if not figures:
        return Standing(target, "未填报", None, None, None, None, "尚未填报")
    latest = max(enumerate(figures), key=lambda pair: (pair[1].as_of, pair[0]))[1]
    limit = Decimal(target.value)
    completion = (latest.value / limit * 100).quantize(Decimal("0.1")) if limit else None
    shown_value = f"{latest.value}{target.unit} {_sign(target, latest.value)} {limit}{target.unit}"
    if target.measured == "时点" or target.comparator == "<=":
        state: State = "已达标" if meets(target, latest.value) else "滞后"
        return Standing(target, state, latest, completion, None, None, shown_value)
    share = share_of_year(latest.as_of, year)
    due = (limit * share).quantize(Decimal("0.01"))
    if meets(target, latest.value):
        state, text = "已达标", shown_value
    else:
        in_step = latest.value > limit * share if target.comparator == ">" else latest.value >= limit * share
        state = "序时达标" if in_step else "滞后"
        text = f"{shown_value}；按时序应完成 {share * 100:.1f}%，即 {due}{target.unit}"
    return Standing(target, state, latest, completion, (share * 100).quantize(Decimal("0.1")), due, text)


def _sign(target: Target, value: Decimal) -> str:
    if meets(target, value):
        return SIGNS[target.comparator]
    return {">=": "＜", ">": "≤", "<=": "＞"}[target.comparator]
