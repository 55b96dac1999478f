"""Paints the cells of boards: headings, states and tags as labels with words, shares as bars, amounts in even figures."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.fonts import tabular
from ui.itemmodels.board_table_model import LINE_ROLE, BoardColumn, Heading
from ui.theme import Theme
from ui.widgets.progress_bars import (
    paint_parts,
    paint_share,
    part_colour,
    state_colours,
    status_colours,
)

Index = QModelIndex | QPersistentModelIndex
PAINTED = frozenset({"share", "state", "parts", "tag", "two_lines", "two_amounts", "part"})
INDENT = 20
PART_BAR = 96
PADDING = 11
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
        ground.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget
        )
        painter.save()
        painter.setFont(tabular(ground.font))
        inner = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._cell(painter, inner, column, item, selected=selected)
        painter.restore()

    def _cell(
        self, painter: QPainter, rect: QRect, column: BoardColumn, item: object, *, selected: bool
    ) -> None:
        tokens, extra = self._theme.tokens, column.extra
        if column.kind == "share" and extra:
            share, due, state = extra(item)
            paint_share(painter, rect, share, tokens, part_colour(tokens, state), due)
        elif column.kind == "parts" and extra:
            paint_parts(painter, rect, extra(item), tokens)
        elif column.kind == "part" and extra:
            self._part(painter, rect, column.text(item), extra(item))
        elif column.kind in ("two_lines", "two_amounts"):
            self._two_lines(painter, rect, column.text(item), right=column.kind == "two_amounts")
        else:
            outlined = column.kind == "tag" and (extra is None or bool(extra(item)))
            status = extra(item) if column.kind == "state" and extra else ""
            text = column.text(item)
            self._label(painter, rect, text, outlined=outlined, selected=selected, status=status)

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

    def _label(
        self, painter: QPainter, rect: QRect, text: str, *, outlined: bool, selected: bool, status: str = ""
    ) -> None:
        if not text:
            return
        tokens = self._theme.tokens
        colour, ground = status_colours(tokens, status) if status else state_colours(tokens, text)
        # On the chosen row a soft ground would be lost.
        ground = tokens.surface if selected else ground
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

    def _two_lines(self, painter: QPainter, rect: QRect, text: str, *, right: bool) -> None:
        """The first line as usual, the second small below it."""
        first, found, second = text.partition("\n")
        if not found:
            second = ""
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        align = side | Qt.AlignmentFlag.AlignVCenter
        upper, lower = _halves(painter, rect) if second else (rect, rect)
        painter.setPen(QColor(self._theme.tokens.text))
        painter.drawText(upper, align, _fit(painter, first, upper))
        if second:
            painter.setFont(_small(painter.font()))
            painter.setPen(QColor(self._theme.tokens.text_soft))
            painter.drawText(lower, align, _fit(painter, second, lower))

    def _part(self, painter: QPainter, rect: QRect, text: str, share: Decimal | None) -> None:
        """A line of a board with a small line below it; a part is set in and shows its share of the whole as a bar."""
        if share is None:
            self._two_lines(painter, rect, text, right=False)
            return
        inner = rect.adjusted(INDENT, 0, 0, 0)
        first, _, second = text.partition("\n")
        upper, lower = _halves(painter, inner)
        painter.setPen(QColor(self._theme.tokens.text))
        painter.drawText(upper, LEFT, _fit(painter, first, upper))
        bar = QRect(lower.left(), lower.center().y() - 2, PART_BAR, 5)
        painter.fillRect(bar, QColor(self._theme.tokens.sunken))
        bar.setWidth(max(2, round(PART_BAR * min(float(share), 100.0) / 100)))
        painter.fillRect(bar, QColor(self._theme.tokens.text_off))
        painter.setFont(_small(painter.font()))
        painter.setPen(QColor(self._theme.tokens.text_soft))
        words = lower.adjusted(PART_BAR + 8, 0, 0, 0)
        painter.drawText(words, LEFT, _fit(painter, second, words))


def _halves(painter: QPainter, rect: QRect) -> tuple[QRect, QRect]:
    height = painter.fontMetrics().height()
    top = rect.center().y() - height + 1
    return (
        QRect(rect.left(), top, rect.width(), height),
        QRect(rect.left(), top + height, rect.width(), height),
    )


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(12)
    return small


def _fit(painter: QPainter, text: str, rect: QRect) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
