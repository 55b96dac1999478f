"""The determined amount: within ceiling and cap, with its basis, with the receipt of what it rests on."""

from __future__ import annotations

from typing import Any

from models.awards import district_share
from models.cases.case import Case
from models.cases.events import Change
from models.cases.officers import Officer
from models.errors import FieldErrors, UserError
from models.money import yuan_grouped
from models.services.desk import Desk
from models.services.evaluation import Evaluation, counted_months
from models.services.receipts import write_receipt
from models.storage import cases as stored
from models.storage import decisions


def save_determination(
    desk: Desk,
    case: Case,
    evaluation: Evaluation,
    *,
    amount_fen: int,
    basis: str,
    reason: str,
    left_fen: int | None,
    actor: Officer,
) -> bool:
    """Save a determination inside the caller's transaction; False when nothing changed.

    Raises FieldErrors for an amount above ceiling or cap, one that is not the exact amount where 定额, a
    missing basis, or a change without reason.
    """
    if case.determined_fen == amount_fen and case.basis == basis:
        return False
    former = _former(desk, case)
    errors = _amount_faults(evaluation, amount_fen, left_fen)
    errors += _word_faults(basis, reason, former, amount_fen)
    if errors:
        raise FieldErrors(errors)
    text, digest = write_receipt(
        desk, case, evaluation, amount_fen=amount_fen, basis=basis, reason=reason, actor=actor
    )
    values = _values(evaluation, amount_fen, former) | {"basis": basis, "reason": reason}
    values |= {"officer_id": actor.id, "determined_at": desk.now(), "receipt": text, "receipt_hash": digest}
    decisions.add_determination(desk.db, case.id, values)
    stored.add_preparers(desk.db, case.id, frozenset({actor.id}))
    changed: dict[str, Any] = {
        "determined_fen": amount_fen,
        "basis": basis,
        "ceiling_fen": values["ceiling_fen"],
    }
    changed |= {"hold": "reserved", "held_fen": amount_fen, "hold_months": values["months"]}
    stored.update(desk.db, case.id, changed, expected_version=None)
    _record(desk, case, values, actor)
    return True


NOTHING_HELD: dict[str, Any] = {
    "determined_fen": None,
    "basis": "",
    "hold": "none",
    "held_fen": 0,
    "hold_months": 0,
}


def no_longer_hold(desk: Desk, case: Case, actor: Officer, *, action: str, label: str, reason: str) -> None:
    """Let the determined amount hold no more, inside the caller's transaction; it stays on file with its receipt."""
    assert case.determined_fen is not None
    decisions.set_none_current(desk.db, case.id)
    stored.update(desk.db, case.id, NOTHING_HELD, expected_version=None)
    changes = [Change("determined_fen", "核定额", yuan_grouped(case.determined_fen), "")]
    desk.record(actor, action, label, case_id=case.id, changes=changes, reason=reason)


def _record(desk: Desk, case: Case, values: dict[str, Any], actor: Officer) -> None:
    former, basis = values["former_fen"], values["basis"]
    old = "" if former is None else yuan_grouped(former)
    changes = [Change("determined_fen", "核定额", old, yuan_grouped(values["amount_fen"]))]
    if basis != case.basis:
        changes.append(Change("basis", "依据", case.basis, basis))
    detail = f"依据校验值 {values['receipt_hash'][:12]}"
    reason = values["reason"]
    desk.record(actor, "determined", "核定", case_id=case.id, changes=changes, reason=reason, detail=detail)


def _former(desk: Desk, case: Case) -> int | None:
    """The amount determined last, whether it still holds or lapsed: changing it wants a reason."""
    rows = decisions.determinations(desk.db, case.id)
    return int(rows[0]["amount_fen"]) if rows else None


def _values(evaluation: Evaluation, amount_fen: int, former: int | None) -> dict[str, Any]:
    found = evaluation.assessment
    assert found is not None
    share, _ = district_share(evaluation.matter, amount_fen, settings=evaluation.settings)
    return {
        "amount_fen": amount_fen,
        "ceiling_fen": found.ceiling_fen,
        "nature": found.nature,
        "former_fen": former,
        "district_share_fen": share,
        "months": counted_months(evaluation),
    }


def _amount_faults(evaluation: Evaluation, amount_fen: int, left_fen: int | None) -> list[UserError]:
    found = evaluation.assessment
    if found is None:
        return [UserError("此事项不计算金额", evaluation.error, "请先补全要素", field="amount_fen")]
    if not found.eligible:
        failed = "；".join(finding.text for finding in found.findings if not finding.ok)
        return [
            UserError(
                "不符合条件，不能核定", failed, "请核对要素，确不符合的提请不予核准", field="amount_fen"
            )
        ]
    if amount_fen <= 0:
        return [UserError("核定额须大于零", "", "不给予的请提请不予核准", field="amount_fen")]
    ceiling = yuan_grouped(found.ceiling_fen)
    if amount_fen > found.ceiling_fen:
        return [UserError("核定额超过政策上限", f"政策上限 {ceiling} 元", "请重新核定", field="amount_fen")]
    if left_fen is not None and amount_fen > left_fen:
        left = yuan_grouped(left_fen)
        return [
            UserError(
                "核定额超过封顶余量",
                f"余量 {left} 元，其余已被其他办件占用",
                "请重新核定",
                field="amount_fen",
            )
        ]
    if found.nature == "定额" and amount_fen != found.ceiling_fen:
        return [
            UserError(
                "定额事项须按定额核定", f"条款给予的是 {ceiling} 元", "请填写该金额", field="amount_fen"
            )
        ]
    return []


def _word_faults(basis: str, reason: str, former: int | None, amount_fen: int) -> list[UserError]:
    errors = []
    if not basis:
        errors.append(
            UserError("请填写核定依据", "核定额须写明依据，如会议纪要、专项审计、评审意见", "", field="basis")
        )
    for field, label, text in (("basis", "依据", basis), ("reason", "理由", reason)):
        if len(text) > 1000:
            errors.append(UserError(f"{label}过长", f"共 {len(text)} 字", "请控制在1000字以内", field=field))
    if former is not None and former != amount_fen and not reason:
        errors.append(
            UserError(
                "改变核定额须写明理由", f"原核定 {yuan_grouped(former)} 元", "请填写理由", field="reason"
            )
        )
    return errors
