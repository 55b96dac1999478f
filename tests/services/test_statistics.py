"""Reports agree with the cases they are made from, group by group, and go out in every format."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from casework import Casework

from models.errors import UserError
from models.reports.table import Report
from models.services.views import CaseFilter

BIG = {"sme_scale": True, "rd_current": "99000000.00", "rd_previous": "69000000.00"}  # 5 % = 150万
SHARED = {"grant_received": "8000000.00"}  # 25 % = 200万, half of it the district's
GUARANTEE = {"settlement_total": "1000000.00"}


def column(report: Report, heading: str) -> list[object]:
    at = [one.heading for one in report.columns].index(heading)
    return [row[at] for row in report.all_rows()]


def line(report: Report, name: str) -> dict[str, object]:
    row = next(row for row in report.all_rows() if name in str(row[:2]))
    return dict(zip([one.heading for one in report.columns], row, strict=True))


@pytest.fixture
def cases(work: Casework) -> Casework:
    """One paid in part, one shared with the city and approved, one refused, one withdrawn, one guarantee, one new."""
    first = work.register(
        facts=BIG, applied_fen=160_000_000, applicant=work.applicant("甲公司", account="12345678")
    )
    work.to_payment(first.id, 150_000_000)
    work.office.payments.pay(
        first.id, amount_fen=50_000_000, paid_on=work.today, voucher="1", bank="工行", actor=work.handler
    )
    shared = work.register("11-3", facts=SHARED, scope_key="项目一", applicant=work.applicant("乙公司"))
    work.approve(shared.id, 200_000_000)
    refused = work.register(facts={"sme_scale": True, "rd_current": "1", "rd_previous": "0"})
    work.move(refused.id, "refuse_acceptance", work.reviewer, opinion="不予受理", reason="研发投入不足")
    gone = work.register(facts=BIG)
    work.move(gone.id, "withdraw", reason="企业撤回")
    work.register("41-4", facts=GUARANTEE, scope_key="业务一")
    work.register(facts=BIG, applicant=work.applicant("丙公司"))
    return work


def test_sums_by_clause(cases: Casework) -> None:
    report = cases.office.statistics.by("clause")
    names = [str(name).partition("）")[0] for name in column(report, "条款")]
    assert names == ["（十一", "（十三", "（四十一", "合计"]
    thirteen = line(report, "（十三）")
    assert (thirteen["件数"], thirteen["在办"], thirteen["申请额（元）"]) == (4, 2, 160_000_000)
    assert (thirteen["核定额（元）"], thirteen["区级承担（元）"]) == (150_000_000, 150_000_000)
    assert (thirteen["已拨付（元）"], thirteen["拨付率"]) == (50_000_000, Decimal("33.3"))
    eleven = line(report, "（十一）")
    assert (eleven["核定额（元）"], eleven["区级承担（元）"]) == (200_000_000, 100_000_000)
    guarantee = line(report, "（四十一）")
    assert (guarantee["件数"], guarantee["政策上限（元）"]) == (1, 0)
    total = line(report, "合计")
    assert (total["件数"], total["核定额（元）"]) == (6, 350_000_000)


def test_a_guarantee_is_counted_only_when_asked_for(cases: Casework) -> None:
    asked = cases.office.statistics.by("kind", CaseFilter(kinds=("担保额度",)))
    assert line(asked, "担保额度")["政策上限（元）"] == 8_000_000


@pytest.mark.parametrize(
    "group", ["clause", "domain", "unit", "month", "year", "stage", "kind", "matter", "officer", "applicant"]
)
def test_every_grouping_adds_up_to_the_same(cases: Casework, group: str) -> None:
    report = cases.office.statistics.by(group)
    total = report.all_rows()[-1]
    assert total[1] == 6 and total[5] == 350_000_000
    for at in range(1, 8):
        assert total[at] == sum(row[at] or 0 for row in report.rows)  # type: ignore[misc]


def test_the_filter_restricts(cases: Casework) -> None:
    report = cases.office.statistics.by(
        "stage", CaseFilter(clauses=("（十三）",), registered_from=date(2024, 1, 1))
    )
    assert report.all_rows()[-1][1] == 4 and "条款：（十三）" in report.subtitle
    assert cases.office.statistics.by("stage", CaseFilter(registered_to=date(2023, 12, 31))).rows == ()
    with pytest.raises(UserError, match="不能这样统计"):
        cases.office.statistics.by("case_no; DROP TABLE cases")


def test_top_applicants_are_ranked(cases: Casework) -> None:
    report = cases.office.statistics.top_applicants(limit=2)
    assert [(row[0], row[1]) for row in report.rows] == [(1, "乙公司"), (2, "甲公司")]


def test_processing_times(work: Casework) -> None:
    """Working days after acceptance: the weekend and 端午 (10 June 2024) do not count, nor does a stop of the clock."""
    work.clock.moment = datetime(2024, 6, 3, 9, 0)
    quick, slow, stopped, gone, _ = (served(work) for _ in range(5))
    work.clock.moment = datetime(2024, 6, 5, 9, 0)
    work.move(stopped, "pause", reason="等待上级批复")
    work.clock.moment = datetime(2024, 6, 7, 9, 0)
    finish(work, quick)
    work.move(gone, "withdraw", reason="企业撤回")
    work.clock.moment = datetime(2024, 6, 20, 9, 0)
    work.move(stopped, "resume")
    work.clock.moment = datetime(2024, 7, 1, 9, 0)
    finish(work, slow)
    finish(work, stopped)
    found = line(work.office.statistics.times("matter"), "12-1")
    # quick: 4–7 June; slow: 4 + 4 + 5 + 5 + 1; stopped: 4–5 June, 21 June, 24–28 June, 1 July.
    assert (found["已办结"], found["按时"], found["超时"], found["按时率"]) == (3, 2, 1, Decimal("66.7"))
    assert (found["中位用时"], found["最长用时"], found["平均用时"]) == (9, 19, Decimal("10.7"))
    assert (found["平均承诺时限"], found["在办"], found["在办超期"]) == (Decimal("10.0"), 1, 1)


def served(work: Casework) -> int:
    case = work.register("12-1", facts={"preference": "其他", "request": "咨询"})
    work.move(case.id, "transfer", opinion="转区税务局")
    return case.id


def finish(work: Casework, case_id: int) -> None:
    work.move(case_id, "record_feedback", opinion="已答复")
    work.move(case_id, "finish", opinion="办结")


def test_refusals_by_ground(cases: Casework) -> None:
    report = cases.office.statistics.refusals()
    assert report.all_rows()[-1][3] == 1
    assert all(row[:2] == ("不予受理", "（十三）") and row[3] == 1 for row in report.rows) and report.rows
    listed = cases.office.statistics.refused_cases()
    assert len(listed.rows) == 1 and listed.rows[0][6] == "；".join(str(row[2]) for row in report.rows)


def test_a_refusal_without_failed_checks_stands_under_its_reason(work: Casework) -> None:
    for reason in ("材料不全", "材料不全", "超过期限"):
        case = work.register("12-1", facts={"preference": "研发费用加计扣除", "request": "咨询"})
        work.move(case.id, "refuse_acceptance", work.reviewer, opinion="不予受理", reason=reason)
    report = work.office.statistics.refusals()
    assert [(row[2], row[3], row[4]) for row in report.rows] == [
        ("材料不全", 2, Decimal("66.7")),
        ("超过期限", 1, Decimal("33.3")),
    ]


def test_case_lists_with_chosen_columns(cases: Casework) -> None:
    chosen = ("case_no", "applicant_name", "registered_on", "determined")
    report = cases.office.statistics.case_list(CaseFilter(kinds=("奖补",)), chosen)
    assert len(report.rows) == 5 and str(report.rows[0][0]) > str(report.rows[-1][0])
    assert report.total == ("合计 5 件", None, None, 350_000_000)
    page = openpyxl.load_workbook(io.BytesIO(cases.office.statistics.file(report, "xlsx"))).active
    assert page["C4"].is_date and page["D9"].value == 3_500_000
    assert cases.office.statistics.case_list(columns=chosen).total is None
    with pytest.raises(UserError, match="列"):
        cases.office.statistics.case_list(columns=("name",))


def test_every_report_goes_out_in_every_format(cases: Casework) -> None:
    office = cases.office
    for report in (*office.statistics.overview(), office.statistics.refused_cases()):
        assert office.statistics.file(report, "pdf").startswith(b"%PDF")
        assert office.statistics.file(report, "csv").decode("utf-8-sig").startswith(report.columns[0].heading)
    book = openpyxl.load_workbook(io.BytesIO(office.statistics.overview_file()))
    assert len(book.sheetnames) == 11 and len(set(book.sheetnames)) == 11


def test_rates_are_rounded_half_up() -> None:
    from models.reports.statistics import rate

    assert rate(1, 8) == Decimal("12.5") and rate(1, 16) == Decimal("6.3") and rate(0, 0) is None
