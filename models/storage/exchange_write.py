"""Writes records that came from another office, as new rows or as changed fields of rows that are there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from models.storage.database import Database
from models.storage.exchange import set_lead, share_note
from models.storage.exchange_columns import Scalar
from models.storage.exchange_items import STAND_IN_ROLE, Item, Names, Place
from models.storage.exchange_kinds import APPLICANT_PARTS, FACT, KINDS, LEAD, Kind

# Not columns of the table: computed, or kept in a table of their own.
_ELSEWHERE = frozenset({"office", "size", "media_type", LEAD, *APPLICANT_PARTS})


def add_officer(db: Database, *, uid: str, name: str, office: str, unit: str) -> int:
    """Add an officer of another office by name: inactive, so that nobody works or logs in as this person."""
    shown = f"{name}（{unit}）" if unit else name
    roles = json.dumps([STAND_IN_ROLE], ensure_ascii=False)
    officer_id = db.insert("officers", {"uid": uid, "name": shown, "roles": roles, "active": 0, "pin": ""})
    db.insert("exchange_officers", {"officer_id": officer_id, "office": office, "unit": unit, "name": name})
    return officer_id


def insert(db: Database, names: Names, item: Item, more: Mapping[str, Any]) -> Place:
    """Add a record and return its place; `more` are columns of this office's own (handler, clause, origin …)."""
    kind = KINDS[item.kind]
    columns = _columns(kind, names, {**item.fixed, **item.values})
    columns |= _stamped(kind, names, item.stamp) | dict(more)
    if kind.own_uid:
        columns["uid"] = item.uid
    if kind.versioned:
        columns["version"] = 1
    if kind.name == "determination":
        columns["current"] = 0
    if kind.name == "attachment":
        _note_file(db, item)
    row_id = db.insert(kind.table, columns)
    if kind.key:
        return tuple(columns[name] for name in kind.key)
    if not kind.own_uid:
        note_uid(db, kind.name, item.uid, row_id)
    if kind.name == "note":
        share_note(db, row_id, True)
    _virtual(db, names, kind, row_id, item.values)
    return row_id


def update(
    db: Database, names: Names, item: Item, values: Mapping[str, Scalar], stamp: str, now: str
) -> None:
    """Write the changed fields of a record that is there (`item` as it was), and who gave them where that changed."""
    kind = KINDS[item.kind]
    assert item.place is not None
    columns = _columns(kind, names, values)
    if stamp and stamp != item.stamp:
        columns |= _stamped(kind, names, stamp)
    if kind.name in ("case", "applicant"):
        columns["updated_at"] = now
    if columns:
        _set(db, kind, item.place, columns)
    if isinstance(item.place, int):
        _virtual(db, names, kind, item.place, values)


def note_uid(db: Database, kind: str, uid: str, row_id: int) -> None:
    """Note that a row is known by a uid."""
    db.execute(
        "INSERT OR IGNORE INTO exchange_uids (kind, uid, row_id) VALUES (?, ?, ?)", (kind, uid, row_id)
    )


def _set(db: Database, kind: Kind, place: Place, columns: Mapping[str, Any]) -> None:
    where = kind.key or ("id",)
    bound = place if isinstance(place, tuple) else (place,)
    parts = [f"{name} = ?" for name in columns] + (["version = version + 1"] if kind.versioned else [])
    found = " AND ".join(f"{name} = ?" for name in where)
    db.execute(f"UPDATE {kind.table} SET {', '.join(parts)} WHERE {found}", (*columns.values(), *bound))


def _columns(kind: Kind, names: Names, values: Mapping[str, Scalar]) -> dict[str, Any]:
    refs = kind.refs()
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in kind.groups:
            found |= _group(kind, names, name, json.loads(str(value)))
        elif name not in _ELSEWHERE and not name.startswith(FACT):
            found[name] = names.row(refs[name], str(value)) if name in refs and value else value
    return found


def _group(kind: Kind, names: Names, group: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: names.row(column.ref, values[name]) if column.ref and values[name] else values[name]
        for name, column in kind.groups[group].items()
    }


def _stamped(kind: Kind, names: Names, stamp: str) -> dict[str, Any]:
    if not kind.stamp:
        return {}
    at, _, officer = stamp.partition("|")
    by, moment = kind.stamp
    return {by: names.row("officer", officer), moment: at}


def _note_file(db: Database, item: Item) -> None:
    db.execute(
        "INSERT OR IGNORE INTO files (sha256, size, media_type, added_at) VALUES (?, ?, ?, ?)",
        tuple(item.fixed[name] for name in ("sha256", "size", "media_type", "added_at")),
    )


def _virtual(db: Database, names: Names, kind: Kind, row_id: int, values: Mapping[str, Scalar]) -> None:
    if kind.name == "applicant":
        for name in APPLICANT_PARTS:
            if name in values:
                _save_parts(db, name, row_id, json.loads(str(values[name])))
    if kind.name == "case":
        if LEAD in values:
            set_lead(db, row_id, str(values[LEAD]))
        facts = {name[len(FACT) :]: value for name, value in values.items() if name.startswith(FACT)}
        if facts:
            _save_facts(db, row_id, facts)


def _save_parts(db: Database, name: str, applicant_id: int, rows: list[list[str]]) -> None:
    table, columns = APPLICANT_PARTS[name]
    db.execute(f"DELETE FROM {table} WHERE applicant_id = ?", (applicant_id,))
    for row in rows:
        db.insert(table, {"applicant_id": applicant_id, **dict(zip(columns, row, strict=True))})


def _save_facts(db: Database, case_id: int, changed: Mapping[str, Scalar]) -> None:
    facts = json.loads(db.value("SELECT facts_raw FROM cases WHERE id = ?", (case_id,)) or "{}")
    for key, value in changed.items():
        if value is None:
            facts.pop(key, None)
        else:
            facts[key] = json.loads(str(value))
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    db.execute("UPDATE cases SET facts_raw = ? WHERE id = ?", (text, case_id))


def settle_state(db: Database, names: Names, case_id: int, state: str) -> None:
    """Let the determination hold that the state names, and lay the story of the clock down as it tells it."""
    values = json.loads(state)
    db.execute(
        "UPDATE determinations SET current = ifnull(id = (SELECT max(id) FROM determinations WHERE case_id = ? "
        "AND receipt_hash = ?), 0) WHERE case_id = ?",
        (case_id, values["current"], case_id),
    )
    for table, columns in (
        ("suspensions", ("kind", "reason", "began_on", "ended_on")),
        ("extensions", ("days", "reason", "extended_on")),
    ):
        db.execute(f"DELETE FROM {table} WHERE case_id = ?", (case_id,))
        for *row, officer in values[table]:
            given = dict(zip(columns, row, strict=True))
            db.insert(table, {"case_id": case_id, **given, "officer_id": names.row("officer", officer)})


def add_letter(db: Database, letter_id: int, item: Item, pdf: bytes, replaces: str, own: bool) -> None:
    """Keep a letter's bytes, its place in the sending office's numbering, and which letter it replaced."""
    db.insert("letter_files", {"letter_id": letter_id, "pdf": pdf})
    if not own:
        home = {name: item.fixed[name] for name in ("office", "sequence", "serial")}
        db.insert("exchange_letters", {"letter_id": letter_id, **home})
    if replaces:
        db.execute(
            "UPDATE letters SET replaces_id = (SELECT max(id) FROM letters WHERE number = ? AND id <> ?) WHERE id = ?",
            (replaces, letter_id, letter_id),
        )


def recount(db: Database, case_id: int) -> None:
    """Take the sums and counts that a case keeps from the rows they stand for."""
    db.execute(
        "UPDATE cases SET "
        "paid_fen = (SELECT ifnull(sum(amount_fen), 0) FROM payments WHERE case_id = cases.id AND kind = '拨付'), "
        "recovered_fen = (SELECT ifnull(sum(amount_fen), 0) FROM payments WHERE case_id = cases.id AND kind = '追回'), "
        "extended_days = (SELECT ifnull(sum(days), 0) FROM extensions WHERE case_id = cases.id), "
        "progress_count = (SELECT count(*) FROM progress WHERE case_id = cases.id AND kind = '进展') "
        "WHERE id = ?",
        (case_id,),
    )
