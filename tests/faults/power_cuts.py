"""An office at work on a disk that forgets what was not synced, looked at after cuts at random moments."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import resources
from models.clock import FixedClock
from models.services import office as office_module
from models.services.office import open_office
from models.storage.opening import open_database
from tests.faults import power, writer

# Small, so that the log is folded into the file several times in a run: that is the delicate moment.
CHECKPOINT_PAGES = 60


@dataclass(frozen=True)
class Cut:
    """The disk as found after a cut, and what had been acknowledged by then."""

    files: dict[str, bytes]
    acknowledged: tuple[str, ...]


def cuts_of_run(folder: Path, seed: int, *, saves: int, cuts: int, synchronous: str = "FULL") -> list[Cut]:
    """Let an office work on the simulated disk and return the disk as it would be after cuts at random writes."""
    chance, disk = random.Random(seed), power.Disk()
    vfs = power.Vfs(f"cut-{folder.parent.name}-{seed}", disk)
    told: list[str] = []
    found: list[Cut] = []

    def maybe_cut() -> None:
        # Some 50 writes belong to a save, now and then a folding of the log; of several cuts in one save each finds another half-done state.
        if len(found) < cuts and told and chance.random() < cuts / (saves * 25):
            found.append(Cut(disk.after_power_cut(chance), tuple(told)))

    clock = FixedClock(writer.MORNING)
    opening = partial(open_database, connect=partial(power.Connection, vfs=vfs.name))
    with mock.patch.object(office_module, "open_database", opening):
        office = open_office(folder, clock=clock, resources=resources.path())
        office._desk.db.execute(f"PRAGMA synchronous = {synchronous}")
        office._desk.db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        disk.on_operation = maybe_cut
        worker = writer.Writer(office, clock, seed, told.append)
        for _ in range(saves):
            told.append(worker.work())
        disk.on_operation = None
        office.close()
    vfs.unregister()
    return found


def look_after(cut: Cut, folder: Path, after: Path) -> tuple[list[str], list[str], bool]:
    """Open the office on the disk as found; returns what is lost, what is broken, and whether it opened at all."""
    if after.exists():
        shutil.rmtree(after)
    after.mkdir(parents=True)
    shutil.copytree(folder / "files", after / "files")
    for name, content in cut.files.items():
        if Path(name).parent == folder and not name.endswith("-shm"):
            (after / Path(name).name).write_bytes(content)
    try:
        with open_office(after, clock=FixedClock(writer.MORNING), resources=resources.path()) as office:
            lost = writer.check(after, list(cut.acknowledged), office)
            return lost, [f"{one.kind} {one.where} {one.what}" for one in office.verify()], True
    except Exception as error:
        return [], [repr(error)], False


def summary(
    base: Path, seeds: Any, *, saves: int, cuts: int, synchronous: str = "FULL"
) -> tuple[int, int, int, int]:
    """Return (cuts looked at, acknowledged saves among them, cuts that lost something, cuts that broke something)."""
    looked = acknowledged = losing = broken = 0
    for seed in seeds:
        folder = base / f"{synchronous}-{seed}" / "数据"
        writer.set_up(folder)
        for cut in cuts_of_run(folder, seed, saves=saves, cuts=cuts, synchronous=synchronous):
            lost, faults, _ = look_after(cut, folder, base / "after")
            looked += 1
            acknowledged += len([line for line in cut.acknowledged if not line.startswith("begin\t")])
            losing += bool(lost)
            broken += bool(faults)
    return looked, acknowledged, losing, broken
