"""The columns of the register of letters and of a batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.services.letter_batches import BatchLine
from models.services.views import LetterRow
from ui.itemmodels.board_table_model import BoardColumn

STATUS = {"有效": "ok", "作废": "bad"}


def register_columns(labels: Mapping[str, str]) -> tuple[BoardColumn, ...]:
    """Return the columns of the register; `labels` gives the Chinese name of each kind."""
    kind: Callable[[LetterRow], str] = lambda row: labels.get(row.kind, row.kind)  # noqa: E731
    return (
        BoardColumn("文书", 176, lambda row: f"{row.number or '（无文号）'}\n{kind(row)}", "two_lines"),
        BoardColumn("申请人", 130, _whose, "two_lines", stretch=True),
        BoardColumn("出具", 92, lambda row: f"{row.issued_on}\n{row.officer_name}", "two_lines", spare=1),
        BoardColumn("送达与签收", 136, _served, "two_lines", spare=2),
        BoardColumn("状态", 64, lambda row: row.state, "state", extra=lambda row: STATUS[row.state]),
    )


BATCH: tuple[BoardColumn, ...] = (
    BoardColumn("办件", 150, lambda one: one.case_no),
    BoardColumn("申请人", 180, lambda one: one.applicant_name, stretch=True),
    BoardColumn(
        "结果",
        92,
        lambda one: "已出具" if one.letter_id else "不能出具" if one.obstacle else "可以出具",
        "state",
        extra=lambda one: "ok" if one.letter_id else "bad" if one.obstacle else "info",
    ),
    BoardColumn("文号或原因", 260, lambda one: said(one), stretch=True, tip=lambda one: said(one)),
)


def said(one: BatchLine) -> str:
    """Return the number that a case got, or why it got none."""
    return one.number or one.obstacle or ("（无文号）" if one.letter_id else "")


def _whose(row: LetterRow) -> str:
    if row.case_id is None:
        return "多个办件合并出具"
    return f"{row.applicant_name}\n{row.case_no}"


def _served(row: LetterRow) -> str:
    if row.sent_on is None:
        return "—" if row.state == "作废" else "未登记送达"
    return f"{row.sent_on} 送达\n{row.received_on} 签收" if row.received_on else f"{row.sent_on} 送达\n未签收"
