"""Money of an approved case in whole 分: instalments, what remains to be paid, and what is to come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.errors import UserError
from models.money import yuan_grouped

EntryKind = Literal["拨付", "追回"]

MAX_INSTALMENTS = 60


@dataclass(frozen=True)
class Entry:
    """One payment or one recovery, in 分."""

    kind: EntryKind
    amount_fen: int


@dataclass(frozen=True)
class Balance:
    """The state of a case's money, in 分; `wanted_back_fen` is what has to be recovered in all."""

    determined_fen: int
    paid_fen: int = 0
    recovered_fen: int = 0
    wanted_back_fen: int = 0

    @property
    def remaining_fen(self) -> int:
        """What is still to be paid."""
        return max(self.determined_fen - self.paid_fen, 0)

    @property
    def net_paid_fen(self) -> int:
        """What the applicant holds."""
        return self.paid_fen - self.recovered_fen

    @property
    def to_recover_fen(self) -> int:
        """What is still to come back."""
        return max(self.wanted_back_fen - self.recovered_fen, 0)

    def most(self, kind: EntryKind) -> int:
        """Return the largest amount that may be entered now."""
        return self.remaining_fen if kind == "拨付" else self.net_paid_fen

    @property
    def words(self) -> str:
        """The balance in one Chinese line."""
        parts = [f"核定 {yuan_grouped(self.determined_fen)} 元", f"已拨付 {yuan_grouped(self.paid_fen)} 元"]
        if self.recovered_fen or self.wanted_back_fen:
            parts += [
                f"已追回 {yuan_grouped(self.recovered_fen)} 元",
                f"待追回 {yuan_grouped(self.to_recover_fen)} 元",
            ]
        else:
            parts.append(f"未拨付 {yuan_grouped(self.remaining_fen)} 元")
        return "，".join(parts)


def balance_of(
    determined_fen: int, entries: Iterable[Entry], *, revoked: bool, ordered_back_fen: int = 0
) -> Balance:
    """Return the balance after all entries; a revoked award comes back whole, else what was ordered to."""
    rows = tuple(entries)
    paid = sum(entry.amount_fen for entry in rows if entry.kind == "拨付")
    recovered = sum(entry.amount_fen for entry in rows if entry.kind == "追回")
    wanted = paid if revoked else min(ordered_back_fen, paid)
    return Balance(determined_fen, paid, recovered, wanted)


def excess_fen(paid_fen: int, determined_fen: int) -> int:
    """Return what was paid beyond a lower amount determined afterwards, to be recovered."""
    return max(paid_fen - determined_fen, 0)


def instalments(total_fen: int, count: int) -> tuple[int, ...]:
    """Return the parts of an amount paid in equal instalments: whole 分, adding up exactly, the first ones larger.

    Raises UserError for a number of parts outside 1 to 60 or larger than the amount in 分.
    """
    if not 1 <= count <= MAX_INSTALMENTS:
        raise UserError(f"分期数应为 1 至 {MAX_INSTALMENTS}", f"填写的是 {count}", "请核对", field="count")
    if total_fen < count:
        raise UserError(
            "金额不足以分期", f"{yuan_grouped(total_fen)} 元分 {count} 期", "请减少期数", field="count"
        )
    part, rest = divmod(total_fen, count)
    return tuple(part + (index < rest) for index in range(count))


def entry_faults(
    balance: Balance, entry: Entry, *, on: date, today: date, not_before: date | None, voucher: str
) -> list[UserError]:
    """Return every fault of a new payment or recovery: amount above zero and within what is left, day, voucher.

    `not_before` is the day of the approval letter, before which nothing is paid.
    """
    kind, faults = entry.kind, []
    if entry.amount_fen <= 0:
        faults.append(UserError(f"{kind}金额须大于零", "", "请核对", field="amount_fen"))
    elif entry.amount_fen > balance.most(kind):
        left = yuan_grouped(balance.most(kind))
        faults.append(UserError(f"{kind}金额过大", f"至多还可{kind} {left} 元", "请核对", field="amount_fen"))
    if on > today:
        faults.append(UserError(f"{kind}日期不能晚于今天", on.isoformat(), "请核对", field="paid_on"))
    elif not_before is not None and on < not_before:
        why = f"批复日期为 {not_before.isoformat()}"
        faults.append(UserError(f"{kind}日期不能早于批复", why, "请核对", field="paid_on"))
    if not voucher.strip():
        faults.append(UserError("请填写凭证号", "", "如国库集中支付凭证号", field="voucher"))
    return faults
