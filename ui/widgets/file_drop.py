"""Files dropped onto any widget: taken when they are local files, the place marked while they hover over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.theme import restyle

TAKEN = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class FileDrop(QObject):
    """Watches one widget; it lives as long as the widget does. With a suffix it takes files of that name alone."""

    def __init__(
        self, target: QWidget, on_dropped: Callable[[list[Path]], None], *, suffix: str = ""
    ) -> None:
        super().__init__(target)
        self._target, self._on_dropped, self._suffix = target, on_dropped, suffix
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TAKEN and isinstance(event, QDragEnterEvent | QDropEvent):
            return self._hover(event)
        if event.type() == QEvent.Type.DragLeave:
            restyle(self._target, drop="false")
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            restyle(self._target, drop="false")
            if paths := self._files(event):
                event.acceptProposedAction()
                self._on_dropped(paths)
                return True
        return super().eventFilter(watched, event)

    def _hover(self, event: QDropEvent) -> bool:
        if not self._files(event):
            return False
        restyle(self._target, drop="true")
        event.acceptProposedAction()
        return True

    def _files(self, event: QDropEvent) -> list[Path]:
        return [path for path in local_files(event.mimeData()) if path.name.lower().endswith(self._suffix)]


def local_files(mime: QMimeData) -> list[Path]:
    """Return the files (no folders) that are carried, in their order."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
