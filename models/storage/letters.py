"""Stored letters: the register, the snapshot each was made from, and the issued bytes."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.storage.database import Database, Row
from models.storage.rows import LetterFilter, LetterRow

VALID, VOID = "有效", "作废"


def insert(db: Database, values: dict[str, Any], pdf: bytes, case_ids: tuple[int, ...]) -> int:
    """Add an issued letter with its bytes."""
    letter_id = db.insert("letters", values)
    db.execute("INSERT INTO letter_files (letter_id, pdf) VALUES (?, ?)", (letter_id, pdf))
    db.execute_many(
        "INSERT INTO letter_cases (letter_id, case_id) VALUES (?, ?)",
        [(letter_id, case_id) for case_id in case_ids],
    )
    return letter_id


def get(db: Database, letter_id: int) -> Row | None:
    """Return a letter's row without its bytes."""
    return db.one(
        "SELECT l.*, o.name AS officer_name, r.number AS replaced FROM letters l JOIN officers o ON o.id = l.officer_id "
        "LEFT JOIN letters r ON r.id = l.replaces_id WHERE l.id = ?",
        (letter_id,),
    )


def pdf(db: Database, letter_id: int) -> bytes | None:
    """Return the issued bytes."""
    found: bytes | None = db.value("SELECT pdf FROM letter_files WHERE letter_id = ?", (letter_id,))
    return found


def of_case(db: Database, case_id: int) -> list[Row]:
    """Return the letters of a case, newest first."""
    return db.all(
        "SELECT l.*, o.name AS officer_name, r.number AS replaced FROM letter_cases lc "
        "JOIN letters l ON l.id = lc.letter_id JOIN officers o ON o.id = l.officer_id "
        "LEFT JOIN letters r ON r.id = l.replaces_id WHERE lc.case_id = ? ORDER BY l.id DESC",
        (case_id,),
    )


def kinds_in_force(db: Database, case_id: int, decision_round: int) -> frozenset[str]:
    """Return the kinds issued and valid under the decision in force."""
    rows = db.all(
        "SELECT DISTINCT l.kind FROM letter_cases lc JOIN letters l ON l.id = lc.letter_id "
        "WHERE lc.case_id = ? AND l.decision_round = ? AND l.state = ?",
        (case_id, decision_round, VALID),
    )
    return frozenset(row["kind"] for row in rows)


def by_code(db: Database, code: str) -> Row | None:
    """Return the letter that carries a printed code."""
    return db.one("SELECT id, number, kind, state, sha256, issued_on FROM letters WHERE code = ?", (code,))


def hashes(db: Database) -> list[tuple[int, str, str, str]]:
    """Return id, number, stored hash and code of every letter."""
    rows = db.all("SELECT id, number, sha256, code FROM letters ORDER BY id")
    return [(row["id"], row["number"], row["sha256"], row["code"]) for row in rows]


def register(db: Database, filter: LetterFilter, *, limit: int, after: int | None) -> list[LetterRow]:
    """Return lines of the register, newest first, older than letter id `after`."""
    where, values = _where(filter)
    rows = db.all(
        f"SELECT l.*, o.name AS officer_name, c.case_no, a.name AS applicant_name {_JOINED}"
        f"WHERE l.id < ? AND {where} ORDER BY l.id DESC LIMIT ?",
        (after if after is not None else 2**62, *values, limit),
    )
    return [_row(row) for row in rows]


def count(db: Database, filter: LetterFilter) -> int:
    """Return how many letters the filter finds."""
    where, values = _where(filter)
    return int(db.value(f"SELECT count(*) {_JOINED}WHERE {where}", tuple(values)))


def years(db: Database) -> tuple[int, ...]:
    """Return the years in which letters were issued, the newest first."""
    return tuple(row["year"] for row in db.all("SELECT DISTINCT year FROM letters ORDER BY year DESC"))


def cases_of(db: Database, letter_id: int) -> list[Row]:
    """Return number and applicant of every case that a letter is about."""
    return db.all(
        "SELECT c.id, c.case_no, a.name FROM letter_cases lc JOIN cases c ON c.id = lc.case_id "
        "JOIN applicants a ON a.id = c.applicant_id WHERE lc.letter_id = ? ORDER BY c.case_no",
        (letter_id,),
    )


def successor(db: Database, letter_id: int) -> Row | None:
    """Return the letter that was issued in the place of this one."""
    return db.one("SELECT id, number FROM letters WHERE replaces_id = ?", (letter_id,))


_JOINED = (
    "FROM letters l JOIN officers o ON o.id = l.officer_id LEFT JOIN cases c ON c.id = l.case_id "
    "LEFT JOIN applicants a ON a.id = c.applicant_id "
)


def _where(filter: LetterFilter) -> tuple[str, list[Any]]:
    where: list[str] = ["1"]
    values: list[Any] = []
    for column, chosen in (("l.kind", filter.kinds), ("l.year", filter.years), ("l.state", filter.states)):
        if chosen:
            where.append(f"{column} IN ({', '.join('?' * len(chosen))})")
            values += list(chosen)
    if filter.case_id is not None:
        where.append("l.id IN (SELECT letter_id FROM letter_cases WHERE case_id = ?)")
        values.append(filter.case_id)
    if filter.unsent:
        where.append("l.sent_on IS NULL AND l.state = ?")
        values.append(VALID)
    if filter.text:
        where.append("(instr(l.number, ?) OR instr(c.case_no, ?) OR instr(a.name, ?) OR instr(l.code, ?))")
        values += [filter.text] * 3 + [filter.text.upper()]
    return " AND ".join(where), values


def _row(row: Row) -> LetterRow:
    return LetterRow(
        row["id"],
        row["number"],
        row["kind"],
        row["case_id"],
        row["case_no"] or "",
        row["applicant_name"] or "",
        date.fromisoformat(row["issued_on"]),
        row["officer_name"],
        row["state"],
        row["code"],
        row["sha256"],
        day(row["sent_on"]),
        day(row["received_on"]),
    )


def day(text: str | None) -> date | None:
    """Return the day for stored text, None for nothing."""
    return date.fromisoformat(text) if text else None


def issue_lines(db: Database) -> dict[str, str]:
    """Return kind and number of all letters that the record says were issued, by the hash of their bytes."""
    rows = db.all("SELECT detail FROM events WHERE action = 'letter_issued'")
    parts = (row["detail"].rpartition(" SHA-256 ") for row in rows)
    return {digest: told for told, _, digest in parts}
