"""The receipt of a determination: everything it rests on, as one canonical text with its hash, to be computed again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import msgspec

from models.awards import Assessment, FactValue, district_share
from models.cases.canonical import canonical_json, sha256_hex
from models.errors import UserError
from models.money import yuan
from models.policy.model import Matter
from models.policy.pack import Pack

FORMAT = 1
PlainFact = str | bool | int


class ReceiptFinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the facts decided about one check."""

    check: str
    ok: bool
    text: str
    phrase: str


class ReceiptStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the arithmetic, its amount in 分."""

    text: str
    amount_fen: int


class ReceiptAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the officer answered to one question."""

    check: str
    question: str
    verdict: str
    remark: str


class DeterminationReceipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A determination with facts, findings, steps, the pack's edition and the readings; amounts in 分.

    `settings` are the office's readings of doubtful wording at the time, `prior_fen` and `prior_months` what
    others took of the cap then; `facts` are as in files (money in yuan as text).
    """

    format: int
    case_no: str
    at: str
    officer_id: int
    officer_name: str
    matter: str
    pack_id: str
    pack_number: str
    pack_hash: str
    facts: dict[str, PlainFact]
    settings: dict[str, str]
    prior_fen: int
    prior_months: int
    eligible: bool
    nature: str
    findings: tuple[ReceiptFinding, ...]
    steps: tuple[ReceiptStep, ...]
    answers: tuple[ReceiptAnswer, ...]
    applied_fen: int | None
    ceiling_fen: int
    payable_fen: int | None
    determined_fen: int
    district_share_fen: int | None
    basis: str
    reason: str


def plain_facts(matter: Matter, facts: Mapping[str, FactValue]) -> dict[str, PlainFact]:
    """Return typed facts as they stand in files, so that `parse_facts` reads the same values back."""
    money = {fact.key for fact in matter.fact if fact.type == "money"}
    plain: dict[str, PlainFact] = {}
    for key, value in facts.items():
        if isinstance(value, date):
            plain[key] = value.isoformat()
        elif isinstance(value, Decimal):
            plain[key] = format(value, "f")
        else:
            plain[key] = yuan(int(value)) if key in money else value
    return plain


def make_receipt(
    *,
    case_no: str,
    at: str,
    officer_id: int,
    officer_name: str,
    pack: Pack,
    matter: Matter,
    facts: Mapping[str, FactValue],
    assessment: Assessment,
    settings: Mapping[str, str],
    prior_fen: int,
    prior_months: int,
    answers: Iterable[ReceiptAnswer],
    applied_fen: int | None,
    determined_fen: int,
    basis: str,
    reason: str = "",
) -> DeterminationReceipt:
    """Return the receipt of a determination made on this assessment; with the readings it was made under.

    `settings` are all readings that were given to `assess`.
    """
    readings = {**pack.default_settings(), **settings}
    share_fen, _ = district_share(matter, determined_fen, settings=readings)
    return DeterminationReceipt(
        format=FORMAT,
        case_no=case_no,
        at=at,
        officer_id=officer_id,
        officer_name=officer_name,
        matter=matter.id,
        pack_id=pack.id,
        pack_number=pack.number,
        pack_hash=pack.hash,
        facts=plain_facts(matter, facts),
        settings=readings,
        prior_fen=prior_fen,
        prior_months=prior_months,
        eligible=assessment.eligible,
        nature=assessment.nature,
        findings=tuple(
            ReceiptFinding(one.check, one.ok, one.text, one.phrase) for one in assessment.findings
        ),
        steps=tuple(ReceiptStep(step.text, step.amount_fen) for step in assessment.steps),
        answers=tuple(answers),
        applied_fen=applied_fen,
        ceiling_fen=assessment.ceiling_fen,
        payable_fen=assessment.payable_fen,
        determined_fen=determined_fen,
        district_share_fen=share_fen,
        basis=basis,
        reason=reason,
    )


def receipt_text(receipt: DeterminationReceipt) -> tuple[str, str]:
    """Return the receipt's canonical JSON and its SHA-256, both to be stored."""
    text = canonical_json(msgspec.to_builtins(receipt))
    return text, sha256_hex(text)


def read_receipt(text: str, digest: str) -> DeterminationReceipt:
    """Return the stored receipt; raises UserError when it was changed since or is not a receipt."""
    if sha256_hex(text) != digest:
        raise UserError("核定依据已被改动", "内容与其校验值不符", "请从备份中找回原件并查明原因")
    try:
        return msgspec.convert(json.loads(text), DeterminationReceipt)
    except (ValueError, msgspec.ValidationError):
        raise UserError(
            "核定依据不能读取", "内容不是本程序写下的格式", "请从备份中找回原件并查明原因"
        ) from None
