"""Step 3: what happens to a case: answers, papers, determinations, opinions, clock, notices, payments, the record."""

from __future__ import annotations

from typing import Any

_CASE = ("case_id", "cases", "id")
_OFFICER = ("officer_id", "officers", "id")


def apply(db: Any) -> None:
    """Create the tables of the casework."""
    _guide(db)
    _decisions(db)
    _clock(db)
    _notices(db)
    _money(db)
    _record(db)


def _guide(db: Any) -> None:
    for name, item, state, moment in (
        ("answers", "check_id", "verdict", "answered_at"),
        ("materials", "material_id", "state", "received_at"),
    ):
        columns = {
            "case_id": int,
            item: str,
            state: str,
            "remark": str,
            "version": int,
            "officer_id": int,
            moment: str,
        }
        _table(db, name, columns, pk=("case_id", item), foreign_keys=[_CASE, _OFFICER])
    _of_case(db, "notes", {"text": str, "officer_id": int, "written_at": str})
    _of_case(db, "progress", {"kind": str, "text": str, "officer_id": int, "recorded_at": str})


def _decisions(db: Any) -> None:
    columns = {
        "amount_fen": int,
        "ceiling_fen": int,
        "nature": str,
        "basis": str,
        "reason": str,
        "former_fen": int,
        "district_share_fen": int,
        "months": int,
        "current": int,
        "officer_id": int,
        "determined_at": str,
        "receipt": str,
        "receipt_hash": str,
    }
    _of_case(db, "determinations", columns, nullable=("former_fen", "district_share_fen"))
    kept = "case_id amount_fen ceiling_fen nature basis reason former_fen district_share_fen officer_id determined_at "
    kept += "receipt receipt_hash"
    _kept(db, "determinations", ", ".join(kept.split()))
    texts = {"stage": str, "move": str, "label": str, "opinion": str, "reason": str, "given_at": str}
    _of_case(db, "opinions", {**texts, "officer_id": int})
    _kept(db, "opinions")


def _clock(db: Any) -> None:
    columns = {"kind": str, "reason": str, "began_on": str, "ended_on": str, "officer_id": int}
    _of_case(db, "suspensions", columns, nullable=("ended_on",))
    _of_case(db, "extensions", {"days": int, "reason": str, "officer_id": int, "extended_on": str})


def _notices(db: Any) -> None:
    columns = {
        "id": int,
        "uid": str,
        "title": str,
        "began_on": str,
        "days": int,
        "ends_on": str,
        "state": str,
    }
    columns |= {"officer_id": int, "version": int}
    _table(db, "notices", columns, defaults={"version": 1}, foreign_keys=[_OFFICER])
    columns = {"notice_id": int, "case_id": int, "removed": str}
    _table(
        db,
        "notice_cases",
        columns,
        pk=("notice_id", "case_id"),
        defaults={"removed": ""},
        foreign_keys=[("notice_id", "notices", "id"), _CASE],
    )
    db["notice_cases"].create_index(["case_id"])
    columns = {"id": int, "notice_id": int, "case_id": int, "name": str, "contact": str, "content": str}
    columns |= {
        "raised_on": str,
        "outcome": str,
        "upheld": int,
        "closed_on": str,
        "officer_id": int,
        "version": int,
    }
    _table(
        db,
        "objections",
        columns,
        nullable=("case_id", "upheld", "closed_on"),
        defaults={"outcome": "", "version": 1},
        foreign_keys=[("notice_id", "notices", "id"), _CASE, _OFFICER],
    )
    db["objections"].create_index(["notice_id"])


def _money(db: Any) -> None:
    columns = {"kind": str, "amount_fen": int, "paid_on": str, "bank": str, "account": str, "voucher": str}
    _of_case(db, "payments", {**columns, "remark": str, "officer_id": int, "recorded_at": str})
    _kept(db, "payments")


def _record(db: Any) -> None:
    """The event log: append only, each line chained to the one before; the head tells a line cut off at the end."""
    columns = {"id": int, "chain": str, "seq": int, "case_id": int, "officer_id": int}
    texts = ["at", "officer_name", "action", "label", "changes", "reason", "detail", "previous_hash", "hash"]
    columns |= dict.fromkeys(texts, str)
    # officer_id 0 is the program itself, so that it is no reference.
    _table(db, "events", columns, nullable=("case_id",), foreign_keys=[_CASE])
    db["events"].create_index(["case_id", "id"])
    db["events"].create_index(["chain", "seq"], unique=True)
    _kept(db, "events")
    _table(db, "chain_heads", {"chain": str, "seq": int, "hash": str}, pk="chain")


def _of_case(db: Any, name: str, columns: dict[str, Any], nullable: tuple[str, ...] = ()) -> None:
    _table(
        db, name, {"id": int, "case_id": int, **columns}, nullable=nullable, foreign_keys=[_CASE, _OFFICER]
    )
    db[name].create_index(["case_id"])


def _kept(db: Any, table: str, columns: str = "") -> None:
    """Refuse to change or remove rows that are evidence."""
    of = f" OF {columns}" if columns else ""
    refuse = "BEGIN SELECT RAISE(ABORT, 'rows of this table are kept as they are'); END"
    db.execute(f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE{of} ON {table} {refuse}")
    db.execute(f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} {refuse}")


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
