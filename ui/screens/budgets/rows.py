"""The rows of the budget board: lines and their parts, sums committed and paid, the executed part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.money import yuan_grouped
from models.policy.pack import Pack
from models.policy.standing import SIGNS, BudgetState, Figure, share_of_year
from models.reports.boards import execution_rate, units_of_scope

YI_FEN = 10**10
WHOLE = "全文"


@dataclass(frozen=True)
class BudgetRow:
    """One line as the board shows it; `share` is its part of the line it belongs to, in percent."""

    state: BudgetState
    figures: tuple[Figure, ...]
    title: str
    units: tuple[str, ...]
    share: Decimal | None
    share_due: Decimal | None

    @property
    def id(self) -> str:
        """The line's id."""
        return self.state.budget.id

    @property
    def is_part(self) -> bool:
        """Tell whether it is part of another line."""
        return bool(self.state.budget.part_of)

    @property
    def is_total(self) -> bool:
        """Tell whether it is the sum the document gives for all domains without what overlaps."""
        return self.state.budget.scope == WHOLE

    @property
    def planned_yi(self) -> str:
        """The planned sum as the document says it: 61.1 亿元, ≥ 10.2 亿元."""
        budget = self.state.budget
        sign = f"{SIGNS[budget.comparator]} " if budget.comparator in SIGNS else ""
        return f"{sign}{budget.amount_yi} 亿元"

    @property
    def planned(self) -> str:
        """The planned sum in two lines: 亿元 and 元."""
        return f"{self.planned_yi}\n{yuan_grouped(self.state.planned_fen)}"

    @property
    def executed(self) -> str:
        """The executed sum in two lines: 亿元 and 元, a dash before any report."""
        return two_units(self.state.executed_fen)

    @property
    def rate(self) -> Decimal | None:
        """The executed part of the planned sum in percent."""
        return execution_rate(self.state)

    @property
    def day(self) -> str:
        """The day of the latest report, a dash for none."""
        return self.state.as_of.isoformat() if self.state.as_of else "—"


def yi(fen: int) -> str:
    """Return an amount in 亿元, in 万元 below that, exact to four decimals of 亿 or two of 万."""
    if fen and abs(fen) < YI_FEN:
        return f"{_trim(Decimal(fen) / 10**6, 2)} 万元"
    return f"{_trim(Decimal(fen) / YI_FEN, 4)} 亿元"


def two_units(fen: int | None) -> str:
    """Return an amount in two lines: 亿元 or 万元, and 元."""
    if fen is None:
        return "—"
    return f"{yi(fen)}\n{yuan_grouped(fen)}" if fen else f"0\n{yuan_grouped(fen)}"


def _trim(value: Decimal, places: int) -> str:
    rounded = round(value, places)
    return f"{rounded:,f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:,f}"


def rows_of(
    pack: Pack, states: Sequence[BudgetState], figures: dict[str, tuple[Figure, ...]]
) -> tuple[BudgetRow, ...]:
    """Return the rows in the document's order."""
    planned = {state.budget.id: state.planned_fen for state in states}
    year = pack.document.validity.period
    rows = []
    for state in states:
        whole = planned.get(state.budget.part_of)
        share = (Decimal(state.planned_fen) * 100 / whole).quantize(Decimal("0.1")) if whole else None
        due = (share_of_year(state.as_of, year) * 100).quantize(Decimal("0.1")) if state.as_of else None
        rows.append(
            BudgetRow(
                state=state,
                figures=figures.get(state.budget.id, ()),
                title=_title(pack, state),
                units=units_of_scope(pack, state.budget.scope),
                share=share,
                share_due=due,
            )
        )
    return tuple(rows)


def _title(pack: Pack, state: BudgetState) -> str:
    """Return the purpose; a whole line is named by its domain."""
    budget = state.budget
    if budget.part_of or budget.scope == WHOLE:
        return budget.purpose
    domain = pack.domain_of(pack.clause(budget.scope))
    return f"{domain.number}、{domain.heading}"


def overlap_words(rows: Sequence[BudgetRow]) -> str:
    """Return in words what the document's total leaves out, computed from its own lines."""
    total = next((row for row in rows if row.is_total), None)
    wholes = [row for row in rows if not row.is_part and not row.is_total]
    if total is None:
        return ""
    gross = sum(row.state.planned_fen for row in wholes)
    overlap = gross - total.state.planned_fen
    words = f"{len(wholes)} 个领域所列资金相加为 {yi(gross)}"
    if overlap > 0:
        words += (
            f"，其中交叉重叠 {yi(overlap)}；文件所称支持总额 {yi(total.state.planned_fen)} 已除去交叉重叠部分"
        )
    return f"{words}，各行不能直接相加。已核定、已拨付为本单位登记的奖补办件合计。"
