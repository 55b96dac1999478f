"""Receipts of determinations: written when an amount is determined, read for letters, computed again to verify."""

from __future__ import annotations

from models.cases.case import Case
from models.cases.officers import Officer
from models.cases.receipt import (
    DeterminationReceipt,
    ReceiptAnswer,
    make_receipt,
    read_receipt,
    receipt_text,
)
from models.cases.recomputing import recompute
from models.errors import UserError
from models.gauge import Gauge
from models.services.desk import Desk
from models.services.evaluation import Evaluation
from models.services.views import Fault
from models.storage import decisions
from models.storage.database import Row


def write_receipt(
    desk: Desk,
    case: Case,
    evaluation: Evaluation,
    *,
    amount_fen: int,
    basis: str,
    reason: str,
    actor: Officer,
) -> tuple[str, str]:
    """Return the canonical text of the receipt and its hash."""
    assert evaluation.facts is not None and evaluation.assessment is not None
    answers = [
        ReceiptAnswer(check.id, check.question, check.verdict, check.remark)
        for check in evaluation.checks
        if not check.automatic
    ]
    receipt = make_receipt(
        case_no=case.case_no,
        at=desk.now(),
        officer_id=actor.id,
        officer_name=actor.name,
        pack=evaluation.pack,
        matter=evaluation.matter,
        facts=evaluation.facts,
        assessment=evaluation.assessment,
        settings=evaluation.settings,
        prior_fen=evaluation.headroom.prior_fen,
        prior_months=evaluation.headroom.used_months,
        answers=answers,
        applied_fen=case.applied_fen,
        determined_fen=amount_fen,
        basis=basis,
        reason=reason,
    )
    return receipt_text(receipt)


def current_receipt(desk: Desk, case_id: int) -> DeterminationReceipt | None:
    """Return the receipt of the determination that holds; raises UserError when it was tampered with."""
    rows = [row for row in decisions.determinations(desk.db, case_id) if row["current"]]
    return read_receipt(rows[0]["receipt"], rows[0]["receipt_hash"]) if rows else None


def receipt_faults(desk: Desk, gauge: Gauge | None = None) -> list[Fault]:
    """Read and recompute every receipt and list what was changed or comes out otherwise; nothing is changed."""
    gauge = gauge or Gauge()
    faults: list[Fault] = []
    for row in gauge.over(decisions.all_receipts(desk.db)):
        where = f"{row['case_no']} 核定 {row['id']}"
        try:
            receipt = read_receipt(row["receipt"], row["receipt_hash"])
            pack = desk.editions.pack(receipt.pack_id)
        except UserError as error:
            faults.append(Fault("依据", where, error.message))
            continue
        faults += [Fault("依据", where, what) for what in _row_differences(row, receipt)]
        faults += [Fault("依据", where, one.words) for one in recompute(receipt, pack)]
    return faults


def _row_differences(row: Row, receipt: DeterminationReceipt) -> list[str]:
    """The columns beside the receipt must say the same; they are what lists and letters show."""
    pairs = (
        ("核定额", row["amount_fen"], receipt.determined_fen),
        ("政策上限", row["ceiling_fen"], receipt.ceiling_fen),
        ("区级承担", row["district_share_fen"], receipt.district_share_fen),
        ("依据", row["basis"], receipt.basis),
        ("理由", row["reason"], receipt.reason),
        ("办件编号", row["case_no"], receipt.case_no),
    )
    found = [f"{label}与核定依据不符" for label, stored, expected in pairs if stored != expected]
    if row["current"] and row["determined_fen"] != receipt.determined_fen:
        found.append("办件的核定额与现行核定不符")
    return found
