"""Opening: pragmas, refusal of newer, foreign and damaged files, safety copy and migration of older ones."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlite_utils

from models.clock import FixedClock
from models.errors import EnvironmentProblem, UserError
from models.storage import opening
from models.storage.database import APPLICATION_ID, Database, connect_sqlite
from models.storage.migrations import LATEST, runner
from models.storage.opening import faults, open_database


def schema_of(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [row[0] for row in rows]


def test_every_connection_has_our_pragmas(db: Database) -> None:
    found = {name: db.value(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert db.value("PRAGMA application_id") == APPLICATION_ID
    assert db.value("PRAGMA user_version") == LATEST


def test_all_tables_are_strict_and_sound(db: Database) -> None:
    rows = db.all("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    loose = [row["name"] for row in rows if not row["strict"] and not row["name"].startswith("sqlite_")]
    assert loose == []
    assert faults(db, full=True) == []
    with pytest.raises(sqlite3.IntegrityError), db.atomic():
        db.execute("INSERT INTO sequences (name, year, value) VALUES ('a', 'not a year', 1)")


def test_a_newer_file_is_refused_and_left_alone(db: Database, path: Path, clock: FixedClock) -> None:
    db.execute(f"PRAGMA user_version = {LATEST + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="比程序新"):
        open_database(path, clock=clock)
    assert path.read_bytes() == before


def test_a_foreign_database_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "binhui.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    with pytest.raises(UserError, match="不是滨惠办的数据文件"):
        open_database(path, clock=clock)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"PK\x03\x04"])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, clock: FixedClock, content: bytes) -> None:
    path = tmp_path / "binhui.db"
    path.write_bytes(content)
    with pytest.raises(EnvironmentProblem, match="损坏"):
        open_database(path, clock=clock)
    assert path.read_bytes() == content


def test_an_empty_file_beside_backups_is_damage_but_alone_it_is_a_fresh_start(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "binhui.db"
    path.touch()
    open_database(path, clock=clock).close()
    path.write_bytes(b"")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "one.db").touch()
    with pytest.raises(EnvironmentProblem, match="文件是空的"):
        open_database(path, clock=clock)


def test_damage_found_after_an_unclean_end_is_told(db: Database, path: Path, clock: FixedClock) -> None:
    db.execute("INSERT INTO sequences (name, year, value) VALUES ('a', 2024, 1)")
    page = db.value("PRAGMA page_size")
    db.close()
    content = bytearray(path.read_bytes())
    content[page : page * 6] = bytes(page * 5)
    path.write_bytes(content)
    # A log left behind says that the program did not end in order.
    path.with_name(path.name + "-wal").write_bytes(b"left behind")
    with pytest.raises(EnvironmentProblem, match="损坏"):
        open_database(path, clock=clock)


@pytest.mark.parametrize("version", range(1, LATEST))
def test_an_older_file_is_copied_first_and_ends_like_a_fresh_one(
    tmp_path: Path, clock: FixedClock, version: int
) -> None:
    path = tmp_path / "binhui.db"
    old = connect_sqlite(path)
    for step in runner.STEPS[:version]:
        step.apply(sqlite_utils.Database(old, strict=True))
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.execute(f"PRAGMA user_version = {version}")
    old.execute("INSERT INTO sequences (name, year, value) VALUES ('kept', 2024, 7)")
    old.close()
    fresh = open_database(tmp_path / "fresh.db", clock=clock)
    upgraded = open_database(path, clock=clock)
    assert schema_of(upgraded.connection) == schema_of(fresh.connection)
    assert upgraded.value("SELECT value FROM sequences WHERE name = 'kept'") == 7
    copies = list((tmp_path / "backups").glob("升级前-v*.db"))
    assert len(copies) == 1
    with sqlite3.connect(copies[0]) as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == version
        assert copy.execute("SELECT value FROM sequences").fetchone()[0] == 7
    copy.close()
    fresh.close()
    upgraded.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "binhui.db"
    db = open_database(path, clock=clock)
    before = schema_of(db.connection)
    db.close()

    class Failing:
        @staticmethod
        def apply(tables: sqlite_utils.Database) -> None:
            tables["half_made"].create({"id": int}, strict=True)
            raise RuntimeError("stop")

    monkeypatch.setattr(runner, "STEPS", (*runner.STEPS, Failing))
    monkeypatch.setattr(opening, "LATEST", LATEST + 1)
    with pytest.raises(RuntimeError):
        open_database(path, clock=clock)
    monkeypatch.undo()
    again = open_database(path, clock=clock)
    assert schema_of(again.connection) == before
    again.close()


def test_a_step_that_breaks_a_reference_is_undone(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "binhui.db"
    open_database(path, clock=clock).close()

    class Breaking:
        @staticmethod
        def apply(tables: sqlite_utils.Database) -> None:
            tables["drafts"].insert({"officer_id": 99, "scope": "s", "payload": "{}", "saved_at": ""})

    monkeypatch.setattr(runner, "STEPS", (*runner.STEPS, Breaking))
    monkeypatch.setattr(opening, "LATEST", LATEST + 1)
    with pytest.raises(EnvironmentProblem, match="引用断裂"):
        open_database(path, clock=clock)
    monkeypatch.undo()
    again = open_database(path, clock=clock)
    assert again.value("SELECT count(*) FROM drafts") == 0
    assert again.value("PRAGMA foreign_keys") == 1
    again.close()


def test_another_sqlite_library_is_exchanged_in_one_place(tmp_path: Path, clock: FixedClock) -> None:
    opened: list[Path] = []

    def connect(path: Path) -> sqlite3.Connection:
        opened.append(path)
        return connect_sqlite(path)

    path = tmp_path / "binhui.db"
    open_database(path, clock=clock, connect=connect).close()
    assert opened and set(opened) == {path}
