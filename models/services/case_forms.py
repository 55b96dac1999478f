"""The case sheet and the checklist as forms to print, sign and file: everything a case page shows, on ruled paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.letters.amounts import capitals
from models.letters.page.blocks import Block, Caption, Cell, Document, FormRow, FormTable, Meta, Title
from models.money import parse_yuan, yuan_grouped
from models.services.views import CaseView, CheckView, MaterialView, OpinionView

SIZE_PT, ROW_MM, SIGN_MM = 10.5, 7.5, 26.0
BOX = "□"
# The widths of a form's columns add up to this; one Han character of the type used takes so much of it, padding told.
_WHOLE, _EM_SHARE = 21.3, 0.56
_SIGN = ("签名：　　　　　　　　　　　　年　　月　　日",)
_SHORT_SIGN = ("签名：　　　　　　年　　月　　日",)
# The stages whose opinions belong to the reviewer and to the approver; all others are the handler's.
_REVIEW, _APPROVAL = ("初审", "复审"), ("审批",)


@dataclass(frozen=True)
class Origin:
    """Whose paper it is: the unit, the policy document as quoted, and who printed it when."""

    unit: str
    document: str
    printed: str


def case_form(view: CaseView, origin: Origin) -> Document:
    """Return the case sheet: applicant, matter, clause, facts, checks, materials, arithmetic, amount, opinions."""
    blocks: list[Block] = [
        Title("办件单"),
        Caption(f"办件编号：{view.case.case_no}", right=origin.unit),
        _basics(view, origin),
        _clause(view),
        _facts(view),
        *_checks(view.checks),
        *_materials(view.materials),
        *_amounts(view),
        _signatures(view.opinions),
    ]
    title = f"{view.case.case_no} {view.applicant.name} 办件单"
    return Document("表格", tuple(blocks), Meta(title, origin.unit), foot=origin.printed)


def checklist_form(view: CaseView, origin: Origin) -> Document:
    """Return the checklist with empty boxes, to be filled in by hand at the counter or on the spot."""
    checks = [
        _row(str(n), _question(check), *(BOX,) * 3, "", height_mm=11)
        for n, check in enumerate(view.checks, 1)
    ]
    papers = [
        _row(str(n), _paper(item), *(BOX,) * 3, "", height_mm=11) for n, item in enumerate(view.materials, 1)
    ]
    widths = (1.7, 11.6, 1.7, 2.2, 1.7, 5.1)
    blocks: list[Block] = [
        Title("核对清单"),
        Caption(f"办件编号：{view.case.case_no}", right=origin.unit),
        _pairs(
            "",
            [
                ("申请人", view.applicant.name),
                ("代码", view.applicant.code),
                ("事项", f"{view.clause.number}{view.matter.name}"),
                ("经办人", view.handler_name),
            ],
        ),
        *_table("一、资格条件", ("序号", "核对内容", "符合", "不符合", "待补", "所见和备注"), widths, checks),
        *_table("二、申报材料", ("序号", "材料", "已收", "不适用", "待补", "备注"), widths, papers),
        _form(
            (1.0, 1.0),
            [
                FormRow(
                    (Cell("核对人意见：", foot=_SHORT_SIGN), Cell("申请人（经办）确认：", foot=_SHORT_SIGN)),
                    SIGN_MM,
                )
            ],
        ),
    ]
    title = f"{view.case.case_no} {view.applicant.name} 核对清单"
    return Document("表格", tuple(blocks), Meta(title, origin.unit), foot=origin.printed)


# --- the parts of the case sheet


def _basics(view: CaseView, origin: Origin) -> FormTable:
    case, applicant = view.case, view.applicant
    stage = case.stage + (f"（{case.outcome}）" if case.outcome else "")
    return _pairs(
        "",
        [
            ("申请人", f"{applicant.name}（{applicant.kind}）"),
            ("代码", applicant.code),
            ("联系人", applicant.contact),
            ("电话", applicant.phone),
            ("事项", f"{view.matter.id}　{view.matter.name}"),
            ("政策依据", f"{origin.document}{view.clause.number}"),
            ("责任单位", "、".join(view.units)),
            (view.matter.scope_label or "项目名称", case.scope_key),
            ("环节", stage),
            ("经办人", view.handler_name),
            ("登记日期", case.registered_on.isoformat()),
            ("受理日期", case.accepted_on.isoformat() if case.accepted_on else ""),
            ("到期日期", case.due_on.isoformat() if case.due_on else ""),
            ("决定日期", case.decided_on.isoformat() if case.decided_on else ""),
            ("备注", case.remark),
        ],
    )


def _clause(view: CaseView) -> FormTable:
    return _form(
        (1.0,), [_heading("一、条款原文", 1), FormRow((Cell(view.clause.text),), ROW_MM)], head_rows=1
    )


def _facts(view: CaseView) -> FormTable:
    labels = {fact.key: (fact.label, fact.unit) for fact in view.matter.fact}
    lines = [(view.matter.event_label, view.case.event_date.isoformat())]
    for key, value in view.case.facts_raw.items():
        label, unit = labels.get(key, (key, ""))
        lines.append((f"{label}（{unit}）" if unit else label, _fact_words(value, unit)))
    return _pairs("二、申报事实", lines, label=6.2)


def _fact_words(value: object, unit: str) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return yuan_grouped(parse_yuan(str(value))) if unit == "元" else str(value)


def _checks(checks: Sequence[CheckView]) -> list[FormTable]:
    rows = [
        _row(
            str(number),
            check.question,
            check.verdict or "未审查",
            "\n".join(part for part in (_found(check), check.remark) if part),
        )
        for number, check in enumerate(checks, 1)
    ]
    return _table("三、资格审查", ("序号", "审查内容", "结论", "测算和备注"), (1.7, 8.8, 2.2, 8.6), rows)


def _materials(materials: Sequence[MaterialView]) -> list[FormTable]:
    rows = [
        _row(str(number), item.name, f"{item.form}{item.copies}份", item.state or "未收", item.remark)
        for number, item in enumerate(materials, 1)
    ]
    heads = ("序号", "材料", "形式", "收取", "备注")
    return _table("四、申报材料", heads, (1.7, 8.8, 3.6, 2.2, 5.0), rows)


def _amounts(view: CaseView) -> list[FormTable]:
    """The arithmetic step by step, then the amounts in figures and capitals; nothing for matters without award."""
    if view.matter.award is None:
        return []
    case, found = view.case, view.assessment
    rows = [_sum(step.text, yuan_grouped(step.amount_fen), "") for step in (found.steps if found else ())]
    if found is None:
        rows.append(_sum("没有测算", "", view.assessment_error))
    exact = found is not None and found.nature == "定额"
    for label, fen in (
        ("申请额", case.applied_fen),
        ("条款定额" if exact else "政策上限", case.ceiling_fen),
        ("封顶余量", view.headroom.left_fen),
        ("核定额", case.determined_fen),
        ("已拨付", case.paid_fen or None),
        ("已追回", case.recovered_fen or None),
    ):
        if fen is not None:
            rows.append(_sum(label, yuan_grouped(fen), capitals(fen)))
    if case.basis:
        rows.append(FormRow((Cell("核定依据", kind="label"), Cell(case.basis, col_span=2)), ROW_MM))
    return _table("五、金额测算和核定", ("项目", "金额（元）", "大写"), (9.0, 5.0, 7.3), rows)


def _sum(label: str, figures: str, words: str) -> FormRow:
    return FormRow((Cell(label), Cell(figures, align="right"), Cell(words)), ROW_MM)


def _signatures(opinions: Sequence[OpinionView]) -> FormTable:
    rows = [_heading("六、办理意见", 2)]
    for title, stages in (("经办意见", None), ("复核意见", _REVIEW), ("审批意见", _APPROVAL)):
        given = [
            one
            for one in opinions
            if (one.stage in stages if stages else one.stage not in (*_REVIEW, *_APPROVAL))
        ]
        text = "\n".join(_opinion(one) for one in given)
        rows.append(FormRow((Cell(title, kind="label"), Cell(text, foot=_SIGN, valign="top")), SIGN_MM))
    return _form((2.6, 18.7), rows, head_rows=1)


def _opinion(one: OpinionView) -> str:
    said = f"{one.given_at:%Y-%m-%d}　{one.officer_name}　{one.move}"
    return f"{said}：{one.opinion}" if one.opinion else said


# --- the parts of the checklist


def _question(check: CheckView) -> str:
    more = check.text if check.automatic else check.help
    return f"{check.question}\n（{more}）" if more and more != check.question else check.question


def _paper(item: MaterialView) -> str:
    need = "必交" if item.required else "按需"
    return f"{item.name}\n（{item.form}{item.copies}份，{need}）"


# --- ruled paper


def _found(check: CheckView) -> str:
    return check.text if check.text != check.question else ""


def _form(widths: tuple[float, ...], rows: Sequence[FormRow], *, head_rows: int = 0) -> FormTable:
    return FormTable(widths, tuple(rows), head_rows, SIZE_PT)


def _heading(text: str, columns: int) -> FormRow:
    return FormRow((Cell(text, col_span=columns, kind="label", align="left"),), ROW_MM)


def _row(*texts: str, height_mm: float = ROW_MM) -> FormRow:
    """A row of a list: its number and everything short in the middle, the words flush left."""
    return FormRow(
        tuple(Cell(text, align="center" if len(text) <= 3 else "left") for text in texts), height_mm
    )


def _table(
    title: str, heads: tuple[str, ...], widths: tuple[float, ...], rows: Sequence[FormRow]
) -> list[FormTable]:
    """A list under its title and heads, both repeated on each page; nothing for an empty list."""
    if not rows:
        return []
    head = FormRow(tuple(Cell(text, kind="label") for text in heads), ROW_MM)
    return [_form(widths, [_heading(title, len(heads)), head, *rows], head_rows=2)]


def _pairs(title: str, lines: Sequence[tuple[str, str]], *, label: float = 3.4) -> FormTable:
    """Labels and values, two pairs a row; a long value has the whole row, an empty one is left out."""
    value_room = _WHOLE / 2 - label
    rows = [_heading(title, 4)] if title else []
    waiting: tuple[Cell, Cell] | None = None
    for name, value in (line for line in lines if line[1]):
        pair = (Cell(name, kind="label"), Cell(value))
        if _ems(value) * _EM_SHARE > value_room:
            if waiting:
                rows.append(_wide(waiting))
            rows.append(_wide(pair))
            waiting = None
        elif waiting:
            rows.append(FormRow((*waiting, *pair), ROW_MM))
            waiting = None
        else:
            waiting = pair
    if waiting:
        rows.append(_wide(waiting))
    return _form((label, value_room, label, value_room), rows, head_rows=1 if title else 0)


def _ems(text: str) -> float:
    return sum(1.0 if char > "\u2e7f" else 0.56 for char in text)


def _wide(pair: tuple[Cell, Cell]) -> FormRow:
    label, value = pair
    return FormRow((label, Cell(value.text, col_span=3)), ROW_MM)
