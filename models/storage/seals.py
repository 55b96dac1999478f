"""Seals of rows: a digest beside every row that an officer's work rests on, so that a row changed from outside is found.

The digests are written by triggers that live in this program's connections only (TEMP) and call a function that only
they have. Whoever changes the file with another tool leaves a row without its digest, a stale digest, or one too many.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.gauge import Gauge

if TYPE_CHECKING:
    from models.storage.database import Database

_OFFICE = {
    "settings": "key value version updated_at",
    "officers": "id uid name roles active pin failures tried_at version",
    "applicants": "id uid kind name code document representative address contact phone bank account street remark "
    "created_at updated_at merged_into version",
    "applicant_contacts": "id applicant_id name phone post",
    "applicant_accounts": "id applicant_id bank account holder",
    "applicant_members": "id applicant_id name id_number relation",
    "applicant_merges": "id kept_id merged_id moved reason officer_id merged_at undone_at",
    "sequences": "name year value",
    "pack_overrides": "id pack_id matter_id kind item_id payload version",
    "imports": "id sha256 name kind rows officer_id imported_at",
    "target_progress": "id pack_id target_id value as_of evidence officer_id recorded_at",
    "budget_progress": "id pack_id budget_id executed_fen as_of evidence officer_id recorded_at",
    "progress_withdrawals": "id topic entry_id officer_id withdrawn_at",
    "chain_heads": "chain seq hash",
    "exchange_partners": "office unit unit_short public_key pinned_at officer_id",
    "exchange_officers": "officer_id office unit name",
    "exchange_letters": "letter_id office sequence serial",
}
_CASEWORK = {
    "cases": "id uid case_no pack_id matter_id clause domain kind stage scope_key cap_key hold remark unit outcome "
    "closed_from decision suspension clock notice basis facts_raw facts_parsed event_date registered_on created_at "
    "updated_at applicant_id event_year held_fen hold_months paid_fen recovered_fen decision_round refusal_proposed "
    "result_recorded progress_count extended_days version decided_on clock_from clock_to due_on accepted_on closed_on "
    "handler_id created_by applied_fen ceiling_fen determined_fen first_reviewer_id second_reviewer_id approver_id "
    "term_days origin pack_hash",
    "case_preparers": "case_id officer_id",
    "answers": "case_id check_id verdict remark version officer_id answered_at",
    "materials": "case_id material_id state remark version officer_id received_at",
    "notes": "id case_id text officer_id written_at",
    "progress": "id case_id kind text officer_id recorded_at",
    "determinations": "id case_id amount_fen ceiling_fen nature basis reason former_fen district_share_fen months "
    "current officer_id determined_at receipt receipt_hash",
    "opinions": "id case_id stage move label opinion reason given_at officer_id",
    "suspensions": "id case_id kind reason began_on ended_on officer_id",
    "extensions": "id case_id days reason officer_id extended_on",
    "notices": "id uid title began_on days ends_on state officer_id version",
    "notice_cases": "notice_id case_id removed",
    "objections": "id notice_id case_id name contact content raised_on outcome upheld closed_on officer_id version",
    "payments": "id case_id kind amount_fen paid_on bank account voucher remark officer_id recorded_at",
    "letters": "id case_id year serial uid kind sequence number snapshot sha256 code qr_payload issued_on issued_at "
    "state void_reason sent_by officer_id decision_round replaces_id voided_on sent_on received_on version",
    "letter_cases": "letter_id case_id",
    "files": "sha256 size media_type added_at",
    "attachments": "id uid sha256 case_id applicant_id material_id name expires_on removed_at officer_id added_at "
    "version",
}
# Every sealed table with the columns its digest covers; a step that adds a column to one renews its seals.
SEALED: dict[str, tuple[str, ...]] = {
    table: tuple(columns.split()) for table, columns in (_OFFICE | _CASEWORK).items()
}
# What stands elsewhere already (record lines and letter bytes by their own hash, sums by a recount) or is no evidence.
UNSEALED = frozenset({
    *("drafts", "events", "letter_files", "stage_counts", "facet_counts", "case_search", "search_dirty"),
    *("search_state", "exchange_lines", "exchange_log", "exchange_state", "exchange_uids", "exchange_leads"),
    *("exchange_notes", "row_seals"),
})  # fmt: skip
# Sums that other triggers keep; they are recounted instead.
COUNTED = {("applicants", "case_count")}
_COMPOSITE = {
    "sequences": ("name", "year"),
    "case_preparers": ("case_id", "officer_id"),
    "answers": ("case_id", "check_id"),
    "materials": ("case_id", "material_id"),
    "notice_cases": ("notice_id", "case_id"),
    "letter_cases": ("letter_id", "case_id"),
}
_SEAL_BYTES = 16
# How a row's own words are found: by one of its columns, or by the number of the case that it belongs to.
_NAMES = {
    "officers": "name",
    "applicants": "name",
    "notices": "title",
    "letters": "number",
    "attachments": "name",
    "cases": "case_no",
}


@dataclass(frozen=True)
class BrokenSeal:
    """A row that was changed, added or removed outside the program; `key` names it within its table."""

    table: str
    key: str
    what: str


def key_of(table: str, row: str = "") -> str:
    """Return the SQL expression that names a row within its table."""
    columns = _COMPOSITE.get(table, SEALED[table][:1])
    return " || '/' || ".join(f"CAST({row}{name} AS TEXT)" for name in columns)


def row_seal(*cells: object) -> bytes:
    """Return the digest of a table's name and a row's values, as the triggers call it."""
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_SEAL_BYTES]


def teach(connection: sqlite3.Connection) -> None:
    """Give a connection the function that makes the digests."""
    connection.create_function("row_seal", -1, row_seal, deterministic=True)


def guard(connection: sqlite3.Connection) -> bool:
    """Let the rows that this connection writes be sealed; False for a file whose upgrade still lacks some table."""
    there = _tables(connection)
    if "row_seals" not in there:
        return False
    for table in SEALED.keys() & there:
        put = (
            f"INSERT INTO row_seals (place, key, seal) VALUES ('{table}', {key_of(table, 'NEW.')}, {_seal(table, 'NEW.')}) "
            "ON CONFLICT (place, key) DO UPDATE SET seal = excluded.seal;"
        )
        drop = f"DELETE FROM row_seals WHERE place = '{table}' AND key = {key_of(table, 'OLD.')};"
        changed = ", ".join(SEALED[table])
        for event, body in (("INSERT", put), (f"UPDATE OF {changed}", put), ("DELETE", drop)):
            name = f"sealed_{table}_{event[:6].lower()}"
            connection.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {body} END"
            )
    return SEALED.keys() <= there


def renew(connection: sqlite3.Connection) -> None:
    """Seal every row as it stands; only for the step that brings the seals to an older file."""
    # Later steps bring further tables; those are born with their seals.
    for table in SEALED.keys() & _tables(connection):
        connection.execute(
            f"INSERT INTO row_seals (place, key, seal) SELECT '{table}', {key_of(table)}, {_seal(table)} FROM {table} "
            "WHERE true ON CONFLICT (place, key) DO UPDATE SET seal = excluded.seal"
        )


def broken_seals(db: Database, gauge: Gauge | None = None) -> list[BrokenSeal]:
    """Return every row whose digest does not fit it, is missing, or is left over; the rows are counted."""
    gauge = gauge or Gauge()
    found: list[BrokenSeal] = []
    for table, columns in SEALED.items():
        # The digest is made here, not by SQL: SQLite hands no text with damaged bytes to a function.
        rows = db.execute(
            f"SELECT {key_of(table, 't.')}, s.seal, {', '.join(f't.{name}' for name in columns)} FROM {table} t "
            f"LEFT JOIN row_seals s ON s.place = '{table}' AND s.key = {key_of(table, 't.')}"
        )
        for key, seal, *cells in gauge.over(rows):
            if seal is None:
                found.append(BrokenSeal(table, key, "是在程序之外加入的"))
            elif seal != row_seal(table, *cells):
                found.append(BrokenSeal(table, key, "已在程序之外被改动"))
        left = db.all(
            f"SELECT key FROM row_seals WHERE place = ? AND key NOT IN (SELECT {key_of(table)} FROM {table})",
            (table,),
        )
        found += [BrokenSeal(table, row["key"], "已在程序之外被删去") for row in left]
    return found


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _seal(table: str, row: str = "") -> str:
    return f"row_seal('{table}', {', '.join(f'{row}{name}' for name in SEALED[table])})"


def name_of(db: Database, broken: BrokenSeal) -> str:
    """Return what an officer calls the row: its name, number, or its case; a row that is gone goes by its key."""
    table, column = broken.table, _NAMES.get(broken.table)
    if column is None and "case_id" not in SEALED[table]:
        return broken.key
    joined = "t" if column else "t JOIN cases c ON c.id = t.case_id"
    name = db.value(
        f"SELECT {column or 'c.case_no'} FROM {table} {joined} WHERE {key_of(table, 't.')} = ?",
        (broken.key,),
    )
    return f"{name}（{broken.key}）" if name else broken.key
