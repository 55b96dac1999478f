"""The kinds of records that travel between offices: their tables, what never changes in them and what is merged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.storage.exchange_columns import Column

FACT = "fact."
# The virtual fields that a case has beside its columns.
STATE, LEAD = "state", "lead"


@dataclass(frozen=True)
class Kind:
    """One kind of record. `key` is its natural key where it has no uid of its own; `stamp` is who and when.

    A group of columns is merged as one value, because its columns mean nothing apart from each other.
    """

    name: str
    table: str
    label: str
    fixed: Mapping[str, Column] = field(default_factory=dict)
    fields: Mapping[str, Column] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    stamp: tuple[str, str] | tuple[()] = ()
    own_uid: bool = False
    versioned: bool = False

    def refs(self) -> dict[str, str]:
        """Return the columns that point to other records, with their kinds."""
        columns = {**self.fixed, **self.fields}
        return {name: column.ref for name, column in columns.items() if column.ref}


def _text(most: int = 2000) -> Column:
    return Column("text", most=most)


def _ref(kind: str, *, nullable: bool = False) -> Column:
    return Column("uid", ref=kind, nullable=nullable)


_N = Column("number")
_N_OR_NONE = Column("number", nullable=True)
_DAY_C = Column("day")
_DAY_OR_NONE = Column("day", nullable=True)
_AT = Column("moment")
_CASE = _ref("case")
_BY = _ref("officer")
_FLAG = Column(options=(0, 1))

_APPLICANT_TEXTS = "name code document representative address contact phone bank account street remark"
APPLICANT_PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "contacts": ("applicant_contacts", ("name", "phone", "post")),
        "accounts": ("applicant_accounts", ("bank", "account", "holder")),
        "members": ("applicant_members", ("name", "id_number", "relation")),
    }
)
# What a determination rests on; mixing it with a determination made on other facts would falsify it.
BASIS_FIELDS = frozenset({"applicant_id", "event_date", "scope_key", "pack"})
_SHORT = {"stage": 10, "outcome": 10, "closed_from": 10, "hold": 10}
STATE_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        **{name: _text(most) for name, most in _SHORT.items()},
        "hold": Column(options=("none", "reserved", "used")),
        "decision": Column(options=("", "同意", "不予核准", "不予受理", "撤销")),
        "suspension": Column(options=("", "补正", "中止", "公示")),
        "clock": Column(options=("未起算", "计时", "暂停", "停止")),
        "notice": Column(options=("", "公示中", "期满")),
        "basis": _text(1000),
        **dict.fromkeys(("refusal_proposed", "result_recorded"), _FLAG),
        **dict.fromkeys(("held_fen", "hold_months", "decision_round"), _N),
        **dict.fromkeys(("determined_fen", "term_days"), _N_OR_NONE),
        **dict.fromkeys(("decided_on", "clock_from", "clock_to", "accepted_on", "closed_on"), _DAY_OR_NONE),
        **dict.fromkeys(
            ("first_reviewer_id", "second_reviewer_id", "approver_id"), _ref("officer", nullable=True)
        ),
    }
)

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind(
                "applicant", "applicants", "申报主体", own_uid=True, versioned=True,
                fields={
                    "kind": Column(options=("企业", "个人", "家庭", "银行", "单位")),
                    **{name: _text(500) for name in _APPLICANT_TEXTS.split()},
                    **{name: _text(200_000) for name in APPLICANT_PARTS},
                },
            ),
            Kind(
                "case", "cases", "办件", own_uid=True, versioned=True,
                fixed={
                    "case_no": _text(40), "matter_id": _text(40), "registered_on": _DAY_C,
                    "created_at": _AT, "created_by": _ref("officer", nullable=True), "office": Column("uid"),
                },
                fields={
                    "applicant_id": _ref("applicant"), "event_date": _DAY_C, "scope_key": _text(500),
                    "applied_fen": _N_OR_NONE, "remark": _text(500), "unit": _text(120), LEAD: Column("uid"),
                },
                groups={STATE: STATE_COLUMNS, "pack": {"pack_id": _text(80), "pack_hash": _text(64)}},
            ),
            Kind("preparer", "case_preparers", "承办人", key=("case_id", "officer_id"),
                 fixed={"case_id": _CASE, "officer_id": _BY}),
            Kind("answer", "answers", "审查意见", key=("case_id", "check_id"), stamp=("officer_id", "answered_at"),
                 fixed={"case_id": _CASE, "check_id": _text(120)}, versioned=True,
                 fields={"verdict": Column(options=("", "符合", "不符合", "待补")), "remark": _text()}),
            Kind("material", "materials", "材料", key=("case_id", "material_id"), stamp=("officer_id", "received_at"),
                 fixed={"case_id": _CASE, "material_id": _text(120)}, versioned=True,
                 fields={"state": Column(options=("", "已收", "待补", "不适用")), "remark": _text()}),
            Kind("note", "notes", "备注",
                 fixed={"case_id": _CASE, "text": _text(), "officer_id": _BY, "written_at": _AT}),
            Kind("progress", "progress", "进展",
                 fixed={"case_id": _CASE, "kind": _text(20), "text": _text(10_000), "officer_id": _BY, "recorded_at": _AT}),
            Kind("determination", "determinations", "核定",
                 fixed={
                     "case_id": _CASE, "amount_fen": _N, "ceiling_fen": _N, "nature": _text(20), "basis": _text(1000),
                     "reason": _text(1000), "former_fen": _N_OR_NONE, "district_share_fen": _N_OR_NONE, "months": _N,
                     "officer_id": _BY, "determined_at": _AT, "receipt": _text(500_000), "receipt_hash": Column("hash"),
                 }),
            Kind("opinion", "opinions", "意见",
                 fixed={
                     "case_id": _CASE, "stage": _text(20), "move": _text(60), "label": _text(60),
                     "opinion": _text(10_000), "reason": _text(10_000), "given_at": _AT, "officer_id": _BY,
                 }),
            Kind("notice", "notices", "公示", own_uid=True, versioned=True,
                 fixed={"title": _text(500), "began_on": _DAY_C, "days": _N, "ends_on": _DAY_C, "officer_id": _BY},
                 fields={"state": Column(options=("公示中", "期满"))}),
            Kind("notice_case", "notice_cases", "公示办件", key=("notice_id", "case_id"),
                 fixed={"notice_id": _ref("notice"), "case_id": _CASE}, fields={"removed": _text()}),
            Kind("objection", "objections", "异议", versioned=True,
                 fixed={
                     "notice_id": _ref("notice"), "case_id": _ref("case", nullable=True), "name": _text(200),
                     "contact": _text(500), "content": _text(10_000), "raised_on": _DAY_C, "officer_id": _BY,
                 },
                 groups={"settlement": {
                     "outcome": _text(10_000), "upheld": Column(options=(0, 1), nullable=True), "closed_on": _DAY_OR_NONE,
                 }}),
            Kind("letter", "letters", "文书", own_uid=True, versioned=True,
                 fixed={
                     "kind": _text(60), "number": _text(120), "snapshot": _text(2_000_000), "sha256": Column("hash"),
                     "code": _text(40), "qr_payload": _text(1000), "issued_on": _DAY_C, "issued_at": _AT,
                     "decision_round": _N, "year": _N, "officer_id": _BY, "case_id": _ref("case", nullable=True),
                     "office": Column("uid"), "sequence": _text(80), "serial": _N,
                 },
                 fields={"sent_on": _DAY_OR_NONE, "sent_by": _text(200), "received_on": _DAY_OR_NONE},
                 groups={"validity": {
                     "state": Column(options=("有效", "作废")), "void_reason": _text(), "voided_on": _DAY_OR_NONE,
                 }}),
            Kind("letter_case", "letter_cases", "文书办件", key=("letter_id", "case_id"),
                 fixed={"letter_id": _ref("letter"), "case_id": _CASE}),
            Kind("attachment", "attachments", "文件", own_uid=True, versioned=True,
                 fixed={
                     "sha256": Column("hash"), "size": _N, "media_type": _text(120), "material_id": _text(120),
                     "case_id": _ref("case", nullable=True), "applicant_id": _ref("applicant", nullable=True),
                     "name": _text(255), "expires_on": _DAY_OR_NONE, "officer_id": _BY, "added_at": _AT,
                 },
                 fields={"removed_at": Column("moment", nullable=True)}),
            Kind("payment", "payments", "拨付追回",
                 fixed={
                     "case_id": _CASE, "kind": Column(options=("拨付", "追回")), "amount_fen": _N, "paid_on": _DAY_C,
                     "bank": _text(500), "account": _text(100), "voucher": _text(500), "remark": _text(),
                     "officer_id": _BY, "recorded_at": _AT,
                 }),
        )
    }
)  # fmt: skip


def group_text(values: Mapping[str, object]) -> str:
    """Return a group of columns as the one text it is compared and sent as."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
