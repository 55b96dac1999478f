"""The faults of a list one below the other, with the whole words of the current one below; F8 goes to the next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.intake_rows import FAULT_COLUMNS, FaultLine
from ui.itemmodels.board_table_model import Heading
from ui.theme import Theme
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import column
from ui.widgets.whole_words import WholeWords

ROW_HEIGHT = 44


class FaultList(QWidget):
    """Announces the line that the officer is at."""

    turned_to = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table = BoardTable(FAULT_COLUMNS, theme, "错误和提示", row_height=ROW_HEIGHT)
        self.table.setMinimumWidth(220)
        self.whole = WholeWords("当前错误的全文", lines=3)
        self._faults: list[FaultLine] = []
        layout = column(spacing=8)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.whole)
        self.setLayout(layout)
        self.table.turned_to.connect(self._on_turned)

    @property
    def current(self) -> Any:
        """The line the officer is at, None for none."""
        return self.table.current

    def show_lines(self, faults: list[FaultLine], notes: list[FaultLine]) -> None:
        """Show the faults, then the remarks under their own heading."""
        self._faults = faults
        self.whole.say("")
        lines: list[Any] = [Heading("错误", f"{len(faults)} 处")] if faults else []
        lines += faults
        lines += [Heading("提示（照常导入）", f"{len(notes)} 处"), *notes] if notes else []
        self.table.show_lines(lines)

    def step(self, by: int) -> None:
        """Go to the next fault, or the one before; after the last comes the first."""
        if not self._faults:
            return
        here = self.current
        places = [place for place, one in enumerate(self._faults) if one is here]
        at = places[0] + by if places else 0 if by > 0 else -1
        self.go_to(self._faults[at % len(self._faults)])

    def go_to_cell(self, sheet: str, row: int, column_number: int) -> None:
        """Go to the fault of a cell, where there is one that is not current already."""
        mine = [
            one
            for one in self._faults
            if (one.sheet, one.row) == (sheet, row) and one.column in (column_number, 0)
        ]
        if mine and self.current not in mine:
            self.go_to(mine[0])

    def go_to(self, wanted: FaultLine) -> None:
        """Go to a line."""
        self.table.go_to(self.table.board.place_of(lambda one: one is wanted))

    def _on_turned(self, one: FaultLine) -> None:
        self.whole.say(one.message)
        self.turned_to.emit(one)
