"""市区1:1分担: the district pays its half, no more and no less, and the cap still counts the whole."""

from __future__ import annotations

import io

import pytest
from casework import Casework
from openpyxl import load_workbook

from models.errors import FieldErrors, UserError

FACTS = {"grant_received": "1000000.04"}  # 25 % = 250,000.01, of which the district bears 125,000.00
WHOLE, HALF = 250_000_01, 125_000_00


@pytest.fixture
def case_id(work: Casework) -> int:
    company = work.applicant(bank="工行", account="6222021202041234567")
    case = work.register("11-3", company, FACTS, scope_key="重点专项甲")
    work.to_payment(case.id, WHOLE)
    return case.id


def test_the_district_pays_its_half_and_is_done(work: Casework, case_id: int) -> None:
    (due,) = work.office.payments.due()
    assert (due.determined_fen, due.payable_fen, due.due_fen) == (WHOLE, HALF, HALF)
    pay = work.office.payments.pay
    with pytest.raises(FieldErrors, match=r"125,000\.00"):
        pay(case_id, amount_fen=HALF + 1, paid_on=work.today, voucher="一", actor=work.handler)
    pay(case_id, amount_fen=HALF - 1, paid_on=work.today, voucher="一", actor=work.handler)
    with pytest.raises(UserError, match=r"0\.01"):
        work.move(case_id, "archive")
    view, _ = pay(case_id, amount_fen=1, paid_on=work.today, voucher="二", actor=work.handler)
    assert view.case.remaining_fen == 0 and work.office.payments.due() == ()
    work.move(case_id, "archive")
    assert work.view(case_id).case.stage == "归档" and work.office.verify() == []


def test_list_and_letter_ask_for_the_same_sum(work: Casework, case_id: int) -> None:
    book = load_workbook(io.BytesIO(work.office.payments.workbook(work.office.payments.due())))
    values = [cell.value for row in book.active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert 250000.01 in values and values.count(125000) >= 2
    assert b"%PDF" in work.office.letters.draft(case_id, "payment")[:8]


def left(work: Casework, case_id: int) -> int:
    """What the project's cap leaves for another case."""
    found = work.view(case_id).headroom.left_fen
    assert found is not None
    return found


def test_the_cap_counts_the_whole_and_frees_it_with_what_comes_back(work: Casework, case_id: int) -> None:
    same = work.register("11-3", work.applicant(), FACTS, scope_key="重点专项甲").id
    cap = 5_000_000_00
    assert left(work, same) == cap - WHOLE
    entry = {"paid_on": work.today, "voucher": "一", "actor": work.handler}
    work.office.payments.pay(case_id, amount_fen=HALF, **entry)  # type: ignore[arg-type]
    assert left(work, same) == cap - WHOLE
    work.move(case_id, "recover", work.approver, opinion="追回", reason="材料不实")
    assert left(work, same) == cap - WHOLE
    work.office.payments.recover(case_id, amount_fen=25_000_00, **entry)  # type: ignore[arg-type]
    assert left(work, same) == cap - 200_000_00  # 100,000 of the district's half is kept, so 200,000 in all
    work.office.payments.recover(case_id, amount_fen=100_000_00, **entry)  # type: ignore[arg-type]
    assert left(work, same) == cap
    work.move(case_id, "archive")
    assert work.office.verify() == []


def test_the_budget_bears_the_district_half(work: Casework, case_id: int) -> None:
    def line() -> tuple[int | None, int | None]:
        state = next(one for one in work.office.progress.budget_states() if one.budget.id == "8-B")
        return state.committed_fen, state.paid_fen

    assert line() == (HALF, 0)
    work.office.payments.pay(case_id, amount_fen=HALF, paid_on=work.today, voucher="一", actor=work.handler)
    assert line() == (HALF, HALF)


def test_the_rate_of_payment_is_of_the_district_half(work: Casework, case_id: int) -> None:
    def total() -> dict[str, object]:
        report = work.office.statistics.by("clause")
        return dict(zip([one.heading for one in report.columns], report.all_rows()[-1], strict=True))

    assert (total()["核定额（元）"], total()["区级承担（元）"], total()["拨付率"]) == (WHOLE, HALF, 0)
    work.office.payments.pay(case_id, amount_fen=HALF, paid_on=work.today, voucher="一", actor=work.handler)
    assert total()["拨付率"] == 100
