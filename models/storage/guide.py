"""Stored answers and papers of a case, notes and progress reports."""

from __future__ import annotations

from typing import Any

from models.cases.checklist import Answer
from models.cases.materials import Receipt
from models.storage.database import Database, Row


def answers(db: Database, case_id: int) -> dict[str, Answer]:
    """Return the officer's answers of a case by check."""
    rows = _items(db, "answers", "check_id, verdict, remark, version, answered_at", case_id)
    return {
        row["check_id"]: Answer(
            row["check_id"], row["verdict"], row["remark"], row["version"], row["name"], row["answered_at"]
        )
        for row in rows
    }


def receipts(db: Database, case_id: int) -> dict[str, Receipt]:
    """Return what was noted about the papers of a case."""
    rows = _items(db, "materials", "material_id, state, remark, version, received_at", case_id)
    return {
        row["material_id"]: Receipt(
            row["material_id"], row["state"], row["remark"], row["version"], row["name"], row["received_at"]
        )
        for row in rows
    }


def _items(db: Database, table: str, columns: str, case_id: int) -> list[Row]:
    named = ", ".join(f"t.{column.strip()}" for column in columns.split(","))
    return db.all(
        f"SELECT {named}, o.name FROM {table} t JOIN officers o ON o.id = t.officer_id WHERE t.case_id = ?",
        (case_id,),
    )


def save_answer(
    db: Database, case_id: int, check_id: str, verdict: str, remark: str, officer_id: int
) -> None:
    """Save an answer; its version grows."""
    _save(
        db,
        "answers",
        ("check_id", "verdict", "answered_at"),
        (case_id, check_id, verdict, remark, officer_id),
    )


def save_receipt(
    db: Database, case_id: int, material_id: str, state: str, remark: str, officer_id: int
) -> None:
    """Save what was noted about a paper; its version grows."""
    _save(
        db,
        "materials",
        ("material_id", "state", "received_at"),
        (case_id, material_id, state, remark, officer_id),
    )


def _save(db: Database, table: str, names: tuple[str, str, str], values: tuple[Any, ...]) -> None:
    item, state, moment = names
    db.execute(
        f"INSERT INTO {table} (case_id, {item}, {state}, remark, officer_id, version, {moment}) "
        "VALUES (?, ?, ?, ?, ?, 1, ?) "
        f"ON CONFLICT (case_id, {item}) DO UPDATE SET {state} = excluded.{state}, remark = excluded.remark, "
        f"officer_id = excluded.officer_id, version = version + 1, {moment} = excluded.{moment}",
        (*values, db.clock.now().isoformat(timespec="seconds")),
    )


def add_note(db: Database, case_id: int, text: str, officer_id: int) -> int:
    """Add an internal note."""
    now = db.clock.now().isoformat(timespec="seconds")
    return db.insert("notes", {"case_id": case_id, "text": text, "officer_id": officer_id, "written_at": now})


def notes(db: Database, case_id: int) -> list[Row]:
    """Return the internal notes of a case, newest first."""
    return db.all(
        "SELECT n.id, n.text, o.name, n.written_at FROM notes n JOIN officers o ON o.id = n.officer_id "
        "WHERE n.case_id = ? ORDER BY n.id DESC",
        (case_id,),
    )


def add_progress(db: Database, case_id: int, kind: str, text: str, officer_id: int) -> int:
    """Add a progress report, feedback or result."""
    now = db.clock.now().isoformat(timespec="seconds")
    values = {"case_id": case_id, "kind": kind, "text": text, "officer_id": officer_id, "recorded_at": now}
    return db.insert("progress", values)


def progress(db: Database, case_id: int) -> list[Row]:
    """Return the progress reports of a case, oldest first."""
    return db.all(
        "SELECT p.id, p.kind, p.text, o.name, p.recorded_at FROM progress p JOIN officers o ON o.id = p.officer_id "
        "WHERE p.case_id = ? ORDER BY p.id",
        (case_id,),
    )
