"""Opening the database file: is it ours, is it whole, is it newer; safety copy and migrations for an older one."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from models.clock import Clock
from models.errors import DamagedData, EnvironmentProblem, UserError
from models.storage import session
from models.storage.database import APPLICATION_ID, Connect, Database, connect_sqlite
from models.storage.migrations import LATEST
from models.storage.telling import told

_HEADER = b"SQLite format 3\x00"


def open_database(path: Path, *, clock: Clock, connect: Connect = connect_sqlite) -> Database:
    """Open the database, creating or upgrading it; the ONE way to get a connection.

    Raises UserError for a file that is newer, foreign or damaged; nothing is changed then.
    """
    fresh = _is_fresh(path)
    suspect = session.has_met_damage(path.parent)
    unclean = not fresh and (suspect or _has_log(path))
    if not fresh and connect is connect_sqlite and not os.access(path, os.W_OK):
        # SQLite would open it all the same, and the first save would fail.
        raise EnvironmentProblem(
            "数据文件是只读的", str(path), "请在文件的属性中去掉“只读”，或请管理员开放写入权限"
        )
    db = Database(path, clock=clock, connect=connect)
    try:
        version = 0 if fresh else _checked_version(db, connect)
        if unclean:
            require_sound(db, full=suspect)
        if version < LATEST:
            if not fresh:
                safety_copy(db, version)
            from models.storage.migrations.runner import migrate

            migrate(db, version)
        return db
    except sqlite3.DatabaseError as error:
        db.close()
        # A file held by another program, a full disk or a missing permission is no damage.
        problem = told(error) if isinstance(error, sqlite3.OperationalError) else error
        raise problem if isinstance(problem, UserError) else _damaged(path, "内容已损坏") from error
    except BaseException:
        db.close()
        raise


def _is_fresh(path: Path) -> bool:
    """A missing file is fresh; an empty one only where nothing else says that there was data."""
    if not path.exists():
        if _has_log(path):
            raise _damaged(path, "数据库文件不见了，但留有日志文件")
        if _has_content(path.parent / "files") or _has_content(path.parent / "backups"):
            raise _damaged(path, "数据库文件不见了，而附件或备份还在")
        return True
    if path.stat().st_size:
        return False
    if _has_content(path.parent / "files") or _has_content(path.parent / "backups"):
        raise _damaged(path, "文件是空的，而附件或备份还在")
    return True


def _has_content(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _checked_version(db: Database, connect: Connect) -> int:
    """Return the file's schema version after looking at it without changing it."""
    if connect is connect_sqlite:
        with db.path.open("rb") as file:
            if file.read(16) != _HEADER:
                raise _damaged(db.path, "文件开头不是数据库格式")
    probe = connect(db.path)
    try:
        application = int(probe.execute("PRAGMA application_id").fetchone()[0])
        version = int(probe.execute("PRAGMA user_version").fetchone()[0])
    finally:
        probe.close()
    if application != APPLICATION_ID:
        raise UserError(
            "这不是滨惠办的数据文件", f"{db.path.name} 由其他程序建立", "请另选数据文件夹，或把该文件移到别处"
        )
    if version > LATEST:
        raise UserError(
            "数据文件比程序新",
            f"文件版本 {version}，本程序只认识到 {LATEST}",
            "请安装新版程序；为免损坏，本程序不会打开它",
        )
    return version


def _damaged(path: Path, detail: str) -> DamagedData:
    return DamagedData(
        "数据文件损坏，无法打开",
        f"{path.name}：{detail}",
        "请从“备份”中恢复最近的备份；损坏的文件会保留在原处",
    )


def faults(db: Database, *, full: bool = False) -> list[str]:
    """Return what SQLite's own check finds (quick, or full with all indexes and definitions), and broken references."""
    try:
        return _found(db, full)
    except DamagedData as error:
        # So damaged that the check itself cannot go on.
        return [error.why]


def _found(db: Database, full: bool) -> list[str]:
    pragma = "integrity_check" if full else "quick_check"
    found = [str(row[0]) for row in db.all(f"PRAGMA {pragma}(50)") if row[0] != "ok"]
    for row in db.all("PRAGMA foreign_key_check"):
        found.append(f"{row[0]} 第 {row[1]} 行指向不存在的 {row[2]}")
    if full:
        from models.storage.schema import schema_faults

        found += schema_faults(db)
    return found


def require_sound(db: Database, *, full: bool = False) -> None:
    """Raise DamagedData when the check finds a fault; quick after an unclean end, full where damage was met."""
    found = faults(db, full=full)
    if found:
        raise _damaged(db.path, f"检查时发现 {len(found)} 处损坏")


def safety_copy(db: Database, version: int) -> Path:
    """Copy the database with SQLite's backup call before it is upgraded, and check the copy."""
    folder = db.path.parent / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    stamp = db.clock.now().strftime("%Y%m%d-%H%M%S")
    target = folder / f"升级前-v{version}-{stamp}.db"
    copy_database(db.connection, target)
    return target


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Write a checked copy of an open database; raises EnvironmentProblem when the copy is not sound."""
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    copy = sqlite3.connect(partial)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        result = copy.execute("PRAGMA quick_check").fetchone()[0]
    finally:
        copy.close()
    if result != "ok":
        raise EnvironmentProblem("备份没有通过检查", str(result), "请检查磁盘后再试")
    partial.replace(target)
