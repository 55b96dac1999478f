"""Several payments at once: all of them or none, each told beside its case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casework import Casework

from models.errors import FieldErrors, UserError
from models.services.payment_batch import MOST_LINES, PaymentLine


@pytest.fixture
def due(work: Casework) -> tuple[int, int]:
    found = []
    for amount_fen in (100_000_00, 110_000_00):
        case = work.register()
        work.to_payment(case.id, amount_fen)
        found.append(case.id)
    return found[0], found[1]


def test_all_are_entered_in_one_go(work: Casework, due: tuple[int, int]) -> None:
    first, second = due
    lines = [PaymentLine(first, 100_000_00, "2024-001"), PaymentLine(second, 50_000_01, "2024-002")]
    count, changes = work.office.payments.pay_many(lines, paid_on=work.today, actor=work.reviewer)
    assert count == 2 and changes.cases == {first, second}
    assert [work.view(case_id).case.paid_fen for case_id in due] == [100_000_00, 50_000_01]
    assert work.view(second).payments[0].voucher == "2024-002"
    assert work.office.verify() == []


def test_one_fault_keeps_all_back_and_every_fault_is_told(work: Casework, due: tuple[int, int]) -> None:
    first, second = due
    lines = [PaymentLine(first, 100_000_00, "2024-001"), PaymentLine(second, 110_000_01, "")]
    with pytest.raises(FieldErrors) as told:
        work.office.payments.pay_many(lines, paid_on=work.today, actor=work.reviewer)
    assert [error.field for error in told.value.errors] == [f"{second}.amount_fen", f"{second}.voucher"]
    assert [work.view(case_id).case.paid_fen for case_id in due] == [0, 0]
    exact = [PaymentLine(first, 100_000_00, "2024-001"), PaymentLine(second, 110_000_00, "2024-001")]
    with pytest.raises(FieldErrors, match="晚于今天"):
        work.office.payments.pay_many(exact, paid_on=work.today + timedelta(days=1), actor=work.reviewer)
    work.office.payments.pay_many(exact, paid_on=work.today, actor=work.reviewer)
    assert [work.view(case_id).case.remaining_fen for case_id in due] == [0, 0]


def test_the_same_case_twice_is_never_paid_above_its_amount(work: Casework, due: tuple[int, int]) -> None:
    line = PaymentLine(due[0], 60_000_00, "2024-001")
    with pytest.raises(FieldErrors, match="金额过大"):
        work.office.payments.pay_many([line, line], paid_on=work.today, actor=work.reviewer)
    assert work.view(due[0]).case.paid_fen == 0


def test_who_may_not_pay_enters_nothing(work: Casework, due: tuple[int, int]) -> None:
    with pytest.raises(UserError):
        work.office.payments.pay_many(
            [PaymentLine(due[0], 1, "2024-001")], paid_on=work.today, actor=work.approver
        )
    assert work.view(due[0]).case.paid_fen == 0


def test_nothing_and_too_much_are_refused(work: Casework, due: tuple[int, int]) -> None:
    for lines in ([], [PaymentLine(due[0], 1, "1")] * (MOST_LINES + 1)):
        with pytest.raises(UserError):
            work.office.payments.pay_many(lines, paid_on=work.today, actor=work.reviewer)
