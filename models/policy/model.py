"""Clauses and matters of a policy pack as frozen data: facts, checks, materials, awards, examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from models.policy.document import PackStruct, Validity

Kind = Literal["奖补", "费用优惠", "担保额度", "推荐", "服务", "督办"]
Nature = Literal["定额", "上限", "按标准"]
ApplicantKind = Literal["企业", "个人", "家庭", "银行", "单位"]
FactType = Literal["money", "bool", "choice", "count", "percent", "text", "date"]
Source = Literal["条款", "通用", "惯例（待本单位确认）"]
Comparison = Literal["is", "in", ">=", ">", "<=", "<"]
Form = Literal[
    "fixed", "ceiling", "ratio", "actual", "reduction", "per_unit", "per_month", "standard", "refuse"
]

KINDS: tuple[Kind, ...] = ("奖补", "费用优惠", "担保额度", "推荐", "服务", "督办")
MONEY_KINDS = ("奖补", "费用优惠", "担保额度")


def _under(choices: Mapping[str, Mapping[str, str]], settings: Mapping[str, str]) -> str:
    for setting, by_value in choices.items():
        if settings.get(setting, "") in by_value:
            return by_value[settings[setting]]
    return ""


class Condition(PackStruct, frozen=True, forbid_unknown_fields=True):
    """A comparison of one fact or office setting, or a combination of conditions.

    Amounts in `value` are yuan as text. Exactly one of `fact`, `setting`, `any`, `all` is given.
    """

    fact: str = ""
    setting: str = ""
    op: Comparison = "is"
    value: str | bool | int = ""
    values: tuple[str, ...] = ()
    any: tuple[Condition, ...] = ()
    all: tuple[Condition, ...] = ()


class Fact(PackStruct, frozen=True, forbid_unknown_fields=True):
    """What the officer enters for a matter; `event_date` belongs to every matter and is not listed."""

    key: str
    label: str
    type: FactType
    choices: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""


class Derived(PackStruct, frozen=True, forbid_unknown_fields=True):
    """A difference of two money facts, named so that conditions and arithmetic can speak of it."""

    key: str
    label: str
    minus: tuple[str, str]


class Check(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One question of the checklist, with the phrase of the clause that it rests on.

    With `auto` the facts decide; otherwise the officer answers 符合, 不符合 or 待补, and with `ask_if` only
    while the facts do not say that the question does not arise. Common checks carry the kinds of matter and
    applicant they apply to (empty: all).
    """

    id: str
    question: str
    phrase: str = ""
    source: Source = "条款"
    help: str = ""
    auto: Condition | None = None
    ask_if: Condition | None = None
    kinds: tuple[Kind, ...] = ()
    applicants: tuple[ApplicantKind, ...] = ()


class Material(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One paper the applicant hands in; `source` says whether the clause, general usage or habit asks for it."""

    id: str
    name: str
    form: Literal["原件", "复印件", "原件及复印件", "电子件"] = "复印件"
    copies: int = 1
    required: bool = True
    required_if: Condition | None = None
    source: Source = "惯例（待本单位确认）"
    note: str = ""
    kinds: tuple[Kind, ...] = ()
    applicants: tuple[ApplicantKind, ...] = ()


class Cap(PackStruct, frozen=True, forbid_unknown_fields=True):
    """The most that may be determined within a scope, in yuan; without `amount` only the scope is kept.

    `once` is the clause's 一次性: a second award within the scope is not possible. `scope_when` and
    `amount_when` give another scope or amount while an office setting has the given value.
    """

    scope: str
    amount: str = ""
    phrase: str = ""
    once: bool = False
    scope_when: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    amount_when: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)

    def scope_under(self, settings: Mapping[str, str]) -> str:
        """Return the scope that holds under the office's readings."""
        return _under(self.scope_when, settings) or self.scope

    def amount_under(self, settings: Mapping[str, str]) -> str:
        """Return the amount that holds under the office's readings, in yuan as text; empty for no amount."""
        return _under(self.amount_when, settings) or self.amount


class Tier(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One step of the arithmetic: the first tier whose condition holds gives the amount by its form."""

    form: Form
    phrase: str = ""
    when: Condition | None = None
    nature: Nature | None = None
    amount: str = ""
    by: str = ""
    amounts: dict[str, str] = msgspec.field(default_factory=dict)
    base: str = ""
    percent: str = ""
    percent_fact: str = ""
    count: str = ""
    months: str = ""
    max_months: int = 0
    reason: str = ""


class Share(PackStruct, frozen=True, forbid_unknown_fields=True):
    """What the district bears of the amount, as a percentage cut down to the 分; the city carries the rest."""

    percent: str
    phrase: str
    when: Condition | None = None


class Award(PackStruct, frozen=True, forbid_unknown_fields=True):
    """The arithmetic of a matter: its tiers in order, the cap and the share between levels."""

    tier: tuple[Tier, ...]
    cap: Cap | None = None
    share: Share | None = None


class Example(PackStruct, frozen=True, forbid_unknown_fields=True):
    """A worked example that the tests run: facts as in files, and what must come out."""

    facts: dict[str, str | bool | int]
    eligible: bool
    ceiling: str
    nature: Nature | None = None
    district_share: str = ""
    payable: str = ""
    prior: str = ""
    prior_months: int = 0
    settings: dict[str, str] = msgspec.field(default_factory=dict)
    why: str = ""


class Matter(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One matter (事项) that a caseworker handles under a clause.

    `event_label` names its date (认定日期, 参展日期 …) where the clause makes plain which one counts.
    """

    id: str
    name: str
    kind: Kind
    applicant_label: str
    applicants: tuple[ApplicantKind, ...]
    phrase: str
    rule: str
    event_label: str = "事实发生日期"
    event_help: str = "条款所说事实成就之日，用于判断政策期间"
    clause: str = ""
    units: tuple[str, ...] = ()
    nature: Nature | None = None
    validity: Validity | None = None
    fact: tuple[Fact, ...] = ()
    derived: tuple[Derived, ...] = ()
    check: tuple[Check, ...] = ()
    material: tuple[Material, ...] = ()
    award: Award | None = None
    example: tuple[Example, ...] = ()
    targets: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    drop_common: tuple[str, ...] = ()
    scope_label: str = ""
    scope_label_when: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)

    def scope_label_under(self, settings: Mapping[str, str]) -> str:
        """Return what the officer names as the capped thing, under the office's readings."""
        return _under(self.scope_label_when, settings) or self.scope_label

    @property
    def event(self) -> Fact:
        """The date that belongs to every matter, as the officer is asked for it."""
        return Fact(key="event_date", label=self.event_label, type="date", help=self.event_help)

    def fact_of(self, key: str) -> Fact | None:
        """Return the fact with this key, or None."""
        return next((fact for fact in self.fact if fact.key == key), None)


class Clause(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One clause: number （一）…（五十四）, heading, body and responsible units, word for word."""

    number: str
    domain: str
    heading: str
    body: str
    units: tuple[str, ...]
    matter: tuple[Matter, ...] = ()

    @property
    def text(self) -> str:
        """The whole clause as printed."""
        return f"{self.number}{self.heading}。{self.body}（责任单位：{'、'.join(self.units)}）"
