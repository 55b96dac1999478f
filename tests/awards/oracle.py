"""A second, independent reading of every matter with money, straight from the clauses of 滨政〔2024〕12号.

Nothing of the program is used here: amounts are whole 分, shares are fractions, and each row quotes its clause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

YUAN = 100
WAN = 10_000 * YUAN
YI = 10_000 * WAN
FIXED, UP_TO, BY_STANDARD = "定额", "上限", "按标准"

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
FIRST_QUARTER = (date(2024, 1, 1), date(2024, 3, 31))

Facts = Mapping[str, Any]


class Reading(NamedTuple):
    """What a clause says of one set of facts, before date, earlier grants and rounding."""

    met: bool
    nature: str
    amount: Fraction
    cap: int | None = None


class Answer(NamedTuple):
    """What the program must answer; amounts in 分."""

    eligible: bool
    ceiling: int
    nature: str | None = None
    district_share: int | None = None
    payable: int | None = None


def floor(amount: Fraction) -> int:
    """Cut a positive amount down to the 分."""
    return amount.numerator // amount.denominator


def half_up(amount: Fraction) -> int:
    """Round a positive amount to the 分, halves upwards."""
    return floor(amount + Fraction(1, 2))


def percent(amount: int, rate: int | Fraction) -> Fraction:
    """`rate` percent of an amount."""
    return Fraction(amount) * rate / 100


def fixed(met: bool, amount: int | Fraction, cap: int | None = None) -> Reading:
    """给予X: the amount itself."""
    return Reading(met, FIXED, Fraction(amount), cap)


def up_to(met: bool, amount: int | Fraction, cap: int | None = None) -> Reading:
    """最高X、不超过X: a ceiling."""
    return Reading(met, UP_TO, Fraction(amount), cap)


def at_most(met: bool, limit: int) -> Reading:
    """最高X with no share of anything: the ceiling is the limit, within its scope."""
    return up_to(met, limit, limit)


def just(met: bool, amount: int, limit: int | None = None) -> Reading:
    """给予X with a scope: the amount, no more than X in the scope."""
    return fixed(met, amount, limit or amount)


def standard(met: bool, amount: int) -> Reading:
    """The clause has no figure: the entered standard."""
    return Reading(met, BY_STANDARD, Fraction(amount))


def research_growth(f: Facts, *, small: bool, direct_from: int, direct: int, growth_from: int) -> Reading:
    """（十三）: a direct grant from a volume on, else 5 % of a sufficient increase; the same cap for both."""
    in_scale = f["sme_scale"] is small
    if f["rd_current"] >= direct_from:
        return fixed(in_scale, direct, direct)
    increase = f["rd_current"] - f["rd_previous"]
    return up_to(in_scale and increase >= growth_from, percent(max(increase, 0), 5), direct)


def grown_balance(f: Facts) -> Reading:
    """（三十八）信用贷款年度新增日均余额3%的奖励，单家银行奖励上限为200万元."""
    increase = f["balance_current"] - f["balance_previous"]
    return fixed(increase > 0, percent(max(increase, 0), 3), 200 * WAN)


def graded(value: str, amounts: Mapping[str, int], limit: int) -> Reading:
    """分别给予: an amount for each grade, nothing for the others."""
    return just(value in amounts, amounts.get(value, 0), limit)


STAR_ORDER = ("一星", "二星", "三星", "四星", "五星")
FIRST_PRIZES = ("国家技术发明奖一等奖", "国家科学技术进步奖一等奖")
SECOND_PRIZES = (
    "国家技术发明奖二等奖",
    "国家科学技术进步奖二等奖",
    "中国专利金奖",
    "省技术发明奖一等奖",
    "省科学技术进步奖一等奖",
)
RENT_MONTHS = 36

RULES: dict[str, Callable[[Facts], Reading]] = {
    # 按照高可靠性供电费用收取标准的70%执行: 70 % half up is paid, the rest is the reduction.
    "5-3": lambda f: fixed(True, f["standard_fee"] - half_up(percent(f["standard_fee"], 70))),
    # 对主动设计、揭榜挂帅方式组织的重大项目可给予最高1000万元补助
    "11-1": lambda f: at_most(f["organisation_mode"] in ("主动设计", "揭榜挂帅"), 1000 * WAN),
    # 不超过实际投入额的20%，给予最高300万元补助
    "11-2": lambda f: up_to(True, percent(f["actual_input"], 20), 300 * WAN),
    # 实际到账补助资金的25%，给予最高500万元补助，市区1:1分担
    "11-3": lambda f: up_to(True, percent(f["grant_received"], 25), 500 * WAN),
    "11-4": lambda f: standard(True, f["standard_amount"]),
    # 新增200万元以上…不超过新增额5%…最高补助200万元；达1亿元以上的，直接给予200万元
    "13-1": lambda f: research_growth(f, small=True, direct_from=YI, direct=200 * WAN, growth_from=200 * WAN),
    # 新增500万元以上…不超过新增额5%…最高补助300万元；达5亿元以上的，直接给予300万元
    "13-2": lambda f: research_growth(
        f, small=False, direct_from=5 * YI, direct=300 * WAN, growth_from=500 * WAN
    ),
    # 企业牵头建设新获批的省重点实验室
    "14-1": lambda f: standard(f["led_by_enterprise"] and f["newly_approved"], f["standard_amount"]),
    # 按实到省补助资金的50%给予奖励
    "14-2": lambda f: fixed(f["provincially_recognised"], percent(f["provincial_grant"], 50)),
    "14-3": lambda f: fixed(f["performance"] == "优秀", percent(f["provincial_grant"], 50)),
    "14-4": lambda f: fixed(f["provincially_recognised"], percent(f["provincial_grant"], 50)),
    # 落地产业化项目给予500万元、200万元奖励
    "15-1": lambda f: just(f["landed"] and f["award"] in FIRST_PRIZES, 500 * WAN),
    "15-2": lambda f: just(f["landed"] and f["award"] in SECOND_PRIZES, 200 * WAN),
    # 列入创建名单…50万元; 经认定…每年给予最高500万元
    "15-3": lambda f: just(f["listed"], 50 * WAN),
    "15-4": lambda f: at_most(f["recognised"], 500 * WAN),
    # 年度累计实际技术交易额一定比例（技术合同需经认定登记），单个企业年度给予最高200万元
    "15-5": lambda f: up_to(
        f["contract_registered"], percent(f["transaction_amount"], f["ratio"]), 200 * WAN
    ),
    # 优秀、良好…分别给予30万元、20万元; 五星、四星…分别给予30万元、20万元
    "16-1": lambda f: graded(f["grade"], {"优秀": 30 * WAN, "良好": 20 * WAN}, 30 * WAN),
    "16-2": lambda f: graded(f["stars"], {"五星": 30 * WAN, "四星": 20 * WAN}, 30 * WAN),
    # 三星及以上…每家最高15万元
    "16-3": lambda f: up_to(STAR_ORDER.index(f["stars"]) >= 2, f["qualified_companies"] * 15 * WAN),
    "16-4": lambda f: at_most(f["upgraded"], 50 * WAN),
    "16-5": lambda f: at_most(f["upgraded"], 50 * WAN),
    # 入驻市级及以上…三年房租补贴
    "16-6": lambda f: standard(
        f["carrier_level"] in ("市级", "省级", "国家级"), f["monthly_standard"] * f["months"]
    ),
    "17-1": lambda f: at_most(f["newly_recognised"], 50 * WAN),
    "17-2": lambda f: just(f["newly_recognised"], 1 * WAN),
    "18-1": lambda f: at_most(f["newly_selected"], 500 * WAN),
    "26-1": lambda f: at_most(f["selected"], 200 * WAN),
    "28-1": lambda f: at_most(f["first_time"], 20 * WAN),
    # 上规后连续3年保持在规
    "28-2": lambda f: at_most(f["years_on_scale"] >= 3, 30 * WAN),
    "28-3": lambda f: at_most(
        f["first_time"] and f["converted_from"] in ("业务部门", "分公司", "个体工商户"), 10 * WAN
    ),
    "28-4": lambda f: at_most(f["first_time"], 100 * WAN),
    "28-5": lambda f: at_most(f["first_time"], 100 * WAN),
    "28-6": lambda f: at_most(f["first_time"], 20 * WAN),
    # 国家级、省级、市级…分别给予50万元、20万元、10万元
    "33-1": lambda f: graded(f["level"], {"国家级": 50 * WAN, "省级": 20 * WAN, "市级": 10 * WAN}, 50 * WAN),
    "33-2": lambda f: standard(True, f["standard_amount"]),
    "34-1": lambda f: just(f["award"] in ("iF金奖", "红点至尊奖"), 10 * WAN),
    "34-2": lambda f: just(f["award"] in ("中国优秀工业设计金奖", "中国设计制造大奖金奖"), 20 * WAN),
    "36-1": lambda f: standard(True, f["standard_amount"]),
    "38-1": grown_balance,
    # 投保费资助比例上限60%（制造业65%），单个企业资助上限500万元
    "41-1": lambda f: up_to(True, percent(f["premium_paid"], 65 if f["manufacturing"] else 60), 500 * WAN),
    "41-2": lambda f: up_to(True, percent(f["booth_fee"], 70)),
    "41-3": lambda f: up_to(True, percent(f["airfare"], 70)),
    "41-4": lambda f: up_to(True, percent(f["settlement_total"], 8)),
    # 一定比例的场租补贴，单次展会补贴额度不超过100万元
    "44-1": lambda f: up_to(True, percent(f["rent_paid"], f["ratio"]), 100 * WAN),
    # 自费部分（含个人账户）据实结算，累计最高不超过1万元
    "49-1": lambda f: fixed(f["binjiang_hukou"], f["self_paid"], 1 * WAN),
    "49-2": lambda f: standard(True, f["standard_amount"]),
    "54-1": lambda f: standard(True, f["monthly_standard"] * f["months"]),
    "54-2": lambda f: standard(True, f["monthly_standard"] * f["months"]),
}

# 一次性: once per applicant and matter; an earlier grant of any size closes the matter.
ONCE = frozenset(
    ("16-4", "16-5", "17-1", "17-2", "18-1", "28-1", "28-2", "28-3", "28-4", "28-5", "28-6", "36-1")
)
# 2024年一季度
QUARTER = frozenset(("41-2", "41-3"))


def answer(matter: str, facts: Facts, *, prior: int = 0, prior_months: int = 0) -> Answer:
    """Return what the clause gives: `facts` typed (money in 分), `prior` in 分 within the cap's scope."""
    if matter == "16-6":
        left = max(0, RENT_MONTHS - prior_months)
        facts = {**facts, "months": min(facts["months"], left)}
    first, last = FIRST_QUARTER if matter in QUARTER else YEAR
    reading = RULES[matter](facts)
    met = reading.met and first <= facts["event_date"] <= last
    if not met or (matter in ONCE and prior > 0):
        return Answer(False, 0)
    rounded = floor(reading.amount) if reading.nature == UP_TO else half_up(reading.amount)
    ceiling = rounded if reading.cap is None else min(rounded, max(0, reading.cap - prior))
    return Answer(
        True,
        ceiling,
        reading.nature,
        district_share=ceiling // 2 if matter == "11-3" else None,
        payable=facts["standard_fee"] - ceiling if matter == "5-3" else None,
    )
