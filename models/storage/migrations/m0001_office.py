"""Step 1: the office itself: settings, officers, applicants with contacts, accounts and merges, drafts, numbering."""

from __future__ import annotations

from typing import Any

_APPLICANT = ("applicant_id", "applicants", "id")
_OFFICER = ("officer_id", "officers", "id")

_APPLICANT_TEXTS = "uid kind name code document representative address contact phone bank account street remark created_at updated_at"


def apply(db: Any) -> None:
    """Create the tables of the office."""
    _table(db, "settings", {"key": str, "value": str, "version": int, "updated_at": str}, pk="key")
    _table(
        db,
        "officers",
        {
            "id": int,
            "uid": str,
            "name": str,
            "roles": str,
            "active": int,
            "pin": str,
            "failures": int,
            "tried_at": str,
            "version": int,
        },
        defaults={"active": 1, "pin": "", "failures": 0, "tried_at": "", "version": 1},
    )
    db["officers"].create_index(["uid"], unique=True)
    _applicants(db)
    _table(db, "sequences", {"name": str, "year": int, "value": int}, pk=("name", "year"))
    _table(
        db,
        "drafts",
        {"officer_id": int, "scope": str, "payload": str, "saved_at": str},
        pk=("officer_id", "scope"),
        foreign_keys=[_OFFICER],
    )


def _applicants(db: Any) -> None:
    texts = _APPLICANT_TEXTS.split()
    _table(
        db,
        "applicants",
        {"id": int, **dict.fromkeys(texts, str), "merged_into": int, "case_count": int, "version": int},
        nullable=("merged_into",),
        defaults={"case_count": 0, "version": 1},
        foreign_keys=[("merged_into", "applicants", "id")],
    )
    db["applicants"].create_index(["uid"], unique=True)
    db["applicants"].create_index(["name"])
    db["applicants"].create_index(["code"])
    db.execute(
        "CREATE UNIQUE INDEX idx_applicants_kind_code ON applicants (kind, code) "
        "WHERE code <> '' AND merged_into IS NULL"
    )
    _parts(db, "applicant_contacts", ("name", "phone", "post"))
    _parts(db, "applicant_accounts", ("bank", "account", "holder"))
    _parts(db, "applicant_members", ("name", "id_number", "relation"))
    db["applicant_members"].create_index(["id_number"])
    _merges(db)


def _merges(db: Any) -> None:
    _table(
        db,
        "applicant_merges",
        {
            "id": int,
            "kept_id": int,
            "merged_id": int,
            "moved": str,
            "reason": str,
            "officer_id": int,
            "merged_at": str,
            "undone_at": str,
        },
        defaults={"undone_at": ""},
        foreign_keys=[("kept_id", "applicants", "id"), ("merged_id", "applicants", "id"), _OFFICER],
    )


def _parts(db: Any, name: str, texts: tuple[str, ...]) -> None:
    columns = {"id": int, "applicant_id": int, **dict.fromkeys(texts, str)}
    _table(db, name, columns, foreign_keys=[_APPLICANT])
    db[name].create_index(["applicant_id"])


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
