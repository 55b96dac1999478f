"""P9: a checked backup beside SQLite's own backup call, on an office of about 200 MB: python tests/benchmarks/backup.py."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import resources
from models.clock import FixedClock
from models.services import recovery
from models.services.office import Office, open_office
from models.storage import backup, disk
from tests.services.casework import Casework

ROWS, ROW_BYTES, ROUNDS = 2500, 80_000, 15


def fill(office: Office) -> None:
    """Half as letters are (bytes that do not pack), half as tables are (text that does), as notes of a case."""
    work = Casework(office, office.clock)  # type: ignore[arg-type]
    case = work.register()
    with office._desk.db.atomic():
        for number in range(ROWS):
            text = os.urandom(ROW_BYTES // 2).hex() if number % 2 else "办件内容" * (ROW_BYTES // 12)
            row = (case.id, text, work.handler.id, "2024-06-05T09:30:00")
            office._desk.db.execute(
                "INSERT INTO notes (case_id, text, officer_id, written_at) VALUES (?,?,?,?)", row
            )


def plain_copy(office: Office, target: Path) -> None:
    """What SQLite's backup call alone does, synced."""
    with contextlib.closing(sqlite3.connect(target)) as copy:
        office._desk.db.connection.backup(copy)


def written_alone(office: Office, target: Path) -> None:
    """The database written as a backup has it, synced and named, but not checked."""
    with disk.whole_path(target) as partial:
        backup.copy_unsynced(office._desk.db, partial)
        backup.sync(partial)


def timed(call: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def in_turns(office: Office, place: Path, number: int) -> tuple[float, float, float]:
    """Return the seconds of SQLite's call, of the same written by us without any check, and of a whole backup."""
    out = place / "out"
    calls: list[Callable[[], object]] = [
        lambda: plain_copy(office, out / "plain.db"),
        lambda: written_alone(office, out / "written.db"),
        lambda: backup.make_backup(office._desk.db, office.folder, out, complete=False),
    ]
    seconds = [0.0] * len(calls)
    for turn in range(len(calls)):
        at = (turn + number) % len(calls)
        seconds[at] = timed(calls[at])
        for made in [*out.glob("*.db"), *out.glob("*.bhbak")]:
            made.unlink()
    return (seconds[0], seconds[1], seconds[2])


def longest_pause(call: Callable[[], object]) -> float:
    """Return the longest time that another thread (the window's) was kept waiting while a worker made the call."""
    worker = threading.Thread(target=call)
    worker.start()
    longest, last = 0.0, time.perf_counter()
    while worker.is_alive():
        time.sleep(0.002)
        now = time.perf_counter()
        longest, last = max(longest, now - last - 0.002), now
    return longest


def main() -> None:
    """Print medians."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        with open_office(
            place / "数据", clock=FixedClock(datetime(2024, 6, 5, 9)), resources=resources.path()
        ) as office:
            fill(office)
            office._desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db, folder = office._desk.db, office.folder
            size = (folder / "binhui.db").stat().st_size
            (place / "out").mkdir()
            in_turns(office, place, 0)
            turns = [in_turns(office, place, number) for number in range(ROUNDS)]
            plain, written, whole = map(statistics.median, zip(*turns, strict=True))
            digest = timed(lambda: hashlib.file_digest((folder / "binhui.db").open("rb"), "sha256"))
            check = timed(lambda: db.all("PRAGMA quick_check"))
            pauses = [
                longest_pause(lambda: backup.make_backup(db, folder, place / "out", complete=False))
                for _ in range(3)
            ]
            made = backup.backups_in(place / "out")[0]
        print(f"database {size / 1e6:.0f} MB, backup file {made.size / 1e6:.0f} MB")
        print(f"SQLite's backup call, synced {plain:.2f} s")
        print(f"writing alone {written:.2f} s = {written / plain:.2f} times; limit 1.2")
        print(f"whole checked backup {whole:.2f} s = {whole / plain:.2f} times; limit 1.2")
        told = ", ".join(f"{pause * 1000:.0f}" for pause in pauses)
        print(
            f"one SHA-256 {digest:.2f} s, quick_check {check:.2f} s; longest pauses of the window {told} ms"
        )
        again = timed(
            lambda: recovery.restore(made.path, place / "neu", clock=FixedClock(datetime(2024, 6, 6)))
        )
        print(f"restore on another machine {again:.2f} s")


if __name__ == "__main__":
    main()
