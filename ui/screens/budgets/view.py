"""The screen 预算: the document's budget lines with their parts, and one line beside them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from models.changes import Changes
from ui.desk import Desk
from ui.itemmodels.board_table_model import Heading
from ui.navigation import Navigator
from ui.printing import ScreenPrints
from ui.screens.budgets.columns import BOARD
from ui.screens.budgets.panel import BudgetPanel
from ui.screens.budgets.presenter import BudgetsPresenter
from ui.screens.budgets.rows import BudgetRow, overlap_words
from ui.widgets.board_table import BoardTable
from ui.widgets.exporting import ask_and_export
from ui.widgets.parts import ElidedLabel, button, column, frame, label, line

ROW_HEIGHT = 44


class BudgetsScreen(QWidget):
    """What the document plans to spend, and how far it is."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = BudgetsPresenter(desk)
        self.table = BoardTable(BOARD, desk.theme, "预算列表", row_height=ROW_HEIGHT)
        self.panel = BudgetPanel(desk, self.presenter)
        self.prints = ScreenPrints(desk, self, self.presenter.printable, name="打印预算执行表")
        self._wanted = ""
        self._lay_out()
        self.table.turned_to.connect(self.panel.show_row)
        self.table.opened.connect(lambda row: self.panel.go_to_entry())
        self.panel.entered.connect(self._on_entered)
        self.panel.clause_asked.connect(lambda scope: navigator.open_at("policy", scope))
        desk.bridge.changed.connect(self._on_changed)
        desk.officer_changed.connect(lambda officer: self.panel.begin_entry())
        back = QShortcut(QKeySequence("Esc"), self)
        back.activated.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))

    def on_shown(self) -> None:
        """Look again."""
        self._subtitle.set_whole(self.presenter.subtitle)
        self.presenter.fetch(self._show, owner=self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Keep what is being typed."""
        self.panel.entry.drafts.flush()

    def go_to(self, budget_id: str) -> None:
        """Show one line."""
        self._wanted = budget_id
        self.presenter.fetch(self._show, owner=self)

    def _lay_out(self) -> None:
        self._subtitle = ElidedLabel("", "secondary")
        head = line(spacing=12)
        head.addWidget(label("预算", "title"))
        head.addWidget(self._subtitle, 1)
        head.addWidget(self.prints.button)
        head.addWidget(button("导出 Excel(&X)", lambda: self._export(".xlsx"), name="导出为 Excel"))
        head.addWidget(button("导出 PDF(&P)", lambda: self._export(".pdf"), name="导出为 PDF"))
        self._note = label("", "secondary", wrap=True, selectable=True)
        note = line(margins=(12, 8, 12, 8))
        note.addWidget(self._note)
        left = column(spacing=12)
        left.addWidget(frame("notice", note))
        left.addWidget(self.table, 1)
        board = QWidget()
        board.setLayout(left)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(board)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([850, 350])
        self.panel.setMinimumWidth(304)
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addWidget(split, 1)
        self.setLayout(layout)

    def _show(self, rows: tuple[BudgetRow, ...]) -> None:
        self._note.setText(overlap_words(rows))
        before = self._wanted or (self.panel.row.id if self.panel.row else "")
        self._wanted = ""
        lines: list[BudgetRow | Heading] = list(rows)
        self.table.show_lines(lines, lambda row: row.id == before)

    def _on_entered(self, row: BudgetRow, executed_fen: int, day: date, evidence: str) -> None:
        self.presenter.record(
            row.id,
            executed_fen,
            day,
            evidence,
            done=lambda nothing: self._on_recorded(row, executed_fen, day, evidence),
            failed=self.panel.entry.show_problem,
            owner=self,
        )

    def _on_recorded(self, row: BudgetRow, executed_fen: int, day: date, evidence: str) -> None:
        self.panel.entry.saved()
        self._desk.did.emit(self, self.presenter.entry_step(row, executed_fen, day, evidence))
        self.presenter.fetch(self._show, owner=self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export(self, suffix: str) -> None:
        make = self.presenter.file(suffix.removeprefix("."))
        ask_and_export(self._desk, self, self.presenter.file_name, suffix, make)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if ("budgets" in changes.topics or changes.cases) and origin is not self and self.isVisible():
            self.presenter.fetch(self._show, owner=self)
