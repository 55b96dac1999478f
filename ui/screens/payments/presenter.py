"""Payments: what is due, what is to come back, what was paid; one payment entered; the list for the finance bureau."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.cases.officers import action_obstacle
from models.services.payment_list import PaymentDue
from models.services.views import CaseFilter, CaseRow, CaseView
from ui.desk import Desk

LIMIT = 500
DUE, BACK, PAID = "due", "back", "paid"
LISTS: tuple[tuple[str, str], ...] = ((DUE, "待拨付"), (BACK, "待追回"), (PAID, "已拨付"))


@dataclass(frozen=True)
class PaymentRow:
    """A case with money to move; amounts in 分, the account masked. `left_fen` is what this office has still to pay."""

    case_id: int
    case_no: str
    applicant_name: str
    matter: str
    stage: str
    bank: str
    account: str
    determined_fen: int
    paid_fen: int
    left_fen: int = 0


class PaymentsPresenter:
    """Between the screen, or the case's page, and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def fetch(self, which: str, then: Callable[[tuple[PaymentRow, ...]], None], *, owner: Any) -> None:
        """Fetch one of the lists."""
        office = self._desk.office

        def call() -> tuple[PaymentRow, ...]:
            if which == DUE:
                return tuple(_of_due(row) for row in office.payments.due())
            if which == BACK:
                return tuple(
                    _of_case(row) for row in office.cases.rows(CaseFilter(stages=("追回",)), limit=LIMIT)
                )
            closed = office.cases.rows(CaseFilter(stages=("拨付", "归档")), limit=LIMIT)
            return tuple(_of_case(row) for row in closed if row.paid_fen)

        self._desk.read(call, then, key="payments.rows", owner=owner)

    def fetch_case(self, case_id: int, then: Callable[[CaseView], None], *, owner: Any) -> None:
        """Fetch a case with its payments."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.read(
            lambda: office.cases.view(case_id, actor=actor), then, key="payments.case", owner=owner
        )

    def obstacle(self, view: CaseView) -> str:
        """Return why nothing can be entered for a case now, empty where it can."""
        if why := action_obstacle(self._desk.officer, "record_payment"):
            return why
        if view.case.kind != "奖补":
            return "本事项不拨付资金。"
        if view.case.stage in ("拨付", "追回"):
            return "" if view.case.stage == "追回" or view.case.remaining_fen else "已全部拨付。"
        if view.case.stage == "归档":
            return "办件已归档，拨付记录见下。"
        return f"办件现处“{view.case.stage}”，批复出具并转“拨付”后登记。"

    def enter(
        self,
        view: CaseView,
        *,
        amount_fen: int,
        paid_on: date,
        voucher: str,
        account: str,
        bank: str,
        done: Callable[[CaseView], None],
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Enter a payment, or in 追回 what came back."""
        office, actor, case_id = self._desk.office, self._desk.officer, view.case.id
        back = view.case.stage == "追回"

        def call() -> tuple[Any, Any]:
            if back:
                return office.payments.recover(
                    case_id, amount_fen=amount_fen, paid_on=paid_on, voucher=voucher, actor=actor
                )
            return office.payments.pay(
                case_id,
                amount_fen=amount_fen,
                paid_on=paid_on,
                voucher=voucher,
                account=account,
                bank=bank,
                actor=actor,
            )

        self._desk.write(call, done, failed=failed, owner=owner)

    def workbook(self, case_ids: tuple[int, ...]) -> Callable[[], bytes]:
        """Return the call that makes the list for the finance bureau over the cases chosen, all for none."""
        office = self._desk.office
        return lambda: office.payments.workbook(office.payments.due(case_ids or None))

    def issue_letter(self, case_ids: tuple[int, ...], then: Callable[[Any], None], *, owner: Any) -> None:
        """Issue one 资金拨付通知 over the cases."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: office.letters.issue_over(case_ids, "payment", actor=actor), then, owner=owner
        )


def _of_due(row: PaymentDue) -> PaymentRow:
    return PaymentRow(
        row.case_id,
        row.case_no,
        row.applicant_name,
        f"{row.clause}{row.matter_name}",
        "拨付",
        row.bank,
        f"尾号 {row.account[-4:]}" if row.account else "",
        row.determined_fen,
        row.paid_fen,
        row.due_fen,
    )


def _of_case(row: CaseRow) -> PaymentRow:
    matter = f"{row.clause}{row.matter_name}"
    determined = row.determined_fen or 0
    return PaymentRow(
        row.id, row.case_no, row.applicant_name, matter, row.stage, "", "", determined, row.paid_fen
    )
