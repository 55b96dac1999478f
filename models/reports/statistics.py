"""Statistics as tables: sums by group, processing times against the promised time, refusals by reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median_low

from models.reports.table import Report, ReportColumn, Value
from models.storage.statistics import GroupSums

MONEY_NOTE = (
    "金额只计奖补类办件；费用优惠、担保额度不是财政支出，须按类别另行统计。核定额为审批中和已核准的核定额，"
    "不含不予核准、撤回、撤销的；已拨付为拨付减追回；区级承担为核定额减市级分担。"
)
TIMES_NOTE = "用时按工作日计算，自受理次日起，扣除补正、公示等暂停的时间。在办超期按今日计算。"


def sums_report(
    title: str, heading: str, rows: Sequence[tuple[str, GroupSums]], *, scope: str, ranked: bool = False
) -> Report:
    """Return the sums by group with totals; `rows` carry the group's name as shown."""
    columns = (
        *((ReportColumn("名次", "number", 6),) if ranked else ()),
        ReportColumn(heading, "long", 34),
        ReportColumn("件数", "number", 8),
        ReportColumn("在办", "number", 8),
        ReportColumn("申请额（元）", "money", 19),
        ReportColumn("政策上限（元）", "money", 19),
        ReportColumn("核定额（元）", "money", 19),
        ReportColumn("区级承担（元）", "money", 19),
        ReportColumn("已拨付（元）", "money", 19),
        ReportColumn("拨付率", "percent", 9),
    )
    lines = tuple(
        (*((place,) if ranked else ()), name, *_amounts(one)) for place, (name, one) in enumerate(rows, 1)
    )
    whole = _total([one for _, one in rows])
    total = (*((None,) if ranked else ()), "合计", *_amounts(whole))
    return Report(title, columns, lines, scope, total, MONEY_NOTE)


def _amounts(one: GroupSums) -> tuple[Value, ...]:
    return (
        one.cases,
        one.open_cases,
        one.applied_fen,
        one.ceiling_fen,
        one.determined_fen,
        one.share_fen,
        one.paid_fen,
        rate(one.paid_fen, one.share_fen),
    )


def _total(rows: Sequence[GroupSums]) -> GroupSums:
    return GroupSums(
        "",
        sum(one.cases for one in rows),
        sum(one.open_cases for one in rows),
        sum(one.applied_fen for one in rows),
        sum(one.ceiling_fen for one in rows),
        sum(one.determined_fen for one in rows),
        sum(one.paid_fen for one in rows),
        sum(one.share_fen for one in rows),
    )


def rate(part: int, whole: int) -> Decimal | None:
    """Return a part in percent of the whole with one decimal, None of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


@dataclass(frozen=True)
class Times:
    """The processing times of a group: working days used by finished cases with their terms, and what is still open."""

    name: str
    used: tuple[int, ...]
    terms: tuple[int, ...]
    running: int
    overdue: int

    @property
    def late(self) -> int:
        """How many finished cases took longer than their term."""
        return sum(used > term for used, term in zip(self.used, self.terms, strict=True))


def times_report(title: str, heading: str, rows: Sequence[Times], *, scope: str) -> Report:
    """Return processing times against 承诺时限 by group."""
    columns = (
        ReportColumn(heading, "long", 34),
        ReportColumn("已办结", "number", 9),
        ReportColumn("按时", "number", 8),
        ReportColumn("超时", "number", 8),
        ReportColumn("按时率", "percent", 9),
        ReportColumn("平均用时", "decimal", 10),
        ReportColumn("中位用时", "number", 10),
        ReportColumn("最长用时", "number", 10),
        ReportColumn("平均承诺时限", "decimal", 12),
        ReportColumn("在办", "number", 8),
        ReportColumn("在办超期", "number", 9),
    )
    whole = Times(
        "合计",
        tuple(day for one in rows for day in one.used),
        tuple(day for one in rows for day in one.terms),
        sum(one.running for one in rows),
        sum(one.overdue for one in rows),
    )
    return Report(title, columns, tuple(_times(one) for one in rows), scope, _times(whole), TIMES_NOTE)


def _times(one: Times) -> tuple[Value, ...]:
    finished = len(one.used)
    return (
        one.name,
        finished,
        finished - one.late,
        one.late,
        rate(finished - one.late, finished),
        _mean(one.used),
        median_low(one.used) if one.used else None,
        max(one.used, default=None),
        _mean(one.terms),
        one.running,
        one.overdue,
    )


def _mean(days: Sequence[int]) -> Decimal | None:
    return (Decimal(sum(days)) / len(days)).quantize(Decimal("0.1"), ROUND_HALF_UP) if days else None


@dataclass(frozen=True)
class Refusal:
    """A refused case with what it failed: the questions answered 不符合, else the reason given."""

    case_no: str
    clause: str
    matter_name: str
    applicant_name: str
    outcome: str
    closed_on: date | None
    grounds: tuple[str, ...]


def refusals_report(title: str, rows: Sequence[Refusal], *, scope: str) -> Report:
    """Return refusals counted by outcome and ground, the most frequent first; a case may stand under several."""
    counted: dict[tuple[str, str, str], int] = {}
    for one in rows:
        for ground in one.grounds:
            key = (one.outcome, one.clause, ground)
            counted[key] = counted.get(key, 0) + 1
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    columns = (
        ReportColumn("结果", width=12),
        ReportColumn("条款", width=12),
        ReportColumn("理由", "long", 70),
        ReportColumn("件数", "number", 9),
        ReportColumn("占不予办理件数", "percent", 14),
    )
    lines = tuple((*key, number, rate(number, len(rows))) for key, number in ordered)
    total = ("合计", "", "", len(rows), None)
    note = "同一办件有几项不符合的，在各项下分别计数，合计为办件数。"
    return Report(title, columns, lines, scope, total, note)


def refused_cases_report(title: str, rows: Sequence[Refusal], *, scope: str) -> Report:
    """Return the refused cases one by one."""
    columns = (
        ReportColumn("办件编号", width=20),
        ReportColumn("条款", width=12),
        ReportColumn("事项", "long", 34),
        ReportColumn("申请人", "long", 30),
        ReportColumn("结果", width=12),
        ReportColumn("日期", "date", 12),
        ReportColumn("理由", "long", 60),
    )
    lines = tuple(
        (
            one.case_no,
            one.clause,
            one.matter_name,
            one.applicant_name,
            one.outcome,
            one.closed_on,
            "；".join(one.grounds),
        )
        for one in rows
    )
    return Report(title, columns, lines, scope)
