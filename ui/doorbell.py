"""A second start rings at the first window's door: a file appears in the data folder, the window comes to the front."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

FOLDER = "bell"
_ANSWER_S = 2.0
_ANY_PROCESS = 0xFFFFFFFF
_LONGEST_PATH = 4096


class Doorbell(QObject):
    """Hears the bell of one data folder. Files instead of a socket: the program has no way to a network at all."""

    def __init__(
        self, data: Path, answer: Callable[[Path | None], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = data / FOLDER
        self._answer = answer
        self._watcher = QFileSystemWatcher(self)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._clear()
            self._watcher.addPath(str(self._folder))
        self._watcher.directoryChanged.connect(self._on_changed)

    def _on_changed(self, _path: str) -> None:
        found, asked = self._clear()
        if found:
            self._answer(asked)

    def _clear(self) -> tuple[bool, Path | None]:
        """Take the calling cards away; tells whether there were any, and the file on them. That they are gone is the answer."""
        cards = list(self._folder.iterdir()) if self._folder.is_dir() else []
        asked = None
        for card in cards:
            with contextlib.suppress(OSError, ValueError):
                written = _written(card)
                asked = Path(written) if written else asked
            with contextlib.suppress(OSError):
                card.unlink()
        return bool(cards), asked


def _written(card: Path) -> str:
    with card.open(encoding="utf-8") as file:
        return file.read(_LONGEST_PATH).strip()


def ring(data: Path, asked: Path | None = None) -> bool:
    """Ring at the window that has the data folder, with a file it should open; tells whether it answered."""
    card = data / FOLDER / f"{os.getpid()}"
    # Written beside and moved in, so that the window never reads half a card.
    draft = data / f"{FOLDER}-{os.getpid()}"
    try:
        card.parent.mkdir(parents=True, exist_ok=True)
        _let_others_come_forward()
        draft.write_text(str(asked or ""), encoding="utf-8")
        draft.replace(card)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        return False
    end = time.monotonic() + _ANSWER_S
    while card.exists() and time.monotonic() < end:
        time.sleep(0.02)
    answered = not card.exists()
    with contextlib.suppress(OSError):
        card.unlink(missing_ok=True)
    return answered


def _let_others_come_forward() -> None:
    """Windows lets a window to the front only if the process that the officer just started allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
