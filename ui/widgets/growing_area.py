"""A field of several lines that grows with its words, so that no line stands half in view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSizePolicy

MOST_LINES = 8
# Border and padding of the style sheet above and below, and the margin of the text itself.
AROUND = 22


class GrowingArea(QPlainTextEdit):
    """At least `lines` high and never higher than eight lines; beyond these it scrolls."""

    def __init__(self, name: str, *, lines: int) -> None:
        super().__init__()
        self._least = lines
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self._fit())
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        # The layout of plain text counts its height in lines.
        needed = round(self.document().size().height())
        lines = min(max(needed, self._least), MOST_LINES)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > MOST_LINES else policy.ScrollBarAlwaysOff
        )
        height = lines * self.fontMetrics().lineSpacing() + AROUND
        if self.maximumHeight() != height:
            self.setFixedHeight(height)
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """Keep the line being written in view where the page around scrolls."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and self.hasFocus():
            place = self.viewport().mapTo(around.widget(), self.cursorRect().bottomLeft())
            around.ensureVisible(place.x(), place.y(), 0, 12)
