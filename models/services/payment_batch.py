"""Several payments entered at once: the finance bureau pays a list, and the list comes back with its vouchers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.changes import Changes
from models.errors import FieldErrors, UserError
from models.services.views import CaseView

MOST_LINES = 500


@dataclass(frozen=True)
class PaymentLine:
    """What is paid on one case: 分, with its voucher."""

    case_id: int
    amount_fen: int
    voucher: str


Pay = Callable[[PaymentLine], tuple[CaseView, Changes]]


def pay_all(lines: Sequence[PaymentLine], pay: Pay) -> Changes:
    """Pay each line; inside one transaction, so that a fault in one leaves all undone.

    Raises FieldErrors with every fault of every line, the field named "case_id.field".
    """
    if not lines:
        raise UserError("没有要登记的拨付", "各行的金额都是空的", "请填写本次拨付的金额")
    if len(lines) > MOST_LINES:
        raise UserError(f"一次登记 {len(lines)} 笔", f"至多 {MOST_LINES} 笔", "请分几次登记")
    changes, errors = Changes(), []
    for line in lines:
        try:
            changes |= pay(line)[1]
        except FieldErrors as error:
            errors += [_of_line(line, one) for one in error.errors]
        except UserError as error:
            errors.append(_of_line(line, error))
    if errors:
        raise FieldErrors(errors)
    return changes


def _of_line(line: PaymentLine, error: UserError) -> UserError:
    return UserError(error.what, error.why, error.remedy, field=f"{line.case_id}.{error.field}")
