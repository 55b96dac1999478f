"""Payments: instalments, what remains, what comes back, and the faults of an entry."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cases.payments import Balance, Entry, balance_of, entry_faults, excess_fen, instalments
from models.errors import UserError
from models.money import MAX_FEN

TODAY = date(2024, 7, 1)


def faults(balance: Balance, entry: Entry, **changes) -> list[str]:
    given = {"on": TODAY, "today": TODAY, "not_before": date(2024, 6, 20), "voucher": "0001"} | changes
    return [fault.field for fault in entry_faults(balance, entry, **given)]


def test_a_balance_follows_its_entries():
    balance = balance_of(100_00, (Entry("拨付", 60_00), Entry("拨付", 10_00)), revoked=False)
    assert (balance.paid_fen, balance.remaining_fen, balance.net_paid_fen, balance.to_recover_fen) == (
        70_00,
        30_00,
        70_00,
        0,
    )
    assert balance.words == "核定 100.00 元，已拨付 70.00 元，未拨付 30.00 元"


def test_a_revoked_award_comes_back_whole_and_an_order_at_most_what_was_paid():
    rows = (Entry("拨付", 60_00), Entry("追回", 20_00))
    balance = balance_of(100_00, rows, revoked=True)
    assert (balance.to_recover_fen, balance.net_paid_fen) == (40_00, 40_00)
    assert balance.words.endswith("已追回 20.00 元，待追回 40.00 元")
    assert balance_of(100_00, rows, revoked=False, ordered_back_fen=25_00).to_recover_fen == 5_00
    assert balance_of(100_00, rows, revoked=False, ordered_back_fen=99_00).wanted_back_fen == 60_00
    assert balance_of(100_00, rows, revoked=False).to_recover_fen == 0


@pytest.mark.parametrize(("paid", "determined", "excess"), [(10, 11, 0), (10, 10, 0), (10, 9, 1)])
def test_what_was_paid_beyond_a_lower_amount(paid, determined, excess):
    assert excess_fen(paid, determined) == excess


def test_an_entry_within_its_bounds():
    balance = Balance(100_00, paid_fen=60_00, recovered_fen=15_00)
    assert faults(balance, Entry("拨付", 40_00)) == []
    assert faults(balance, Entry("拨付", 40_01)) == ["amount_fen"]
    assert faults(balance, Entry("追回", 45_00)) == []
    assert faults(balance, Entry("追回", 45_01)) == ["amount_fen"]
    for amount in (0, -1):
        assert faults(balance, Entry("拨付", amount)) == ["amount_fen"]


def test_days_and_voucher_of_an_entry():
    balance, entry = Balance(100_00), Entry("拨付", 1)
    assert faults(balance, entry, on=date(2024, 7, 2)) == ["paid_on"]
    assert faults(balance, entry, on=date(2024, 6, 19)) == ["paid_on"]
    assert faults(balance, entry, on=date(2024, 6, 20)) == []
    assert faults(balance, entry, on=date(2024, 6, 19), not_before=None) == []
    assert faults(balance, Entry("拨付", 0), on=date(2024, 7, 2), voucher=" ") == [
        "amount_fen",
        "paid_on",
        "voucher",
    ]


@given(total=st.integers(1, MAX_FEN), count=st.integers(1, 60))
def test_instalments_add_up_and_differ_by_one_fen_at_most(total, count):
    if total < count:
        with pytest.raises(UserError, match="不足以分期"):
            instalments(total, count)
        return
    parts = instalments(total, count)
    assert sum(parts) == total and len(parts) == count
    assert max(parts) - min(parts) <= 1 and min(parts) > 0
    assert list(parts) == sorted(parts, reverse=True)


@pytest.mark.parametrize("count", [0, 61])
def test_the_number_of_instalments_has_bounds(count):
    with pytest.raises(UserError, match="1 至 60"):
        instalments(100, count)


@given(determined=st.integers(1, 10**9), data=st.data(), revoked=st.booleans())
def test_entries_taken_without_fault_never_pay_more_than_determined_nor_recover_more_than_paid(
    determined, data, revoked
):
    rows: list[Entry] = []
    for _ in range(data.draw(st.integers(0, 12))):
        balance = balance_of(determined, rows, revoked=revoked)
        entry = Entry(
            data.draw(st.sampled_from(("拨付", "追回"))), data.draw(st.integers(-5, determined + 5))
        )
        if not faults(balance, entry):
            rows.append(entry)
    balance = balance_of(determined, rows, revoked=revoked)
    assert 0 <= balance.net_paid_fen <= balance.paid_fen <= determined
    assert balance.remaining_fen == determined - balance.paid_fen
    assert balance.to_recover_fen == (balance.net_paid_fen if revoked else 0)
