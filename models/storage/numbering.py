"""Sequences without gaps or doubles: a number is drawn inside the transaction that uses it."""

from __future__ import annotations

from models.storage.database import Database


def next_number(db: Database, name: str, year: int) -> int:
    """Draw the next number of a sequence; must run inside `db.atomic()`, so that a failed use gives it back."""
    if not db.in_transaction:
        raise RuntimeError("a number is drawn inside the transaction that uses it")
    value = db.value(
        "INSERT INTO sequences (name, year, value) VALUES (?, ?, 1) "
        "ON CONFLICT (name, year) DO UPDATE SET value = value + 1 RETURNING value",
        (name, year),
    )
    return int(value)


def start_after(db: Database, name: str, year: int, value: int) -> None:
    """Let a sequence go on after a number that was given on paper before; it never goes back."""
    db.execute(
        "INSERT INTO sequences (name, year, value) VALUES (?, ?, ?) "
        "ON CONFLICT (name, year) DO UPDATE SET value = max(value, excluded.value)",
        (name, year, value),
    )


def all_sequences(db: Database) -> list[tuple[str, int, int]]:
    """Return name, year and last number of every sequence, the newest year first."""
    rows = db.all("SELECT name, year, value FROM sequences ORDER BY year DESC, name")
    return [(row["name"], row["year"], row["value"]) for row in rows]
