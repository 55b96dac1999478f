"""What an applicant received by year and clause, and all its cases."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.services.views import CaseRow, ReceivedRow
from ui.itemmodels.board_table_model import BoardColumn, Heading
from ui.screens.applicants.columns import CASES, RECEIVED, sums
from ui.theme import Theme
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import column, label
from ui.widgets.swap import Swap, empty_page


class TablePage(QWidget):
    """A table with a line above it; words in its place where there is nothing."""

    case_asked = Signal(int)

    def __init__(self, columns: tuple[BoardColumn, ...], theme: Theme, name: str, empty: str) -> None:
        super().__init__()
        self.table = BoardTable(columns, theme, name)
        self.total = label("", "secondary", selectable=True)
        inside = column(spacing=8)
        inside.addWidget(self.total)
        inside.addWidget(self.table, 1)
        filled = QWidget()
        filled.setLayout(inside)
        self._swap = Swap(filled, empty_page(label(empty, "secondary", wrap=True)))
        layout = column()
        layout.addWidget(self._swap)
        self.setLayout(layout)

    def _show(self, lines: list[object], total: str) -> None:
        self.table.show_lines(lines)
        self.total.setText(total)
        self._swap.turn_to(0 if lines else 1)


class ReceivedPage(TablePage):
    """One heading per year with its sums, the newest year first; Enter opens the case."""

    def __init__(self, theme: Theme) -> None:
        empty = "还没有核定过的支持。办件核定后，这里按年度和条款列出核定额与拨付额。"
        super().__init__(RECEIVED, theme, "享受政策情况", empty)
        self.table.opened.connect(lambda row: self.case_asked.emit(row.case_id))

    def show_rows(self, rows: tuple[ReceivedRow, ...]) -> None:
        """Show what was received."""
        lines: list[object] = []
        for year in sorted({row.year for row in rows}, reverse=True):
            of_year = sorted(
                (row for row in rows if row.year == year), key=lambda row: (row.clause, row.case_no)
            )
            lines.append(Heading(f"{year} 年　{len(of_year)} 件", sums(of_year).words))
            lines += of_year
        self._show(lines, f"合计 {len(rows)} 件　{sums(list(rows)).words}")


class CasesPage(TablePage):
    """All cases, newest first; Enter opens one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(CASES, theme, "该主体的办件", "还没有办件。按“新建办件”为该主体登记第一件。")
        self.table.opened.connect(lambda row: self.case_asked.emit(row.id))

    def show_rows(self, rows: tuple[CaseRow, ...]) -> None:
        """Show the cases."""
        self._show(list(rows), f"共 {len(rows)} 件，Enter 打开")
