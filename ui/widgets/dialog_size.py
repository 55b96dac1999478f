"""The size at which a large dialog opens: as wished, but never beyond the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

# The frame and title of the window around the dialog.
FRAME_WIDTH, FRAME_HEIGHT = 24, 48


def open_at_size(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its first size."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - FRAME_WIDTH), min(height, room.height() - FRAME_HEIGHT))
