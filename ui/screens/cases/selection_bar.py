"""What can be done with several chosen cases: a batch of moves, letters, hand-over, a list of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QTableView

from models.services.views import CaseRow
from ui.desk import Desk
from ui.itemmodels.case_table_model import CaseTableModel
from ui.widgets.parts import button, label, line

MOST = 500


class SelectionBar(QFrame):
    """Shows itself when more than one case is chosen in the table; announces the dialog to be opened."""

    dialog_made = Signal(object)
    export_asked = Signal(object)

    def __init__(self, desk: Desk, table: QTableView, model: CaseTableModel) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._desk, self._table, self._model = desk, table, model
        table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self._count = label("", "strong")
        self.batch_button = button("批量办理(&B)…", self.ask_batch, kind="small", name="批量办理所选办件")
        self.hand_button = button("交接(&H)…", self.ask_hand_over, kind="small", name="交接所选办件")
        self.letters_button = button(
            "批量文书(&W)…", self.ask_letters, kind="small", name="为所选办件批量出具文书"
        )
        self.export_button = button("导出所选", self.ask_export, kind="small", name="导出所选办件")
        clear = button("取消选择", self._clear, kind="small")
        layout = line(spacing=8, margins=(12, 8, 8, 8))
        self._tools = layout
        layout.addWidget(self._count)
        layout.addStretch(1)
        for made in (self.batch_button, self.letters_button, self.hand_button, self.export_button, clear):
            layout.addWidget(made)
        self.setLayout(layout)
        self.hide()
        table.selectionModel().selectionChanged.connect(lambda new, old: self._on_selection())
        model.modelReset.connect(self._on_selection)

    @property
    def count(self) -> int:
        """How many rows are chosen."""
        return sum(chosen.height() for chosen in self._table.selectionModel().selection())

    def add_tool(self, made: QPushButton) -> None:
        """Add a button before the one that clears the selection."""
        self._tools.insertWidget(self._tools.count() - 1, made)

    def with_rows(self, then: Callable[[tuple[CaseRow, ...]], None], *, most: int = MOST) -> None:
        """Hand on the chosen cases, those that were scrolled past too, at most so many."""
        # By ranges: a list of a hundred thousand chosen rows must not be spelt out.
        ranges = sorted((one.top(), one.bottom() + 1) for one in self._table.selectionModel().selection())
        self._model.rows_between(ranges, most, then)

    def ask_batch(self) -> None:
        """Open the dialog for a batch of moves."""
        from ui.dialogs.case_batch_dialog import CaseBatchDialog

        self.with_rows(lambda rows: self.dialog_made.emit(CaseBatchDialog(self._desk, rows, self.window())))

    def ask_letters(self) -> None:
        """Open the dialog for a batch of letters."""
        from ui.dialogs.letter_batch_dialog import LetterBatchDialog

        self.with_rows(
            lambda rows: self.dialog_made.emit(
                LetterBatchDialog(self._desk, tuple(row.id for row in rows), self.window())
            )
        )

    def ask_hand_over(self) -> None:
        """Open the dialog for handing the cases over."""
        from ui.dialogs.hand_over_dialog import HandOverDialog

        def then(rows: tuple[CaseRow, ...]) -> None:
            more = f"……共 {len(rows)} 件" if len(rows) > 5 else ""
            names = "、".join(row.case_no for row in rows[:5]) + more
            ids = tuple(row.id for row in rows)
            self.dialog_made.emit(HandOverDialog(self._desk, ids, names, self.window()))

        self.with_rows(then)

    def ask_export(self) -> None:
        """Ask for a list of the chosen cases."""
        self.with_rows(lambda rows: self.export_asked.emit(tuple(row.id for row in rows)))

    def _on_selection(self) -> None:
        count = self.count
        self.setVisible(count > 1)
        limited = f"（一次最多办理前 {MOST} 件）" if count > MOST else ""
        self._count.setText(f"已选 {count:,} 件{limited}")

    def _clear(self) -> None:
        self._table.clearSelection()
        self._table.setFocus()
