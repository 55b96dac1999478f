"""A button in words that ends in an ellipsis where its words do not fit; the whole words are in the tool tip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

_PADDING = 8


class ElidedLink(QPushButton):
    """A link as wide as its words, or as the room there is."""

    def __init__(self, words: str, on_click: Callable[[], object], *, name: str = "") -> None:
        super().__init__(literal(words))
        self._whole = words
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setAccessibleName(name or words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())

    def sizeHint(self) -> QSize:
        return QSize(
            self.fontMetrics().horizontalAdvance(self._whole) + _PADDING, super().sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _PADDING
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(literal(shown))
        self.setToolTip(self._whole if shown != self._whole else "")


def literal(words: str) -> str:
    """Return words as a button or menu shows them whole: a lone & vanishes and underlines the letter behind it."""
    return words.replace("&", "&&")
