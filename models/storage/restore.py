"""Restoring a backup: unpacked and checked aside, then put in place by a journal that the next start can finish."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from models.cases.events import Event
from models.clock import Clock, FixedClock
from models.errors import EnvironmentProblem, UserError
from models.gauge import Gauge
from models.storage import container, disk, session
from models.storage.backup import facts_of
from models.storage.container import Manifest, Reader, file_entry
from models.storage.database import Database, connect_sqlite
from models.storage.events import append_event
from models.storage.files import fault_of, path_of
from models.storage.folder import DATABASE, open_folder
from models.storage.numbering import start_after
from models.storage.opening import faults, open_database

JOURNAL = "restore.json"
INCOMING = "restore.incoming"
KEPT = "恢复前"
_PARTS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", session.DAMAGE_MARK, "policy")


@dataclass(frozen=True)
class Restored:
    """What a restore did: the manifest, where the former data lie, and files that no place had."""

    manifest: Manifest
    kept: Path | None
    missing: tuple[str, ...]


class _Journal(msgspec.Struct):
    kept: str


def restore_backup(source: Path, folder: Path, *, clock: Clock, gauge: Gauge | None = None) -> Restored:
    """Put a backup (or a kept binhui.db) in the place of the folder's data, which are kept beside it.

    Nothing is changed before everything is unpacked and checked; from then on a kill or a power cut is finished
    by `finish_pending` at the next start. Raises FolderInUse beside an open window, EnvironmentProblem otherwise.
    `gauge` counts the bytes unpacked; stopped by it everything stays as it was.
    """
    gauge = gauge or Gauge()
    held = open_folder(folder, single=True)
    try:
        finish_pending(held.path)
        with disk.told("恢复没有完成", held.path):
            incoming = _fresh_incoming(held.path)
            manifest, missing = _unpack(source, incoming, held.path, clock, gauge)
            gauge.look()
            _prepare(incoming, held.path, clock, manifest)
            kept = _unused(held.path, f"{KEPT}-{clock.now():%Y%m%d-%H%M%S}")
            with disk.whole_file(held.path / JOURNAL) as file:
                file.write(msgspec.json.encode(_Journal(kept.name)))
            finish_pending(held.path)
    except BaseException:
        # With the journal written the restore is decided; without it the present data stay as they are.
        if not (held.path / JOURNAL).exists():
            shutil.rmtree(held.path / INCOMING, ignore_errors=True)
        raise
    finally:
        held.release()
    return Restored(manifest, kept if kept.exists() else None, missing)


def finish_pending(folder: Path) -> Path | None:
    """Finish a restore that was interrupted after it was decided; returns where the former data lie, None if none."""
    journal = folder / JOURNAL
    if not journal.exists():
        return None
    with disk.told("上次的恢复还没有完成", folder):
        incoming = folder / INCOMING
        try:
            kept = folder / Path(msgspec.json.decode(journal.read_bytes(), type=_Journal).kept).name
        except msgspec.MsgspecError:
            # It is written whole or not at all; something else put this here, so that nothing was decided.
            journal.unlink()
            return None
        if (incoming / DATABASE).exists():
            _set_aside(folder, kept, incoming)
            _add_versions(incoming / container.VERSIONS, folder / container.VERSIONS)
            if (incoming / "policy").is_dir():
                disk.replace_patiently(incoming / "policy", folder / "policy")
            disk.replace_patiently(incoming / DATABASE, folder / DATABASE)
        journal.unlink()
        disk.sync_folder(folder)
        shutil.rmtree(incoming, ignore_errors=True)
    return kept


def _add_versions(incoming: Path, present: Path) -> None:
    """Add the versions of packs that are not there yet; named by their hash, they are the same wherever they are."""
    for version in sorted(incoming.iterdir()) if incoming.is_dir() else ():
        if not (present / version.name).exists():
            present.mkdir(exist_ok=True)
            disk.replace_patiently(version, present / version.name)


def _set_aside(folder: Path, kept: Path, incoming: Path) -> None:
    """Move the former data out of the way, log and all; done again after an interruption it goes on where it was."""
    kept.mkdir(exist_ok=True)
    # The database goes last: as long as it is there, its log must not be missing from the same place for long.
    for name in reversed(_PARTS):
        if (folder / name).exists() and not (name == "policy" and not (incoming / "policy").is_dir()):
            disk.replace_patiently(folder / name, _unused(kept, name))
    if any(kept.iterdir()):
        disk.sync_folder(kept)
    else:
        kept.rmdir()


def _fresh_incoming(folder: Path) -> Path:
    incoming = folder / INCOMING
    if incoming.exists():
        shutil.rmtree(incoming)
    incoming.mkdir()
    return incoming


def _unpack(
    source: Path, incoming: Path, folder: Path, clock: Clock, gauge: Gauge
) -> tuple[Manifest, tuple[str, ...]]:
    if source.suffix.lower() == ".db":
        return _copy_database(source, incoming, clock), ()
    with Reader(source) as reader:
        disk.require_room(folder, reader.unpacked_bytes, "恢复")
        first = [(name, entry) for name, entry in reader.entries() if not name.startswith("files/")]
        gauge.expect(sum(entry.size for _, entry in first) + sum(reader.manifest.files.values()))
        for name, entry in first:
            _extract(reader, name, entry, incoming / name, gauge)
        missing = []
        for sha256, size in reader.manifest.files.items():
            if not _bring(reader, sha256, size, folder):
                missing.append(sha256)
            gauge.add(size)
        return reader.manifest, (*missing, *reader.manifest.missing)


def _extract(
    reader: Reader, name: str, entry: container.Entry, target: Path, gauge: Gauge | None = None
) -> None:
    with disk.whole_file(target) as file:
        reader.copy(name, entry, file, gauge)


def _bring(reader: Reader, sha256: str, size: int, folder: Path) -> bool:
    """Have the file in the data folder: it is there, or in the backup, or beside the backup. Only ever adds.

    A damaged paper is one paper missing; it does not keep the rest from coming back.
    """
    if not fault_of(folder, sha256):
        return True
    target = path_of(folder, sha256)
    if reader.manifest.complete:
        try:
            _extract(reader, file_entry(sha256), container.Entry(size, sha256), target)
            return True
        except container.DamagedBackup:
            pass
    beside = reader.path.parent
    if fault_of(beside, sha256):
        return False
    disk.copy_whole(path_of(beside, sha256), target)
    return True


def _copy_database(source: Path, incoming: Path, clock: Clock) -> Manifest:
    """Take a bare database (a copy kept before an upgrade or a restore), with its log where it has one."""
    if not source.is_file():
        raise EnvironmentProblem(f"没有文件“{source}”", "", "请核对路径")
    for ending in ("", "-wal"):
        beside = source.with_name(source.name + ending)
        if beside.exists():
            shutil.copyfile(beside, incoming / (DATABASE + ending))
    with contextlib.closing(connect_sqlite(incoming / DATABASE)) as copied:
        try:
            copied.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except UnicodeDecodeError as error:
            # SQLite quotes a broken table definition in its complaint, and that text itself cannot be read.
            raise container.damaged(Path(DATABASE), "数据表的定义已损坏") from error
    made_at = datetime.fromtimestamp(int(source.stat().st_mtime)).isoformat()
    with contextlib.closing(open_database(incoming / DATABASE, clock=clock)) as db:
        return container.changed(facts_of(db), made_at=made_at)


def inspect_database(source: Path) -> Manifest:
    """Return what a bare database would bring back, checked as a whole on a copy; raises UserError if it cannot be used."""
    clock = FixedClock(datetime.fromtimestamp(int(source.stat().st_mtime)))
    with (
        disk.told("文件不能读取", source),
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
    ):
        manifest = _copy_database(source, Path(scratch), clock)
        with contextlib.closing(open_database(Path(scratch) / DATABASE, clock=clock)) as db:
            if found := faults(db, full=True):
                raise container.damaged(source, "；".join(found[:3]))
        return manifest


def _prepare(incoming: Path, folder: Path, clock: Clock, manifest: Manifest) -> None:
    """Bring the unpacked database to this program's schema, check it, and let no number be given twice."""
    db = open_database(incoming / DATABASE, clock=clock)
    try:
        if found := faults(db, full=True):
            raise container.damaged(Path(DATABASE), "；".join(found[:3]))
        with db.atomic():
            for name, year, value in _given_numbers(folder, clock):
                start_after(db, name, year, value)
            told = f"恢复到 {manifest.made_at} 的备份，当时有办件 {manifest.cases} 件"
            moment = clock.now().isoformat(timespec="seconds")
            append_event(db, Event(moment, 0, "", "restored", "从备份恢复", None, (), "", told))
    finally:
        db.close()


def _given_numbers(folder: Path, clock: Clock) -> list[tuple[str, int, int]]:
    """Numbers given since the backup stay given, as far as the present data can still be read."""
    if not (folder / DATABASE).is_file():
        return []
    with (
        contextlib.suppress(sqlite3.Error, UserError),
        contextlib.closing(Database(folder / DATABASE, clock=clock)) as db,
    ):
        return [tuple(row) for row in db.all("SELECT name, year, value FROM sequences")]
    return []


def _unused(folder: Path, name: str) -> Path:
    target, number = folder / name, 2
    while target.exists():
        target, number = folder / f"{name}-{number}", number + 1
    return target
