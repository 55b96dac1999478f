"""Finds what a window cuts off: pages wider than their scroll areas, words wider than their labels and buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from ui.widgets.parts import ElidedLabel


def clipped(root: QWidget) -> list[str]:
    """Return in words what is cut off in a widget and everything in it."""
    found = []
    for area in root.findChildren(QScrollArea):
        off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.isVisible() and off and area.widget().width() > area.viewport().width():
            found.append(f"page {area.widget().width()} px in an area of {area.viewport().width()} px")
    for part in root.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, (QLabel, QAbstractButton)):
            continue
        if isinstance(part, ElidedLabel) or (isinstance(part, QLabel) and part.wordWrap()):
            continue
        if part.text() and part.width() < part.minimumSizeHint().width():
            found.append(f"{part.text()!r}: {part.width()} < {part.minimumSizeHint().width()} px")
    return found
