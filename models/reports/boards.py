"""The boards of the document as reports: targets with their standing, budget lines with their execution."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models.policy.pack import Pack
from models.policy.standing import SIGNS, STATES, BudgetState, Standing
from models.reports.table import Report, ReportColumn, Value

_TARGET_COLUMNS = (
    ReportColumn("编号", width=9),
    ReportColumn("条款", width=12),
    ReportColumn("指标", "long", 32),
    ReportColumn("性质", width=7),
    ReportColumn("目标", width=14),
    ReportColumn("最新填报", width=14),
    ReportColumn("截止日期", "date", 12),
    ReportColumn("完成率", "percent", 9),
    ReportColumn("状态", width=10),
    ReportColumn("责任单位", "long", 36),
    ReportColumn("依据", "long", 22),
)


def targets_report(pack: Pack, standings: Sequence[Standing], *, today: date) -> Report:
    """Return the target board with a count by state below the title."""
    counts = "，".join(f"{state} {sum(s.state == state for s in standings)} 项" for state in STATES)
    rows = tuple(_target_row(pack, one) for one in standings)
    return Report(
        f"{pack.number}指标进度表",
        _TARGET_COLUMNS,
        rows,
        subtitle=f"截至 {today.isoformat()}：共 {len(standings)} 项，{counts}",
        note="累计类指标按全年天数计算时序进度；时点类指标直接与目标比较。力争类指标单独标明。",
    )


def _target_row(pack: Pack, one: Standing) -> tuple[Value, ...]:
    target, latest = one.target, one.latest
    return (
        target.id,
        target.scope if target.scope.startswith("（") else f"领域{target.scope}",
        target.indicator,
        target.nature,
        f"{SIGNS[target.comparator]} {target.value}{target.unit}",
        f"{latest.value}{target.unit}" if latest else "",
        latest.as_of if latest else None,
        one.completion,
        one.state,
        "、".join(units_of_scope(pack, target.scope)),
        latest.evidence if latest else "",
    )


def units_of_scope(pack: Pack, scope: str) -> tuple[str, ...]:
    """Return the units answerable for a clause, or the unit that leads a domain."""
    for clause in pack.clauses:
        if clause.number == scope:
            return clause.units
    return tuple(domain.lead for domain in pack.document.domain if domain.number == scope)


_BUDGET_COLUMNS = (
    ReportColumn("编号", width=9),
    ReportColumn("条款", width=14),
    ReportColumn("用途", "long", 40),
    ReportColumn("安排（亿元）", "decimal", 11),
    ReportColumn("安排（元）", "money", 19),
    ReportColumn("已核定（元）", "money", 19),
    ReportColumn("已拨付（元）", "money", 19),
    ReportColumn("填报执行（元）", "money", 19),
    ReportColumn("执行率", "percent", 9),
    ReportColumn("截止日期", "date", 13),
    ReportColumn("依据", "long", 24),
)


def budgets_report(pack: Pack, states: Sequence[BudgetState], *, today: date) -> Report:
    """Return the budget board: planned, committed, paid and executed sums in 分."""
    return Report(
        f"{pack.number}预算执行表",
        _BUDGET_COLUMNS,
        tuple(_budget_row(state) for state in states),
        subtitle=f"截至 {today.isoformat()}",
        note="已核定、已拨付为本单位登记的奖补办件合计；各领域资金有交叉，合计行为文件所列除交叉重叠部分的支持总额。",
    )


def _budget_row(state: BudgetState) -> tuple[Value, ...]:
    return (
        state.budget.id,
        state.budget.scope,
        state.budget.purpose,
        Decimal(state.budget.amount_yi),
        state.planned_fen,
        state.committed_fen,
        state.paid_fen,
        state.executed_fen,
        execution_rate(state),
        state.as_of,
        state.evidence,
    )


def execution_rate(state: BudgetState) -> Decimal | None:
    """Return the executed part of the planned sum in percent with one decimal, None before any report."""
    if state.executed_fen is None or not state.planned_fen:
        return None
    return (Decimal(state.executed_fen) * 100 / state.planned_fen).quantize(Decimal("0.1"))
