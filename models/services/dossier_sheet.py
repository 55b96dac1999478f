"""The case sheet of a dossier: what was applied for, found, determined and decided, on one table."""

from __future__ import annotations

from models.money import parse_yuan, yuan_grouped
from models.reports.table import Report, ReportColumn
from models.services.views import CaseView

_COLUMNS = (
    ReportColumn("类别", width=10),
    ReportColumn("项目", "long", 44),
    ReportColumn("内容", "long", 60),
)
Line = tuple[str, str, str]


def case_sheet(view: CaseView) -> Report:
    """Return the sheet of a case as a report of three columns."""
    rows = (
        *_basics(view),
        *_facts(view),
        *_amounts(view),
        *_checks(view),
        *_materials(view),
        *_opinions(view),
    )
    subtitle = f"{view.case.case_no}　{view.clause.number}{view.matter.name}"
    return Report("办件情况表", _COLUMNS, rows, subtitle)


def _basics(view: CaseView) -> list[Line]:
    case, applicant = view.case, view.applicant
    lines = [
        ("基本", "办件编号", case.case_no),
        ("基本", "事项", f"{view.matter.id} {view.matter.name}"),
        ("基本", "政策依据", f"{view.clause.number}{view.clause.heading}"),
        ("基本", "申请人", f"{applicant.name}（{applicant.kind}）"),
        ("基本", "代码", applicant.code),
        ("基本", "联系人", " ".join((applicant.contact, applicant.phone)).strip()),
        ("基本", "项目（产品、展会）名称", case.scope_key),
        ("基本", "环节", case.stage + (f"（{case.outcome}）" if case.outcome else "")),
        ("基本", "经办人", view.handler_name),
        ("基本", "登记日期", case.registered_on.isoformat()),
        ("基本", "受理日期", case.accepted_on.isoformat() if case.accepted_on else ""),
        ("基本", "决定日期", case.decided_on.isoformat() if case.decided_on else ""),
        ("基本", "备注", case.remark),
    ]
    return [line for line in lines if line[2]]


def _facts(view: CaseView) -> list[Line]:
    labels = {fact.key: (fact.label, fact.unit) for fact in view.matter.fact}
    lines: list[Line] = [("要素", "发生日期", view.case.event_date.isoformat())]
    for key, value in view.case.facts_raw.items():
        label, unit = labels.get(key, (key, ""))
        text = ("是" if value else "否") if isinstance(value, bool) else str(value)
        if unit == "元":
            text = yuan_grouped(parse_yuan(text))
        lines.append(("要素", f"{label}（{unit}）" if unit else label, text))
    return lines


def _amounts(view: CaseView) -> list[Line]:
    case = view.case
    lines: list[Line] = []
    for label, fen in (
        ("申请额（元）", case.applied_fen),
        ("政策上限（元）", case.ceiling_fen),
        ("核定额（元）", case.determined_fen),
        ("已拨付（元）", case.paid_fen or None),
        ("已追回（元）", case.recovered_fen or None),
    ):
        if fen is not None:
            lines.append(("金额", label, yuan_grouped(fen)))
    steps = view.assessment.steps if view.assessment else ()
    lines += [("金额", f"计算：{step.text}", yuan_grouped(step.amount_fen)) for step in steps]
    if case.basis:
        lines.append(("金额", "核定依据", case.basis))
    return lines


def _checks(view: CaseView) -> list[Line]:
    return [
        (
            "审查",
            check.question,
            "；".join(part for part in (check.verdict or "未审查", check.text, check.remark) if part),
        )
        for check in view.checks
    ]


def _materials(view: CaseView) -> list[Line]:
    return [
        ("材料", item.name, "；".join(part for part in (item.state or "未收", item.remark) if part))
        for item in view.materials
    ]


def _opinions(view: CaseView) -> list[Line]:
    return [
        ("意见", f"{one.stage}　{one.move}　{one.officer_name}　{one.given_at:%Y-%m-%d}", one.opinion)
        for one in view.opinions
    ]
