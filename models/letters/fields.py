"""Merge fields, predicates and lists that letter templates may use, each a pure function of the snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from models.cases.snapshot import LetterSnapshot
from models.letters.amounts import capitals, figures
from models.money import yuan_grouped
from models.periods import chinese_date

Field = Callable[[LetterSnapshot], str]


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _figures(fen: int | None) -> str:
    return "" if fen is None else figures(fen)


def _capitals(fen: int | None) -> str:
    return "" if fen is None else capitals(fen)


def _grouped(fen: int | None) -> str:
    return "" if fen is None else yuan_grouped(fen)


_YOU = {"个人": "你", "家庭": "你家庭"}
_PARTY = {"个人": "申请人", "家庭": "申请家庭"}


FIELDS: dict[str, Field] = {
    "发文单位": lambda s: s.unit,
    "文号": lambda s: s.number,
    "申请人": lambda s: s.applicant_name,
    "你单位": lambda s: _YOU.get(s.applicant_kind, "你单位"),
    "申请主体": lambda s: _PARTY.get(s.applicant_kind, "申请单位"),
    "证照号码": lambda s: s.applicant_code,
    "申请人地址": lambda s: s.applicant_address,
    "申请人联系人": lambda s: s.applicant_contact,
    "申请人电话": lambda s: s.applicant_phone,
    "开户行": lambda s: s.applicant_bank,
    "账号": lambda s: s.applicant_account,
    "办件编号": lambda s: s.case_no,
    "事项": lambda s: s.matter_name,
    "事项编号": lambda s: s.matter_id,
    "事项类别": lambda s: s.matter_kind,
    "项目": lambda s: s.scope_name,
    "条款": lambda s: f"第{s.clause_number}条",
    "条款标题": lambda s: s.clause_heading,
    "条款原文": lambda s: s.matter_phrase,
    "文件名称": lambda s: f"《{s.document_name}》",
    "文件文号": lambda s: s.document_number,
    "文件日期": lambda s: _day(s.document_date),
    "文件印发单位": lambda s: s.document_issuer,
    "责任单位": lambda s: "、".join(s.units),
    "发生日期": lambda s: _day(s.event_date),
    "登记日期": lambda s: _day(s.registered_on),
    "受理日期": lambda s: _day(s.accepted_on),
    "到期日期": lambda s: _day(s.due_on),
    "承诺时限": lambda s: str(s.term_days) if s.term_days else "",
    "延长天数": lambda s: str(s.extended_days) if s.extended_days else "",
    "决定日期": lambda s: _day(s.decided_on),
    "发文日期": lambda s: _day(s.issued_on),
    "经办人": lambda s: s.handler_name,
    "签发人": lambda s: s.officer_name,
    "申请额": lambda s: _figures(s.applied_fen),
    "政策上限": lambda s: _figures(s.ceiling_fen),
    "政策上限数": lambda s: _grouped(s.ceiling_fen),
    "核定额": lambda s: _figures(s.determined_fen),
    "核定额大写": lambda s: _capitals(s.determined_fen),
    "核定额数": lambda s: _grouped(s.determined_fen),
    "区级承担": lambda s: _figures(s.district_share_fen),
    "应缴额": lambda s: _figures(s.payable_fen),
    "应缴额大写": lambda s: _capitals(s.payable_fen),
    "已拨付额": lambda s: _figures(s.paid_fen),
    "金额性质": lambda s: s.nature,
    "核定依据": lambda s: s.basis.rstrip("。；，、 "),
    "理由": lambda s: s.reason.rstrip("。；，、 "),
    "公示起": lambda s: _day(s.notice_from),
    "公示止": lambda s: _day(s.notice_to),
    "被替代文号": lambda s: s.replaces,
    "联系人": lambda s: s.office_contact or s.handler_name,
    "联系电话": lambda s: s.office_phone,
    "联系地址": lambda s: s.office_address,
    "行政区": lambda s: s.district,
    "批次件数": lambda s: str(len(s.batch)) if s.batch else "",
    "批次合计": lambda s: _figures(_batch_total(s)),
    "批次合计大写": lambda s: _capitals(_batch_total(s)),
    "批次合计数": lambda s: _grouped(_batch_total(s)),
    "转办单位": lambda s: s.extra.get("转办单位", "") or "、".join(s.units),
    "推荐对象": lambda s: s.extra.get("推荐对象", ""),
    "办理结果": lambda s: s.extra.get("办理结果", ""),
    "督办要求": lambda s: s.extra.get("督办要求", ""),
    "附加说明": lambda s: s.extra.get("附加说明", ""),
    "异议方式": lambda s: s.extra.get("异议方式", ""),
    "补正期限": lambda s: s.extra.get("补正期限", ""),
    "送达方式": lambda s: s.extra.get("送达方式", ""),
    "送达文书": lambda s: s.extra.get("送达文书", ""),
    "诉求": lambda s: s.extra.get("诉求", ""),
}


def _batch_total(snapshot: LetterSnapshot) -> int | None:
    if not snapshot.batch:
        return None
    return sum(int(row.get("amount_fen") or 0) for row in snapshot.batch)


Predicate = Callable[[LetterSnapshot], bool]

PREDICATES: dict[str, Predicate] = {
    "award": lambda s: s.matter_kind == "奖补",
    "fee_reduction": lambda s: s.matter_kind == "费用优惠",
    "guarantee": lambda s: s.matter_kind == "担保额度",
    "recommendation": lambda s: s.matter_kind == "推荐",
    "service": lambda s: s.matter_kind == "服务",
    "supervision": lambda s: s.matter_kind == "督办",
    "exact": lambda s: s.nature == "定额",
    "ceiling": lambda s: s.nature == "上限",
    "standard": lambda s: s.nature == "按标准",
    "below_ceiling": lambda s: (s.determined_fen or 0) < (s.ceiling_fen or 0),
    "person": lambda s: s.applicant_kind in ("个人", "家庭"),
    "shared": lambda s: s.district_share_fen is not None,
    "has_number": lambda s: bool(s.number),
    "has_steps": lambda s: bool(s.steps),
    "has_scope": lambda s: bool(s.scope_name),
    "has_basis": lambda s: bool(s.basis),
    "has_reason": lambda s: bool(s.reason),
    "has_account": lambda s: bool(s.applicant_account),
    "has_applied": lambda s: s.applied_fen is not None,
    "has_amount": lambda s: s.determined_fen is not None,
    "has_phone": lambda s: bool(s.office_phone),
    "has_due": lambda s: s.due_on is not None,
    "has_term": lambda s: bool(s.term_days),
    "has_failed": lambda s: bool(items(s, "failed_checks")),
    "has_pending": lambda s: bool(items(s, "pending")),
    "has_remedy": lambda s: bool(s.extra.get("异议方式")),
    "has_addition": lambda s: bool(s.extra.get("附加说明")),
    "has_correction_term": lambda s: bool(s.extra.get("补正期限")),
    "has_result": lambda s: bool(s.extra.get("办理结果")),
    "has_request": lambda s: bool(s.extra.get("诉求")),
    "has_batch": lambda s: bool(s.batch),
    "has_code": lambda s: bool(s.code),
    "replacing": lambda s: bool(s.replaces),
}

Item = Mapping[str, str]

ITEM_FIELDS: dict[str, tuple[str, ...]] = {
    "steps": ("序号", "计算", "金额"),
    "checks": ("序号", "问题", "依据", "结论", "说明", "备注"),
    "failed_checks": ("序号", "问题", "依据", "结论", "说明", "备注"),
    "pending": ("序号", "内容", "要求"),
    "materials": ("序号", "材料", "形式", "份数", "状态", "备注"),
    "received": ("序号", "材料", "形式", "份数", "状态", "备注"),
    "opinions": ("序号", "环节", "意见", "姓名", "日期"),
    "facts": ("序号", "要素", "取值"),
    "batch": ("序号", "主体", "办件", "事项名称", "条款号", "数额", "账户", "说明"),
}


def items(snapshot: LetterSnapshot, name: str) -> list[Item]:
    """Return the items of a list, each as its fields; numbering starts at 1."""
    rows = LISTS[name](snapshot)
    return [{"序号": str(number)} | dict(row) for number, row in enumerate(rows, 1)]


def _checks(snapshot: LetterSnapshot, verdicts: tuple[str, ...]) -> list[Item]:
    return [
        {
            "问题": check.question,
            "依据": check.phrase,
            "结论": check.verdict,
            "说明": check.remark or check.text,
            "备注": check.remark,
        }
        for check in snapshot.checks
        if not verdicts or check.verdict in verdicts
    ]


def _pending(snapshot: LetterSnapshot) -> list[Item]:
    papers = [
        {"内容": item.name, "要求": item.remark or f"{item.form}{item.copies}份"}
        for item in snapshot.materials
        if item.state == "待补"
    ]
    questions = [
        {"内容": check.question.rstrip("？?"), "要求": check.remark or "请补充能够证明的材料或说明"}
        for check in snapshot.checks
        if check.verdict == "待补"
    ]
    return [*papers, *questions]


def _materials(snapshot: LetterSnapshot, states: tuple[str, ...]) -> list[Item]:
    return [
        {
            "材料": item.name,
            "形式": item.form,
            "份数": str(item.copies),
            "状态": item.state,
            "备注": item.remark,
        }
        for item in snapshot.materials
        if not states or item.state in states
    ]


def _batch(snapshot: LetterSnapshot) -> list[Item]:
    return [
        {
            "主体": str(row.get("applicant", "")),
            "办件": str(row.get("case_no", "")),
            "事项名称": str(row.get("matter", "")),
            "条款号": str(row.get("clause", "")),
            "数额": _grouped(row.get("amount_fen")),
            "账户": str(row.get("account", "")),
            "说明": str(row.get("remark", "")),
        }
        for row in snapshot.batch
    ]


LISTS: dict[str, Callable[[LetterSnapshot], list[Item]]] = {
    "steps": lambda s: [{"计算": step.text, "金额": yuan_grouped(step.amount_fen)} for step in s.steps],
    "checks": lambda s: _checks(s, ()),
    "failed_checks": lambda s: _checks(s, ("不符合",)),
    "pending": _pending,
    "materials": lambda s: _materials(s, ()),
    "received": lambda s: _materials(s, ("已收",)),
    "opinions": lambda s: [
        {"环节": o.stage, "意见": o.opinion, "姓名": o.officer_name, "日期": chinese_date(o.given_on)}
        for o in s.opinions
    ],
    "facts": lambda s: [{"要素": name, "取值": value} for name, value in s.facts.items()],
    "batch": _batch,
}
