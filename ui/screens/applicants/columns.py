"""The columns of the applicants' tables."""

from __future__ import annotations

from typing import NamedTuple

from models.money import yuan_grouped
from models.services.views import ApplicantRow, CaseRow, ReceivedRow
from ui.itemmodels.board_table_model import BoardColumn
from ui.itemmodels.case_columns import money


def _who(row: ApplicantRow) -> str:
    details = "　".join(part for part in (row.code or "无代码", row.contact, row.phone) if part)
    return f"{row.name}\n{details}"


APPLICANTS: tuple[BoardColumn, ...] = (
    BoardColumn("主体", 220, _who, "two_lines", stretch=True),
    BoardColumn("类别", 64, lambda row: row.kind, "tag"),
    BoardColumn("办件", 52, lambda row: str(row.case_count), "amount"),
)


def _state(row: CaseRow) -> str:
    return "待补正" if row.waiting else row.stage


CASES: tuple[BoardColumn, ...] = (
    BoardColumn("办件编号", 160, lambda row: row.case_no),
    BoardColumn("条款与事项", 200, lambda row: f"{row.clause}{row.matter_name}", stretch=True),
    BoardColumn("阶段", 84, _state, "state", extra=lambda row: "wait" if row.waiting else "info"),
    BoardColumn("核定额（元）", 124, lambda row: money(row.determined_fen), "amount"),
    BoardColumn("登记", 96, lambda row: row.registered_on.isoformat()),
)

RECEIVED: tuple[BoardColumn, ...] = (
    BoardColumn("条款与事项", 220, lambda row: f"{row.clause}{row.matter_name}", stretch=True),
    BoardColumn("办件编号", 160, lambda row: row.case_no),
    BoardColumn("阶段", 84, lambda row: row.stage, "state", extra=lambda row: "info"),
    BoardColumn("核定额（元）", 128, lambda row: yuan_grouped(row.determined_fen), "amount"),
    BoardColumn("已拨付（元）", 128, lambda row: yuan_grouped(row.paid_fen), "amount"),
)


# What was determined and then taken back or given up was not received.
GIVEN_UP = frozenset({"撤销", "撤回", "终止", "不予核准", "不予受理"})


class Sums(NamedTuple):
    """Sums over what was received, in 分; `left_out` counts the cases that no longer hold."""

    determined_fen: int
    paid_fen: int
    left_out: int = 0

    @property
    def words(self) -> str:
        """The sums in one line."""
        words = f"核定 {yuan_grouped(self.determined_fen)} 元　已拨付 {yuan_grouped(self.paid_fen)} 元"
        return f"{words}（撤销等 {self.left_out} 件不计入核定）" if self.left_out else words


def sums(rows: list[ReceivedRow]) -> Sums:
    """Add up what was received."""
    held = [row for row in rows if row.stage not in GIVEN_UP]
    return Sums(
        sum(row.determined_fen for row in held), sum(row.paid_fen for row in rows), len(rows) - len(held)
    )
