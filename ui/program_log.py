"""The program's log: starts, ends and unexpected errors, without a word from any case; rotates, so that it never grows."""

from __future__ import annotations

import contextlib
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from models.version import VERSION

FOLDER, FILE = "log", "binhui.log"
MAX_BYTES, KEPT = 256_000, 4


class ProgramLog:
    """Writes lines into the data folder's log; a folder that cannot take them keeps nobody from working."""

    def __init__(self, data: Path) -> None:
        self._handler: RotatingFileHandler | None = None
        with contextlib.suppress(OSError):
            (data / FOLDER).mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                data / FOLDER / FILE, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", delay=True
            )
            self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            # A full disk is told where something is saved, not here.
            self._handler.handleError = lambda record: None  # type: ignore[method-assign]

    def note(self, text: str) -> None:
        """Write one entry. The caller gives versions and places in the code, never an error's words or a case's."""
        if self._handler is not None:
            self._handler.handle(logging.LogRecord("binhui", logging.INFO, "", 0, text, None, None))

    def started(self) -> None:
        """Note a start."""
        self.note(f"started {VERSION}")

    def ended(self, status: int) -> None:
        """Note an orderly end and let the file go."""
        self.note(f"ended {status}")
        if self._handler is not None:
            self._handler.close()
