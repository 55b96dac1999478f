"""What an import must know of the store: applicants by code and name, cases that exist already, imports done before."""

from __future__ import annotations

from models.storage.database import Database, Row

REFUSED = ("不予受理", "不予核准", "撤回", "终止", "撤销")
_MARKS = ", ".join("?" * len(REFUSED))
# What a case holds, since when, and when it was last paid.
_HELD = (
    "c.id, c.case_no, c.stage, c.hold, c.held_fen, c.paid_fen, c.decided_on, a.name, "
    "(SELECT max(p.paid_on) FROM payments p WHERE p.case_id = c.id AND p.kind = '拨付') AS paid_on"
)


def by_code(db: Database, kind: str, code: str) -> Row | None:
    """Return the applicant of a kind with a code; a merged double leads to the one that was kept."""
    row = db.one(
        "SELECT id, name, code, merged_into FROM applicants WHERE kind = ? AND code = ? "
        "ORDER BY merged_into IS NOT NULL, id LIMIT 1",
        (kind, code),
    )
    seen = set()
    while row is not None and row["merged_into"] and row["id"] not in seen:
        seen.add(row["id"])
        row = db.one("SELECT id, name, code, merged_into FROM applicants WHERE id = ?", (row["merged_into"],))
    return row


def by_kinds(db: Database, kinds: tuple[str, ...]) -> list[Row]:
    """Return id, kind, name and code of all applicants of some kinds that were not merged away."""
    marks = ", ".join("?" * len(kinds))
    return db.all(
        f"SELECT id, kind, name, code FROM applicants WHERE merged_into IS NULL AND kind IN ({marks}) ORDER BY id",
        kinds,
    )


def same_day(db: Database, applicant_id: int, matter_id: str, event_date: str) -> list[Row]:
    """Return the applicant's cases of a matter and day that were not refused or withdrawn."""
    return db.all(
        "SELECT id, case_no, scope_key, facts_raw, stage FROM cases WHERE applicant_id = ? AND matter_id = ? "
        f"AND event_date = ? AND outcome NOT IN ({_MARKS}) ORDER BY id",
        (applicant_id, matter_id, event_date, *REFUSED),
    )


def same_cap(db: Database, cap_key: str) -> list[Row]:
    """Return the cases under one cap that were not refused or withdrawn, with what each holds."""
    return db.all(
        f"SELECT {_HELD} FROM cases c "
        f"JOIN applicants a ON a.id = c.applicant_id WHERE c.cap_key = ? AND c.outcome NOT IN ({_MARKS}) ORDER BY c.id",
        (cap_key, *REFUSED),
    )


def same_year(db: Database, applicant_id: int, matter_id: str, year: int) -> list[Row]:
    """Return the applicant's cases of a matter and year that were not refused or withdrawn, as `same_cap` does."""
    return db.all(
        f"SELECT {_HELD} FROM cases c "
        "JOIN applicants a ON a.id = c.applicant_id WHERE c.applicant_id = ? AND c.matter_id = ? AND c.event_year = ? "
        f"AND c.outcome NOT IN ({_MARKS}) ORDER BY c.id",
        (applicant_id, matter_id, year, *REFUSED),
    )


def import_of(db: Database, kind: str, digest: str) -> Row | None:
    """Return an import done before: of a whole workbook, or of one row (its `name` is the case number)."""
    return db.one(
        "SELECT i.*, o.name AS officer_name FROM imports i JOIN officers o ON o.id = i.officer_id "
        "WHERE i.kind = ? AND i.sha256 = ?",
        (kind, digest),
    )


def remember(db: Database, kind: str, digest: str, *, name: str, rows: int, officer_id: int) -> None:
    """Note an import, so that it is not done twice; what is noted already stays as it is."""
    db.execute(
        "INSERT OR IGNORE INTO imports (sha256, name, kind, rows, officer_id, imported_at) VALUES (?, ?, ?, ?, ?, ?)",
        (digest, name, kind, rows, officer_id, db.clock.now().isoformat(timespec="seconds")),
    )
