"""The table in which several payments are typed or pasted: Enter goes down, Ctrl+V takes what was copied in Excel."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from models.errors import UserError
from ui.fonts import tabular
from ui.itemmodels.payment_sheet_model import (
    AMOUNT,
    FAULT_ROLE,
    FIGURES,
    NAME,
    WORDS,
    WRITABLE,
    PaymentSheetModel,
)
from ui.pasted import Rows, rows_of
from ui.pasted_payments import read_list
from ui.theme import Theme

ROW_HEIGHT = 34
WIDTHS = (180, 132, 132, 120, 132, 132, 168)


class PaymentSheet(QTableView):
    """Announces a paste that was refused."""

    refused = Signal(object)

    def __init__(self, model: PaymentSheetModel, theme: Theme) -> None:
        super().__init__()
        self.sheet = model
        self._painter = SheetDelegate(theme)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("各件拨付")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        for column in (NAME, WORDS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(88)
        self.setCurrentIndex(model.index(0, AMOUNT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().column() in WRITABLE:
            self.sheet.setData(self.currentIndex(), "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._down()
        else:
            super().keyPressEvent(event)

    def take_typed(self) -> None:
        """Write what is still being typed in a cell, before the sheet is read."""
        editor = QApplication.focusWidget()
        if self.state() == QAbstractItemView.State.EditingState and isinstance(editor, QLineEdit):
            self.commitData(editor)
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def closeEditor(self, editor: object, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._down()

    def _down(self) -> None:
        here = self.currentIndex()
        if here.row() + 1 < self.sheet.rowCount():
            self.setCurrentIndex(self.sheet.index(here.row() + 1, here.column()))

    def _paste(self, text: str) -> None:
        rows = rows_of(text)
        if not rows:
            return
        try:
            found = read_list(rows, self.sheet.lines) or self._in_order(rows)
        except UserError as error:
            self.refused.emit(error)
            return
        for place, column, words in found:
            self.sheet.write(place, column, words)
        self.sheet.written()
        self.refused.emit(None)

    def _in_order(self, rows: Rows) -> list[tuple[int, int, str]]:
        """Return what cells without titles put where: from the current cell to the right and down."""
        here = self.currentIndex()
        start = here.column() if here.column() in WRITABLE else AMOUNT
        room = len(WRITABLE) - WRITABLE.index(start)
        if any(any(row[room:]) for row in rows) or here.row() + len(rows) > self.sheet.rowCount():
            raise UserError(
                "粘贴的内容对不上",
                f"共 {len(rows)} 行，从这一格起有 {self.sheet.rowCount() - here.row()} 行、{room} 栏",
                "请连同标题一起复制，或只复制金额、凭证号",
            )
        return [
            (here.row() + down, start + right, cell)
            for down, row in enumerate(rows)
            for right, cell in enumerate(row[:room])
        ]


class SheetDelegate(QStyledItemDelegate):
    """What can be written stands on its own ground; a fault is marked in colour and told in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.column() in FIGURES:
            option.font = tabular(option.font)
        if index.data(FAULT_ROLE):
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, QColor(self._theme.tokens.bad))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if index.column() in WRITABLE:
            tokens = self._theme.tokens
            painter.save()
            painter.setPen(QColor(tokens.bad if index.data(FAULT_ROLE) else tokens.line))
            painter.drawRect(option.rect.adjusted(3, 3, -4, -4))
            painter.restore()
