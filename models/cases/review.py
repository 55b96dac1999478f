"""Deciding many cases at once: the trial run that says for each case whether the move would be permitted and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.cases.officers import Officer
from models.cases.workflow import CaseState, find_move, judge_move
from models.money import yuan_grouped


@dataclass(frozen=True)
class BatchCase:
    """A case offered for a batch."""

    case_id: int
    case_no: str
    state: CaseState


@dataclass(frozen=True)
class BatchRow:
    """The verdict on one case of a batch; `reason` is empty when it may go on."""

    case_id: int
    case_no: str
    amount_fen: int
    reason: str

    @property
    def permitted(self) -> bool:
        """Tell whether the case may go on."""
        return not self.reason


@dataclass(frozen=True)
class BatchPlan:
    """The trial run of one move for many cases."""

    label: str
    rows: tuple[BatchRow, ...]

    @property
    def permitted(self) -> tuple[BatchRow, ...]:
        """The cases that may go on."""
        return tuple(row for row in self.rows if row.permitted)

    @property
    def refused(self) -> tuple[BatchRow, ...]:
        """The cases that may not, each with its reason."""
        return tuple(row for row in self.rows if not row.permitted)

    @property
    def total_fen(self) -> int:
        """The determined amounts of the cases that may go on, added up in 分."""
        return sum(row.amount_fen for row in self.permitted)

    @property
    def summary(self) -> str:
        """The plan in one Chinese line."""
        words = f"共 {len(self.rows)} 件，可办理“{self.label}” {len(self.permitted)} 件"
        if self.total_fen:
            words += f"，合计 {yuan_grouped(self.total_fen)} 元"
        return f"{words}；{len(self.refused)} 件不能办理" if self.refused else words


def trial_run(cases: Iterable[BatchCase], name: str, actor: Officer) -> BatchPlan:
    """Return for each case whether the move would be permitted, and why not. Cases given twice count once.

    A kind without this move is told as a reason, so that a mixed selection can be tried. What a case holds of
    a cap is held already before its approval, so the verdicts do not depend on one another.
    """
    rows: list[BatchRow] = []
    label = name
    for case in {one.case_id: one for one in cases}.values():
        reason = ""
        try:
            verdict = judge_move(case.state, find_move(case.state, name), actor)
        except KeyError:
            reason = f"{case.state.kind}事项没有这一步"
        else:
            reason, label = verdict.reason, verdict.label
        rows.append(BatchRow(case.case_id, case.case_no, case.state.determined_fen or 0, reason))
    return BatchPlan(label, tuple(rows))
