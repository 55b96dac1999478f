"""Step 2: cases with their place in the workflow, their clock and amounts, counted by stage through triggers."""

from __future__ import annotations

from typing import Any

_TEXTS = (
    "uid case_no pack_id matter_id clause domain kind stage scope_key cap_key hold remark unit outcome closed_from "
    "decision suspension clock notice basis facts_raw facts_parsed event_date registered_on created_at updated_at"
)
_NUMBERS = (
    "applicant_id event_year held_fen hold_months paid_fen recovered_fen decision_round refusal_proposed result_recorded "
    "progress_count extended_days version"
)
_NULLABLE_TEXTS = "decided_on clock_from clock_to due_on accepted_on closed_on"
_NULLABLE_NUMBERS = (
    "handler_id created_by applied_fen ceiling_fen determined_fen first_reviewer_id second_reviewer_id approver_id "
    "term_days"
)
_ZERO = "held_fen hold_months paid_fen recovered_fen decision_round refusal_proposed result_recorded progress_count extended_days"
_EMPTY = "scope_key cap_key remark unit outcome closed_from decision suspension notice basis facts_parsed"


def apply(db: Any) -> None:
    """Create cases, who prepared them, and the counters."""
    nullable = (*_NULLABLE_TEXTS.split(), *_NULLABLE_NUMBERS.split())
    columns = {
        "id": int,
        **dict.fromkeys(_TEXTS.split(), str),
        **dict.fromkeys(_NUMBERS.split(), int),
        **dict.fromkeys(_NULLABLE_TEXTS.split(), str),
        **dict.fromkeys(_NULLABLE_NUMBERS.split(), int),
    }
    officers = ("handler_id", "created_by", "first_reviewer_id", "second_reviewer_id", "approver_id")
    db["cases"].create(
        columns,
        pk="id",
        not_null=set(columns) - set(nullable) - {"id"},
        defaults={
            **dict.fromkeys(_ZERO.split(), 0),
            **dict.fromkeys(_EMPTY.split(), ""),
            "hold": "none",
            "clock": "未起算",
            "version": 1,
        },
        foreign_keys=[("applicant_id", "applicants", "id"), *((name, "officers", "id") for name in officers)],
        strict=True,
    )
    _indexes(db)
    db["case_preparers"].create(
        {"case_id": int, "officer_id": int},
        pk=("case_id", "officer_id"),
        foreign_keys=[("case_id", "cases", "id"), ("officer_id", "officers", "id")],
        strict=True,
    )
    _counters(db)


def _indexes(db: Any) -> None:
    for indexed in (["uid"], ["case_no"]):
        db["cases"].create_index(indexed, unique=True)
    for indexed in (
        ["stage", "id"],
        ["handler_id", "id"],
        ["matter_id", "id"],
        ["applicant_id", "id"],
        ["clause", "id"],
    ):
        db["cases"].create_index(indexed)
    db.execute("CREATE INDEX idx_cases_cap ON cases (cap_key) WHERE cap_key <> '' AND hold <> 'none'")
    db.execute("CREATE INDEX idx_cases_due ON cases (due_on) WHERE due_on IS NOT NULL")
    db.execute("CREATE INDEX idx_cases_waiting ON cases (suspension, id) WHERE suspension <> ''")


def _counters(db: Any) -> None:
    """Counting a million rows takes half a second; a kept counter takes a tenth of a millisecond."""
    db["stage_counts"].create(
        {"kind": str, "stage": str, "cases": int},
        pk=("kind", "stage"),
        not_null={"kind", "stage", "cases"},
        strict=True,
    )
    raise_new = (
        "INSERT INTO stage_counts (kind, stage, cases) VALUES (NEW.kind, NEW.stage, 1) "
        "ON CONFLICT (kind, stage) DO UPDATE SET cases = cases + 1;"
    )
    lower_old = "UPDATE stage_counts SET cases = cases - 1 WHERE kind = OLD.kind AND stage = OLD.stage;"
    db.execute(
        f"CREATE TRIGGER cases_counted AFTER INSERT ON cases BEGIN {raise_new} "
        "UPDATE applicants SET case_count = case_count + 1 WHERE id = NEW.applicant_id; END"
    )
    db.execute(
        "CREATE TRIGGER cases_moved AFTER UPDATE OF stage ON cases WHEN NEW.stage <> OLD.stage "
        f"BEGIN {lower_old} {raise_new} END"
    )
    db.execute(
        "CREATE TRIGGER cases_reassigned AFTER UPDATE OF applicant_id ON cases "
        "WHEN NEW.applicant_id <> OLD.applicant_id BEGIN "
        "UPDATE applicants SET case_count = case_count - 1 WHERE id = OLD.applicant_id; "
        "UPDATE applicants SET case_count = case_count + 1 WHERE id = NEW.applicant_id; END"
    )
    db.execute(
        "CREATE TRIGGER cases_kept BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END"
    )
