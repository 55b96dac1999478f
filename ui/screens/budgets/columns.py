"""The columns of the budget board."""

from __future__ import annotations

from models.money import yuan_grouped
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.budgets.rows import BudgetRow


def _name(row: BudgetRow) -> str:
    if row.is_part:
        return f"{row.title}\n占本领域 {row.share}%"
    scope = f"{row.state.budget.scope}　{'、'.join(row.units)}"
    return f"{row.title}\n{'除去交叉重叠部分' if row.is_total else scope}"


def _held(row: BudgetRow) -> str:
    state = row.state
    if state.committed_fen is None:
        return "—"
    return f"{yuan_grouped(state.committed_fen)}\n{yuan_grouped(state.paid_fen or 0)}"


def _held_words(row: BudgetRow) -> str:
    if row.state.committed_fen is None:
        return "分项不能按条款归集办件，只计入合计行"
    return "已核定 {} 元，已拨付 {} 元".format(*_held(row).split("\n"))


def _rate(row: BudgetRow) -> tuple[object, object, str]:
    return row.rate, row.share_due, "序时达标"


def _rate_words(row: BudgetRow) -> str:
    return "—" if row.rate is None else f"{row.rate}%，同期时序 {row.share_due}%"


def _in_line(text: str) -> str:
    return text.replace("\n", "，") + (" 元" if "\n" in text else "")


BOARD: tuple[BoardColumn, ...] = (
    BoardColumn("用途", 220, _name, "part", extra=lambda row: row.share, stretch=True),
    BoardColumn(
        "安排（下行为元）", 136, lambda row: row.planned, "two_amounts", tip=lambda row: _in_line(row.planned)
    ),
    BoardColumn("核定／拨付（元）", 136, _held, "two_amounts", tip=_held_words, spare=1),
    BoardColumn(
        "填报执行", 136, lambda row: row.executed, "two_amounts", tip=lambda row: _in_line(row.executed)
    ),
    BoardColumn("执行率", 132, _rate_words, "share", extra=_rate, spare=2),
)
