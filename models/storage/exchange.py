"""Stored partners, the log of packages, the known versions of each field, who leads a case, notes to be shared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.cases.canonical import sha256_hex
from models.storage.database import Database, Row
from models.storage.exchange_items import Key


@dataclass(frozen=True)
class Partner:
    """Another office as known since the first contact; its key is compared with every later package."""

    office: str
    unit: str
    unit_short: str
    public_key: str
    pinned_at: str


def partners(db: Database) -> tuple[Partner, ...]:
    """Return the known offices by name."""
    return tuple(_partner(row) for row in db.all("SELECT * FROM exchange_partners ORDER BY unit, office"))


def partner(db: Database, office: str) -> Partner | None:
    """Return a known office by its uid."""
    row = db.one("SELECT * FROM exchange_partners WHERE office = ?", (office,))
    return None if row is None else _partner(row)


def _partner(row: Row) -> Partner:
    return Partner(row["office"], row["unit"], row["unit_short"], row["public_key"], row["pinned_at"])


def pin(db: Database, known: Partner, officer_id: int) -> None:
    """Note an office and its key; a later name replaces the former, the key stays."""
    db.execute(
        "INSERT INTO exchange_partners (office, unit, unit_short, public_key, pinned_at, officer_id) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (office) DO UPDATE SET unit = excluded.unit, "
        "unit_short = excluded.unit_short",
        (known.office, known.unit, known.unit_short, known.public_key, known.pinned_at, officer_id),
    )


def forget(db: Database, office: str) -> bool:
    """Forget an office's key, so that its next package is a first contact again; False when it was not known."""
    return db.execute("DELETE FROM exchange_partners WHERE office = ?", (office,)).rowcount == 1


def units(db: Database) -> dict[str, str]:
    """Return the names of all offices that are known at first or second hand."""
    rows = db.all(
        "SELECT office, unit FROM exchange_lines UNION SELECT office, unit FROM exchange_officers "
        "UNION SELECT office, unit FROM exchange_partners"
    )
    return {row["office"]: row["unit"] for row in rows} | {one.office: one.unit for one in partners(db)}


def imported_at(db: Database, package: str) -> str:
    """Return when a package was taken in, empty when it was not."""
    found = db.value(
        "SELECT at FROM exchange_log WHERE package = ? AND direction = '导入' ORDER BY id LIMIT 1", (package,)
    )
    return str(found or "")


def note_package(db: Database, values: Mapping[str, object]) -> None:
    """Add a line to the log of packages."""
    db.insert("exchange_log", dict(values))


def log(db: Database, limit: int) -> list[Row]:
    """Return the packages that went out and came in, newest first."""
    return db.all(
        "SELECT l.*, o.name FROM exchange_log l JOIN officers o ON o.id = l.officer_id ORDER BY l.id DESC LIMIT ?",
        (limit,),
    )


def writer(db: Database, office: str) -> str:
    """Return the id under which this office's edits are counted from now on.

    After a restore it is another one: what was edited since the backup may be in other offices already, and an
    edit made after the restore has not seen it. Under one id the later would silently replace the earlier.
    """
    restored = db.value(
        "SELECT hash FROM events WHERE chain = '' AND action = 'restored' ORDER BY id DESC LIMIT 1"
    )
    return sha256_hex(f"{office} {restored}")[:32] if restored else office


def versions(db: Database, keys: Iterable[Key]) -> dict[Key, str]:
    """Return the stored versions of the records that were ever exchanged."""
    wanted = json.dumps([list(key) for key in keys])
    rows = db.all(
        "SELECT s.kind, s.uid, s.fields FROM json_each(?) j JOIN exchange_state s "
        "ON s.kind = j.value ->> 0 AND s.uid = j.value ->> 1",
        (wanted,),
    )
    return {(row["kind"], row["uid"]): row["fields"] for row in rows}


def save_versions(db: Database, texts: Mapping[Key, str]) -> None:
    """Store the versions of records."""
    db.execute_many(
        "INSERT INTO exchange_state (kind, uid, fields) VALUES (?, ?, ?) "
        "ON CONFLICT (kind, uid) DO UPDATE SET fields = excluded.fields WHERE fields <> excluded.fields",
        [(kind, uid, text) for (kind, uid), text in texts.items()],
    )


def set_lead(db: Database, case_id: int, office: str) -> None:
    """Note which office leads a case."""
    db.execute(
        "INSERT INTO exchange_leads (case_id, office) VALUES (?, ?) "
        "ON CONFLICT (case_id) DO UPDATE SET office = excluded.office",
        (case_id, office),
    )


def leads(db: Database, case_ids: Iterable[int], own: str) -> dict[int, str]:
    """Return which office leads each case: who it was handed to, else the office that registered it."""
    rows = db.all(
        "SELECT c.id, coalesce(e.office, nullif(c.origin, ''), ?) AS office FROM cases c "
        "LEFT JOIN exchange_leads e ON e.case_id = c.id WHERE c.id IN (SELECT value FROM json_each(?))",
        (own, json.dumps(sorted(case_ids))),
    )
    return {row["id"]: row["office"] for row in rows}


def shared_notes(db: Database) -> frozenset[int]:
    """Return the notes that may leave the office."""
    return frozenset(row[0] for row in db.all("SELECT note_id FROM exchange_notes"))


def share_note(db: Database, note_id: int, shared: bool) -> bool:
    """Flag a note for sharing or take the flag off; False when there is no such note."""
    if db.value("SELECT 1 FROM notes WHERE id = ?", (note_id,)) is None:
        return False
    if shared:
        db.execute("INSERT OR IGNORE INTO exchange_notes (note_id) VALUES (?)", (note_id,))
    else:
        db.execute("DELETE FROM exchange_notes WHERE note_id = ?", (note_id,))
    return True
