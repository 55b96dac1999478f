"""Reads the whole register table by table from one moment, for the archive in open formats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from models.storage.database import Database, Row

_FETCHED = 1_000

# Every table of the register with its columns; keys, PINs, drafts and settings are none of it.
TABLES: tuple[tuple[str, str, str], ...] = (
    ("officers", "工作人员", "SELECT id, uid, name, roles, active FROM officers ORDER BY id"),
    (
        "applicants",
        "主体",
        "SELECT id, uid, kind, name, code, document, representative, address, contact, phone, bank, account, street, "
        "remark, merged_into, case_count, created_at, updated_at FROM applicants ORDER BY id",
    ),
    ("applicant_contacts", "其他联系人", "SELECT * FROM applicant_contacts ORDER BY id"),
    ("applicant_accounts", "其他账户", "SELECT * FROM applicant_accounts ORDER BY id"),
    ("applicant_members", "家庭成员", "SELECT * FROM applicant_members ORDER BY id"),
    ("applicant_merges", "主体合并", "SELECT * FROM applicant_merges ORDER BY id"),
    ("cases", "办件", "SELECT * FROM cases ORDER BY id"),
    ("answers", "审查", "SELECT * FROM answers ORDER BY case_id, check_id"),
    ("materials", "材料", "SELECT * FROM materials ORDER BY case_id, material_id"),
    ("determinations", "核定", "SELECT * FROM determinations ORDER BY id"),
    ("opinions", "意见", "SELECT * FROM opinions ORDER BY id"),
    ("suspensions", "暂停", "SELECT * FROM suspensions ORDER BY id"),
    ("extensions", "延期", "SELECT * FROM extensions ORDER BY id"),
    ("notices", "公示", "SELECT * FROM notices ORDER BY id"),
    ("notice_cases", "公示办件", "SELECT * FROM notice_cases ORDER BY notice_id, case_id"),
    ("objections", "异议", "SELECT * FROM objections ORDER BY id"),
    ("payments", "拨付", "SELECT * FROM payments ORDER BY id"),
    ("progress", "进展", "SELECT * FROM progress ORDER BY id"),
    ("notes", "内部备注", "SELECT * FROM notes ORDER BY id"),
    (
        "letters",
        "文书",
        "SELECT id, uid, kind, number, year, serial, case_id, issued_on, issued_at, officer_id, state, void_reason, "
        "voided_on, replaces_id, sent_on, sent_by, received_on, code, sha256 FROM letters ORDER BY id",
    ),
    ("letter_cases", "文书办件", "SELECT * FROM letter_cases ORDER BY letter_id, case_id"),
    ("attachments", "文件", "SELECT * FROM attachments ORDER BY id"),
    ("target_progress", "指标填报", "SELECT * FROM target_progress ORDER BY id"),
    ("budget_progress", "预算填报", "SELECT * FROM budget_progress ORDER BY id"),
    ("progress_withdrawals", "撤销的填报", "SELECT * FROM progress_withdrawals ORDER BY id"),
    ("events", "办理记录", "SELECT * FROM events ORDER BY id"),
)


@contextmanager
def one_moment(db: Database) -> Iterator[None]:
    """Let all reads inside see the same moment, without keeping anybody from writing."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def columns(db: Database, sql: str) -> list[str]:
    """Return the names of a query's columns."""
    return [item[0] for item in db.execute(f"SELECT * FROM ({sql}) LIMIT 0").description]


def rows(db: Database, sql: str) -> Iterator[Row]:
    """Yield the rows of a query without holding them all."""
    cursor = db.execute(sql)
    while page := cursor.fetchmany(_FETCHED):
        yield from page


def count(db: Database, sql: str) -> int:
    """Return how many rows a query has."""
    return int(db.value(f"SELECT count(*) FROM ({sql})") or 0)


def letters(db: Database) -> Iterator[Row]:
    """Yield the issued letters with their bytes."""
    cursor = db.execute(
        "SELECT l.id, l.number, l.sha256, f.pdf FROM letters l JOIN letter_files f ON f.letter_id = l.id ORDER BY l.id"
    )
    while (row := cursor.fetchone()) is not None:
        yield row
