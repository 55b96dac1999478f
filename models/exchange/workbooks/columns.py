"""The columns of an intake workbook for a matter: applicant, day, facts with their units, amount, name, remark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from models.cases.caps import cap_of, needs_name, scope_of
from models.exchange.workbooks.reading import folded
from models.policy.model import ApplicantKind, Matter

FACT = "fact:"
_PERSONAL = frozenset({"个人", "家庭"})
_LARGE_UNITS = ("万元", "亿元", "千元", "单位:万元")
_SMALL_UNITS = ("元", "人民币元", "单位:元", "%", "家", "个", "个月", "月", "年", "人")
_UNITS = frozenset((*_LARGE_UNITS, *_SMALL_UNITS, "必填", "选填", "可不填", "是/否"))
_GROUP = re.compile(r"\(([^()]{1,8})\)$")


@dataclass(frozen=True)
class IntakeColumn:
    """A column: its key (fact:… for facts), heading, what it holds, whether it must be filled, other headings."""

    key: str
    heading: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""
    width: float = 16.0
    aliases: tuple[str, ...] = ()


NAME = IntakeColumn(
    "name", "申请人名称", "text", True, width=34, help="营业执照或身份证上的全称。",
    aliases=("申请人", "申请单位", "申报单位", "申报主体", "企业名称", "单位名称", "名称", "姓名", "申请人姓名"),
)  # fmt: skip
CODE = IntakeColumn(
    "code", "统一社会信用代码/身份证号", "code", True, width=26,
    help="18位，单元格须为文本格式。企业、银行、单位填统一社会信用代码，个人、家庭填（户主）身份证号。",
    aliases=("统一社会信用代码", "社会信用代码", "信用代码", "代码", "身份证号", "身份证号码", "身份证", "证件号码",
             "统一社会信用代码(身份证号)", "统一社会信用代码或身份证号"),
)  # fmt: skip
_KIND = IntakeColumn(
    "kind", "主体类别", "choice", width=11, aliases=("申请人类别", "类别", "主体类型"),
    help="可不填：按代码能够判断的由程序判断。",
)  # fmt: skip
_CONTACT = IntakeColumn("contact", "联系人", "text", width=11, aliases=("联系人姓名", "经办人"))
_PHONE = IntakeColumn(
    "phone", "电话", "phone", width=16, help="手机或带区号的固定电话，文本格式。",
    aliases=("联系电话", "手机", "手机号", "手机号码", "联系方式", "联系人电话"),
)  # fmt: skip
_BANK = IntakeColumn("bank", "开户行", "text", width=26, aliases=("开户银行", "开户行名称", "收款银行"))
_ACCOUNT = IntakeColumn(
    "account", "账号", "account", width=24, help="收款账户，文本格式。",
    aliases=("银行账号", "收款账号", "银行账户", "账户", "帐号"),
)  # fmt: skip
_SPOUSE = IntakeColumn("member_name", "配偶姓名", "text", width=11, aliases=("家庭成员姓名",))
_SPOUSE_ID = IntakeColumn("member_id", "配偶身份证号", "code", width=24, aliases=("家庭成员身份证号",))
EVENT_DATE = IntakeColumn(
    "event_date", "发生日期", "date", True, width=13,
    help="认定、发文、发生费用的日期；年度事项填该年度内的日期。可写 2024-06-30、2024年6月30日、20240630。",
    aliases=("事项发生日期", "认定日期", "日期"),
)  # fmt: skip
APPLIED = IntakeColumn(
    "applied", "申请额（元）", "money", unit="元", width=18, help="申请人申请的金额，以元为单位；可不填。",
    aliases=("申请金额", "申报金额", "申请数额"),
)  # fmt: skip
REMARK = IntakeColumn("remark", "备注", "text", width=24, aliases=("说明",))
MATTER = IntakeColumn("matter", "事项", "text", aliases=("事项编号", "办理事项", "申报事项"))


def columns_of(matter: Matter, settings: Mapping[str, str]) -> tuple[IntakeColumn, ...]:
    """Return the columns of a matter's intake sheet, in order; `settings` are the office's readings."""
    personal = bool(_PERSONAL & set(matter.applicants))
    kinds = (_kind(matter.applicants),) if len(matter.applicants) > 1 else ()
    family = (_SPOUSE, _SPOUSE_ID) if "家庭" in matter.applicants else ()
    code = CODE if personal or matter.applicants != ("单位",) else _optional(CODE)
    facts = tuple(_fact_column(matter, key.key) for key in matter.fact)
    scope = _scope(matter, settings, {column.heading for column in facts})
    money = (APPLIED,) if matter.award is not None else ()
    return (
        NAME,
        code,
        *kinds,
        _CONTACT,
        _PHONE,
        _BANK,
        _ACCOUNT,
        *family,
        EVENT_DATE,
        *facts,
        *money,
        *scope,
        REMARK,
    )


def _optional(column: IntakeColumn) -> IntakeColumn:
    return IntakeColumn(
        column.key,
        column.heading,
        column.kind,
        False,
        help=column.help,
        width=column.width,
        aliases=column.aliases,
    )


def _kind(kinds: tuple[ApplicantKind, ...]) -> IntakeColumn:
    return IntakeColumn(
        _KIND.key,
        _KIND.heading,
        "choice",
        False,
        tuple(kinds),
        help=_KIND.help,
        width=11,
        aliases=_KIND.aliases,
    )


def _fact_column(matter: Matter, key: str) -> IntakeColumn:
    fact = matter.fact_of(key)
    assert fact is not None
    unit = fact.unit or {"money": "元", "percent": "%"}.get(fact.type, "")
    width = {"money": 20.0, "text": 30.0, "choice": 18.0, "date": 13.0}.get(fact.type, 14.0)
    heading = f"{fact.label}（{unit}）" if unit else fact.label
    return IntakeColumn(
        FACT + key, heading, fact.type, True, fact.choices, unit, fact.help, width, aliases=(fact.label, key)
    )


def _scope(matter: Matter, settings: Mapping[str, str], taken: set[str]) -> tuple[IntakeColumn, ...]:
    """The name of what is capped; a fact of the same name serves for both."""
    label = matter.scope_label_under(settings)
    if not label or label in taken:
        return ()
    cap = cap_of(matter)
    required = cap is not None and needs_name(scope_of(cap, settings))
    others = tuple(
        {matter.scope_label, *(v for by in matter.scope_label_when.values() for v in by.values())} - {label}
    )
    help = "同一名称的办件合并计算上限，请与批准文件上的名称一致。"
    return (
        IntakeColumn(
            "scope", label, "text", required, help=help, width=28, aliases=(*sorted(others), "项目名称")
        ),
    )


def heading_parts(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a heading as it is compared, without unit and marks, and the units written in it."""
    plain = unicodedata.normalize("NFKC", text).replace("：", ":")
    plain = "".join(char for char in plain if not char.isspace() and char not in "*﹡＊").strip(":")
    units: list[str] = []
    while match := _GROUP.search(plain):
        if match[1] not in _UNITS:
            break
        units.append(match[1])
        plain = plain[: match.start()]
    return folded(plain), tuple(units)


def large_unit(units: tuple[str, ...]) -> str:
    """Return the unit of a heading that is not the yuan of the template, empty for none."""
    return next((unit for unit in units if unit in _LARGE_UNITS), "")


def spellings(column: IntakeColumn) -> frozenset[str]:
    """Return every heading under which the column is known, as compared."""
    return frozenset(heading_parts(text)[0] for text in (column.heading, *column.aliases))
