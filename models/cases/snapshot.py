"""What a letter is made from: the values of one case at the moment of issuing, stored with the letter for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class SnapshotCheck:
    """A question of the checklist with its verdict, remark and the words it rests on."""

    question: str
    phrase: str
    verdict: str
    remark: str = ""
    text: str = ""


@dataclass(frozen=True)
class SnapshotMaterial:
    """A paper with its state and remark."""

    name: str
    form: str
    copies: int
    state: str
    remark: str = ""
    required: bool = True


@dataclass(frozen=True)
class SnapshotStep:
    """A line of the arithmetic."""

    text: str
    amount_fen: int


@dataclass(frozen=True)
class SnapshotOpinion:
    """An opinion given in a stage; `move` is the move it was given with (submit_review, record_progress …)."""

    stage: str
    opinion: str
    officer_name: str
    given_on: date
    move: str = ""
    reason: str = ""


@dataclass(frozen=True)
class SnapshotLetter:
    """A letter issued earlier in the case and still in force."""

    kind: str
    label: str
    number: str
    issued_on: date


@dataclass(frozen=True)
class SnapshotTarget:
    """An indicator of the document that a supervised case works towards, with what was reported last."""

    indicator: str
    goal: str
    value: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class LetterSnapshot:
    """All that a letter may speak of; amounts in 分, None or empty where the case has none.

    `number`, `code` and `qr_payload` are empty in a draft. `batch` holds the rows of a letter over several
    cases (公示, 资金拨付通知): applicant, applicant_kind, case_no, matter, clause, amount_fen, share_fen (what the
    district bears, None where nothing is shared), bank, account, remark. `extra` is what the officer typed in
    for this letter alone, `recovery_fen` what has to come back.
    """

    kind: str
    issued_on: date
    unit: str
    number_prefix: str
    number: str = ""
    code: str = ""
    qr_payload: str = ""
    draft: bool = False
    district: str = ""
    office_contact: str = ""
    office_phone: str = ""
    office_address: str = ""
    case_no: str = ""
    matter_id: str = ""
    matter_name: str = ""
    matter_kind: str = ""
    matter_phrase: str = ""
    scope_name: str = ""
    clause_number: str = ""
    clause_heading: str = ""
    clause_text: str = ""
    document_number: str = ""
    document_name: str = ""
    document_issuer: str = ""
    document_date: date | None = None
    units: tuple[str, ...] = ()
    applicant_kind: str = ""
    applicant_name: str = ""
    applicant_code: str = ""
    applicant_address: str = ""
    applicant_contact: str = ""
    applicant_phone: str = ""
    applicant_bank: str = ""
    applicant_account: str = ""
    event_date: date | None = None
    registered_on: date | None = None
    accepted_on: date | None = None
    due_on: date | None = None
    term_days: int | None = None
    extended_days: int = 0
    decided_on: date | None = None
    handler_name: str = ""
    officer_name: str = ""
    applied_fen: int | None = None
    ceiling_fen: int | None = None
    determined_fen: int | None = None
    district_share_fen: int | None = None
    payable_fen: int | None = None
    paid_fen: int = 0
    recovery_fen: int | None = None
    nature: str = ""
    basis: str = ""
    reason: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[SnapshotCheck, ...] = ()
    materials: tuple[SnapshotMaterial, ...] = ()
    steps: tuple[SnapshotStep, ...] = ()
    opinions: tuple[SnapshotOpinion, ...] = ()
    letters: tuple[SnapshotLetter, ...] = ()
    targets: tuple[SnapshotTarget, ...] = ()
    notice_from: date | None = None
    notice_to: date | None = None
    replaces: str = ""
    batch: tuple[Mapping[str, Any], ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
