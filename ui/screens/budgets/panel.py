"""Beside the board: one budget line with the curve of its year, the entry and what was entered before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.money import yuan_grouped
from models.policy.standing import Figure
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.budgets.presenter import BudgetsPresenter
from ui.screens.budgets.rows import WHOLE, YI_FEN, BudgetRow
from ui.widgets.board_table import BoardTable
from ui.widgets.figure_entry import FigureEntry
from ui.widgets.parts import button, clear, column, frame, label, line, scrolled
from ui.widgets.year_curve import Curve, YearCurve

YI_YUAN = YI_FEN // 100
HISTORY: tuple[BoardColumn, ...] = (
    BoardColumn("数据日期", 92, lambda figure: figure.as_of.isoformat()),
    BoardColumn("累计执行（元）", 132, lambda figure: yuan_grouped(int(figure.value * 100)), "amount"),
    BoardColumn("依据", 64, lambda figure: figure.evidence or "—", stretch=True),
    BoardColumn("填报人", 64, lambda figure: figure.officer),
)
HISTORY_ROWS = 4


class BudgetPanel(QWidget):
    """Asks to enter an executed sum, and to read the clause."""

    entered = Signal(object, object, object, str)
    clause_asked = Signal(str)

    def __init__(self, desk: Desk, presenter: BudgetsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.row: BudgetRow | None = None
        self._place = label("", "secondary")
        self._title = label("", "heading", wrap=True, selectable=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self.curve = YearCurve(desk.theme)
        self.curve.setFixedHeight(156)
        self.entry = FigureEntry(desk, wide=True)
        self.history = BoardTable(HISTORY, desk.theme, "历次填报", row_height=28)
        self._no_history = label("还没有填报过。", "secondary")
        self._clause = button("看条文(&V)", self._ask_clause, kind="small", name="在政策全文中查看本条")
        self._lay_out()
        self.entry.entered.connect(self._on_entered)

    def show_row(self, row: BudgetRow) -> None:
        """Show a line; what is being typed for the same line stays."""
        other = self.row is None or self.row.id != row.id
        self.row = row
        scope = row.state.budget.scope
        self._place.setText("全文总额" if scope == WHOLE else f"{scope}　{'、'.join(row.units)}")
        self._title.setText(row.title)
        self._show_facts(row)
        self.curve.show_curve(
            Curve(
                self._presenter.year,
                tuple((figure.as_of, figure.value / YI_YUAN) for figure in row.figures),
                target=Decimal(row.state.budget.amount_yi),
                unit="亿元",
                shared=True,
                aim="安排",
            ),
            "填报后在此显示走势",
        )
        self._show_history(row.figures)
        if other:
            self.begin_entry()

    def begin_entry(self) -> None:
        """Make the entry ready for the line shown and the officer at the desk."""
        if self.row is not None:
            self.entry.begin(
                f"budget:{self.row.id}",
                title="年初以来累计执行（元）",
                read=self._presenter.read,
                echo=self._presenter.echo(self.row),
                obstacle=self._presenter.obstacle(),
            )

    def go_to_entry(self) -> None:
        """Put the cursor into the entry and bring all of it into view."""
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(self.entry)

    def _lay_out(self) -> None:
        tags = line(spacing=8)
        tags.addWidget(self._place, 1)
        tags.addWidget(self._clause)
        top = column(spacing=4, margins=(16, 12, 16, 12))
        top.addLayout(tags)
        top.addWidget(self._title)
        top.addLayout(self._facts)
        top.addWidget(self.curve)
        fill = column(spacing=8, margins=(16, 12, 16, 12))
        fill.addWidget(label("填报执行数", "heading"))
        fill.addWidget(self.entry)
        past = column(spacing=8, margins=(16, 12, 16, 12))
        past.addWidget(label("历次填报", "heading"))
        past.addWidget(self.history)
        past.addWidget(self._no_history)
        cards = column(spacing=12)
        for inner in (top, fill, past):
            cards.addWidget(frame("card", inner))
        cards.addStretch(1)
        whole = QWidget()
        whole.setLayout(cards)
        layout = column()
        self._area = scrolled(whole)
        layout.addWidget(self._area)
        self.setLayout(layout)

    def _show_facts(self, row: BudgetRow) -> None:
        clear(self._facts)
        state = row.state
        facts = [
            ("安排", f"{row.planned_yi}（{yuan_grouped(state.planned_fen)} 元）"),
            ("原文", f"“{state.budget.phrase}”"),
        ]
        if state.committed_fen is not None:
            paid = yuan_grouped(state.paid_fen or 0)
            facts.append(("核定／拨付", f"{yuan_grouped(state.committed_fen)} ／ {paid} 元"))
        if state.executed_fen is not None:
            facts.append(("填报执行", f"{yuan_grouped(state.executed_fen)} 元（{row.rate}%）"))
            facts.append(("截至", f"{row.day}，同期时序 {row.share_due}%"))
        for place, (name, words) in enumerate(facts):
            self._facts.addWidget(label(name, "field"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(words, wrap=True, selectable=True), place, 1)

    def _show_history(self, figures: tuple[Figure, ...]) -> None:
        latest_first = sorted(enumerate(figures), key=lambda pair: (pair[1].as_of, pair[0]), reverse=True)
        self.history.show_lines([figure for _, figure in latest_first])
        self.history.setVisible(bool(figures))
        self._no_history.setVisible(not figures)
        rows = min(max(len(figures), 1), HISTORY_ROWS)
        self.history.setFixedHeight(self.history.horizontalHeader().sizeHint().height() + 28 * rows + 6)

    def _ask_clause(self) -> None:
        if self.row is not None:
            scope = self.row.state.budget.scope
            self.clause_asked.emit("closing" if scope == WHOLE else scope)

    def _on_entered(self, value: int, day: date, evidence: str) -> None:
        if self.row is not None:
            self.entered.emit(self.row, value, day, evidence)
