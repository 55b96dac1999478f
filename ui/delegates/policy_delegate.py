"""Paints the policy tree: domains strong, matters with their kind at the right, searched words marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.itemmodels.policy_tree_model import NODE_ROLE, Node
from ui.theme import Theme
from ui.widgets.marking import spans

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class PolicyDelegate(QStyledItemDelegate):
    """One look for the lines of the tree."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        domain = index.data(NODE_ROLE).kind == "domain"
        return QSize(120, option.fontMetrics.height() + (14 if domain else 9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(NODE_ROLE)
        tokens = self._theme.tokens
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        ground.state &= ~QStyle.StateFlag.State_HasFocus
        ground.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget
        )
        painter.save()
        font = QFont(option.font)
        if node.kind == "domain":
            font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        rect = option.rect.adjusted(4, 0, -8, 0)
        if node.tag:
            small = QFont(font)
            small.setPixelSize(12)
            painter.setFont(small)
            painter.setPen(QColor(tokens.text_soft))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, node.tag)
            rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(node.tag) - 8)
            painter.setFont(font)
        self._words(painter, rect, node.title, index.model().words, node.kind == "matter")
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, title: str, words: tuple[str, ...], soft: bool) -> None:
        tokens, metrics = self._theme.tokens, painter.fontMetrics()
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
        for start, end in spans(shown, words):
            left = rect.left() + metrics.horizontalAdvance(shown[:start])
            width = metrics.horizontalAdvance(shown[start:end])
            box = QRect(left, rect.center().y() - metrics.height() // 2, width, metrics.height())
            painter.fillRect(box, QColor(tokens.mark))
        painter.setPen(QColor(tokens.text_soft if soft and not words else tokens.text))
        painter.drawText(rect, LEFT, shown)
