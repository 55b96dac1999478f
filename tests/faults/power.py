"""A disk in memory behind SQLite's own file layer: what was not synced when the power goes is there only by chance."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR_BYTES = 512


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    """Apply a write, or (data None) a truncation to the offset."""
    if data is None:
        del content[offset:]
        return
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


class Disk:
    """What the platters hold, and what still waits in the cache of system and drive."""

    def __init__(self) -> None:
        self.files: dict[str, _File] = {}
        self.operations = 0
        self.on_operation: Any = None

    def opened(self, path: str) -> None:
        """A file that was there before is on the platters."""
        if path not in self.files:
            there = Path(path)
            self.files[path] = _File(bytearray(there.read_bytes() if there.exists() else b""))

    def change(self, path: str, offset: int, data: bytes | None) -> None:
        """Note a write or a truncation that waits."""
        self.files[path].pending.append((offset, data))
        self.operations += 1
        if self.on_operation is not None:
            self.on_operation()

    def sync(self, path: str) -> None:
        """Everything that waits for this file is on the platters now."""
        file = self.files[path]
        for offset, data in file.pending:
            _apply(file.durable, offset, data)
        file.pending.clear()

    def deleted(self, path: str) -> None:
        """A file is gone (for the log that is at its orderly end)."""
        self.files.pop(path, None)

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return each file as found afterwards: of what waited, some sectors made it, in no order, others not."""
        found = {}
        for path, file in self.files.items():
            content = bytearray(file.durable)
            survival = chance.choice((0.0, 0.1, 0.5, 0.9))
            for offset, data in file.pending:
                if data is None:
                    if chance.random() < survival:
                        _apply(content, offset, None)
                    continue
                for start in range(0, len(data), SECTOR_BYTES):
                    if chance.random() < survival:
                        _apply(content, offset + start, data[start : start + SECTOR_BYTES])
            found[path] = bytes(content)
        return found


class Vfs(apsw.VFS):
    """The system's own file layer, with everything told to the disk in memory."""

    def __init__(self, name: str, disk: Disk) -> None:
        self.name, self.disk = name, disk
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        path = name if isinstance(name, str) or name is None else name.filename()
        if path is not None:
            self.disk.opened(path)
        return _VfsFile(self.disk, path, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        super().xDelete(name, sync)
        self.disk.deleted(name)


class _VfsFile(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str | None, name: Any, flags: list[int]) -> None:
        self._disk, self._path = disk, path
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        if self._path is not None:
            self._disk.change(self._path, offset, bytes(data))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        if self._path is not None:
            self._disk.change(self._path, size, None)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        if self._path is not None:
            self._disk.sync(self._path)


class Row(tuple[Any, ...]):
    """A row by position and by name, as sqlite3.Row."""

    names: tuple[str, ...]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.names.index(key) if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        return list(self.names)


class Cursor:
    """The part of sqlite3.Cursor that the store uses."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._cursor.row_trace = self._row
        self.rowcount, self.lastrowid = -1, 0

    @staticmethod
    def _row(cursor: apsw.Cursor, values: tuple[Any, ...]) -> Row:
        row = Row(values)
        row.names = tuple(column[0] for column in cursor.get_description())
        return row

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        self._cursor.execute(sql, values)
        self.rowcount, self.lastrowid = self._connection.changes(), self._connection.last_insert_rowid()
        return self

    def executemany(self, sql: str, rows: Iterable[Any]) -> Cursor:
        self._cursor.executemany(sql, rows)
        return self

    def fetchone(self) -> Row | None:
        return next(self._cursor, None)

    def fetchall(self) -> list[Row]:
        return list(self._cursor)

    def __iter__(self) -> Any:
        return iter(self._cursor)


class Connection:
    """The part of sqlite3.Connection that the store uses, over a chosen file layer."""

    def __init__(self, path: Path, vfs: str) -> None:
        self._connection = apsw.Connection(str(path), vfs=vfs)
        self.row_factory: Any = None

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        return Cursor(self._connection).execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Cursor:
        return Cursor(self._connection).executemany(sql, rows)

    def create_function(self, name: str, count: int, function: Any, *, deterministic: bool) -> None:
        self._connection.create_scalar_function(name, function, count, deterministic=deterministic)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def interrupt(self) -> None:
        self._connection.interrupt()

    def close(self) -> None:
        self._connection.close()
