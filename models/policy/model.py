"""The policy pack as frozen data: document, clauses, matters, checks, materials, awards, targets, budgets, notes."""

from __future__ import annotations

from typing import Literal

import msgspec

from models.periods import Period

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


class PackStruct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Common settings of everything read from a pack."""


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

    With `auto` the facts decide; otherwise the officer answers 符合, 不符合 or 待补. Common checks carry
    the kinds of matter and applicant they apply to (empty: all).
    """

    id: str
    question: str
    phrase: str = ""
    source: Source = "条款"
    help: str = ""
    auto: Condition | None = None
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

    `once` is the clause's 一次性: a second award within the scope is not possible. `scope_when` names
    another scope that holds while an office setting has the given value.
    """

    scope: str
    amount: str = ""
    phrase: str = ""
    once: bool = False
    scope_when: dict[str, dict[str, str]] = {}


class Tier(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One step of the arithmetic: the first tier whose condition holds gives the amount by its form."""

    form: Form
    phrase: str = ""
    when: Condition | None = None
    nature: Nature | None = None
    amount: str = ""
    by: str = ""
    amounts: dict[str, str] = {}
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


class Validity(PackStruct, frozen=True, forbid_unknown_fields=True):
    """Days (ISO) within which a fact must fall, and the words that say so."""

    first: str
    last: str
    phrase: str

    @property
    def period(self) -> Period:
        """The two days as a period with both ends included."""
        return Period.parse(self.first, self.last)


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
    settings: dict[str, str] = {}
    why: str = ""


class Matter(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One matter (事项) that a caseworker handles under a clause."""

    id: str
    name: str
    kind: Kind
    applicant_label: str
    applicants: tuple[ApplicantKind, ...]
    phrase: str
    rule: str
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


class Domain(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One of the six domains, with the unit that leads it and its introduction."""

    number: str
    heading: str
    lead: str
    intro: str

    @property
    def title(self) -> str:
        """The domain's heading as printed."""
        return f"{self.number}、{self.heading}（由{self.lead}牵头实施）"


class Notice(PackStruct, frozen=True, forbid_unknown_fields=True):
    """The notice by which the document was issued: title, addressee, body, signature, date, remark."""

    title: str
    addressee: str
    body: str
    signature: str
    date: str
    remark: str


class Document(PackStruct, frozen=True, forbid_unknown_fields=True):
    """The frame of the document around its clauses."""

    id: str
    masthead: str
    number: str
    title: str
    name: str
    date: str
    issuer: str
    validity: Validity
    notice: Notice
    preamble: str
    closing: tuple[str, ...]
    copies_to: str
    printed_by: str
    printed_on: str
    domain: tuple[Domain, ...]
    unit: tuple[str, ...] = ()


class Target(PackStruct, frozen=True, forbid_unknown_fields=True):
    """An indicator of the document: comparator and value with the words they rest on."""

    id: str
    scope: str
    indicator: str
    comparator: Literal[">=", ">", "<="]
    value: str
    unit: str
    nature: Literal["约束", "力争"]
    phrase: str


class Budget(PackStruct, frozen=True, forbid_unknown_fields=True):
    """A budget line of the document in 亿元, with the words it rests on and the line it is part of."""

    id: str
    scope: str
    purpose: str
    amount_yi: str
    comparator: Literal["=", ">="]
    phrase: str
    part_of: str = ""


class Option(PackStruct, frozen=True, forbid_unknown_fields=True):
    """One reading the office may choose for a doubtful wording."""

    value: str
    label: str


class Note(PackStruct, frozen=True, forbid_unknown_fields=True):
    """How doubtful wording is read; with `setting` the office may choose another reading."""

    id: str
    clause: str
    matters: tuple[str, ...]
    text: str
    setting: str = ""
    default: str = ""
    option: tuple[Option, ...] = ()
