"""The preview of a sheet: the row's number and state stay in view at the left, faulty cells are marked as Excel marks them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.fonts import tabular
from ui.itemmodels.sheet_table_model import FIGURES, MARK_ROLE, ROW_ROLE, STATUS, SheetTableModel
from ui.theme import Theme
from ui.widgets.progress_bars import status_colours

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT, HEAD_HEIGHT, SIDE_WIDTH = 30, 44, 104
LEAST_WIDTH, MOST_WIDTH, CELL_ROOM, SAMPLE = 88, 230, 26, 60
CORNER = 7


class SheetTable(QTableView):
    """Cells are gone through one by one, so that each can be read."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.sheet = SheetTableModel(self)
        self._delegate = SheetDelegate(theme)
        self.setAccessibleName(name)
        self.setModel(self.sheet)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalHeader(StateHeader(theme, self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(HEAD_HEIGHT)
        header.setDefaultAlignment(Qt.AlignmentFlag(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap))
        self.sheet.modelReset.connect(self._fit)

    def go_to_cell(self, row: int, column: int) -> None:
        """Go to a row and column of the workbook; a fault of the whole row leads to its first cell."""
        place, across = self.sheet.place_of(row, column)
        if place >= 0:
            index = self.sheet.index(place, max(across, 0))
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _fit(self) -> None:
        """Give each column what its words need, within bounds; headings may take two lines."""
        words, heads = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        for column in range(self.sheet.columnCount()):
            texts = (
                str(self.sheet.index(row, column).data() or "")
                for row in range(min(self.sheet.rowCount(), SAMPLE))
            )
            wide = max((words.horizontalAdvance(text) for text in texts), default=0)
            title = str(self.sheet.headerData(column, Qt.Orientation.Horizontal))
            wide = max(wide, heads.horizontalAdvance(title) * 5 // 9) + CELL_ROOM
            self.setColumnWidth(column, max(LEAST_WIDTH, min(wide, MOST_WIDTH)))


class StateHeader(QHeaderView):
    """The number of the row on its sheet, and its state as a label with words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setAccessibleName("行号和状态")

    def sizeHint(self) -> QSize:
        return QSize(SIDE_WIDTH, 0)

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        tokens = self._theme.tokens
        row = self.model().headerData(place, Qt.Orientation.Vertical, ROW_ROLE)
        painter.save()
        painter.fillRect(rect, QColor(tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        font = tabular(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text_soft))
        number = rect.adjusted(4, 0, 40 - rect.width(), 0)
        painter.drawText(
            number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row.row.row)
        )
        self._pill(painter, rect.adjusted(46, 0, -6, 0), row.state)
        painter.restore()

    def _pill(self, painter: QPainter, rect: QRect, state: str) -> None:
        colour, ground = status_colours(self._theme.tokens, STATUS[state])
        metrics = painter.fontMetrics()
        height, width = metrics.height() + 2, min(metrics.horizontalAdvance(state) + 12, rect.width())
        pill = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(QColor(colour))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, state)


class SheetDelegate(QStyledItemDelegate):
    """A faulty cell has a coloured ground, stronger words and a corner; a remark has the corner alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, SheetTableModel) and model.kind(index.column()) in FIGURES:
            option.font = tabular(option.font)
        if index.data(MARK_ROLE) == "bad":
            option.font = QFont(option.font)
            option.font.setWeight(QFont.Weight.Medium)
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, QColor(self._theme.tokens.bad))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, mark = self._theme.tokens, index.data(MARK_ROLE)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        if mark == "bad":
            # The ground of the chosen cell would hide that it is faulty.
            option.state &= ~QStyle.StateFlag.State_Selected
            painter.fillRect(option.rect, QColor(tokens.bad_soft))
        super().paint(painter, option, index)
        painter.save()
        if here:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        if mark:
            self._corner(painter, option.rect, mark)
        painter.restore()

    def _corner(self, painter: QPainter, rect: QRect, mark: str) -> None:
        tokens, corner = self._theme.tokens, rect.topRight()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bad if mark == "bad" else tokens.wait))
        painter.drawPolygon(QPolygon([corner, corner - QPoint(CORNER, 0), corner + QPoint(0, CORNER)]))
