"""The columns of the payment lists."""

from __future__ import annotations

from models.money import yuan_grouped
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.payments.presenter import PaymentRow


def _who(row: PaymentRow) -> str:
    return f"{row.applicant_name}\n{row.case_no}　{row.matter}"


def _where(row: PaymentRow) -> str:
    return f"{row.bank or '开户行未填'}\n{row.account or '账号未填'}"


DUE: tuple[BoardColumn, ...] = (
    BoardColumn("收款单位（个人）", 240, _who, "two_lines", stretch=True),
    BoardColumn("收款账户", 148, _where, "two_lines", spare=1),
    BoardColumn(
        "核定／已拨付（元）",
        132,
        lambda row: f"{yuan_grouped(row.determined_fen)}\n{yuan_grouped(row.paid_fen)}",
        "two_amounts",
    ),
    BoardColumn("待拨付（元）", 112, lambda row: yuan_grouped(row.left_fen), "amount"),
)
OTHER: tuple[BoardColumn, ...] = (
    BoardColumn("收款单位（个人）", 240, _who, "two_lines", stretch=True),
    BoardColumn(
        "阶段",
        80,
        lambda row: row.stage,
        "state",
        extra=lambda row: "wait" if row.stage == "追回" else "info",
    ),
    BoardColumn("核定（元）", 120, lambda row: yuan_grouped(row.determined_fen), "amount"),
    BoardColumn("已拨付（元）", 120, lambda row: yuan_grouped(row.paid_fen), "amount"),
)
