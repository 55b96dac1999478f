"""Step 6: exchange between offices: where records come from, what is known of each field, partners, foreign lines."""

from __future__ import annotations

from typing import Any

_CASE = ("case_id", "cases", "id")
_OFFICER = ("officer_id", "officers", "id")


def apply(db: Any) -> None:
    """Create the tables of the exchange; let the case numbers of other offices stand beside the own ones."""
    # Two offices may use the same short name; a number is unique within the office that gave it.
    db.execute("ALTER TABLE cases ADD COLUMN origin TEXT NOT NULL DEFAULT ''")
    db.execute("DROP INDEX idx_cases_case_no")
    db["cases"].create_index(["case_no", "origin"], unique=True)
    _partners(db)
    _records(db)
    _lines(db)


def _partners(db: Any) -> None:
    columns: dict[str, Any] = {
        "office": str,
        "unit": str,
        "unit_short": str,
        "public_key": str,
        "pinned_at": str,
    }
    _table(db, "exchange_partners", {**columns, "officer_id": int}, pk="office", foreign_keys=[_OFFICER])
    columns = {"id": int, "package": str, "direction": str, "office": str, "sha256": str, "at": str}
    columns |= {"officer_id": int, "cases": int, "detail": str}
    _table(db, "exchange_log", columns, foreign_keys=[_OFFICER])
    db["exchange_log"].create_index(["package", "direction"])


def _records(db: Any) -> None:
    """`exchange_state` holds the known versions of each field; the other tables what their rows have no column for."""
    _table(db, "exchange_state", {"kind": str, "uid": str, "fields": str}, pk=("kind", "uid"))
    _table(db, "exchange_uids", {"kind": str, "uid": str, "row_id": int}, pk=("kind", "uid"))
    db["exchange_uids"].create_index(["kind", "row_id"])
    columns: dict[str, Any] = {"officer_id": int, "office": str, "unit": str, "name": str}
    _table(db, "exchange_officers", columns, pk="officer_id", foreign_keys=[_OFFICER])
    columns = {"letter_id": int, "office": str, "sequence": str, "serial": int}
    letter = ("letter_id", "letters", "id")
    _table(db, "exchange_letters", columns, pk="letter_id", foreign_keys=[letter])
    _table(db, "exchange_leads", {"case_id": int, "office": str}, pk="case_id", foreign_keys=[_CASE])
    note = ("note_id", "notes", "id")
    _table(db, "exchange_notes", {"note_id": int}, pk="note_id", foreign_keys=[note])


def _lines(db: Any) -> None:
    """What the hash of a foreign line covers and the receiving office's copy of it does not hold."""
    columns: dict[str, Any] = {"event_id": int, "office": str, "unit": str, "seq": int, "origin_case_id": int}
    columns |= {
        "origin_officer_id": int,
        "officer": str,
        "officer_name": str,
        "previous_hash": str,
        "hash": str,
    }
    event = ("event_id", "events", "id")
    _table(db, "exchange_lines", columns, pk="event_id", foreign_keys=[event])
    db["exchange_lines"].create_index(["office", "hash"], unique=True)
    refuse = "BEGIN SELECT RAISE(ABORT, 'rows of this table are kept as they are'); END"
    for name, change in (("unchanged", "UPDATE"), ("kept", "DELETE")):
        db.execute(f"CREATE TRIGGER exchange_lines_{name} BEFORE {change} ON exchange_lines {refuse}")


def _table(
    db: Any,
    name: str,
    columns: dict[str, Any],
    *,
    pk: Any = "id",
    foreign_keys: list[tuple[str, str, str]] | None = None,
) -> None:
    db[name].create(
        columns, pk=pk, not_null=set(columns) - {"id"}, foreign_keys=foreign_keys or [], strict=True
    )
