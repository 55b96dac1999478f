"""Step 4: letters with their bytes, files by hash, progress of targets and budgets, imports, the office's own pack items."""

from __future__ import annotations

from typing import Any

_CASE = ("case_id", "cases", "id")
_OFFICER = ("officer_id", "officers", "id")


def apply(db: Any) -> None:
    """Create the tables of letters, files, progress and overrides."""
    _letters(db)
    _files(db)
    _progress(db)
    columns = {
        "id": int,
        "pack_id": str,
        "matter_id": str,
        "kind": str,
        "item_id": str,
        "payload": str,
        "version": int,
    }
    _table(db, "pack_overrides", columns, defaults={"version": 1})
    db["pack_overrides"].create_index(["pack_id", "matter_id", "kind", "item_id"], unique=True)
    columns = {
        "id": int,
        "sha256": str,
        "name": str,
        "kind": str,
        "rows": int,
        "officer_id": int,
        "imported_at": str,
    }
    _table(db, "imports", columns, foreign_keys=[_OFFICER])
    db["imports"].create_index(["sha256", "kind"], unique=True)


def _letters(db: Any) -> None:
    texts = "uid kind sequence number snapshot sha256 code qr_payload issued_on issued_at state void_reason sent_by"
    columns: dict[str, Any] = {"id": int, "case_id": int, "year": int, "serial": int}
    columns |= dict.fromkeys(texts.split(), str)
    columns |= {
        "officer_id": int,
        "decision_round": int,
        "replaces_id": int,
        "voided_on": str,
        "sent_on": str,
    }
    columns |= {"received_on": str, "version": int}
    _table(
        db,
        "letters",
        columns,
        nullable=("case_id", "replaces_id", "voided_on", "sent_on", "received_on"),
        defaults={"void_reason": "", "sent_by": "", "qr_payload": "", "state": "有效", "version": 1},
        foreign_keys=[_CASE, _OFFICER, ("replaces_id", "letters", "id")],
    )
    db["letters"].create_index(["uid"], unique=True)
    db["letters"].create_index(["case_id"])
    db["letters"].create_index(["code"])
    db.execute(
        "CREATE UNIQUE INDEX idx_letters_number ON letters (sequence, year, serial) WHERE sequence <> ''"
    )
    _table(db, "letter_cases", {"letter_id": int, "case_id": int}, pk=("letter_id", "case_id"),
           foreign_keys=[("letter_id", "letters", "id"), _CASE])  # fmt: skip
    # The bytes stand apart, so that reading the register does not drag every PDF through the cache.
    _table(db, "letter_files", {"letter_id": int, "pdf": bytes}, pk="letter_id",
           foreign_keys=[("letter_id", "letters", "id")])  # fmt: skip
    refuse = "BEGIN SELECT RAISE(ABORT, 'issued letters are kept as they are'); END"
    db.execute(f"CREATE TRIGGER letter_files_unchanged BEFORE UPDATE ON letter_files {refuse}")
    db.execute(f"CREATE TRIGGER letter_files_kept BEFORE DELETE ON letter_files {refuse}")
    db.execute(f"CREATE TRIGGER letters_kept BEFORE DELETE ON letters {refuse}")
    db.execute(
        "CREATE TRIGGER letters_unchanged BEFORE UPDATE OF number, snapshot, sha256, code, kind, case_id, issued_at "
        f"ON letters {refuse}"
    )


def _files(db: Any) -> None:
    _table(db, "files", {"sha256": str, "size": int, "media_type": str, "added_at": str}, pk="sha256")
    columns = {"id": int, "uid": str, "sha256": str, "case_id": int, "applicant_id": int, "material_id": str}
    columns |= {
        "name": str,
        "expires_on": str,
        "removed_at": str,
        "officer_id": int,
        "added_at": str,
        "version": int,
    }
    _table(
        db,
        "attachments",
        columns,
        nullable=("case_id", "applicant_id", "expires_on", "removed_at"),
        defaults={"version": 1},
        foreign_keys=[("sha256", "files", "sha256"), _CASE, ("applicant_id", "applicants", "id"), _OFFICER],
    )
    db["attachments"].create_index(["case_id"])
    db["attachments"].create_index(["applicant_id"])


def _progress(db: Any) -> None:
    columns = {"id": int, "pack_id": str, "target_id": str, "value": str, "as_of": str, "evidence": str}
    columns |= {"officer_id": int, "recorded_at": str}
    _table(db, "target_progress", columns, foreign_keys=[_OFFICER])
    db["target_progress"].create_index(["pack_id", "target_id", "as_of"])
    columns = {
        "id": int,
        "pack_id": str,
        "budget_id": str,
        "executed_fen": int,
        "as_of": str,
        "evidence": str,
    }
    columns |= {"officer_id": int, "recorded_at": str}
    _table(db, "budget_progress", columns, foreign_keys=[_OFFICER])
    db["budget_progress"].create_index(["pack_id", "budget_id", "as_of"])


def _table(
    db: Any,
    name: str,
    columns: dict[str, Any],
    *,
    pk: Any = "id",
    nullable: tuple[str, ...] = (),
    defaults: dict[str, Any] | None = None,
    foreign_keys: list[tuple[str, str, str]] | None = None,
) -> None:
    db[name].create(
        columns,
        pk=pk,
        not_null=set(columns) - set(nullable) - {"id"},
        defaults=defaults or {},
        foreign_keys=foreign_keys or [],
        strict=True,
    )
