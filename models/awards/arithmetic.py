"""The named forms of arithmetic, one function each: a tier and the situation give steps and an amount in 分."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from models.awards.conditions import Situation
from models.errors import UserError
from models.money import Rounding, parse_yuan, percent_of, yuan_grouped
from models.policy.model import Nature, Tier


@dataclass(frozen=True)
class Step:
    """One line of the arithmetic, as shown and printed, with its result in 分."""

    text: str
    amount_fen: int


@dataclass(frozen=True)
class Computed:
    """What a tier grants before the cap; `payable_fen` only where a fee is reduced."""

    amount_fen: int
    steps: tuple[Step, ...]
    payable_fen: int | None = None


def rounding_of(nature: Nature) -> Rounding:
    """A ceiling is cut down to the 分, an exact amount is rounded half up."""
    return "half_up" if nature == "定额" else "cut"


def compute(tier: Tier, situation: Situation, nature: Nature, *, prior_months: int) -> Computed:
    """Return what the tier grants; raises UserError where the text gives no figure."""
    return FORMS[tier.form](tier, situation, nature, prior_months)


def _fixed(tier: Tier, situation: Situation, nature: Nature, _months: int) -> Computed:
    if tier.amount:
        amount = parse_yuan(tier.amount)
        return Computed(amount, (Step(f"定额 {yuan_grouped(amount)} 元", amount),))
    choice = str(situation.values[tier.by])
    amount = parse_yuan(tier.amounts[choice])
    return Computed(amount, (Step(f"{choice}：定额 {yuan_grouped(amount)} 元", amount),))


def _ceiling(tier: Tier, _situation: Situation, _nature: Nature, _months: int) -> Computed:
    amount = parse_yuan(tier.amount)
    return Computed(amount, (Step(f"最高 {yuan_grouped(amount)} 元", amount),))


def _ratio(tier: Tier, situation: Situation, nature: Nature, _months: int) -> Computed:
    base = situation.money(tier.base)
    percent = Decimal(tier.percent) if tier.percent else situation.values[tier.percent_fact]
    assert isinstance(percent, Decimal)
    amount = percent_of(base, percent, rounding_of(nature))
    return Computed(amount, (Step(f"{yuan_grouped(base)} × {_plain(percent)}%", amount),))


def _plain(percent: Decimal) -> str:
    text = format(percent, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _actual(tier: Tier, situation: Situation, _nature: Nature, _months: int) -> Computed:
    base = situation.money(tier.base)
    return Computed(base, (Step(f"{situation.label(tier.base)} {yuan_grouped(base)} 元，据实结算", base),))


def _reduction(tier: Tier, situation: Situation, _nature: Nature, _months: int) -> Computed:
    fee = situation.money(tier.base)
    payable = percent_of(fee, Decimal(tier.percent), "half_up")
    steps = (
        Step(f"应缴 {yuan_grouped(fee)} × {tier.percent}%", payable),
        Step(f"优惠 {yuan_grouped(fee)} − {yuan_grouped(payable)}", fee - payable),
    )
    return Computed(fee - payable, steps, payable)


def _per_unit(tier: Tier, situation: Situation, _nature: Nature, _months: int) -> Computed:
    unit, count = parse_yuan(tier.amount), situation.money(tier.count)
    return Computed(unit * count, (Step(f"{yuan_grouped(unit)} × {count}", unit * count),))


def _per_month(tier: Tier, situation: Situation, _nature: Nature, prior_months: int) -> Computed:
    monthly, months = situation.money(tier.base), situation.money(tier.months)
    counted, steps = months, []
    if tier.max_months:
        counted = min(months, max(0, tier.max_months - prior_months))
    amount = monthly * counted
    steps.append(Step(f"{yuan_grouped(monthly)} × {counted} 个月", amount))
    if counted < months:
        note = f"累计不超过 {tier.max_months} 个月，此前已计 {prior_months} 个月，本次计 {counted} 个月"
        steps.append(Step(note, amount))
    return Computed(amount, tuple(steps))


def _standard(tier: Tier, situation: Situation, _nature: Nature, _months: int) -> Computed:
    amount = situation.money(tier.base)
    return Computed(amount, (Step(f"{situation.label(tier.base)} {yuan_grouped(amount)} 元", amount),))


def _refuse(tier: Tier, _situation: Situation, _nature: Nature, _months: int) -> Computed:
    raise UserError("按本单位选定的理解不能计算", tier.reason, "请先确定标准及其依据文件", field="matter")


FORMS: dict[str, Callable[[Tier, Situation, Nature, int], Computed]] = {
    "fixed": _fixed,
    "ceiling": _ceiling,
    "ratio": _ratio,
    "actual": _actual,
    "reduction": _reduction,
    "per_unit": _per_unit,
    "per_month": _per_month,
    "standard": _standard,
    "refuse": _refuse,
}
