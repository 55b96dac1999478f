"""Payments: in parts, with account, date and voucher; recoveries; the list for the finance bureau."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.cases.events import Change
from models.cases.officers import Officer
from models.cases.workflow import payment_obstacle, recovery_obstacle
from models.changes import Changes
from models.errors import FieldErrors, UserError
from models.money import yuan_grouped
from models.services import case_page, payment_batch, payment_list
from models.services.case_state import state_of
from models.services.desk import Desk
from models.services.evaluation import evaluate
from models.services.payment_batch import PaymentLine
from models.services.payment_list import PaymentDue
from models.services.views import CaseView
from models.storage import applicants as stored_applicants
from models.storage import payments as stored


class PaymentService:
    """Money paid out and money that came back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def pay(
        self,
        case_id: int,
        *,
        amount_fen: int,
        paid_on: date,
        voucher: str,
        account: str = "",
        bank: str = "",
        remark: str = "",
        actor: Officer,
    ) -> tuple[CaseView, Changes]:
        """Record a payment (in parts if need be), never more than what remains; account "" is the applicant's own."""
        words = {"voucher": voucher, "account": account, "bank": bank, "remark": remark}
        words = {key: text.strip() for key, text in words.items()}
        return self._add(case_id, stored.PAID, amount_fen, words, paid_on, actor)

    def pay_many(self, lines: Sequence[PaymentLine], *, paid_on: date, actor: Officer) -> tuple[int, Changes]:
        """Record a payment on each of several cases to the applicants' own accounts: all of them or none.

        Raises FieldErrors with every fault, the field named "case_id.field".
        """
        with self._desk.db.atomic():
            changes = payment_batch.pay_all(
                lines,
                lambda one: self.pay(
                    one.case_id, amount_fen=one.amount_fen, paid_on=paid_on, voucher=one.voucher, actor=actor
                ),
            )
        return len(lines), changes

    def recover(
        self,
        case_id: int,
        *,
        amount_fen: int,
        paid_on: date,
        voucher: str,
        remark: str = "",
        actor: Officer,
    ) -> tuple[CaseView, Changes]:
        """Record money that came back, never more than what was paid."""
        words = {"voucher": voucher.strip(), "account": "", "bank": "", "remark": remark.strip()}
        return self._add(case_id, stored.RECOVERED, amount_fen, words, paid_on, actor)

    def due(self, case_ids: tuple[int, ...] | None = None) -> tuple[PaymentDue, ...]:
        """Return what is still to be paid: all cases in 拨付, or those chosen."""
        return payment_list.due(self._desk, case_ids)

    def workbook(self, rows: tuple[PaymentDue, ...]) -> bytes:
        """Return the payment list for the finance bureau as an .xlsx file."""
        return payment_list.workbook(self._desk, rows)

    def _add(
        self, case_id: int, kind: str, amount_fen: int, words: dict[str, str], paid_on: date, actor: Officer
    ) -> tuple[CaseView, Changes]:
        desk = self._desk
        with desk.db.atomic():
            case = desk.case(case_id)
            state = state_of(desk, case, evaluate(desk, case))
            obstacle = (payment_obstacle if kind == stored.PAID else recovery_obstacle)(state, actor)
            if obstacle:
                raise UserError(f"现在不能登记{kind}", obstacle)
            most = case.remaining_fen if kind == stored.PAID else state.net_paid_fen
            errors = _faults(kind, amount_fen, most, paid_on, desk.clock.today(), words["voucher"])
            if errors:
                raise FieldErrors(errors)
            if kind == stored.PAID and not words["account"]:
                words |= _own_account(desk, case.applicant_id)
            values = words | {"paid_on": paid_on.isoformat(), "officer_id": actor.id}
            stored.add(desk.db, case_id, kind, amount_fen, values)
            if kind == stored.RECOVERED:
                self._release(case_id)
            action = "paid" if kind == stored.PAID else "recovered"
            changes = [Change(kind, f"{kind}金额", "", yuan_grouped(amount_fen))]
            detail = f"{paid_on.isoformat()}，凭证 {words['voucher']}"
            desk.record(actor, action, kind, case_id=case_id, changes=changes, detail=detail)
        return case_page.view(desk, case_id, actor=actor), Changes.of_case(case_id, "payments")

    def _release(self, case_id: int) -> None:
        """What came back no longer weighs on the cap."""
        case = self._desk.case(case_id)
        held = case.weight_fen(max(case.paid_fen - case.recovered_fen, 0))
        self._desk.db.execute(
            "UPDATE cases SET held_fen = ?, hold = ? WHERE id = ?",
            (held, "used" if held else "none", case_id),
        )


def _own_account(desk: Desk, applicant_id: int) -> dict[str, str]:
    applicant = stored_applicants.get(desk.db, applicant_id)
    assert applicant is not None
    return {"account": applicant.account, "bank": applicant.bank}


def _faults(
    kind: str, amount_fen: int, most: int, paid_on: date, today: date, voucher: str
) -> list[UserError]:
    errors = []
    if amount_fen <= 0:
        errors.append(UserError(f"{kind}金额须大于零", "", "请核对", field="amount_fen"))
    elif amount_fen > most:
        left = yuan_grouped(max(most, 0))
        errors.append(UserError(f"{kind}金额过大", f"至多还可{kind} {left} 元", "请核对", field="amount_fen"))
    if paid_on > today:
        errors.append(UserError(f"{kind}日期不能晚于今天", paid_on.isoformat(), "请核对", field="paid_on"))
    if not voucher.strip():
        errors.append(UserError("请填写凭证号", "", "如国库集中支付凭证号", field="voucher"))
    return errors
