"""The smallest parts: labels by role, cards, rules, buttons, status labels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import restyle


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label in one of the roles of the type scale; its text is never read as markup."""
    from PySide6.QtCore import Qt

    made = plain_label(text, role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def plain_label(text: str, role: str = "") -> QLabel:
    """Return a label for words of our own.

    The header uses it: loading Qt's namespace of enums takes 25 ms, which the first paint does not need.
    """
    made = QLabel(text)
    if role:
        made.setProperty("role", role)
    return made


def status_label(text: str, status: str) -> QLabel:
    """Return a small coloured label with words: status is ok, bad, wait, info or quiet."""
    made = QLabel(text)
    made.setProperty("status", status)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def set_status(widget: QLabel, text: str, status: str) -> None:
    """Change the words and the colour of a status label."""
    widget.setText(text)
    restyle(widget, status=status)


def button(
    text: str, on_click: Callable[[], object] | None = None, *, kind: str = "", name: str = ""
) -> QPushButton:
    """Return a button; `name` is its accessible name where the words alone do not say it."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    made.setAccessibleName(name or text.split("(")[0].replace("&", ""))
    if on_click:
        made.clicked.connect(lambda: on_click())
    return made


def frame(role: str, layout: QLayout) -> QFrame:
    """Return a frame in one of the roles around a layout."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(layout)
    return made


def titled(title: str, field: QWidget) -> QVBoxLayout:
    """Return a field below its name, as far apart as in every form."""
    made = column(spacing=4)
    caption = label(title, "field")
    caption.setBuddy(field)
    made.addWidget(caption)
    made.addWidget(field)
    return made


def rule() -> QFrame:
    """Return a thin horizontal line."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def column(*, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a vertical layout on the grid."""
    made = QVBoxLayout()
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    return made


def line(*, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return a horizontal layout on the grid."""
    made = QHBoxLayout()
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    return made


def scrolled(inner: QWidget, *, sideways: bool = False) -> QScrollArea:
    """Return a scroll area around a widget that grows with the window's width; `sideways` where it may not shrink."""
    from PySide6.QtCore import Qt

    inner.setProperty("role", "plain")
    area = FollowingScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


class FollowingScrollArea(QScrollArea):
    """Brings what has the focus into view, however it got it."""

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, 40)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


# Two of these side by side both keep some words.
LEAST_HUGGED = 200


class ElidedLabel(QLabel):
    """One line of text, cut with an ellipsis where it does not fit; the whole text is in the tool tip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        from PySide6.QtCore import Qt

        super().__init__()
        self._whole, self._hugs = "", False
        self._mode = Qt.TextElideMode.ElideRight
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show this text as far as it fits."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        if self._hugs:
            self.updateGeometry()

    def hug(self) -> ElidedLabel:
        """Ask for the room of the whole words and no more; without this it takes what others leave."""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._hugs = True
        return self

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self._whole_width(), hint.height()) if self._hugs else hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(self._whole_width(), LEAST_HUGGED), hint.height()) if self._hugs else hint

    def _whole_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._whole) + 1

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._mode, max(self.width(), 24))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
