"""Transactions: all or nothing, nested, per thread, in conflict, and through a killed process."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from models.clock import FixedClock
from models.errors import EnvironmentProblem
from models.storage.database import Database
from models.storage.numbering import next_number, start_after
from models.storage.opening import faults, open_database

_COUNT = "SELECT count(*) FROM sequences"


def add(db: Database, name: str) -> None:
    db.execute("INSERT INTO sequences (name, year, value) VALUES (?, 2024, 1)", (name,))


def test_an_exception_undoes_everything(db: Database) -> None:
    with pytest.raises(ValueError), db.atomic():
        add(db, "a")
        raise ValueError
    assert db.value(_COUNT) == 0
    assert not db.in_transaction


def test_an_inner_unit_is_undone_alone(db: Database) -> None:
    with db.atomic():
        add(db, "outer")
        with pytest.raises(ValueError), db.atomic():
            add(db, "inner")
            with db.atomic():
                add(db, "innermost")
            raise ValueError
        with db.atomic():
            add(db, "second inner")
    assert [row[0] for row in db.all("SELECT name FROM sequences ORDER BY name")] == ["outer", "second inner"]


def test_a_reader_in_another_thread_sees_committed_rows_only(db: Database) -> None:
    seen: list[int] = []

    def read() -> None:
        seen.append(db.value(_COUNT))

    with db.atomic():
        add(db, "a")
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert seen == [0]
    assert db.value(_COUNT) == 1


def test_connections_of_ended_threads_are_closed(db: Database) -> None:
    for _ in range(20):
        thread = threading.Thread(target=lambda: db.value(_COUNT))
        thread.start()
        thread.join()
    assert len(db._connections) <= 2


def test_a_second_writer_is_told_plainly(db: Database, path: Path, clock: FixedClock) -> None:
    other = open_database(path, clock=clock)
    other.execute("PRAGMA busy_timeout = 20")
    with db.atomic():
        add(db, "first")
        with pytest.raises(EnvironmentProblem, match="另一窗口"), other.atomic():
            add(other, "second")
    with other.atomic():
        add(other, "second")
    assert db.value(_COUNT) == 2
    other.close()


def test_numbers_have_no_gaps_and_no_doubles(db: Database, path: Path, clock: FixedClock) -> None:
    other = open_database(path, clock=clock)
    drawn: list[int] = []
    for turn in range(20):
        source = (db, other)[turn % 2]
        try:
            with source.atomic():
                number = next_number(source, "letter", 2024)
                if turn % 5 == 0:
                    raise ValueError
                drawn.append(number)
        except ValueError:
            continue
    assert drawn == list(range(1, 17))
    assert db.value("SELECT value FROM sequences WHERE name = 'letter' AND year = 2024") == 16
    other.close()


def test_a_number_is_never_drawn_outside_a_transaction(db: Database) -> None:
    with pytest.raises(RuntimeError):
        next_number(db, "letter", 2024)


def test_a_sequence_goes_on_after_numbers_given_on_paper_and_never_back(db: Database) -> None:
    start_after(db, "letter", 2024, 40)
    start_after(db, "letter", 2024, 12)
    with db.atomic():
        assert next_number(db, "letter", 2024) == 41


def test_evidence_cannot_be_changed_or_deleted(db: Database) -> None:
    for table in ("events", "determinations", "opinions", "payments", "letters", "letter_files", "cases"):
        sql = [
            row[0]
            for row in db.all(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
            )
        ]
        assert any("BEFORE DELETE" in one and "ABORT" in one for one in sql), table


def test_a_killed_process_loses_nothing_acknowledged(path: Path, clock: FixedClock) -> None:
    path.parent.mkdir()
    open_database(path, clock=clock).close()
    program = textwrap.dedent(
        """
        import os, sys
        from datetime import datetime
        from pathlib import Path
        from models.clock import FixedClock
        from models.storage.opening import open_database
        db = open_database(Path(sys.argv[1]), clock=FixedClock(datetime(2024, 6, 5)))
        add = "INSERT INTO sequences (name, year, value) VALUES (?, 2024, 1)"
        for number in range(25):
            with db.atomic():
                db.execute(add, (f"kept {number}",))
            print(number, flush=True)
        with db.atomic():
            for number in range(2000):
                db.execute(add, (f"lost {number}",))
            os._exit(9)
        """
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    acknowledged = len(ended.stdout.split())
    assert (ended.returncode, acknowledged) == (9, 25), ended.stderr
    db = open_database(path, clock=clock)
    assert db.value("SELECT count(*) FROM sequences WHERE name LIKE 'kept%'") == 25
    assert db.value("SELECT count(*) FROM sequences WHERE name LIKE 'lost%'") == 0
    assert faults(db, full=True) == []
    db.close()
