"""Verification: any byte changed in a record line, receipt, letter or file is found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from casework import Casework

import resources
from models.letters.press import Press
from models.services.office import open_office
from models.storage import files as stored_files


def tamper(work: Casework, sql: str, *values: object) -> None:
    """Change the file behind the program's back, as somebody with a database browser would."""
    connection = sqlite3.connect(work.office.folder / "binhui.db", isolation_level=None)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(sql, values)
    connection.close()


def kinds(work: Casework) -> set[str]:
    return {fault.kind for fault in work.office.verify()}


@pytest.fixture
def paid(work: Casework) -> Casework:
    case = work.register()
    work.to_payment(case.id, 115_000_00)
    assert work.office.verify() == []
    return work


@pytest.mark.parametrize(
    "column",
    [
        "at",
        "officer_id",
        "officer_name",
        "action",
        "label",
        "changes",
        "reason",
        "detail",
        "previous_hash",
        "hash",
    ],
)
def test_a_changed_line_of_the_record(paid: Casework, column: str) -> None:
    tamper(
        paid,
        f"UPDATE events SET {column} = {column} || 'x' WHERE id = 7"
        if column != "officer_id"
        else "UPDATE events SET officer_id = 2 WHERE id = 7",
    )
    assert "日志" in kinds(paid)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM events WHERE id = 7",
        "DELETE FROM events WHERE id = (SELECT max(id) FROM events)",
        "UPDATE events SET case_id = NULL WHERE id = 7",
        "INSERT INTO events SELECT max(id) + 1, chain, max(seq) + 1, case_id, officer_id, at, officer_name, action, "
        "label, changes, reason, detail, hash, previous_hash FROM events",
        "UPDATE chain_heads SET seq = seq - 1",
    ],
)
def test_a_removed_or_inserted_line_of_the_record(paid: Casework, sql: str) -> None:
    tamper(paid, sql)
    assert "日志" in kinds(paid)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE determinations SET receipt = replace(receipt, '115', '116')",
        "UPDATE determinations SET receipt_hash = replace(receipt_hash, 'a', 'b')",
        "UPDATE determinations SET amount_fen = amount_fen + 1",
        "UPDATE determinations SET ceiling_fen = ceiling_fen + 1",
        "UPDATE determinations SET basis = basis || '。'",
        "UPDATE cases SET determined_fen = determined_fen + 1",
    ],
)
def test_a_changed_receipt(paid: Casework, sql: str) -> None:
    tamper(paid, sql)
    assert "依据" in kinds(paid)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE letter_files SET pdf = CAST(substr(pdf, 1, 999) || X'00' || substr(pdf, 1001) AS BLOB)",
        "DELETE FROM letter_files",
        "UPDATE letters SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x')",
        "UPDATE letters SET number = replace(number, '1号', '2号')",
        "DELETE FROM letters",
    ],
)
def test_a_changed_letter(paid: Casework, sql: str) -> None:
    tamper(paid, sql)
    assert "文书" in kinds(paid)


def test_a_letter_exchanged_together_with_its_hash(paid: Casework) -> None:
    import hashlib

    forged = b"%PDF-1.7 forged"
    tamper(paid, "UPDATE letter_files SET pdf = ?", forged)
    tamper(paid, "UPDATE letters SET sha256 = ?", hashlib.sha256(forged).hexdigest())
    assert "文书" in kinds(paid)


def test_a_letter_deleted_with_everything_that_points_to_it(paid: Casework) -> None:
    for table, column in (("letter_files", "letter_id"), ("letter_cases", "letter_id"), ("letters", "id")):
        tamper(paid, f"DELETE FROM {table} WHERE {column} = 1")
    assert kinds(paid) == {"文书"}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE opinions SET opinion = '不同意' WHERE id = 2",
        "UPDATE opinions SET reason = '材料不实' WHERE id = 2",
        "UPDATE opinions SET given_at = '2024-01-01T00:00:00' WHERE id = 2",
    ],
)
def test_a_changed_opinion(paid: Casework, sql: str) -> None:
    tamper(paid, sql)
    assert kinds(paid) == {"意见"}


@pytest.mark.parametrize("what", ["changed", "missing"])
def test_a_changed_or_missing_file(paid: Casework, tmp_path: Path, what: str) -> None:
    paper = tmp_path / "审计报告.pdf"
    paper.write_bytes(b"%PDF-1.7 report")
    view, _ = paid.office.files.add(paper, case_id=1, material_id="audit", actor=paid.handler)
    assert paid.office.verify() == []
    kept = stored_files.path_of(paid.office.folder, view.sha256)
    if what == "missing":
        kept.unlink()
    else:
        kept.write_bytes(b"%PDF-1.7 rep0rt")
    assert kinds(paid) == {"文件"}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cases SET paid_fen = 1",
        "UPDATE stage_counts SET cases = cases + 1",
        "INSERT INTO answers VALUES (99, 'x', '符合', '', 1, 1, '')",
    ],
)
def test_sums_counters_and_references(paid: Casework, sql: str) -> None:
    tamper(paid, sql)
    assert "数据库" in kinds(paid)


def test_a_reprint_of_an_altered_letter_is_refused(paid: Casework) -> None:
    from models.errors import EnvironmentProblem

    tamper(paid, "UPDATE letter_files SET pdf = X'00'")
    with pytest.raises(EnvironmentProblem, match="损坏"):
        paid.office.letters.reprint(1)


def test_receipts_are_recomputed_after_an_upgrade(paid: Casework, press: Press, tmp_path: Path) -> None:
    """A pack whose arithmetic changed: the stored receipt stays, the difference is listed."""
    import shutil

    changed = tmp_path / "resources"
    shutil.copytree(resources.path("policy"), changed / "policy")
    shutil.copytree(resources.path("office"), changed / "office")
    clause = changed / "policy" / "bz-2024-12" / "clauses" / "13.toml"
    text = clause.read_text(encoding="utf-8")
    assert 'percent = "5"' in text
    clause.write_text(text.replace('percent = "5"', 'percent = "4"'), encoding="utf-8")
    paid.office.close()
    try:
        office = open_office(paid.office.folder, clock=paid.clock, resources=changed, press=press)
    except Exception as error:
        pytest.fail(f"the changed pack does not load: {error}")
    told = [fault.what for fault in office.verify() if fault.kind == "依据"]
    assert any("政策上限" in what and "92,000.00" in what for what in told)
    assert office.cases.view(1).determination is not None
    office.close()
