"""The data folder: where it is by default, whether it can be used, and that one window alone has it."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from models.errors import EnvironmentProblem, system_reason

DATABASE = "binhui.db"
LOCK = "binhui.lock"
SUBFOLDERS = ("files", "backups")
_REMOTE_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs"}
)
_DRIVE_REMOTE = 4
MOUNTS = Path("/proc/mounts")


def default_data_folder() -> Path:
    """Return the current user's data folder; it need not exist yet."""
    return Path(platformdirs.user_data_dir("binhuiban", appauthor=False))


class FolderInUse(EnvironmentProblem):
    """Another window already has the folder."""


class UnusableFolder(EnvironmentProblem):
    """The folder cannot hold the data; another one may."""


@dataclass(frozen=True)
class DataFolder:
    """A usable data folder, held by this window when `lock` is given."""

    path: Path
    lock: sqlite3.Connection | None = None

    @property
    def database(self) -> Path:
        """The database file."""
        return self.path / DATABASE

    def release(self) -> None:
        """Give the folder free for another window."""
        if self.lock is not None:
            self.lock.close()


def open_folder(path: Path, *, single: bool = False) -> DataFolder:
    """Return the folder, created where needed; raises EnvironmentProblem telling why it cannot be used.

    With `single` this window alone may have it, until it is released or the process ends.
    """
    path = path.expanduser().absolute()
    if is_remote(path):
        raise UnusableFolder(
            "数据不能放在网络盘上",
            f"{path} 在网络共享上，多台电脑同时写入会损坏数据",
            "请选择本机磁盘上的文件夹",
        )
    _make(path)
    lock = _locked(path / LOCK) if single else None
    return DataFolder(path, lock)


def _make(path: Path) -> None:
    probe = path / f".write-test-{id(path)}"
    try:
        path.mkdir(parents=True, exist_ok=True)
        for name in SUBFOLDERS:
            (path / name).mkdir(exist_ok=True)
        probe.write_bytes(b"1")
        probe.unlink()
    except OSError as error:
        where = path if str(error.filename or "").endswith(probe.name) else error.filename or path
        raise UnusableFolder(
            "数据文件夹不能写入",
            f"{where}：{system_reason(error)}",
            "请另选文件夹，或请管理员清理磁盘、开放写入权限",
        ) from error


def _locked(path: Path) -> sqlite3.Connection:
    """Hold SQLite's own exclusive lock on a file beside the data: the same on every system, gone with the process."""
    lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("PRAGMA locking_mode = EXCLUSIVE")
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise FolderInUse(
                "滨惠办已经打开", f"另一窗口正在使用 {path.parent}", "请切换到已打开的窗口"
            ) from error
        raise UnusableFolder(
            "数据文件夹不能锁定", f"{path} 不能写入", "请开放写入权限，或另选本机磁盘上的文件夹"
        ) from error
    return lock


def is_remote(path: Path) -> bool:
    """Tell whether the folder lies on a network share, where SQLite's locks cannot be relied on; a link is followed."""
    places = {path}
    with contextlib.suppress(OSError, RuntimeError):
        places.add(path.resolve())
    if sys.platform == "win32":
        return any(_is_remote_drive(place) for place in places)
    return any(_mount_type(place) in _REMOTE_TYPES for place in places)


def _is_remote_drive(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")) and not str(path).startswith("\\\\?\\"):
        return True
    import ctypes

    kernel32 = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent on other systems
    return bool(kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)


def _mount_type(path: Path) -> str:
    """Return the file system type of the longest mount point above the path, empty where it cannot be told."""
    best, kind = "", ""
    with contextlib.suppress(OSError):
        for line in MOUNTS.read_text(errors="replace").splitlines():
            _, point, name, *_ = line.split(" ")
            point = point.replace("\\040", " ")
            inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(best):
                best, kind = point, name
    return kind
