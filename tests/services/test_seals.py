"""Seals: a value of any row that the work rests on, changed, added or removed by plain SQL, is found by verify."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from casework import Casework

from models.services.demo import fill
from models.services.office import Office
from models.services.seal_faults import _PLACES
from models.storage.database import Database
from models.storage.seals import COUNTED, SEALED, UNSEALED, broken_seals, key_of


@contextmanager
def outside(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the file as somebody with a database browser would, who takes the triggers away first."""
    with closing(sqlite3.connect(folder / "binhui.db", isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


@pytest.fixture
def trained(office: Office) -> Office:
    fill(office)
    return office


def test_every_table_is_either_sealed_or_named_as_not(office: Office) -> None:
    db = office._desk.db
    tables = {
        row["name"]
        for row in db.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
        if not row["name"].startswith("case_grams")
    }
    assert tables == SEALED.keys() | UNSEALED
    assert SEALED.keys() == _PLACES.keys()
    for table, covered in SEALED.items():
        columns = {row["name"] for row in db.all(f"PRAGMA table_info({table})")}
        assert columns - set(covered) == {name for place, name in COUNTED if place == table}, table


def made_up_rows(db: Database) -> None:
    """Give every table that the training office leaves empty one row."""
    with db.atomic():
        for table, columns in SEALED.items():
            if not db.value(f"SELECT count(*) FROM {table}"):
                types = {row["name"]: row["type"] for row in db.all(f"PRAGMA table_info({table})")}
                db.insert(table, {name: 1 if types[name] == "INTEGER" else "x" for name in columns})


def test_any_changed_value_of_any_row_is_found(trained: Office) -> None:
    db = trained._desk.db
    made_up_rows(db)
    assert broken_seals(db) == []
    with outside(trained.folder) as connection:
        for table, columns in SEALED.items():
            keys = key_of(table)
            key = connection.execute(f"SELECT {keys} FROM {table} ORDER BY rowid DESC").fetchone()[0]
            types = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
            # A changed key is a row removed and another added: the next test.
            for column in (name for name in columns if name not in keys):
                old = connection.execute(f"SELECT {column} FROM {table} WHERE {keys} = ?", (key,)).fetchone()[
                    0
                ]
                new = (old or 0) + 1 if types[column] == "INTEGER" else f"{old or ''}x"
                change = f"UPDATE {table} SET {column} = ? WHERE {keys} = ?"
                connection.execute(change, (new, key))
                assert [(one.table, one.key) for one in broken_seals(db)] == [(table, key)], column
                connection.execute(change, (old, key))
    assert broken_seals(db) == []


def test_removed_and_added_rows_and_seals_are_found(trained: Office) -> None:
    db = trained._desk.db
    for sql, what in (
        ("DELETE FROM payments WHERE id = 1", "删去"),
        ("DELETE FROM row_seals WHERE place = 'opinions' AND key = '1'", "加入"),
        ("INSERT INTO extensions (case_id, days, reason, officer_id, extended_on) "
         "VALUES (1, 5, 'x', 1, '2024-06-05')", "加入"),
        ("UPDATE answers SET check_id = 'other' WHERE rowid = 1", "加入"),
    ):  # fmt: skip
        before = len(broken_seals(db))
        with outside(trained.folder) as connection:
            connection.execute(sql)
        told = broken_seals(db)
        assert len(told) > before and any(what in one.what for one in told), sql


def test_the_last_line_removed_and_the_head_rewritten(trained: Office) -> None:
    with outside(trained.folder) as connection:
        connection.execute("DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)")
        connection.execute(
            "UPDATE chain_heads SET seq = seq - 1, hash = (SELECT hash FROM events ORDER BY seq DESC LIMIT 1)"
        )
    assert "日志" in {fault.kind for fault in trained.verify()}


def test_the_words_name_the_case(work: Casework) -> None:
    case = work.register()
    work.to_payment(case.id, 115_000_00)
    with outside(work.office.folder) as connection:
        connection.execute("UPDATE cases SET approver_id = 1")
        connection.execute("UPDATE answers SET verdict = '不符合' WHERE rowid = 1")
        connection.execute("UPDATE officers SET roles = '审批 管理' WHERE id = 4")
    told = {(fault.kind, fault.where.split("（")[0], fault.what) for fault in work.office.verify()}
    assert told == {
        ("办件", f"办件 {case.case_no}", "办件已在程序之外被改动"),
        ("办件", f"审查答复 {case.case_no}", "审查答复已在程序之外被改动"),
        ("人员", "人员 赵四", "人员已在程序之外被改动"),
    }


def test_another_tool_cannot_renew_a_seal_by_writing_as_usual(work: Casework) -> None:
    """Without taking any trigger away: the triggers that seal are in this program's connections only."""
    work.register()
    with closing(sqlite3.connect(work.office.folder / "binhui.db", isolation_level=None)) as connection:
        connection.execute("UPDATE sequences SET value = value + 1")
    assert {fault.kind for fault in work.office.verify()} == {"文号"}


def test_an_older_file_is_sealed_when_it_is_upgraded(trained: Office) -> None:
    from models.storage.opening import open_database

    db = trained._desk.db
    clock = trained.clock
    trained.close()
    with closing(sqlite3.connect(db.path, isolation_level=None)) as connection:
        connection.execute("DROP TABLE row_seals")
        connection.execute("DROP TABLE progress_withdrawals")
        connection.execute("PRAGMA user_version = 8")
    upgraded = open_database(db.path, clock=clock)
    assert broken_seals(upgraded) == []
    assert upgraded.value("SELECT count(*) FROM row_seals WHERE place = 'cases'") >= 30
    upgraded.close()


def test_a_table_of_a_later_step_is_sealed_after_the_upgrade(trained: Office) -> None:
    from models.storage.opening import open_database

    db, clock = trained._desk.db, trained.clock
    trained.close()
    with closing(sqlite3.connect(db.path, isolation_level=None)) as connection:
        connection.execute("DROP TABLE progress_withdrawals")
        connection.execute("PRAGMA user_version = 9")
    upgraded = open_database(db.path, clock=clock)
    with upgraded.atomic():
        upgraded.insert(
            "progress_withdrawals",
            {
                "topic": "target_progress",
                "entry_id": 1,
                "officer_id": 1,
                "withdrawn_at": "2024-06-20T09:00:00",
            },
        )
    assert broken_seals(upgraded) == []
    assert upgraded.value("SELECT count(*) FROM row_seals WHERE place = 'progress_withdrawals'") == 1
    upgraded.close()
