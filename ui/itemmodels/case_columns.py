"""The columns of the case list: title, width, what they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.money import yuan_grouped
from models.services.views import CaseRow


@dataclass(frozen=True)
class Column:
    """One column; `amount` columns are right-aligned with figures of equal width, `stage` is drawn as a label."""

    title: str
    width: int
    text: Callable[[CaseRow], str]
    amount: bool = False
    stage: bool = False
    stretch: bool = False
    due: bool = False


def money(amount_fen: int | None) -> str:
    """Return an amount for a cell, a dash for none."""
    return "—" if amount_fen is None else yuan_grouped(amount_fen)


def day(value: date | None) -> str:
    """Return a day for a cell, a dash for none."""
    return "—" if value is None else value.isoformat()


COLUMNS: tuple[Column, ...] = (
    Column("办件编号", 156, lambda row: row.case_no),
    Column("申请主体", 200, lambda row: row.applicant_name, stretch=True),
    Column("条款与事项", 220, lambda row: f"{row.clause}{row.matter_name}", stretch=True),
    Column("阶段", 84, lambda row: "待补正" if row.waiting else row.stage, stage=True),
    Column("到期", 104, lambda row: day(row.due_on), due=True),
    Column("政策上限（元）", 118, lambda row: money(row.ceiling_fen), amount=True),
    Column("核定额（元）", 118, lambda row: money(row.determined_fen), amount=True),
    Column("经办", 72, lambda row: row.handler_name),
    Column("登记", 96, lambda row: day(row.registered_on)),
)
