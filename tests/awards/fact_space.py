"""The facts of every matter with money: their kinds, choices, and the values worth going near."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from oracle import STAR_ORDER, WAN, YI


class Field(NamedTuple):
    """One fact: its kind, its choices, and values worth going near (money in 分)."""

    key: str
    kind: str
    choices: tuple[str, ...] = ()
    near: tuple[int, ...] = ()
    share: Fraction | None = None  # the part of this amount that is granted
    cap: int = 0  # where the grant stops
    after: str = ""  # this amount matters by its distance to another fact
    steps: tuple[int, ...] = ()  # the distances that matter


def yes(*keys: str) -> tuple[Field, ...]:
    """Return yes-or-no facts."""
    return tuple(Field(key, "bool") for key in keys)


def choice(key: str, *choices: str) -> tuple[Field, ...]:
    """Return one fact with a fixed list of answers."""
    return (Field(key, "choice", choices),)


def money(key: str, rate: int | None = None, cap: int = 0, near: tuple[int, ...] = ()) -> tuple[Field, ...]:
    """Return one amount, of which `rate` percent up to `cap` 分 is granted."""
    return (Field(key, "money", near=near, share=None if rate is None else Fraction(rate, 100), cap=cap),)


def growth(now: str, before: str, *, near: tuple[int, ...], steps: tuple[int, ...]) -> tuple[Field, ...]:
    """Return two amounts of which the difference counts."""
    return (Field(now, "money", near=near, after=before, steps=steps), Field(before, "money"))


def by_ratio(amount: str, cap: int) -> tuple[Field, ...]:
    """Return an amount with an entered percentage and the document it rests on."""
    return (*money(amount, 10, cap), Field("ratio", "percent"), Field("ratio_basis", "text"))


def count(key: str, *near: int) -> tuple[Field, ...]:
    """Return a number of things."""
    return (Field(key, "count", near=near),)


BASIS = (Field("standard_basis", "text"),)
ONE_STANDARD = (*money("standard_amount"), *BASIS)
MONTHLY = (*money("monthly_standard"), *count("months", 12, 36), *BASIS)
GRADES = ("优秀", "良好", "合格", "不合格")
LEVELS = ("国家级", "省级", "市级", "其他")
FIRST = ("国家技术发明奖一等奖", "国家科学技术进步奖一等奖", "其他")
SECOND = (
    "国家技术发明奖二等奖",
    "国家科学技术进步奖二等奖",
    "中国专利金奖",
    "省技术发明奖一等奖",
    "省科学技术进步奖一等奖",
    "其他",
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "5-3": money("standard_fee", 30),
    "11-1": choice("organisation_mode", "主动设计", "揭榜挂帅", "其他"),
    "11-2": money("actual_input", 20, 300 * WAN),
    "11-3": money("grant_received", 25, 500 * WAN),
    "11-4": ONE_STANDARD,
    "13-1": (
        *yes("sme_scale"),
        *growth("rd_current", "rd_previous", near=(YI,), steps=(200 * WAN, 4000 * WAN)),
    ),
    "13-2": (
        *yes("sme_scale"),
        *growth("rd_current", "rd_previous", near=(5 * YI,), steps=(500 * WAN, 6000 * WAN)),
    ),
    "14-1": (*yes("led_by_enterprise", "newly_approved"), *ONE_STANDARD),
    "14-2": (*yes("provincially_recognised"), *money("provincial_grant", 50)),
    "14-3": (*choice("performance", *GRADES), *money("provincial_grant", 50)),
    "14-4": (*yes("provincially_recognised"), *money("provincial_grant", 50)),
    "15-1": (*choice("award", *FIRST), *yes("landed")),
    "15-2": (*choice("award", *SECOND), *yes("landed")),
    "15-3": yes("listed"),
    "15-4": yes("recognised"),
    "15-5": (*yes("contract_registered"), *by_ratio("transaction_amount", 200 * WAN)),
    "16-1": choice("grade", *GRADES),
    "16-2": choice("stars", *STAR_ORDER),
    "16-3": (*choice("stars", *STAR_ORDER), *count("qualified_companies", 7)),
    "16-4": yes("upgraded"),
    "16-5": yes("upgraded"),
    "16-6": (*choice("carrier_level", *LEVELS), *MONTHLY),
    "17-1": yes("newly_recognised"),
    "17-2": yes("newly_recognised"),
    "18-1": yes("newly_selected"),
    "26-1": yes("selected"),
    "28-1": yes("first_time"),
    "28-2": count("years_on_scale", 3),
    "28-3": (*yes("first_time"), *choice("converted_from", "业务部门", "分公司", "个体工商户", "其他")),
    "28-4": yes("first_time"),
    "28-5": yes("first_time"),
    "28-6": yes("first_time"),
    "33-1": choice("level", *LEVELS),
    "33-2": ONE_STANDARD,
    "34-1": choice("award", "iF金奖", "红点至尊奖", "其他"),
    "34-2": choice("award", "中国优秀工业设计金奖", "中国设计制造大奖金奖", "其他"),
    "36-1": ONE_STANDARD,
    "38-1": growth("balance_current", "balance_previous", near=(), steps=(0, 200 * WAN * 100 // 3)),
    "41-1": (*money("premium_paid", 60, 500 * WAN, near=(500 * WAN * 100 // 65,)), *yes("manufacturing")),
    "41-2": money("booth_fee", 70),
    "41-3": money("airfare", 70),
    "41-4": money("settlement_total", 8),
    "44-1": by_ratio("rent_paid", 100 * WAN),
    "49-1": (*yes("binjiang_hukou"), *money("self_paid", 100, 1 * WAN)),
    "49-2": ONE_STANDARD,
    "54-1": MONTHLY,
    "54-2": MONTHLY,
}

# What may have been granted before within the same scope: the caps by matter, 分.
CAPS: dict[str, int] = {
    "11-1": 1000 * WAN, "11-2": 300 * WAN, "11-3": 500 * WAN, "13-1": 200 * WAN, "13-2": 300 * WAN,
    "15-1": 500 * WAN, "15-2": 200 * WAN, "15-3": 50 * WAN, "15-4": 500 * WAN, "15-5": 200 * WAN,
    "16-1": 30 * WAN, "16-2": 30 * WAN, "16-4": 50 * WAN, "16-5": 50 * WAN, "17-1": 50 * WAN,
    "17-2": 1 * WAN, "18-1": 500 * WAN, "26-1": 200 * WAN, "28-1": 20 * WAN, "28-2": 30 * WAN,
    "28-3": 10 * WAN, "28-4": 100 * WAN, "28-5": 100 * WAN, "28-6": 20 * WAN, "33-1": 50 * WAN,
    "34-1": 10 * WAN, "34-2": 20 * WAN, "38-1": 200 * WAN, "41-1": 500 * WAN, "44-1": 100 * WAN,
    "49-1": 1 * WAN,
}  # fmt: skip
