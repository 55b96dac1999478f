"""Paints the cells of boards: headings, states and tags as labels with words, shares as bars, amounts in even figures."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.fonts import tabular
from ui.itemmodels.board_table_model import LINE_ROLE, BoardColumn, Heading
from ui.theme import Theme
from ui.widgets.progress_bars import paint_parts, paint_share, part_colour, state_colours

Index = QModelIndex | QPersistentModelIndex
PAINTED = frozenset({"share", "state", "parts", "tag", "two_lines"})
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class BoardDelegate(QStyledItemDelegate):
    """One delegate for the whole table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # The focus frame of a single cell says nothing in a table of rows.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        kind = index.model().columns[index.column()].kind
        if kind == "amount":
            option.font = tabular(option.font)
        elif kind == "quiet":
            colour = QColor(self._theme.tokens.text_soft)
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, colour)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(LINE_ROLE)
        if isinstance(item, Heading):
            self._heading(painter, option.rect, item)
            return
        column: BoardColumn = index.model().columns[index.column()]
        if column.kind not in PAINTED:
            super().paint(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        ground.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)
        painter.save()
        painter.setFont(tabular(ground.font))
        inner = option.rect.adjusted(8, 0, -8, 0)
        if column.kind == "share" and column.extra:
            share, due, state = column.extra(item)
            tokens = self._theme.tokens
            paint_share(painter, inner, share, tokens, part_colour(tokens, state), due)
        elif column.kind == "parts" and column.extra:
            paint_parts(painter, inner, column.extra(item), self._theme.tokens)
        elif column.kind == "two_lines":
            self._two_lines(painter, inner, column.text(item))
        else:
            self._label(painter, inner, column.text(item), outlined=column.kind == "tag")
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, item: Heading) -> None:
        tokens = self._theme.tokens
        painter.save()
        painter.fillRect(rect, QColor(tokens.sunken))
        font = QFont(painter.font())
        font.setPixelSize(13)
        painter.setFont(font)
        inner = rect.adjusted(12, 0, -12, 0)
        detail = painter.fontMetrics().horizontalAdvance(item.detail)
        painter.setPen(QColor(tokens.text_soft))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, item.detail)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent_text))
        room = inner.width() - detail - 16
        painter.drawText(
            inner, LEFT, painter.fontMetrics().elidedText(item.title, Qt.TextElideMode.ElideRight, room)
        )
        painter.restore()

    def _label(self, painter: QPainter, rect: QRect, text: str, *, outlined: bool) -> None:
        if not text:
            return
        tokens = self._theme.tokens
        colour, ground = state_colours(tokens, text)
        font = QFont(painter.font())
        font.setPixelSize(12)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        height = metrics.height() + 4
        width = min(metrics.horizontalAdvance(text) + 16, rect.width() + 8)
        pill = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.line_strong) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if outlined else QColor(ground))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(QColor(tokens.text_soft if outlined else colour))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _two_lines(self, painter: QPainter, rect: QRect, text: str) -> None:
        """The first line as usual, the second small below it, both flush right."""
        tokens = self._theme.tokens
        first, _, second = text.partition("\n")
        height = painter.fontMetrics().height()
        font = QFont(painter.font())
        small = QFont(font)
        small.setPixelSize(12)
        top = rect.center().y() - height + 1
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRect(rect.left(), top, rect.width(), height), right, first)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text_soft))
        painter.drawText(QRect(rect.left(), top + height, rect.width(), height), right, second)
