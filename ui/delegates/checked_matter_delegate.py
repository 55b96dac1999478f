"""Paints the list of matters with a box before each matter."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.delegates.matter_delegate import MatterDelegate
from ui.itemmodels.matter_list_model import LINE_ROLE, LineKind

Index = QModelIndex | QPersistentModelIndex
BOX, BOX_LEFT, BOX_ROOM = 16, 16, 20


class CheckedMatterDelegate(MatterDelegate):
    """The rest of the line stands to the right of the box."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(LINE_ROLE).kind != LineKind.MATTER:
            super().paint(painter, option, index)
            return
        whole = option.rect
        painter.save()
        self._ground(painter, option)
        self._words(painter, whole.adjusted(BOX_ROOM, 0, 0, 0), index.data(LINE_ROLE))
        painter.restore()
        box = QRect(whole.left() + BOX_LEFT, whole.center().y() - BOX // 2 + 1, BOX, BOX)
        self._box(painter, box, ticked=index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)

    def _box(self, painter: QPainter, box: QRect, *, ticked: bool) -> None:
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if ticked else tokens.line_strong), 1))
        painter.setBrush(QColor(tokens.accent if ticked else tokens.field))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(tokens.on_accent), 2))
            left, top = box.left(), box.top()
            tick = [
                QPointF(left + 4, top + 8.5),
                QPointF(left + 7, top + 11.5),
                QPointF(left + 12.5, top + 5),
            ]
            painter.drawPolyline(QPolygonF(tick))
        painter.restore()
