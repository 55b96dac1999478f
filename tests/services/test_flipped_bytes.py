"""Flipping any byte of a record line, receipt, letter or material file is found by verify."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from casework import Casework

import resources
from models.errors import UserError
from models.letters.press import Press
from models.services.office import open_office
from models.services.receipts import receipt_faults
from models.services.verify import verify
from models.storage import files as stored_files
from models.storage.events import verify_log

_PAPER = "%PDF-1.7 专项审计报告\n".encode() + bytes(range(256)) * 4
_LETTER_SAMPLES = 250
_DISK_SAMPLES = 12


@pytest.fixture
def full(work: Casework, tmp_path: Path) -> Casework:
    """A case with its record, a receipt, letters and one paper."""
    case = work.register()
    work.to_payment(case.id, 115_000_00)
    paper = tmp_path / "审计报告.pdf"
    paper.write_bytes(_PAPER)
    work.office.files.add(paper, case_id=case.id, material_id="audit", actor=work.handler)
    assert work.office.verify() == []
    return work


class Outside:
    """The file as another tool writes it, with no trigger left."""

    def __init__(self, work: Casework) -> None:
        self.connection = sqlite3.connect(work.office.folder / "binhui.db", isolation_level=None)
        names = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            self.connection.execute(f"DROP TRIGGER {name}")
        self.connection.execute("PRAGMA synchronous = OFF")

    def flips(self, table: str, column: str, row: str, step: int = 1) -> Iterator[int]:
        """Flip one bit of every byte (or every `step`-th) of a value, one after the other, and mend it again."""
        select = f"SELECT CAST({column} AS BLOB) FROM {table} WHERE {row}"
        whole: bytes = self.connection.execute(select).fetchone()[0]
        for place in dict.fromkeys((*range(0, len(whole), step), len(whole) - 1)):
            if place < 0:
                continue
            bit = 1 << random.Random(place).randrange(8)
            self._put(table, column, row, whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
            yield place
            self._put(table, column, row, whole)

    def _put(self, table: str, column: str, row: str, value: bytes) -> None:
        kept = "?" if column == "pdf" else "CAST(? AS TEXT)"
        self.connection.execute(f"UPDATE {table} SET {column} = {kept} WHERE {row}", (value,))


@pytest.fixture
def outside(full: Casework) -> Iterator[Outside]:
    opened = Outside(full)
    with closing(opened.connection):
        yield opened


@pytest.mark.parametrize(
    "column",
    ["at", "officer_name", "action", "label", "changes", "reason", "detail", "previous_hash", "hash"],
)
def test_every_byte_of_record_lines(full: Casework, outside: Outside, column: str) -> None:
    db = full.office._desk.db
    size = f"length({column})"
    longest = db.value(f"SELECT id FROM events ORDER BY {size} DESC LIMIT 1")
    for line in {longest, 1, db.value("SELECT max(id) FROM events")}:
        for place in outside.flips("events", column, f"id = {line}"):
            with db.undecodable_kept():
                assert verify_log(db), f"byte {place} of {column} in line {line}"
    assert verify_log(db) == []


@pytest.mark.parametrize("column", ["receipt", "receipt_hash", "basis"])
def test_every_byte_of_a_receipt(full: Casework, outside: Outside, column: str) -> None:
    desk = full.office._desk
    for place in outside.flips("determinations", column, "id = 1"):
        with desk.db.undecodable_kept():
            assert receipt_faults(desk), f"byte {place} of {column}"
    assert receipt_faults(desk) == []


def test_bytes_all_over_a_letter(full: Casework, outside: Outside) -> None:
    desk = full.office._desk
    length = desk.db.value("SELECT length(pdf) FROM letter_files WHERE letter_id = 1")
    for place in outside.flips("letter_files", "pdf", "letter_id = 1", step=length // _LETTER_SAMPLES):
        assert {fault.kind for fault in verify(desk)} == {"文书"}, f"byte {place}"


@pytest.mark.parametrize("column", ["snapshot", "sha256", "code", "number", "qr_payload"])
def test_every_byte_beside_a_letter(full: Casework, outside: Outside, column: str) -> None:
    db = full.office._desk.db
    length = len(db.value(f"SELECT {column} FROM letters WHERE id = 1").encode())
    from models.storage.seals import broken_seals

    for place in outside.flips("letters", column, "id = 1", step=max(1, length // _LETTER_SAMPLES)):
        with db.undecodable_kept():
            assert [one.table for one in broken_seals(db)] == ["letters"], f"byte {place} of {column}"


def test_every_byte_of_a_paper(full: Casework) -> None:
    digest = full.office._desk.db.value("SELECT sha256 FROM files")
    path = stored_files.path_of(full.office.folder, digest)
    for place in range(len(_PAPER)):
        path.write_bytes(_PAPER[:place] + bytes([_PAPER[place] ^ (1 << place % 8)]) + _PAPER[place + 1 :])
        assert stored_files.fault_of(full.office.folder, digest), f"byte {place}"
    assert {fault.kind for fault in full.office.verify()} == {"文件"}
    path.write_bytes(_PAPER)
    assert full.office.verify() == []


@pytest.mark.parametrize("what", ["event", "receipt", "letter"])
def test_bytes_flipped_in_the_database_file_itself(full: Casework, press: Press, what: str) -> None:
    """On the disk, past SQLite: the file either no longer opens, in the officer's words, or verify finds it."""
    db = full.office._desk.db
    sought = {
        "event": db.value("SELECT hash FROM events WHERE id = 9").encode(),
        "receipt": db.value("SELECT substr(receipt, 1, 60) FROM determinations WHERE id = 1").encode(),
        # A letter's bytes run over many pages; its middle stands undivided within one of them.
        "letter": bytes(
            db.value("SELECT substr(pdf, length(pdf) / 2, 64) FROM letter_files WHERE letter_id = 1")
        ),
    }[what]
    folder, clock = full.office.folder, full.clock
    full.office.close()
    path = folder / "binhui.db"
    whole = path.read_bytes()
    found = whole.find(sought)
    assert found > 0
    for place in range(found, found + len(sought), max(1, len(sought) // _DISK_SAMPLES)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        try:
            office = open_office(folder, clock=clock, resources=resources.path(), press=press)
        except UserError:
            continue
        try:
            assert office.verify(), f"byte {place}"
        finally:
            office.close()
