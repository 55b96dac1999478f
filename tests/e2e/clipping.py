"""Finds what a window cuts off: pages wider than their scroll areas, words without room, parts that leave or cover others."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from ui.widgets.coach import CoachMarks
from ui.widgets.parts import ElidedLabel

# A line of descenders may hang this far into the padding without a stroke being lost.
SLACK = 1
PARTS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)


def clipped(root: QWidget) -> list[str]:
    """Return in words what is cut off in a widget and everything in it."""
    found = []
    for area in root.findChildren(QScrollArea):
        off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.isVisible() and off and area.widget().width() > area.viewport().width():
            found.append(f"page {area.widget().width()} px in an area of {area.viewport().width()} px")
    for part in root.findChildren(QWidget):
        if part.isVisible() and (fault := _without_room(part)):
            found.append(fault)
    return found


def _without_room(part: QWidget) -> str:
    """Tell what of its own words a label, a button, a field or a choice cannot show."""
    if isinstance(part, QComboBox):
        return _choice_without_room(part)
    if isinstance(part, QLineEdit):
        room = part.width() - 12
        need = part.fontMetrics().horizontalAdvance(part.placeholderText())
        return (
            f"hint {part.placeholderText()!r}: {room} < {need} px" if not part.text() and room < need else ""
        )
    if not isinstance(part, (QLabel, QAbstractButton)) or not part.text():
        return ""
    if isinstance(part, QLabel) and part.wordWrap():
        need = part.heightForWidth(part.width())
        return f"{part.text()!r}: {part.height()} < {need} px high" if part.height() < need - SLACK else ""
    hint = part.minimumSizeHint()
    if part.width() < hint.width() and not isinstance(part, ElidedLabel):
        return f"{part.text()!r}: {part.width()} < {hint.width()} px"
    if isinstance(part, QLabel) and part.height() < hint.height() - SLACK:
        return f"{part.text()!r}: {part.height()} < {hint.height()} px high"
    return ""


def _choice_without_room(part: QComboBox) -> str:
    option = QStyleOptionComboBox()
    part.initStyleOption(option)
    field = part.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, part
    )
    need = part.fontMetrics().horizontalAdvance(option.currentText)
    if part.isEditable() or field.width() >= need:
        return ""
    return f"choice {part.currentText()!r}: {field.width()} < {need} px"


def outside(root: QWidget) -> list[str]:
    """Return the labels, buttons and fields that reach beyond what they stand in, so that a side of them is not seen."""
    found = []
    for part in root.findChildren(QWidget):
        if not isinstance(part, PARTS) or not part.isVisible():
            continue
        parent = part.parentWidget()
        while parent is not None and not parent.isWindow() and part is not root:
            if isinstance(parent.parentWidget(), QAbstractScrollArea) or isinstance(
                parent, QAbstractScrollArea
            ):
                break
            place = QRect(part.mapTo(parent, QPoint(0, 0)), part.size())
            if not parent.rect().contains(place):
                found.append(f"{_name(part)} {_of(place)} leaves {_name(parent)} {_of(parent.rect())}")
                break
            parent = parent.parentWidget()
    return found


def overlapping(root: QWidget) -> list[str]:
    """Return the pairs of visible parts of one layout that cover each other."""
    found = []
    for parent in (root, *root.findChildren(QWidget)):
        if parent.layout() is None or not parent.isVisible():
            continue
        children = [
            child
            for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            # The tour lies over the whole window on purpose.
            if child.isVisible()
            and not child.isWindow()
            and not isinstance(child, (QSplitterHandle, CoachMarks))
        ]
        for place, one in enumerate(children):
            for other in children[place + 1 :]:
                shared = one.geometry() & other.geometry()
                if shared.width() > SLACK and shared.height() > SLACK:
                    found.append(
                        f"{_name(one)} covers {_name(other)} by {shared.width()} × {shared.height()} px"
                    )
    return found


def _name(part: QWidget) -> str:
    words = getattr(part, "text", None)
    text = words() if callable(words) else ""
    return f"{type(part).__name__} {(text or part.accessibleName())[:24]!r}"


def _of(place: QRect) -> str:
    return f"({place.x()}, {place.y()}, {place.width()} × {place.height()})"
