"""Making a backup: a copy of the database, checked where it lies, the files by hash, all read back before it counts."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from models.clock import Clock
from models.errors import DamagedData, UserError
from models.gauge import Gauge
from models.storage import container, disk
from models.storage import settings as stored_settings
from models.storage.container import SUFFIX, Entry, Manifest, Reader, Writer
from models.storage.database import Database, connect_sqlite, connect_unchanging
from models.storage.files import fault_of, path_of
from models.storage.folder import SUBFOLDERS
from models.storage.opening import faults
from models.storage.retention import Copy, outdated
from models.version import VERSION

AUTOMATIC, WHOLE = "自动备份", "滨惠办备份"
_STAMP = "%Y%m%d-%H%M%S"
_LEFT_BEHIND = timedelta(days=1)
# So much of the database is copied between two looks at the gauge: 16 MB.
_PAGES = 4096


@dataclass(frozen=True)
class BackupFile:
    """A backup on disk and what its manifest says."""

    path: Path
    manifest: Manifest
    size: int

    @property
    def made_at(self) -> datetime:
        """When it was made, by the clock of then."""
        return datetime.fromisoformat(self.manifest.made_at)


def fingerprint(db: Database) -> str:
    """Return a value that changes with everything an officer does: record, settings, drafts."""
    parts = [tuple(row) for row in db.all("SELECT chain, seq, hash FROM chain_heads ORDER BY chain")]
    parts += [tuple(row) for row in db.all("SELECT count(*), sum(version), max(updated_at) FROM settings")]
    parts += [tuple(row) for row in db.all("SELECT count(*), max(saved_at) FROM drafts")]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def make_backup(
    db: Database, folder: Path, into: Path, *, complete: bool, gauge: Gauge | None = None
) -> BackupFile:
    """Write a backup into the folder `into`, read it back and return it; raises EnvironmentProblem, leaving nothing half-made.

    A complete backup holds the files too and is enough for a new machine; otherwise they lie beside it under
    `files/`, each once for all backups there. `gauge` counts bytes; stopped by it nothing is left either.
    """
    gauge = gauge or Gauge()
    with disk.told("备份没有完成", into):
        into.mkdir(parents=True, exist_ok=True)
        _sweep(db.clock.now(), into, folder / SUBFOLDERS[1])
        _require_room(db, into, complete)
        name = f"{WHOLE if complete else AUTOMATIC}-{db.clock.now().strftime(_STAMP)}"
        target = _unused(into, name)
        with disk.whole_path(target) as partial, db.damage_told:
            if _same_disk(folder, into):
                facts = _copied(db, partial, gauge)
            else:
                facts = _copied_by_way_of(db, folder / SUBFOLDERS[1], partial, gauge)
            manifest = _completed(partial, container.changed(facts, complete=complete), folder, into, gauge)
        return BackupFile(target, manifest, target.stat().st_size)


def _same_disk(folder: Path, into: Path) -> bool:
    return folder.stat().st_dev == into.stat().st_dev


def _sweep(now: datetime, *places: Path) -> None:
    """Remove what killed backups left half-made more than a day ago; a younger one may be in the making."""
    for place in set(places):
        for left in (*place.glob(f"*{SUFFIX}.*.part*"), *place.glob(".copy-*.db*")) if place.is_dir() else ():
            with contextlib.suppress(OSError):
                if left.stat().st_mtime < (now - _LEFT_BEHIND).timestamp():
                    left.unlink()


def _copied_by_way_of(db: Database, scratch: Path, target: Path, gauge: Gauge) -> Manifest:
    """Copy the database to another disk: SQLite's small pieces would take minutes on a stick that syncs each of them."""
    copy = scratch / f".copy-{os.getpid()}-{id(db)}.db"
    scratch.mkdir(exist_ok=True)
    try:
        manifest = _copied(db, copy, gauge)
        shutil.copyfile(copy, target)
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)
    if _digest(target) != manifest.database.sha256:
        raise container.damaged(target, "写入的内容读回后与原文不符")
    return manifest


def _copied(db: Database, target: Path, gauge: Gauge) -> Manifest:
    """Copy the database with SQLite's backup call; the copy is opened, checked and read to the end while it is synced."""
    size = db.value("PRAGMA page_count") * db.value("PRAGMA page_size")
    gauge.expect(2 * size)
    try:
        copy_unsynced(db, target, gauge)
        with ThreadPoolExecutor(2) as pool:
            synced, digest = pool.submit(sync, target), pool.submit(_digest, target)
            manifest = _checked_facts(target, db.clock)
            synced.result()
            gauge.add(size)
            return container.changed(manifest, database=Entry(target.stat().st_size, digest.result()))
    finally:
        for ending in ("-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                target.with_name(target.name + ending).unlink(missing_ok=True)


def copy_unsynced(db: Database, target: Path, gauge: Gauge | None = None) -> None:
    """Copy the database as it is now into a file of its own, which needs no log beside it; the bytes are counted."""
    gauge = gauge or Gauge()
    page_bytes, last = db.value("PRAGMA page_size"), -1

    def tell(status: int, left: int, total: int) -> None:
        nonlocal last
        gauge.add((last - left if last >= 0 else total - left) * page_bytes)
        last = left

    target.unlink(missing_ok=True)
    with contextlib.closing(connect_sqlite(target)) as copy:
        # Half-made it is thrown away and whole it is synced at the end, so that SQLite need not care for either.
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA journal_mode = OFF").fetchall()
        db.connection.backup(copy, pages=_PAGES if gauge.listened_to else -1, progress=tell)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()


def _checked_facts(path: Path, clock: Clock) -> Manifest:
    """Return what a finished copy holds; raises EnvironmentProblem when it is not sound. Its bytes stay as they are."""
    with contextlib.closing(Database(path, clock=clock, connect=connect_unchanging)) as copied:
        if found := faults(copied):
            raise DamagedData(
                "备份没有完成，因为数据已有损坏",
                f"检查时发现 {len(found)} 处损坏",
                "原有的备份都保留着。请关闭程序后重新打开，按提示从最近的备份恢复",
            )
        return facts_of(copied)


def sync(path: Path) -> None:
    """Have a written file reach the disk."""
    with path.open("rb+") as file:
        disk.sync(file)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def facts_of(db: Database) -> Manifest:
    """Return what a database holds, as a manifest whose hashes are still open."""
    last = db.one("SELECT at, seq FROM events WHERE chain = '' ORDER BY id DESC LIMIT 1")
    return Manifest(
        format=container.FORMAT,
        program=VERSION,
        schema=int(db.value("PRAGMA user_version")),
        made_at=db.clock.now().isoformat(timespec="seconds"),
        unit=str(stored_settings.get(db, "office.profile", {}).get("unit", "")),
        office=str(stored_settings.get(db, "office.uid", "")),
        cases=db.value("SELECT count(*) FROM cases"),
        applicants=db.value("SELECT count(*) FROM applicants"),
        letters=db.value("SELECT count(*) FROM letters"),
        last_event_at=last["at"] if last else "",
        last_event_seq=last["seq"] if last else 0,
        fingerprint=fingerprint(db),
        complete=False,
        database=Entry(0, ""),
        files={
            row["sha256"]: row["size"] for row in db.all("SELECT sha256, size FROM files ORDER BY sha256")
        },
    )


def _require_room(db: Database, into: Path, complete: bool) -> None:
    needed = db.value("PRAGMA page_count") * db.value("PRAGMA page_size")
    for sha256, size in db.all("SELECT sha256, size FROM files"):
        needed += size if complete or not path_of(into, sha256).exists() else 0
    disk.require_room(into, needed, "备份")


def _unused(into: Path, name: str) -> Path:
    target = into / (name + SUFFIX)
    number = 2
    while target.exists():
        target = into / f"{name}-{number}{SUFFIX}"
        number += 1
    return target


def _completed(partial: Path, facts: Manifest, folder: Path, into: Path, gauge: Gauge) -> Manifest:
    """Write everything else behind the copied database, and read it back."""
    # Each is looked at or copied, in a complete backup written behind the database and read back as well.
    gauge.expect(sum(facts.files.values()) * (3 if facts.complete else 1))
    missing = _keep_files(facts, folder, into, gauge)
    with partial.open("rb+") as file:
        file.seek(0, os.SEEK_END)
        with Writer(file) as writer:
            changed: dict[str, Any] = {
                "policy": _add_policy(writer, folder, "policy"),
                "versions": _add_policy(writer, folder, container.VERSIONS),
            }
            if facts.complete:
                changed["files"] = {sha: size for sha, size in facts.files.items() if sha not in missing}
                for sha256 in changed["files"]:
                    writer.add(container.file_entry(sha256), path_of(folder, sha256), gauge=gauge)
            manifest = container.changed(facts, missing=tuple(sorted(missing)), **changed)
            writer.finish(manifest)
        disk.sync(file)
    with Reader(partial) as written:
        written.check(database=False, gauge=gauge)
    return manifest


def _keep_files(facts: Manifest, folder: Path, into: Path, gauge: Gauge) -> set[str]:
    """Copy what is not yet beside the backup; returns what is missing or damaged in the data folder itself."""
    missing = set()
    for sha256, size in facts.files.items():
        gauge.add(size)
        target = path_of(into, sha256)
        if not facts.complete and target.exists() and target.stat().st_size == size:
            continue
        if fault_of(folder, sha256):
            missing.add(sha256)
        elif not facts.complete:
            disk.copy_whole(path_of(folder, sha256), target)
    return missing


def _add_policy(writer: Writer, folder: Path, part: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    policy = folder / part
    for path in sorted(policy.rglob("*")) if policy.is_dir() else ():
        name = path.relative_to(policy).as_posix()
        if path.is_file() and container.is_plain(name) and path.stat().st_size <= container.MAX_POLICY_BYTES:
            found[name] = writer.add(f"{part}/{name}", path, packed=True)
    return found


def backups_in(folder: Path) -> tuple[BackupFile, ...]:
    """Return the backups of a folder that can be read, newest first; others are passed over and left alone."""
    found = []
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        with contextlib.suppress(UserError, OSError), Reader(path) as reader:
            found.append(BackupFile(path, reader.manifest, path.stat().st_size))
    return tuple(sorted(found, key=lambda one: (one.manifest.made_at, one.path.name), reverse=True))


def thin(into: Path, now: datetime) -> tuple[Path, ...]:
    """Remove automatic backups that `outdated` names; whole ones, unreadable ones and anything else stay."""
    automatic = {one.path.name: one for one in backups_in(into) if one.path.name.startswith(AUTOMATIC + "-")}
    copies = [Copy(name, one.made_at, one.manifest.last_event_seq) for name, one in automatic.items()]
    removed = []
    for copy in outdated(copies, now):
        with contextlib.suppress(OSError):
            automatic[copy.name].path.unlink()
            removed.append(automatic[copy.name].path)
    return tuple(removed)
