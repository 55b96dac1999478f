"""The one place that opens the database: pragmas, refusal of foreign and newer files, transactions per thread."""

from __future__ import annotations

import copy
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.clock import Clock
from models.errors import ConflictError, EnvironmentProblem
from models.storage import seals
from models.storage.telling import DamageTold, told

# "BHBB" in the file header tells our files from any other SQLite database.
APPLICATION_ID = 0x42484242
BUSY_TIMEOUT_MS = 5000
# Steps of SQLite's machine between two questions whether to go on: about a millisecond.
PROGRESS_STEPS = 20_000
Connect = Callable[[Path], sqlite3.Connection]
Row = sqlite3.Row


def connect_sqlite(path: Path) -> sqlite3.Connection:
    """Open a connection with Python's own SQLite; an encrypting library would come with its own such function."""
    return sqlite3.connect(
        path,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )


def connect_unchanging(path: Path) -> sqlite3.Connection:
    """Open a finished file that nobody writes any more, without changing a byte of it or laying anything beside it."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


class Stopped(Exception):
    """A reading was stopped because nobody waits for it any more."""


class Database:
    """An open database. Each thread has its own connection, so that the window reads while a worker writes."""

    def __init__(self, path: Path, *, clock: Clock, connect: Connect = connect_sqlite) -> None:
        self.path = path
        self.clock = clock
        self._connect = connect
        self._guard = threading.Lock()
        self._connections: dict[int, tuple[threading.Thread, sqlite3.Connection]] = {}
        self._local = threading.local()
        self._closed = False
        # `with db.damage_told:` tells damage in words and has the next start check everything.
        self.damage_told = DamageTold(path)
        # Called inside every outermost transaction before its commit: the search index follows here.
        self.before_commit: Callable[[], None] | None = None
        # Asked by every search: cases whose entries in that index are still to be written, with their text.
        self.unindexed: Callable[[], Sequence[tuple[int, str, str]]] = tuple
        # What queries learned about the data by name; for speed alone, no right answer may hang on it.
        self.learned: dict[str, Any] = {}

    def at(self, clock: Clock) -> Database:
        """Return the same open database with another clock; both share their connections."""
        other = copy.copy(self)
        other.clock = clock
        return other

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection, opened and set up on first use."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._open()
        return connection

    def _open(self) -> sqlite3.Connection:
        if self._closed:
            raise EnvironmentProblem("数据库已关闭", "程序正在退出", "请重新打开程序")
        connection = self._connect(self.path)
        try:
            set_pragmas(connection)
            seals.teach(connection)
        except BaseException:
            # An open handle would keep a damaged file from being moved aside on Windows.
            connection.close()
            raise
        with self._guard:
            for key in [key for key, (thread, _) in self._connections.items() if not thread.is_alive()]:
                self._connections.pop(key)[1].close()
            self._connections[threading.get_ident()] = (threading.current_thread(), connection)
        self._local.connection = connection
        self._local.depth = 0
        self._local.sealing = False
        return connection

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        self._closed = True
        with self._guard:
            connections = [connection for _, connection in self._connections.values()]
            self._connections.clear()
        for connection in connections:
            connection.close()
        self._local = threading.local()

    def interrupt(self) -> None:
        """Stop the statement that another thread's connection is running (a search that nobody waits for)."""
        with self._guard:
            here = threading.get_ident()
            for key, (_, connection) in self._connections.items():
                if key != here:
                    connection.interrupt()

    @contextmanager
    def stoppable(self, proceed: Callable[[], bool] | None) -> Iterator[None]:
        """While the calling thread reads, ask `proceed` now and then; when it says no, Stopped ends the reading.

        Unlike `interrupt` this never reaches another call that has begun meanwhile, nor another thread's writing.
        """
        if proceed is None:
            yield
            return
        connection = self.connection
        connection.set_progress_handler(lambda: 0 if proceed() else 1, PROGRESS_STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                raise Stopped from None
            raise
        finally:
            connection.set_progress_handler(None, 0)

    @contextmanager
    def undecodable_kept(self) -> Iterator[None]:
        """Within, the calling thread reads texts with damaged bytes too, so that a check can name their rows."""
        connection = self.connection
        connection.text_factory = lambda cell: cell.decode("utf-8", "replace")
        try:
            yield
        finally:
            connection.text_factory = str

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One unit of work: BEGIN IMMEDIATE outside, a savepoint inside another; rolled back on any exception."""
        connection = self.connection
        depth: int = self._local.depth
        begin, commit, undo = _statements(depth)
        try:
            if not self._local.sealing:
                # Late, because a window that only reads need not pay for it.
                self._local.sealing = seals.guard(connection)
            connection.execute(begin)
        except sqlite3.OperationalError as error:
            raise told(error) from error
        self._local.depth = depth + 1
        try:
            yield
            if depth == 0 and self.before_commit is not None:
                self.before_commit()
            with self.damage_told:
                connection.execute(commit)
        except BaseException as error:
            if connection.in_transaction:
                for statement in undo:
                    connection.execute(statement)
            if isinstance(error, sqlite3.OperationalError):
                raise told(error) from error
            raise
        finally:
            self._local.depth = depth

    @property
    def in_transaction(self) -> bool:
        """Whether the calling thread is inside `atomic`."""
        return self.connection.in_transaction

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Run one statement with bound values on the calling thread's connection."""
        with self.damage_told:
            return self.connection.execute(sql, values)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many rows."""
        with self.damage_told:
            self.connection.executemany(sql, rows)

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """Return the first row, or None."""
        with self.damage_told:
            row: Row | None = self.connection.execute(sql, values).fetchone()
            return row

    def all(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Return all rows."""
        with self.damage_told:
            return self.connection.execute(sql, values).fetchall()

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.one(sql, values)
        return None if row is None else row[0]

    def insert(self, table: str, values: dict[str, Any]) -> int:
        """Insert one row and return its id; table and column names come from code, never from outside."""
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        cursor = self.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
        return int(cursor.lastrowid or 0)

    def update(
        self, table: str, row_id: int, values: dict[str, Any], *, expected_version: int | None = None
    ) -> bool:
        """Update a row with a version column; False when the expected version is no longer there."""
        columns = ", ".join(f"{name} = ?" for name in values)
        guard = "" if expected_version is None else " AND version = ?"
        bound = (*values.values(), row_id, *(() if expected_version is None else (expected_version,)))
        cursor = self.execute(
            f"UPDATE {table} SET {columns}, version = version + 1 WHERE id = ?{guard}", bound
        )
        return cursor.rowcount == 1


def _statements(depth: int) -> tuple[str, str, tuple[str, ...]]:
    if depth == 0:
        return "BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)
    name = f"level_{depth}"
    return f"SAVEPOINT {name}", f"RELEASE {name}", (f"ROLLBACK TO {name}", f"RELEASE {name}")


def set_pragmas(connection: sqlite3.Connection) -> None:
    """Set what every connection of ours must have; FULL, because NORMAL loses acknowledged commits in a power cut."""
    connection.row_factory = sqlite3.Row
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "cache_size = -16000",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def conflict(what: str, *, mine: object, theirs: object, field: str = "") -> ConflictError:
    """Return the error for a row that another window changed first."""
    return ConflictError(what, mine=mine, theirs=theirs, field=field)
