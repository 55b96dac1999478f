"""Marks in the data folder: a window is open, damage was met; and what they tell when they are there at the next start."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from models.storage.folder import DATABASE

MARK = "binhui.open"
DAMAGE_MARK = "binhui.damaged"


@dataclass(frozen=True)
class LastEnd:
    """How the last window ended: in order or not, whether its log is gone, and whether it met damage."""

    in_order: bool = True
    log_lost: bool = False
    damage_met: bool = False


def last_end(folder: Path) -> LastEnd:
    """Tell how the last window ended; asked before the database is opened, because opening makes a new log."""
    damage_met = has_met_damage(folder)
    if not (folder / MARK).exists():
        return LastEnd(damage_met=damage_met)
    database = folder / DATABASE
    # SQLite keeps the log until everything is closed in order.
    lost = database.exists() and not database.with_name(f"{DATABASE}-wal").exists()
    return LastEnd(in_order=False, log_lost=lost, damage_met=damage_met)


def begin(folder: Path, moment: str) -> None:
    """Lay the mark down, and take away that of damage: the data have been checked and told about.

    A folder that cannot take it is told when the database is opened.
    """
    with contextlib.suppress(OSError):
        (folder / MARK).write_text(moment, encoding="utf-8")
        (folder / DAMAGE_MARK).unlink(missing_ok=True)


def end(folder: Path) -> None:
    """Take the mark away after everything is closed in order."""
    with contextlib.suppress(OSError):
        (folder / MARK).unlink(missing_ok=True)


def note_damage(database: Path) -> None:
    """Have the next start check the whole database and offer a backup: damage was met in the middle of the work."""
    with contextlib.suppress(OSError):
        if database.name == DATABASE:
            (database.parent / DAMAGE_MARK).touch()


def has_met_damage(folder: Path) -> bool:
    """Tell whether damage was met since the data were last checked as a whole."""
    return (folder / DAMAGE_MARK).exists()
