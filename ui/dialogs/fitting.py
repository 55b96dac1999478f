"""Keeps a dialog within the window it belongs to, so that it also stands whole on a small or enlarged screen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

# What the frame and the title bar of a dialog take, and a little of the window left to be seen.
_FRAME = (32, 48)


def fit_to(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its usual size, or less where its window is smaller."""
    parent = dialog.parentWidget()
    if parent is not None:
        window = parent.window()
        width, height = min(width, window.width() - _FRAME[0]), min(height, window.height() - _FRAME[1])
    middle = dialog.geometry().center()
    dialog.resize(width, height)
    if dialog.isVisible():
        place = dialog.frameGeometry()
        place.moveCenter(middle)
        dialog.move(place.topLeft())


def fit_height(dialog: QDialog, width: int) -> None:
    """Keep a dialog of this width at least as high as its words need when they are broken into lines."""
    layout = dialog.layout()
    if layout is not None:
        dialog.setMinimumSize(width, layout.totalHeightForWidth(width))
