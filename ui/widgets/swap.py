"""One of several pages at a time; the keyboard stays on the page that is shown, and an empty page says what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from ui.widgets.parts import column

HEAD_ROOM = 64


class Swap(QWidget):
    """Shows one of several pages and takes only that page's room."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self._pages = pages
        layout = column(spacing=0)
        for page in pages:
            layout.addWidget(page)
        self.setLayout(layout)
        self.turn_to(0)

    @property
    def place(self) -> int:
        """Which page is shown."""
        return next(place for place, page in enumerate(self._pages) if not page.isHidden())

    def turn_to(self, place: int) -> None:
        """Show one page; where the focus was on the page that goes, it moves to the one that comes, or beside it."""
        focus = QApplication.focusWidget()
        going = [page for number, page in enumerate(self._pages) if number != place]
        lost = focus is not None and any(page is focus or page.isAncestorOf(focus) for page in going)
        if lost:
            # Waits here: Qt hands the focus of a hidden widget to whatever follows it in the whole window.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        # Two pages in view at once, even for a moment, would make the window grow.
        for page in going:
            page.hide()
        self._pages[place].show()
        if lost:
            self._take_focus(self._pages[place])

    def _take_focus(self, page: QWidget) -> None:
        around: QWidget | None = page
        while around is not None and not around.isWindow():
            for kind in (QAbstractItemView, QLineEdit, QAbstractButton):
                for found in (around, *around.findChildren(kind)):
                    if isinstance(found, kind) and _can_take(found):
                        found.setFocus(Qt.FocusReason.OtherFocusReason)
                        return
            around = around.parentWidget()


def _can_take(part: QWidget) -> bool:
    """Tell whether a part can have the focus by the keyboard."""
    by_tab = part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return part.isVisible() and part.isEnabled() and bool(by_tab)


def empty_page(words: QLabel, *buttons: QPushButton) -> QWidget:
    """Return the page shown in the place of an empty list: why it is empty and what to do next."""
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    layout = column(spacing=12, margins=(24, HEAD_ROOM, 24, 0))
    layout.addWidget(words)
    for made in buttons:
        layout.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    made = QWidget()
    made.setLayout(layout)
    return made
