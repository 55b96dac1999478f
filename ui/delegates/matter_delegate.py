"""Paints the list of matters: headings quiet, matters with number, name and kind."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.itemmodels.matter_list_model import LINE_ROLE, LineKind, ListLine
from ui.theme import Theme

HEIGHTS = {LineKind.DOMAIN: 36, LineKind.CLAUSE: 28, LineKind.MATTER: 32}
Index = QModelIndex | QPersistentModelIndex


class MatterDelegate(QStyledItemDelegate):
    """One look for the three kinds of lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item: ListLine = index.data(LINE_ROLE)
        return QSize(200, HEIGHTS[item.kind])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: ListLine = index.data(LINE_ROLE)
        painter.save()
        if item.kind == LineKind.MATTER:
            self._matter(painter, option, item)
        else:
            self._heading(painter, option.rect, item)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, item: ListLine) -> None:
        tokens = self._theme.tokens
        font = QFont(painter.font())
        domain = item.kind == LineKind.DOMAIN
        font.setPixelSize(13)
        font.setWeight(QFont.Weight.Medium if domain else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent_text if domain else tokens.text_soft))
        if domain:
            painter.fillRect(rect, QColor(tokens.sunken))
        inner = rect.adjusted(12, 0, -12, 0)
        text = painter.fontMetrics().elidedText(item.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _matter(self, painter: QPainter, option: QStyleOptionViewItem, item: ListLine) -> None:
        self._ground(painter, option)
        self._words(painter, option.rect, item)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens, rect = self._theme.tokens, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.hover))

    def _words(self, painter: QPainter, rect: QRect, item: ListLine) -> None:
        tokens = self._theme.tokens
        assert item.matter is not None
        font = QFont(painter.font())
        font.setPixelSize(13)
        painter.setFont(font)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(tokens.text_soft))
        painter.drawText(rect.adjusted(24, 0, 0, 0), left, item.matter.id)
        tag_width = painter.fontMetrics().horizontalAdvance(item.tag) + 12
        inner = rect.adjusted(72, 0, -tag_width - 12, 0)
        painter.setPen(QColor(tokens.text))
        name = painter.fontMetrics().elidedText(item.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, left, name)
        painter.setPen(QColor(tokens.text_soft))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -12, 0), right, item.tag)
