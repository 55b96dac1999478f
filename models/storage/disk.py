"""Files that must be whole or not there: synced writes, patient renames, told disk faults."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from models.errors import EnvironmentProblem, UserError, system_reason

# An antivirus holds a fresh file for a moment; the tries wait 1.5 s together.
_TRIES = 6
_FIRST_DELAY_S = 0.05
_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)


def replace_patiently(source: Path, target: Path) -> None:
    """Rename over the target; on Windows a file held for a moment by another program is tried again."""
    for turn in range(_TRIES):
        try:
            source.replace(target)
            break
        except PermissionError:
            if turn == _TRIES - 1:
                raise
            time.sleep(_FIRST_DELAY_S * 2**turn)
    sync_folder(target.parent)


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Give a file to write that appears under its name only when it is complete and synced."""
    with whole_path(target) as partial, partial.open("wb") as file:
        yield file
        sync(file)


def sync(file: BinaryIO) -> None:
    """Have everything written to a file reach the disk."""
    file.flush()
    os.fsync(file.fileno())


@contextlib.contextmanager
def whole_path(target: Path) -> Iterator[Path]:
    """Give a path to write to and to sync, which gets its name when that is done and is removed when it fails."""
    if not target.parent.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        sync_folder(target.parent.parent)
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        yield partial
        replace_patiently(partial, target)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file; the target is complete and synced, or not there."""
    with source.open("rb") as read, whole_file(target) as written:
        shutil.copyfileobj(read, written, 1 << 20)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut; Windows does this by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def require_room(folder: Path, needed_bytes: int, what: str) -> None:
    """Raise EnvironmentProblem when the disk of the folder has less room than needed."""
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        raise EnvironmentProblem(
            f"磁盘空间不足，{what}没有进行",
            f"“{folder}”需要 {_mb(needed_bytes)}，只剩 {_mb(free)}",
            "请清理磁盘或另选位置后再试，已保存的数据没有受到影响",
        )


def _mb(size: int) -> str:
    return f"{size / 1_048_576:,.1f} MB"


@contextlib.contextmanager
def told(what: str, where: Path) -> Iterator[None]:
    """Turn the system's and SQLite's faults into the officer's words; nothing that was kept before is lost."""
    try:
        yield
    except UserError:
        raise
    except (OSError, sqlite3.Error) as error:
        remedy = "请检查磁盘和权限后再试，原有的数据和备份没有受到影响"
        if _is_full(error):
            remedy = "请清理磁盘或另选位置后再试，原有的数据和备份没有受到影响"
        raise EnvironmentProblem(what, f"“{where}”：{_reason(error)}", remedy) from error


def _is_full(error: Exception) -> bool:
    name = getattr(error, "sqlite_errorname", "")
    return bool(getattr(error, "errno", None) in _NO_ROOM or name.startswith("SQLITE_FULL"))


def _reason(error: Exception) -> str:
    if _is_full(error):
        return "磁盘已满"
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "")
        return (
            "数据库文件损坏"
            if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
            else f"读写失败（{name}）"
        )
    return system_reason(error)
