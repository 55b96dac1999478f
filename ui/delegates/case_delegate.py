"""Paints the cells of a list of cases by hand: a screenful is some hundred cells, and a key press repaints them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.services.views import CaseRow
from ui.fonts import tabular
from ui.itemmodels.case_columns import Column
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
CLOSED = frozenset({"归档", "办结", "不予受理", "不予核准", "撤回", "终止", "撤销"})
# As numbers: a comparison of flags costs more than painting an empty cell.
SELECTED = QStyle.StateFlag.State_Selected.value
HOVERED = QStyle.StateFlag.State_MouseOver.value
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
CENTER = int(Qt.AlignmentFlag.AlignCenter)
SIDE = 11
CELL_PX = 13
LABEL_PX = 12
MOST_CUT = 4_000


def stage_status(row: CaseRow) -> str:
    """Return the status colour of a stage: waiting, closed, or under way."""
    return "wait" if row.waiting else "quiet" if row.stage in CLOSED else "info"


class CaseDelegate(QStyledItemDelegate):
    """One delegate for the whole table; colours and fonts are made once and again when the theme changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cut: dict[tuple[str, int, bool], str] = {}
        self._font: QFont | None = None
        theme.changed.connect(self._take_colours)
        self._take_colours()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._font is None:
            self._take_font(option.font)
        model: Any = index.model()
        column: Column = model.columns[index.column()]
        row: CaseRow | None = model.row(index.row())
        rect, state = option.rect, option.state.value
        if state & SELECTED:
            painter.fillRect(rect, self._chosen)
        elif state & HOVERED:
            painter.fillRect(rect, self._hovered)
        if row is None:
            # The text tells the model that this row is wanted.
            self._words(painter, rect, str(index.data()), column)
        elif column.stage:
            self._stage(painter, rect, row, column.text(row))
        elif column.due:
            self._due(painter, rect, row, column.text(row), model.today)
        else:
            text = column.text(row)
            words = column.marked and getattr(model, "words", ())
            if words and (spans := model.spans(text)):
                self._marks(painter, rect, text, spans)
            self._words(painter, rect, text, column)

    def _take_colours(self) -> None:
        tokens = self._theme.tokens
        self._text = QColor(tokens.text)
        self._chosen, self._hovered = QColor(tokens.accent_soft), QColor(tokens.hover)
        self._mark, self._bad, self._wait = QColor(tokens.mark), QColor(tokens.bad), QColor(tokens.wait)
        self._labels = {
            "wait": (QColor(tokens.wait), QColor(tokens.wait_soft)),
            "quiet": (QColor(tokens.text_soft), QColor(tokens.sunken)),
            "info": (QColor(tokens.accent_text), QColor(tokens.accent_soft)),
        }

    def _take_font(self, font: QFont) -> None:
        self._font = QFont(font)
        self._font.setPixelSize(CELL_PX)
        self._figures = tabular(self._font)
        self._small = QFont(self._font)
        self._small.setPixelSize(LABEL_PX)
        self._metrics = QFontMetrics(self._font)
        self._figure_metrics = QFontMetrics(self._figures)
        self._small_metrics = QFontMetrics(self._small)

    def _shown(self, text: str, width: int, *, figures: bool) -> str:
        """The text as far as it fits; the same few hundred texts are asked for at every repaint."""
        key = (text, width, figures)
        shown = self._cut.get(key)
        if shown is None:
            if len(self._cut) > MOST_CUT:
                self._cut.clear()
            metrics = self._figure_metrics if figures else self._metrics
            shown = self._cut[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return shown

    def _words(self, painter: QPainter, rect: QRect, text: str, column: Column) -> None:
        figures = column.amount
        painter.setFont(self._figures if figures else self._font)
        painter.setPen(self._text)
        width = rect.width() - 2 * SIDE
        shown = self._shown(text, width, figures=figures)
        room = QRect(rect.left() + SIDE, rect.top(), width, rect.height())
        painter.drawText(room, RIGHT if figures else LEFT, shown)

    def _marks(self, painter: QPainter, rect: QRect, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Paint a ground under the places found, as far as the text is shown."""
        metrics = self._metrics
        shown = self._shown(text, rect.width() - 2 * SIDE, figures=False)
        kept = len(shown) - 1 if shown != text else len(text)
        for start, end in spans:
            left = metrics.horizontalAdvance(text[: min(start, kept)])
            width = metrics.horizontalAdvance(text[: min(end, kept)]) - left
            painter.fillRect(QRect(rect.left() + SIDE + left, rect.center().y() - 9, width, 19), self._mark)

    def _stage(self, painter: QPainter, rect: QRect, row: CaseRow, text: str) -> None:
        colour, ground = self._labels[stage_status(row)]
        width = min(self._small_metrics.horizontalAdvance(text) + 16, rect.width() - 12)
        pill = QRect(rect.left() + 8, rect.center().y() - 10, width, 21)
        painter.setFont(self._small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(colour)
        painter.drawText(pill, CENTER, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _due(self, painter: QPainter, rect: QRect, row: CaseRow, text: str, today: Any) -> None:
        open_case = row.due_on is not None and row.stage not in CLOSED and not row.waiting
        overdue = open_case and row.due_on < today  # type: ignore[operator]
        near = open_case and not overdue and (row.due_on - today).days <= 3  # type: ignore[operator]
        if overdue:
            text = f"{text[5:]} 逾期"
        elif near:
            text = f"{text[5:]} 临近" if row.due_on != today else "今日到期"
        painter.setFont(self._font)
        painter.setPen(self._bad if overdue else self._wait if near else self._text)
        painter.drawText(
            QRect(rect.left() + SIDE, rect.top(), rect.width() - SIDE, rect.height()), LEFT, text
        )
