"""Making a backup: a checked copy of the database, the files by hash, read back and compared before it counts."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from models.errors import EnvironmentProblem, UserError
from models.storage import container, disk
from models.storage import settings as stored_settings
from models.storage.container import SUFFIX, Entry, Manifest, Reader, Writer
from models.storage.database import Database, connect_sqlite
from models.storage.files import fault_of, path_of
from models.storage.folder import DATABASE, SUBFOLDERS
from models.storage.opening import faults
from models.storage.retention import Copy, outdated
from models.version import VERSION

AUTOMATIC, WHOLE = "自动备份", "滨惠办备份"
_STAMP = "%Y%m%d-%H%M%S"
_LEFT_BEHIND = timedelta(days=1)


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


def make_backup(db: Database, folder: Path, into: Path, *, complete: bool) -> BackupFile:
    """Write a backup into the folder `into`, read it back and return it; raises EnvironmentProblem, leaving nothing half-made.

    A complete backup holds the files too and is enough for a new machine; otherwise they lie beside it under
    `files/`, each once for all backups there.
    """
    with disk.told("备份没有完成", into):
        into.mkdir(parents=True, exist_ok=True)
        _sweep(db.clock.now(), into, folder / SUBFOLDERS[1])
        copy = folder / SUBFOLDERS[1] / f".copy-{os.getpid()}-{id(db)}.db"
        copy.parent.mkdir(exist_ok=True)
        try:
            manifest = container.changed(_copied(db, copy), complete=complete)
            _require_room(manifest, copy, into, complete)
            name = f"{WHOLE if complete else AUTOMATIC}-{db.clock.now().strftime(_STAMP)}"
            return _written(_unused(into, name), copy, manifest, folder)
        finally:
            for leftover in (copy, copy.with_name(f"{copy.name}-wal"), copy.with_name(f"{copy.name}-shm")):
                with contextlib.suppress(OSError):
                    leftover.unlink(missing_ok=True)


def _sweep(now: datetime, *places: Path) -> None:
    """Remove what killed backups left half-made more than a day ago; a younger one may be in the making."""
    for place in set(places):
        for left in (*place.glob("*.part"), *place.glob(".copy-*.db*")) if place.is_dir() else ():
            with contextlib.suppress(OSError):
                if left.stat().st_mtime < (now - _LEFT_BEHIND).timestamp():
                    left.unlink()


def _copied(db: Database, target: Path) -> Manifest:
    """Copy the database with SQLite's backup call, check the copy and return what it holds."""
    target.unlink(missing_ok=True)
    with contextlib.closing(connect_sqlite(target)) as copy:
        # It is synced as part of the backup file, so that it need not be synced here.
        copy.execute("PRAGMA synchronous = OFF")
        db.connection.backup(copy)
    with contextlib.closing(Database(target, clock=db.clock)) as copied:
        if found := faults(copied):
            raise EnvironmentProblem(
                "备份没有完成，因为数据已有损坏",
                "；".join(found[:3]),
                "原有的备份都保留着，请运行“核验”，必要时从最近的备份恢复",
            )
        manifest = facts_of(copied)
        copied.execute("PRAGMA journal_mode = DELETE")
    return manifest


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


def _require_room(manifest: Manifest, copy: Path, into: Path, complete: bool) -> None:
    needed = copy.stat().st_size
    if complete:
        needed += sum(manifest.files.values())
    else:
        needed += sum(size for sha, size in manifest.files.items() if not path_of(into, sha).exists())
    disk.require_room(into, needed, "备份")


def _unused(into: Path, name: str) -> Path:
    target = into / (name + SUFFIX)
    number = 2
    while target.exists():
        target = into / f"{name}-{number}{SUFFIX}"
        number += 1
    return target


def _written(target: Path, copy: Path, facts: Manifest, folder: Path) -> BackupFile:
    missing = _keep_files(facts, folder, target.parent)
    with disk.whole_file(target) as file:
        with Writer(file) as writer:
            changed: dict[str, Any] = {"database": writer.add(DATABASE, copy, packed=True)}
            changed["policy"] = _add_policy(writer, folder / "policy")
            if facts.complete:
                changed["files"] = {sha: size for sha, size in facts.files.items() if sha not in missing}
                for sha256 in changed["files"]:
                    writer.add(container.file_entry(sha256), path_of(folder, sha256))
            manifest = container.changed(facts, missing=tuple(sorted(missing)), **changed)
            writer.finish(manifest)
        file.flush()
        os.fsync(file.fileno())
        with Reader(Path(file.name)) as written:
            written.check()
    return BackupFile(target, manifest, target.stat().st_size)


def _keep_files(facts: Manifest, folder: Path, into: Path) -> set[str]:
    """Copy what is not yet beside the backup; returns what is missing or damaged in the data folder itself."""
    missing = set()
    for sha256, size in facts.files.items():
        target = path_of(into, sha256)
        if not facts.complete and target.exists() and target.stat().st_size == size:
            continue
        if fault_of(folder, sha256):
            missing.add(sha256)
        elif not facts.complete:
            disk.copy_whole(path_of(folder, sha256), target)
    return missing


def _add_policy(writer: Writer, policy: Path) -> dict[str, Entry]:
    found = {}
    for path in sorted(policy.rglob("*")) if policy.is_dir() else ():
        name = path.relative_to(policy).as_posix()
        if path.is_file() and container.is_plain(name) and path.stat().st_size <= container.MAX_POLICY_BYTES:
            found[name] = writer.add(f"policy/{name}", path, packed=True)
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
