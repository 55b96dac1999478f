"""Paints the cells of a report: figures of equal width, bars, the totals in a stronger hand."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.fonts import tabular
from ui.itemmodels.report_table_model import BAR_ROLE, TOTAL_ROLE
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
BAR_HEIGHT = 12


class ReportDelegate(QStyledItemDelegate):
    """One delegate for the whole table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        option.font = tabular(option.font)
        if index.data(TOTAL_ROLE):
            option.font.setWeight(QFont.Weight.Medium)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        share = index.data(BAR_ROLE)
        painter.save()
        if index.data(TOTAL_ROLE):
            painter.fillRect(
                option.rect.adjusted(0, 0, 0, 1 - option.rect.height()),
                QColor(self._theme.tokens.line_strong),
            )
        elif share:
            room = option.rect.adjusted(10, 0, -10, 0)
            width = max(room.width() * min(float(abs(share)), 1.0), 2.0)
            bar = QRectF(room.left(), room.center().y() - BAR_HEIGHT / 2 + 1, width, BAR_HEIGHT)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.tokens.accent if share > 0 else self._theme.tokens.bad))
            painter.drawRoundedRect(bar, 2, 2)
        painter.restore()
