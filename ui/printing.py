"""Printing what is on screen: a button and Ctrl+P per screen; the pages are made on the worker and previewed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.reports.table import Report, ReportColumn
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn, BoardTableModel, Heading
from ui.widgets.parts import button
from ui.widgets.run_bar import Proceed

# Columns are as wide on paper as on screen, told in half-width characters.
_CHARACTER_PX = 7.0


class Printable(NamedTuple):
    """What is to be printed: its title, and the call that makes the PDF from office, officer and `proceed`."""

    title: str
    make: Callable[[Any, Any, Proceed], bytes]


class ScreenPrints(QObject):
    """Serves one screen; `what` tells what is on it at the moment, None for nothing."""

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        what: Callable[[], Printable | None],
        *,
        name: str = "打印",
        keys: str = "Ctrl+P",
    ) -> None:
        super().__init__(owner)
        self._desk, self._owner, self._what = desk, owner, what
        self.dialog: Any = None
        self.running: Any = None
        self.button = button("打印(&T)", self.ask, name=name)
        self.button.setToolTip(keys)
        key = QShortcut(QKeySequence(keys), owner)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.ask)

    def ask(self) -> None:
        """Make the pages of what is on screen and show them."""
        wanted = self._what()
        if wanted is None:
            self._desk.say("没有可以打印的内容")
            return
        self.show(wanted)

    def show(self, wanted: Printable, then: Callable[[], None] | None = None) -> None:
        """Make the pages and show them, to be printed or saved; `then` runs once they are shown."""
        from ui.dialogs.run_dialog import RunDialog

        office, officer = self._desk.office, self._desk.officer
        self.running = RunDialog(self._desk, wanted.title, self._owner.window())
        self.running.begin(
            "正在排版",
            lambda proceed: wanted.make(office, officer, proceed),
            lambda pdf: self._preview(pdf, wanted.title, then),
        )

    def _preview(self, pdf: bytes, title: str, then: Callable[[], None] | None) -> None:
        from ui.dialogs.letter_dialog import LetterDialog

        self.dialog = LetterDialog(self._desk, pdf, title=title, draft=False, parent=self._owner.window())
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()
        if then:
            then()


def report_printable(report: Report | None) -> Printable | None:
    """Return a table as something to print; None for an empty one."""
    if report is None or not report.rows:
        return None
    return Printable(
        report.title, lambda office, officer, proceed: office.prints.table(report, actor=officer)
    )


def board_printable(board: BoardTableModel, title: str, scope: str = "") -> Printable | None:
    """Return a board as something to print: its columns, its rows, headings across."""
    return report_printable(board_report(board, title, scope))


def board_report(board: BoardTableModel, title: str, scope: str = "") -> Report:
    """Return the words of a board as a table."""
    rows: list[tuple[str, ...]] = []
    for place in range(board.rowCount()):
        item = board.line(place)
        if isinstance(item, Heading):
            rows.append((f"{item.title}　{item.detail}".strip(),))
        else:
            rows.append(tuple(column.text(item) for column in board.columns))
    return Report(title, tuple(_column(one) for one in board.columns), tuple(rows), scope)


def _column(column: BoardColumn) -> ReportColumn:
    kind = "number" if column.kind in ("amount", "two_amounts") else "long"
    return ReportColumn(column.title, kind, column.width / _CHARACTER_PX)  # type: ignore[arg-type]
