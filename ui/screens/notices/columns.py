"""The columns of the tables of public notices."""

from __future__ import annotations

from models.services.views import CaseRow, NoticeView, ObjectionView
from ui.itemmodels.board_table_model import BoardColumn
from ui.itemmodels.case_columns import money

STATES = {"公示中": "info", "期满待结束": "wait", "期满": "ok"}


def open_objections(notice: NoticeView) -> int:
    """Return how many objections have no outcome yet."""
    return sum(1 for one in notice.objections if one.closed_on is None)


def _notice(notice: NoticeView) -> str:
    waiting = open_objections(notice)
    more = f"　异议待处理 {waiting} 件" if waiting else ""
    return f"{notice.title}\n{notice.began_on} 至 {notice.ends_on}　{len(notice.case_ids)} 件{more}"


NOTICES: tuple[BoardColumn, ...] = (
    BoardColumn("公示", 240, _notice, "two_lines", stretch=True),
    BoardColumn(
        "状态", 100, lambda one: one.state, "state", extra=lambda one: STATES.get(one.state, "quiet")
    ),
)


def _applicant(row: CaseRow) -> str:
    return f"{row.applicant_name}\n{row.case_no}"


CASES: tuple[BoardColumn, ...] = (
    BoardColumn("申请主体", 200, _applicant, "two_lines", stretch=True),
    BoardColumn("条款与事项", 180, lambda row: f"{row.clause}{row.matter_name}", stretch=True),
    BoardColumn("核定额（元）", 120, lambda row: money(row.determined_fen), "amount"),
    BoardColumn(
        "现处", 80, lambda row: row.stage, "state", extra=lambda row: "info" if row.stage == "公示" else "ok"
    ),
)


def objection_state(one: ObjectionView) -> tuple[str, str]:
    """Return words and colour for where an objection stands."""
    if one.closed_on is None:
        return "待处理", "wait"
    return ("成立", "bad") if one.upheld else ("不成立", "ok")
