"""The table in which several payments are typed or pasted: Enter goes down, Ctrl+V takes what was copied in Excel."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
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
    VOUCHER,
    WORDS,
    WRITABLE,
    PaymentSheetModel,
)
from ui.pasted import Rows, rows_of, with_unit
from ui.theme import Theme

ROW_HEIGHT = 34
WIDTHS = (180, 132, 132, 120, 132, 132, 168)
# What the lists of finance bureaus and our own list call the columns; the rest of a list is left aside.
KEYS = ("办件编号", "收款单位(个人)", "收款单位", "申报主体", "主体", "单位名称", "企业名称", "姓名")
AMOUNTS = ("本次拨付", "拨付金额", "实拨金额", "金额")
VOUCHERS = ("凭证号", "支付凭证号", "凭证编号", "凭证")


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
            found = self._named(rows) or self._in_order(rows)
        except UserError as error:
            self.refused.emit(error)
            return
        for place, column, words in found:
            self.sheet.write(place, column, words)
        self.sheet.written()
        self.refused.emit(None)

    def _named(self, rows: Rows) -> list[tuple[int, int, str]]:
        """Return what a list with titles puts where: its lines are found by case number or name."""
        titles = [_plain(cell) for cell in rows[0]]
        keys = [at for at, title in enumerate(titles) if title in KEYS]
        wanted = {
            at: AMOUNT if title in AMOUNTS else VOUCHER
            for at, title in enumerate(titles)
            if title in AMOUNTS + VOUCHERS
        }
        if len(rows) < 2 or not keys or not wanted:
            return []
        found = []
        for number, row in enumerate(rows[1:], 2):
            cells = {at: row[at] for at in range(len(row))}
            place = self._place_of([cells.get(at, "") for at in keys], number)
            if place is not None:
                found += [
                    (place, column, with_unit(rows[0][at], cells.get(at, "")))
                    for at, column in wanted.items()
                ]
        return found

    def _place_of(self, names: list[str], number: int) -> int | None:
        """Return the line meant by a pasted one; a sum at the foot is nobody's, a stranger is refused."""
        if not any(names) or any(_plain(name) in ("合计", "总计", "小计") for name in names):
            return None
        for name in filter(None, names):
            places = [
                place
                for place, line in enumerate(self.sheet.lines)
                if _plain(name) in (_plain(line.row.case_no), _plain(line.row.applicant_name))
            ]
            if len(places) == 1:
                return places[0]
            if len(places) > 1 and name == names[-1]:
                raise UserError(
                    f"粘贴的第 {number} 行“{name[:30]}”有 {len(places)} 件",
                    "",
                    "请连同办件编号一列复制",
                )
        raise UserError(
            f"粘贴的第 {number} 行“{next(filter(None, names))[:30]}”不在本次所选的办件中",
            "没有粘贴任何一行",
            "请先选上这件，或去掉这一行",
        )

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


def _plain(words: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", words).split())
    for unit in ("(元)", "(万元)", "(亿元)"):
        text = text.removesuffix(unit)
    return text
