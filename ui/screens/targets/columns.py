"""The columns of the target board and of its summaries."""

from __future__ import annotations

from models.policy.standing import STATES
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.targets.rows import Summary, TargetRow


def _share(row: TargetRow) -> tuple[object, object, str]:
    standing = row.standing
    return standing.completion, standing.share_due, row.state


def _completion_words(row: TargetRow) -> str:
    standing = row.standing
    if standing.completion is None:
        return "—"
    due = f"，按时序应完成 {standing.share_due}%" if standing.share_due is not None else ""
    return f"{standing.completion}%{due}"


def _is_striving(row: TargetRow) -> bool:
    return row.standing.target.nature == "力争"


def _latest(row: TargetRow) -> str:
    return f"{row.latest}\n{row.day}" if row.standing.latest else "—"


BOARD: tuple[BoardColumn, ...] = (
    BoardColumn(
        "指标",
        200,
        lambda row: f"{row.standing.target.indicator}\n{row.clause_title}",
        "two_lines",
        stretch=True,
    ),
    BoardColumn("性质", 64, lambda row: row.standing.target.nature, "tag", extra=_is_striving, spare=1),
    BoardColumn("目标", 112, lambda row: row.aim, "amount"),
    BoardColumn("最新填报", 116, _latest, "two_amounts"),
    BoardColumn("完成率", 136, _completion_words, "share", extra=_share, spare=2),
    BoardColumn("状态", 88, lambda row: row.state, "state", tip=lambda row: row.standing.text),
)


def _counted(state: str) -> BoardColumn:
    def words(summary: Summary) -> str:
        return str(summary.counts[state]) if summary.counts[state] else "—"

    return BoardColumn(state, 84, words, "amount")


def summary_columns(title: str) -> tuple[BoardColumn, ...]:
    """Return the columns of the summary by domain or by unit."""
    return (
        BoardColumn(title, 200, lambda one: one.title, stretch=True),
        BoardColumn("指标", 64, lambda one: str(one.total), "amount"),
        BoardColumn("约束", 64, lambda one: str(one.binding), "amount", spare=1),
        BoardColumn("力争", 64, lambda one: str(one.striving), "amount", spare=2),
        *(_counted(state) for state in STATES),
        BoardColumn(
            "构成", 320, lambda one: _parts_words(one), "parts", extra=lambda one: one.counts, stretch=True
        ),
    )


def _parts_words(one: Summary) -> str:
    return "，".join(f"{state} {number} 项" for state, number in one.counts.items() if number)
