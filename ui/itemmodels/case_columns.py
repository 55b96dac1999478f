"""The columns of the case list: title, width, what they show, what they are sorted by, what they are in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt

from models.money import yuan_grouped
from models.services.views import CaseRow


@dataclass(frozen=True)
class Column:
    """One column; `amount` columns are right-aligned with figures of equal width, `stage` is drawn as a label.

    `sort` names the order of the list that a click on the heading asks for, `export` the columns of a file, and
    `marked` columns show where the words of a search stand.
    """

    key: str
    title: str
    width: int
    text: Callable[[CaseRow], str]
    sort: str = ""
    export: tuple[str, ...] = ()
    amount: bool = False
    stage: bool = False
    stretch: bool = False
    due: bool = False
    marked: bool = False
    spare: int = 0


def money(amount_fen: int | None) -> str:
    """Return an amount for a cell, a dash for none."""
    return "—" if amount_fen is None else yuan_grouped(amount_fen)


def day(value: date | None) -> str:
    """Return a day for a cell, a dash for none."""
    return "—" if value is None else value.isoformat()


_CASE_NO = Column("case_no", "办件编号", 156, lambda row: row.case_no, "case_no", ("case_no",), marked=True)
_APPLICANT = Column(
    "applicant",
    "申请主体",
    200,
    lambda row: row.applicant_name,
    "applicant",
    ("applicant_name",),
    stretch=True,
    marked=True,
)
_MATTER = Column(
    "matter",
    "条款与事项",
    220,
    lambda row: f"{row.clause}{row.matter_name}",
    "matter",
    ("clause", "matter_name"),
    stretch=True,
    marked=True,
)
_STAGE = Column(
    "stage", "阶段", 92, lambda row: "待补正" if row.waiting else row.stage, "stage", ("stage",), stage=True
)
_DUE = Column("due", "到期", 104, lambda row: day(row.due_on), "due", ("due_on",), due=True)
_REGISTERED = Column(
    "registered", "登记", 100, lambda row: day(row.registered_on), "id", ("registered_on",), spare=1
)

ALL: tuple[Column, ...] = (
    _CASE_NO,
    _APPLICANT,
    _MATTER,
    _STAGE,
    _DUE,
    Column(
        "applied",
        "申请额（元）",
        124,
        lambda row: money(row.applied_fen),
        "applied",
        ("applied",),
        amount=True,
    ),
    Column(
        "ceiling",
        "政策上限（元）",
        124,
        lambda row: money(row.ceiling_fen),
        "ceiling",
        ("ceiling",),
        amount=True,
        spare=2,
    ),
    Column(
        "determined",
        "核定额（元）",
        124,
        lambda row: money(row.determined_fen),
        "determined",
        ("determined",),
        amount=True,
        spare=4,
    ),
    Column(
        "paid", "已拨付（元）", 124, lambda row: yuan_grouped(row.paid_fen), "paid", ("paid",), amount=True
    ),
    Column("handler", "经办", 76, lambda row: row.handler_name, "handler", ("handler_name",), spare=3),
    Column("unit", "责任单位", 140, lambda row: row.unit, "unit", ("unit",)),
    Column("kind", "类别", 84, lambda row: row.kind, "kind", ("kind",)),
    Column("year", "年度", 64, lambda row: str(row.event_year), "year", ("event_year",)),
    Column("code", "代码", 168, lambda row: row.applicant_code or "—", "", ("applicant_code",), marked=True),
    Column("matter_id", "事项编号", 80, lambda row: row.matter_id, "matter", ("matter_id",)),
    _REGISTERED,
)
BY_KEY = {column.key: column for column in ALL}
USUAL: tuple[str, ...] = (
    "case_no",
    "applicant",
    "matter",
    "stage",
    "due",
    "ceiling",
    "determined",
    "handler",
    "registered",
)
COLUMNS: tuple[Column, ...] = tuple(BY_KEY[key] for key in USUAL)


def chosen_columns(keys: object) -> tuple[Column, ...]:
    """Return the columns of stored keys, in their order; the usual ones where nothing usable is stored."""
    found = [BY_KEY[key] for key in keys if key in BY_KEY] if isinstance(keys, list | tuple) else []
    return tuple(dict.fromkeys(found)) or COLUMNS


def export_keys(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Return the columns of a file that shows what these columns show."""
    return tuple(dict.fromkeys(key for column in columns for key in column.export))


def side(column: Column) -> Qt.AlignmentFlag:
    """Return on which side the words of a column stand."""
    across = Qt.AlignmentFlag.AlignRight if column.amount else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
