"""Keeps a dialog within the window it belongs to, so that it also stands whole on a small or enlarged screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
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


class _Keeper(QObject):
    """Watches one dialog."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and isinstance(watched, QDialog):
            _grow(watched)
        return False


def keep_whole(dialog: QDialog) -> None:
    """Let a dialog grow with its words: with a fault told below a field, with larger type, with longer names.

    Qt keeps a dialog as wide and high as it came up, and asks no label how high its words are when broken into lines.
    """
    dialog.installEventFilter(_Keeper(dialog))


def _grow(dialog: QDialog) -> None:
    layout = dialog.layout()
    if layout is None:
        return
    least = layout.totalMinimumSize()
    width = max(dialog.width(), least.width())
    height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else least.height()
    if width > dialog.width() or height > dialog.height():
        dialog.resize(width, max(dialog.height(), height))
