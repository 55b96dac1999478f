"""Gathers what a letter may speak of: the case, its decision with the receipt it rests on, the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models.cases.case import Case
from models.cases.officers import Officer
from models.cases.receipt import DeterminationReceipt
from models.cases.snapshot import (
    LetterSnapshot,
    SnapshotCheck,
    SnapshotLetter,
    SnapshotMaterial,
    SnapshotOpinion,
    SnapshotStep,
    SnapshotTarget,
)
from models.errors import UserError
from models.letters.fact_words import fact_words
from models.periods import parse_date
from models.policy.pack import Pack
from models.services import case_clock, profile
from models.services.desk import Desk
from models.services.evaluation import Evaluation, evaluate
from models.services.progress import ProgressService
from models.services.receipts import current_receipt
from models.storage import applicants as stored_applicants
from models.storage import decisions
from models.storage import letters as stored_letters
from models.storage import notices as stored_notices
from models.storage import officers as stored_officers


def of_case(
    desk: Desk, case_id: int, kind: str, *, actor: Officer | None, extra: Mapping[str, str]
) -> LetterSnapshot:
    """Return the snapshot for a letter of one case, without number and code."""
    case = desk.case(case_id)
    evaluation = evaluate(desk, case)
    base = _of_office(desk, kind, evaluation.pack, actor, extra)
    for part in (
        _of_case(desk, case, evaluation),
        _of_applicant(desk, case),
        _of_decision(desk, case, evaluation),
        _of_guide(desk, case, evaluation),
        _of_notice(desk, case),
    ):
        base = replace(base, **part)
    return base


def of_batch(
    desk: Desk, case_ids: tuple[int, ...], kind: str, *, actor: Officer | None, extra: Mapping[str, str]
) -> LetterSnapshot:
    """Return the snapshot for one letter over several cases (公示, 资金拨付通知), in the order given."""
    if not case_ids:
        raise UserError("没有选择办件", "", "请先选择")
    cases = [desk.case(case_id) for case_id in case_ids]
    pack = desk.editions.pack(cases[0].pack_id, cases[0].pack_hash)
    rows = tuple(_batch_row(desk, case) for case in cases)
    base = _of_office(desk, kind, pack, actor, extra)
    return replace(base, batch=rows, **_of_notice(desk, cases[0]))


def _batch_row(desk: Desk, case: Case) -> dict[str, Any]:
    applicant = stored_applicants.get(desk.db, case.applicant_id)
    assert applicant is not None
    matter = desk.editions.pack(case.pack_id, case.pack_hash).matter(case.matter_id)
    receipt = current_receipt(desk, case.id)
    return {
        "applicant": applicant.name,
        "case_no": case.case_no,
        "matter": matter.name,
        "clause": matter.clause,
        "amount_fen": case.determined_fen,
        "applicant_kind": applicant.kind,
        "share_fen": receipt.district_share_fen if receipt else None,
        "bank": applicant.bank,
        "account": applicant.account,
        "remark": case.scope_key,
    }


def _of_office(
    desk: Desk, kind: str, pack: Pack, actor: Officer | None, extra: Mapping[str, str]
) -> LetterSnapshot:
    office = profile.required(desk)
    document = pack.document
    return LetterSnapshot(
        kind=kind,
        issued_on=desk.clock.today(),
        unit=office.unit,
        number_prefix=office.number_prefix,
        district=office.district,
        office_contact=office.contact,
        office_phone=office.phone,
        office_address=office.address,
        document_number=document.number,
        document_name=document.name,
        document_issuer=document.issuer,
        document_date=parse_date(document.date),
        officer_name=actor.name if actor else "",
        extra=dict(extra),
    )


def _of_case(desk: Desk, case: Case, evaluation: Evaluation) -> dict[str, Any]:
    matter, clause = evaluation.matter, evaluation.pack.clause_of(evaluation.matter)
    handler = stored_officers.get(desk.db, case.handler_id or 0)
    reading = case_clock.reading(desk, case)
    return {
        "case_no": case.case_no,
        "matter_id": matter.id,
        "matter_name": matter.name,
        "matter_kind": matter.kind,
        "matter_phrase": matter.phrase,
        "scope_name": case.scope_key,
        "clause_number": clause.number,
        "clause_heading": clause.heading,
        "clause_text": clause.body,
        "units": evaluation.pack.units_of(matter),
        "event_date": case.event_date,
        "registered_on": case.registered_on,
        "accepted_on": case.accepted_on,
        "due_on": reading.due_on if reading else None,
        "term_days": case.term_days,
        "extended_days": case.extended_days,
        "decided_on": case.decided_on,
        "handler_name": handler.name if handler else "",
        "applied_fen": case.applied_fen,
        "paid_fen": case.paid_fen,
        "recovery_fen": case.paid_fen - case.recovered_fen if case.outcome == "追回" else None,
        "letters": _letters_before(desk, case),
        "targets": _targets(desk, case, evaluation),
    }


def _of_applicant(desk: Desk, case: Case) -> dict[str, Any]:
    applicant = stored_applicants.get(desk.db, case.applicant_id)
    assert applicant is not None
    return {
        f"applicant_{name}": getattr(applicant, name)
        for name in ("kind", "name", "code", "address", "contact", "phone", "bank", "account")
    }


def _of_decision(desk: Desk, case: Case, evaluation: Evaluation) -> dict[str, Any]:
    """Amounts and arithmetic come from the receipt of the determination, never from a later computation."""
    rows = decisions.opinions(desk.db, case.id)
    opinions = tuple(
        SnapshotOpinion(
            stage=row["stage"],
            opinion=row["opinion"] or row["reason"],
            officer_name=row["name"],
            given_on=date.fromisoformat(row["given_at"][:10]),
            move=row["move"],
            reason=row["reason"],
        )
        for row in rows
    )
    reason = next((row["reason"] for row in reversed(rows) if row["reason"]), "")
    found: dict[str, Any] = {"opinions": opinions, "reason": reason, "basis": case.basis}
    receipt = current_receipt(desk, case.id)
    return found | (_from_receipt(receipt) if receipt else _from_assessment(evaluation))


def _from_receipt(receipt: DeterminationReceipt) -> dict[str, Any]:
    return {
        "determined_fen": receipt.determined_fen,
        "district_share_fen": receipt.district_share_fen,
        "ceiling_fen": receipt.ceiling_fen,
        "payable_fen": receipt.payable_fen,
        "nature": receipt.nature,
        "steps": tuple(SnapshotStep(step.text, step.amount_fen) for step in receipt.steps),
    }


def _from_assessment(evaluation: Evaluation) -> dict[str, Any]:
    found = evaluation.assessment
    if found is None:
        return {}
    return {
        "ceiling_fen": found.ceiling_fen,
        "payable_fen": found.payable_fen,
        "nature": found.nature,
        "steps": tuple(SnapshotStep(step.text, step.amount_fen) for step in found.steps),
    }


def _of_guide(desk: Desk, case: Case, evaluation: Evaluation) -> dict[str, Any]:
    facts = {fact.label: fact_words(fact, case.facts_raw.get(fact.key)) for fact in evaluation.matter.fact}
    return {
        "facts": {label: words for label, words in facts.items() if words},
        "checks": tuple(
            SnapshotCheck(one.question, one.phrase, one.verdict, one.remark, one.text)
            for one in evaluation.checks
        ),
        "materials": tuple(
            SnapshotMaterial(one.name, one.form, one.copies, one.state, one.remark, one.required)
            for one in evaluation.materials
        ),
    }


def _letters_before(desk: Desk, case: Case) -> tuple[SnapshotLetter, ...]:
    """The letters of the case that are in force, oldest first."""
    press = desk.press
    return tuple(
        SnapshotLetter(
            row["kind"],
            press.label(row["kind"]) if press else row["kind"],
            row["number"],
            date.fromisoformat(row["issued_on"]),
        )
        for row in reversed(stored_letters.of_case(desk.db, case.id))
        if row["state"] == stored_letters.VALID
    )


def _targets(desk: Desk, case: Case, evaluation: Evaluation) -> tuple[SnapshotTarget, ...]:
    """The indicators that a supervised case works towards, with the figure reported last."""
    wanted = set(evaluation.matter.targets)
    if not wanted:
        return ()
    found = []
    for standing in ProgressService(desk).target_states(case.pack_id):
        target, latest = standing.target, standing.latest
        if target.id in wanted:
            goal = f"{target.comparator.replace('>=', '≥').replace('<=', '≤')}{target.value}{target.unit}"
            value = f"{latest.value}{target.unit}" if latest else ""
            found.append(SnapshotTarget(target.indicator, goal, value, latest.as_of if latest else None))
    return tuple(found)


def _of_notice(desk: Desk, case: Case) -> dict[str, Any]:
    row = stored_notices.latest_of_case(desk.db, case.id)
    if row is None:
        return {}
    return {
        "notice_from": date.fromisoformat(row["began_on"]),
        "notice_to": date.fromisoformat(row["ends_on"]),
    }
