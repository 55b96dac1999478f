"""Paints the cells of the case list that mean more than their text: the stage, what is due."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.services.views import CaseRow
from ui.fonts import tabular
from ui.itemmodels.case_table_model import ROW_ROLE
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
CLOSED = frozenset({"归档", "办结", "不予受理", "不予核准", "撤回", "终止", "撤销"})


def stage_status(row: CaseRow) -> str:
    """Return the status colour of a stage: waiting, closed, or under way."""
    return "wait" if row.waiting else "quiet" if row.stage in CLOSED else "info"


class CaseDelegate(QStyledItemDelegate):
    """One delegate for the whole table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # The focus frame of a single cell says nothing in a table of rows.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        column = index.model().columns[index.column()]
        if column.amount:
            option.font = tabular(option.font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column = index.model().columns[index.column()]
        row = index.data(ROW_ROLE) if column.stage or column.due else None
        if row is None:
            words = getattr(index.model(), "words", ()) if column.marked else ()
            text = str(index.data() or "") if words else ""
            spans = index.model().spans(text) if text else []
            if spans:
                self._marked(painter, option, index, text, spans)
            else:
                super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        painter.save()
        if column.stage:
            self._stage(painter, option.rect, row, column.text(row))
        else:
            self._due(painter, option.rect, index, row, column.text(row))
        painter.restore()

    def _marked(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        text: str,
        spans: Sequence[tuple[int, int]],
    ) -> None:
        """Paint a text with a ground under the places found; what does not fit is cut as in every other cell."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        painter.save()
        painter.setFont(plain.font)
        room = option.rect.adjusted(11, 0, -8, 0)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        kept = len(shown) - 1 if shown != text else len(text)
        tokens = self._theme.tokens
        for start, end in spans:
            left = metrics.horizontalAdvance(text[: min(start, kept)])
            width = metrics.horizontalAdvance(text[: min(end, kept)]) - left
            ground = QRect(room.left() + left, room.center().y() - 9, width, 19)
            painter.fillRect(ground, QColor(tokens.mark))
        painter.setPen(QColor(tokens.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def _stage(self, painter: QPainter, rect: QRect, row: CaseRow, text: str) -> None:
        tokens = self._theme.tokens
        colour, ground = {
            "wait": (tokens.wait, tokens.wait_soft),
            "quiet": (tokens.text_soft, tokens.sunken),
            "info": (tokens.accent_text, tokens.accent_soft),
        }[stage_status(row)]
        font = QFont(painter.font())
        font.setPixelSize(12)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text) + 16
        pill = QRect(rect.left() + 8, rect.center().y() - 10, min(width, rect.width() - 12), 21)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(QPen(QColor(colour)))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _due(self, painter: QPainter, rect: QRect, index: Index, row: CaseRow, text: str) -> None:
        tokens = self._theme.tokens
        today = index.model().today
        open_case = row.due_on is not None and row.stage not in CLOSED and not row.waiting
        overdue = open_case and row.due_on < today
        near = open_case and not overdue and (row.due_on - today).days <= 3
        painter.setPen(QColor(tokens.bad if overdue else tokens.wait if near else tokens.text))
        if overdue:
            text = f"{text[5:]} 逾期"
        elif near:
            text = f"{text[5:]} 临近" if row.due_on != today else "今日到期"
        painter.drawText(
            rect.adjusted(8, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text
        )
