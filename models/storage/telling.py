"""What SQLite complains of, in the officer's words: damage, a file held by others, a full disk, missing rights."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from models.errors import DamagedData, EnvironmentProblem, UserError
from models.storage import session

# How Python's SQLite begins its complaint about a text whose bytes were changed on the disk.
_UNDECODABLE = "Could not decode to UTF-8"


class DamageTold:
    """Tells damage met in the middle of the work in the officer's words; a plain class costs next to nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        name = getattr(error, "sqlite_errorname", "")
        undecodable = isinstance(error, UnicodeDecodeError) or (
            isinstance(error, sqlite3.OperationalError) and str(error).startswith(_UNDECODABLE)
        )
        if isinstance(error, DamagedData):
            session.note_damage(self._path)
        elif undecodable or name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            session.note_damage(self._path)
            raise DamagedData(
                "数据文件有损坏",
                f"读取 {self._path.name} 时发现内容损坏",
                "请关闭程序后重新打开，按提示从最近的备份恢复；已有的文件和备份都保留着",
            ) from error


_READING = {
    "READONLY": "文件是只读的，或没有写入权限",
    "IOERR": "磁盘读写出错",
    "CANTOPEN": "文件打不开，可能没有权限，或文件夹已不在",
}


def told(error: sqlite3.OperationalError) -> UserError | sqlite3.OperationalError:
    """Put what the machine can cause into the officer's words; anything else is a defect and stays itself."""
    code = getattr(error, "sqlite_errorname", "")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return EnvironmentProblem(
            "数据文件正被占用",
            "另一窗口或其他程序（如杀毒、备份、同步软件）正在使用，等待超过5秒仍未轮到",
            "请稍候再试，已填写的内容没有丢失",
        )
    if code.startswith("SQLITE_FULL"):
        return EnvironmentProblem(
            "磁盘空间不足", "本次保存没有写入", "请清理磁盘后再试，已填写的内容没有丢失"
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return EnvironmentProblem(
            "数据文件无法读写",
            _READING[code.split("_")[1]],
            "请检查数据文件夹的权限和磁盘，或是否被杀毒软件占用",
        )
    return error
