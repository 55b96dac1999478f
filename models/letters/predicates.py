"""Conditions that letter templates may name, each a pure function of the snapshot."""

from __future__ import annotations

from collections.abc import Callable

from models.cases.applicant import PERSONAL
from models.cases.snapshot import LetterSnapshot
from models.letters.batch_rows import batch_rows
from models.letters.fields import FIELDS, last_move
from models.letters.lists import LISTS
from models.policy.model import MONEY_KINDS

Predicate = Callable[[LetterSnapshot], bool]


def _filled(name: str) -> Predicate:
    return lambda snapshot: bool(FIELDS[name](snapshot))


def _listed(name: str) -> Predicate:
    return lambda snapshot: bool(LISTS[name](snapshot))


PREDICATES: dict[str, Predicate] = {
    "award": lambda s: s.matter_kind == "奖补",
    "fee_reduction": lambda s: s.matter_kind == "费用优惠",
    "guarantee": lambda s: s.matter_kind == "担保额度",
    "recommendation": lambda s: s.matter_kind == "推荐",
    "service": lambda s: s.matter_kind == "服务",
    "supervision": lambda s: s.matter_kind == "督办",
    "with_amount": lambda s: s.matter_kind in MONEY_KINDS,
    "exact": lambda s: s.nature == "定额",
    "ceiling": lambda s: s.nature == "上限",
    "standard": lambda s: s.nature == "按标准",
    "below_ceiling": lambda s: (s.determined_fen or 0) < (s.ceiling_fen or 0),
    "person": lambda s: s.applicant_kind in PERSONAL,
    "shared": lambda s: s.district_share_fen is not None,
    "withdrawn": lambda s: last_move(s, ("withdraw",)) is not None,
    "terminated": lambda s: last_move(s, ("terminate",)) is not None,
    "batch_personal": lambda s: bool(batch_rows(s)) and all(row.personal for row in batch_rows(s)),
    "batch_shared": lambda s: any(row.share_fen is not None for row in batch_rows(s)),
    "batch_remarks": lambda s: any(row.remark for row in batch_rows(s)),
    "has_number": _filled("文号"),
    "has_scope": _filled("项目"),
    "has_basis": _filled("核定依据"),
    "has_reason": _filled("理由"),
    "has_account": _filled("账号"),
    "has_contact": _filled("申请人联系人"),
    "has_applied": lambda s: s.applied_fen is not None,
    "has_ceiling": lambda s: s.ceiling_fen is not None,
    "has_amount": lambda s: s.determined_fen is not None,
    "has_paid": lambda s: s.paid_fen > 0,
    "has_phone": _filled("联系电话"),
    "has_due": _filled("到期日期"),
    "has_term": _filled("承诺时限"),
    "has_target": _filled("推荐对象"),
    "has_addition": _filled("附加说明"),
    "has_correction_term": _filled("补正期限"),
    "has_return_account": _filled("退还账户"),
    "has_facts": _filled("申报事实"),
    "has_steps": _listed("steps"),
    "has_failed": _listed("failed_checks"),
    "has_pending": _listed("pending"),
    "has_received": _listed("received"),
    "has_targets": _listed("targets"),
    "has_progress": _listed("progress"),
    "has_code": lambda s: bool(s.code),
    "replacing": lambda s: bool(s.replaces),
}
