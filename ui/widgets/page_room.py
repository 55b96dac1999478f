"""The room of the pages: what a screen leaves, or what every page needs, with scroll bars around it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets.parts import scrolled

# What is left of a window of 960 × 540 beside navigation and header.
PAGE_NEEDS = (912, 492)


class _Room(QWidget):
    """Without a layout: a scroll area would give a layout of wrapped words the height it would like to have."""

    def __init__(self, pages: QWidget) -> None:
        super().__init__()
        self._pages = pages
        pages.setParent(self)
        self.setMinimumSize(*PAGE_NEEDS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.setGeometry(self.rect())


def page_room(pages: QWidget) -> QScrollArea:
    """Return the pages in an area that scrolls only where a window is smaller than any page can be."""
    return scrolled(_Room(pages), sideways=True)
