"""The columns of the list of officers, and what each role does."""

from __future__ import annotations

from dataclasses import dataclass

from models.cases.officers import Officer
from ui.itemmodels.board_table_model import BoardColumn

DUTIES = {
    "经办": "登记、审查、核定、送审，出具文书",
    "复核": "初审、复审，公示和拨付",
    "审批": "审批（不能审批自己经办的办件）",
    "管理": "人员、设置、政策包、恢复备份",
    "只读": "查看和导出，不能改动",
}


@dataclass(frozen=True)
class OfficerLine:
    """An officer with the version to save with, and whether a PIN is set."""

    officer: Officer
    version: int
    has_pin: bool


COLUMNS: tuple[BoardColumn, ...] = (
    BoardColumn("姓名", 120, lambda one: one.officer.name),
    BoardColumn("角色", 180, lambda one: one.officer.role_names, stretch=True),
    BoardColumn("口令", 72, lambda one: "已设" if one.has_pin else "未设", "quiet"),
    BoardColumn(
        "状态",
        72,
        lambda one: "在岗" if one.officer.active else "停用",
        "state",
        extra=lambda one: "ok" if one.officer.active else "quiet",
    ),
)
