"""Merge fields that letter templates may use, each a pure function of the snapshot; all amounts come in 分."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from models.cases.snapshot import LetterSnapshot, SnapshotOpinion
from models.letters.amounts import capitals, figures
from models.letters.batch_rows import BatchRow, batch_rows
from models.money import yuan_grouped
from models.periods import chinese_date

Field = Callable[[LetterSnapshot], str]

_TRAILING = "。；，、;,. \n"
# How a letter calls the party it is addressed to, and the office that writes it.
_YOU = {"个人": "你", "家庭": "你家庭", "银行": "你行"}
_PARTY = {"个人": "申请人", "家庭": "申请家庭"}
_OURSELVES = (
    ("局", "我局"),
    ("办公室", "我办"),
    ("街道办事处", "我街道"),
    ("部", "我部"),
    ("公司", "我公司"),
)
_AMOUNT_NAMES = {"费用优惠": "核定优惠额", "担保额度": "核定担保额度"}

# The moves whose reason a kind of letter gives; other kinds take the latest reason of the case.
REASON_MOVES: Mapping[str, tuple[str, ...]] = {
    "non_acceptance": ("refuse_acceptance",),
    "refusal": ("refuse", "propose_refusal"),
    "extension": ("extend",),
    "revocation": ("revoke",),
    "recovery": ("recover",),
    "completion": ("withdraw", "terminate"),
}
_RESULT_MOVES = ("record_result", "finish", "finish_at_once", "record_feedback")
_ORDER_MOVES = ("start", "continue")
_TRANSFER_MOVES = ("transfer", "transfer_again")
_DECIDING_KINDS = ("approval", "recommendation")


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _figures(fen: int | None) -> str:
    return "" if fen is None else figures(fen)


def _capitals(fen: int | None) -> str:
    return "" if fen is None else capitals(fen)


def _grouped(fen: int | None) -> str:
    return "" if fen is None else yuan_grouped(fen)


def sentence(text: str) -> str:
    """Return typed words without their closing marks, so that a template can set its own."""
    return text.strip().rstrip(_TRAILING)


def _we(snapshot: LetterSnapshot) -> str:
    return next((we for ending, we in _OURSELVES if snapshot.unit.endswith(ending)), "我单位")


def _opinion(snapshot: LetterSnapshot, stages: tuple[str, ...]) -> str:
    """The latest opinion given in each of the stages, in their order."""
    found: dict[str, str] = {}
    for one in snapshot.opinions:
        if one.stage in stages and one.opinion:
            found[one.stage] = one.opinion
    return "\n".join(found[stage] for stage in stages if stage in found)


def last_move(snapshot: LetterSnapshot, moves: Iterable[str]) -> SnapshotOpinion | None:
    """Return the latest opinion that was given with one of the moves."""
    wanted = tuple(moves)
    return next((one for one in reversed(snapshot.opinions) if one.move in wanted), None)


def _said_with(snapshot: LetterSnapshot, moves: tuple[str, ...]) -> str:
    found = last_move(snapshot, moves)
    return found.opinion if found else ""


def _reason(snapshot: LetterSnapshot) -> str:
    found = last_move(snapshot, REASON_MOVES.get(snapshot.kind, ()))
    return sentence((found.reason or found.opinion) if found else snapshot.reason)


def _result(snapshot: LetterSnapshot) -> str:
    return sentence(snapshot.extra.get("办理结果", "") or _said_with(snapshot, _RESULT_MOVES))


def _before(snapshot: LetterSnapshot) -> str:
    """The number of the decision that a later letter speaks of."""
    return next((one.number for one in reversed(snapshot.letters) if one.kind in _DECIDING_KINDS), "")


def _served(snapshot: LetterSnapshot) -> str:
    typed = snapshot.extra.get("送达文书", "")
    numbered = [one for one in snapshot.letters if one.number]
    return typed or (f"{numbered[-1].label}\n（{numbered[-1].number}）" if numbered else "")


def _verdicts(snapshot: LetterSnapshot) -> str:
    """How many questions were asked, and how many of each verdict there are."""
    verdicts = [check.verdict for check in snapshot.checks]
    if not verdicts:
        return ""
    counts = [(name, verdicts.count(name)) for name in ("符合", "不符合", "待补") if verdicts.count(name)]
    parts = "，".join(f"{name}{count}项" for name, count in counts)
    return f"审查{len(verdicts)}项" + (f"：{parts}" if parts else "")


def _facts(snapshot: LetterSnapshot) -> str:
    return "\n".join(f"{name}：{value}" for name, value in snapshot.facts.items() if value)


def _total(snapshot: LetterSnapshot, amount: Callable[[BatchRow], int]) -> int | None:
    rows = batch_rows(snapshot)
    return sum(amount(row) for row in rows) if rows else None


def _batch_subject(snapshot: LetterSnapshot) -> str:
    names = dict.fromkeys(row.matter for row in batch_rows(snapshot))
    return next(iter(names)) if len(names) == 1 else "政策兑现事项" if names else ""


def _batch_clauses(snapshot: LetterSnapshot) -> str:
    return "、".join(
        f"第{clause}条" for clause in dict.fromkeys(r.clause for r in batch_rows(snapshot)) if clause
    )


def _batch_addressee(snapshot: LetterSnapshot) -> str:
    rows = batch_rows(snapshot)
    if len(rows) == 1:
        return rows[0].applicant
    personal = [row.personal for row in rows]
    if not rows:
        return ""
    return "各有关申请人" if all(personal) else "各有关单位、申请人" if any(personal) else "各有关单位"


def _typed(name: str) -> Field:
    return lambda s: s.extra.get(name, "")


FIELDS: dict[str, Field] = {
    "发文单位": lambda s: s.unit,
    "我单位": _we,
    "文号": lambda s: s.number,
    "查验码": lambda s: s.code,
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
    "条款": lambda s: f"第{s.clause_number}条" if s.clause_number else "",
    "条款标题": lambda s: s.clause_heading,
    "条款原文": lambda s: s.matter_phrase,
    "文件名称": lambda s: f"《{s.document_name}》" if s.document_name else "",
    "文件文号": lambda s: s.document_number,
    "文件日期": lambda s: _day(s.document_date),
    "文件印发单位": lambda s: s.document_issuer,
    "责任单位": lambda s: "、".join(s.units),
    "申报事实": _facts,
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
    "经办意见": lambda s: _opinion(s, ("审查", "核定")),
    "审核意见": lambda s: _opinion(s, ("初审", "复审")),
    "审批意见": lambda s: _opinion(s, ("审批",)),
    "审查结论": _verdicts,
    "计算过程": lambda s: "\n".join(f"{one.text}，{yuan_grouped(one.amount_fen)}元" for one in s.steps),
    "申请额": lambda s: _figures(s.applied_fen),
    "政策上限": lambda s: _figures(s.ceiling_fen),
    "政策上限数": lambda s: _grouped(s.ceiling_fen),
    "核定额": lambda s: _figures(s.determined_fen),
    "核定额大写": lambda s: _capitals(s.determined_fen),
    "核定额数": lambda s: _grouped(s.determined_fen),
    "核定名目": lambda s: _AMOUNT_NAMES.get(s.matter_kind, "核定金额"),
    "区级承担": lambda s: _figures(s.district_share_fen),
    "应缴额": lambda s: _figures(s.payable_fen),
    "应缴额大写": lambda s: _capitals(s.payable_fen),
    "已拨付额": lambda s: _figures(s.paid_fen),
    "已拨付额大写": lambda s: _capitals(s.paid_fen),
    "追回额": lambda s: _figures(s.paid_fen if s.recovery_fen is None else s.recovery_fen),
    "追回额大写": lambda s: _capitals(s.paid_fen if s.recovery_fen is None else s.recovery_fen),
    "金额性质": lambda s: s.nature,
    "核定依据": lambda s: sentence(s.basis),
    "理由": _reason,
    "原文号": _before,
    "公示起": lambda s: _day(s.notice_from),
    "公示止": lambda s: _day(s.notice_to),
    "被替代文号": lambda s: s.replaces,
    "联系人": lambda s: s.office_contact or s.handler_name,
    "联系电话": lambda s: s.office_phone,
    "联系地址": lambda s: s.office_address,
    "行政区": lambda s: s.district,
    "批次事项": _batch_subject,
    "批次条款": _batch_clauses,
    "批次称谓": _batch_addressee,
    "批次件数": lambda s: str(len(batch_rows(s)) or ""),
    "批次合计": lambda s: _figures(_total(s, lambda row: row.amount_fen)),
    "批次合计大写": lambda s: _capitals(_total(s, lambda row: row.amount_fen)),
    "批次合计数": lambda s: _grouped(_total(s, lambda row: row.amount_fen)),
    "拨付合计": lambda s: _figures(_total(s, lambda row: row.payment_fen)),
    "拨付合计大写": lambda s: _capitals(_total(s, lambda row: row.payment_fen)),
    "拨付合计数": lambda s: _grouped(_total(s, lambda row: row.payment_fen)),
    "转办单位": lambda s: s.extra.get("转办单位", "") or "、".join(s.units),
    "转办意见": lambda s: s.extra.get("转办意见", "") or _said_with(s, _TRANSFER_MOVES),
    "诉求": lambda s: sentence(s.extra.get("诉求", "") or _facts(s)),
    "推荐对象": _typed("推荐对象"),
    "办理结果": _result,
    "督办要求": lambda s: s.extra.get("督办要求", "") or _said_with(s, _ORDER_MOVES),
    "附加说明": _typed("附加说明"),
    "补正期限": _typed("补正期限"),
    "退还期限": _typed("退还期限"),
    "退还账户": _typed("退还账户"),
    "送达方式": _typed("送达方式"),
    "送达文书": _served,
}
