"""A mark that lies in the data folder while a window is open, and what it tells when it is still there at the next start."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from models.storage.folder import DATABASE

MARK = "binhui.open"


@dataclass(frozen=True)
class LastEnd:
    """How the last window ended: in order or not, and whether its log, which SQLite keeps until the end, is gone."""

    in_order: bool = True
    log_lost: bool = False


def last_end(folder: Path) -> LastEnd:
    """Tell how the last window ended; asked before the database is opened, because opening makes a new log."""
    if not (folder / MARK).exists():
        return LastEnd()
    database = folder / DATABASE
    lost = database.exists() and not database.with_name(f"{DATABASE}-wal").exists()
    return LastEnd(in_order=False, log_lost=lost)


def begin(folder: Path, moment: str) -> None:
    """Lay the mark down; a folder that cannot take it is told when the database is opened."""
    with contextlib.suppress(OSError):
        (folder / MARK).write_text(moment, encoding="utf-8")


def end(folder: Path) -> None:
    """Take the mark away after everything is closed in order."""
    with contextlib.suppress(OSError):
        (folder / MARK).unlink(missing_ok=True)
