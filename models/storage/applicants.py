"""Stored applicants with their further contacts, accounts and family members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from models.cases.applicant import PERSONAL, Account, Applicant, ApplicantForm, Contact, Member
from models.cases.identity import mask_number, mask_phone
from models.ids import new_uid
from models.storage.database import Database, Row
from models.storage.rows import ApplicantRow

_TEXTS = [
    "kind",
    "name",
    "code",
    "document",
    "representative",
    "address",
    "contact",
    "phone",
    "bank",
    "account",
    "street",
    "remark",
]
_PARTS: tuple[tuple[str, str, Any], ...] = (
    ("applicant_contacts", "contacts", Contact),
    ("applicant_accounts", "accounts", Account),
    ("applicant_members", "members", Member),
)


def get(db: Database, applicant_id: int) -> Applicant | None:
    """Return an applicant with everything that belongs to it."""
    row = db.one("SELECT * FROM applicants WHERE id = ?", (applicant_id,))
    if row is None:
        return None
    parts: dict[str, Any] = {name: _parts(db, table, kind, applicant_id) for table, name, kind in _PARTS}
    return Applicant(
        **{key: row[key] for key in _TEXTS},
        **parts,
        id=row["id"],
        uid=row["uid"],
        version=row["version"],
        merged_into=row["merged_into"],
        created_at=row["created_at"],
    )


def _parts(db: Database, table: str, kind: Any, applicant_id: int) -> tuple[Any, ...]:
    names = ", ".join(item.name for item in fields(kind))
    rows = db.all(f"SELECT {names} FROM {table} WHERE applicant_id = ? ORDER BY id", (applicant_id,))
    return tuple(kind(*row) for row in rows)


def insert(db: Database, form: ApplicantForm) -> int:
    """Add an applicant and return its id."""
    now = db.clock.now().isoformat(timespec="seconds")
    values = {key: getattr(form, key) for key in _TEXTS}
    applicant_id = db.insert("applicants", {"uid": new_uid(), **values, "created_at": now, "updated_at": now})
    _save_parts(db, applicant_id, form)
    return applicant_id


def update(db: Database, applicant_id: int, form: ApplicantForm, *, expected_version: int | None) -> bool:
    """Save an applicant; False when another window saved first."""
    values = {key: getattr(form, key) for key in _TEXTS}
    values["updated_at"] = db.clock.now().isoformat(timespec="seconds")
    if not db.update("applicants", applicant_id, values, expected_version=expected_version):
        return False
    _save_parts(db, applicant_id, form)
    return True


def _save_parts(db: Database, applicant_id: int, form: ApplicantForm) -> None:
    for table, name, _ in _PARTS:
        db.execute(f"DELETE FROM {table} WHERE applicant_id = ?", (applicant_id,))
        for part in getattr(form, name):
            db.insert(table, {"applicant_id": applicant_id, **asdict(part)})


def same_code(db: Database, kind: str, code: str, *, other_than: int | None) -> Row | None:
    """Return another applicant of the kind with the same code, if any."""
    return db.one(
        "SELECT id, name FROM applicants WHERE kind = ? AND code = ? AND code <> '' AND merged_into IS NULL "
        "AND id <> ?",
        (kind, code, other_than or 0),
    )


def family_of(db: Database, id_number: str, *, other_than: int | None) -> Row | None:
    """Return another family in which the ID number stands, as head or as member."""
    return db.one(
        "SELECT a.id, a.name FROM applicants a WHERE a.kind = '家庭' AND a.merged_into IS NULL AND a.id <> ? "
        "AND (a.code = ? OR EXISTS (SELECT 1 FROM applicant_members m WHERE m.applicant_id = a.id AND m.id_number = ?))",
        (other_than or 0, id_number, id_number),
    )


def find(db: Database, text: str, kinds: tuple[str, ...], limit: int) -> list[ApplicantRow]:
    """Return applicants whose name or code holds the text; those that begin with it come first."""
    where: list[str] = ["merged_into IS NULL"]
    values: list[Any] = []
    if text:
        where.append("(instr(name, ?) OR instr(code, ?))")
        values += [text, text.upper()]
    if kinds:
        where.append(f"kind IN ({', '.join('?' * len(kinds))})")
        values += list(kinds)
    order = "substr(name, 1, ?) <> ?, name, id" if text else "id DESC"
    values += [len(text), text] if text else []
    rows = db.all(
        "SELECT id, kind, name, code, contact, phone, case_count FROM applicants "
        f"WHERE {' AND '.join(where)} ORDER BY {order} LIMIT ?",
        (*values, limit),
    )
    return [applicant_row(row) for row in rows]


def names(db: Database, kinds: tuple[str, ...]) -> list[Row]:
    """Return id and name of every applicant of the kinds (all for none), those merged away left out."""
    where = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    return db.all(
        f"SELECT id, name FROM applicants WHERE merged_into IS NULL{where} ORDER BY name, id", kinds
    )


def rows_of(db: Database, ids: Sequence[int]) -> list[ApplicantRow]:
    """Return the list lines of applicants in the order of the ids."""
    rows = db.all(
        "SELECT id, kind, name, code, contact, phone, case_count FROM applicants "
        f"WHERE id IN ({', '.join('?' * len(ids))})",
        tuple(ids),
    )
    found = {row["id"]: applicant_row(row) for row in rows}
    return [found[one] for one in ids if one in found]


def duplicates(db: Database, applicant: Applicant, limit: int = 5) -> list[ApplicantRow]:
    """Return applicants that may be the same one: same name, code, telephone or account."""
    rows = db.all(
        "SELECT id, kind, name, code, contact, phone, case_count FROM applicants "
        "WHERE merged_into IS NULL AND id <> ? AND (name = ? OR (code <> '' AND code = ?) "
        "OR (phone <> '' AND phone = ?) OR (account <> '' AND account = ?)) ORDER BY name = ? DESC, id LIMIT ?",
        (
            applicant.id,
            applicant.name,
            applicant.code,
            applicant.phone,
            applicant.account,
            applicant.name,
            limit,
        ),
    )
    return [applicant_row(row) for row in rows]


def applicant_row(row: Row) -> ApplicantRow:
    """Return a list line, numbers masked for people."""
    personal = row["kind"] in PERSONAL
    return ApplicantRow(
        row["id"],
        row["kind"],
        row["name"],
        mask_number(row["code"]) if personal else row["code"],
        row["contact"],
        mask_phone(row["phone"]),
        row["case_count"],
    )
