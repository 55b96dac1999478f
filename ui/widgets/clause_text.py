"""The full text of a clause to read, with the words a question rests on marked and in view."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from models.policy.model import Clause
from ui.theme import Theme

LINE_HEIGHT_PERCENT = 138.0


class ClauseText(QTextEdit):
    """Read only; the text is the document's, to the letter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._phrase = ""
        self.setReadOnly(True)
        self.setProperty("role", "reading")
        self.setAccessibleName("条款全文")
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._mark)

    def show_clause(self, clause: Clause) -> None:
        """Show a clause: number and heading, body, responsible units."""
        units = f"（责任单位：{'、'.join(clause.units)}）"
        self.setPlainText(f"{clause.number}{clause.heading}。{clause.body}{units}")
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spacing)
        heading = QTextCursor(self.document())
        heading.setPosition(len(clause.number + clause.heading) + 1, QTextCursor.MoveMode.KeepAnchor)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Medium)
        heading.mergeCharFormat(bold)
        self.mark("")

    def mark(self, phrase: str) -> bool:
        """Mark the words a question rests on and bring them into view; tells whether they stand in this clause."""
        self._phrase = phrase
        self._mark()
        return bool(self.extraSelections())

    @property
    def marked(self) -> str:
        """The words marked at present."""
        return "".join(selection.cursor.selectedText() for selection in self.extraSelections())

    def _mark(self) -> None:
        start = self.toPlainText().find(self._phrase) if self._phrase else -1
        if start < 0:
            self.setExtraSelections([])
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + len(self._phrase), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format.setBackground(QColor(self._theme.tokens.mark))
        selection.format.setForeground(QColor(self._theme.tokens.on_mark))
        self.setExtraSelections([selection])
        self._bring_into_view(cursor)

    def _bring_into_view(self, cursor: QTextCursor) -> None:
        top = QTextCursor(cursor)
        top.setPosition(cursor.selectionStart())
        place = self.cursorRect(top)
        bar = self.verticalScrollBar()
        if not 0 <= place.top() <= self.viewport().height() - 2 * place.height():
            bar.setValue(bar.value() + place.top() - place.height())
