"""All that is said about the current line of a list, in a place of fixed height: long words are scrolled, never cut off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

LINE_HEIGHT = 20


class WholeWords(QTextEdit):
    """Read, marked and copied with the mouse; the keyboard stays in the list, whose lines say the same."""

    def __init__(self, name: str, *, lines: int) -> None:
        super().__init__()
        self.setProperty("role", "whole")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setFixedHeight(lines * LINE_HEIGHT + 4)

    @property
    def words(self) -> str:
        """What is said."""
        return self.toPlainText()

    def say(self, words: str) -> None:
        """Say it."""
        self.setPlainText(words)
        self.setAccessibleDescription(words)
