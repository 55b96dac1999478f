"""A line edit that takes cells copied in Excel: one as plain text, several by whoever knows the fields beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QValidator
from PySide6.QtWidgets import QLineEdit

from ui.pasted import Rows, is_table, one_line, rows_of

_PASTE = "edit-paste"


class OneLine(QValidator):
    """Takes the line breaks out of whatever way a text came in."""

    def validate(self, text: str, place: int) -> object:
        tidied = one_line(text)
        return QValidator.State.Acceptable, tidied, min(place, len(tidied))


class CellEdit(QLineEdit):
    """Hands several cells to `take_cells`; where nobody takes them they come as one line."""

    def __init__(self, text: str = "") -> None:
        super().__init__(one_line(text))
        self.setValidator(OneLine(self))
        self.take_cells: Callable[[Rows], None] | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.matches(QKeySequence.StandardKey.Paste) and self.paste_cells()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        paste = menu.findChild(QAction, _PASTE)
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(lambda: self.paste_cells() or self.paste())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def paste_cells(self) -> bool:
        """Hand on several cells; tells whether there were any and somebody took them."""
        rows = rows_of(QGuiApplication.clipboard().text())
        if self.take_cells is None or self.isReadOnly() or not is_table(rows):
            return False
        self.take_cells(rows)
        return True
