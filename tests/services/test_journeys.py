"""Whole journeys: one case of each kind from registration to archive, through the services."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from casework import Casework

from models.errors import FieldErrors, UserError
from models.services.views import CaseFilter


def test_research_subsidy_from_registration_to_archive(work: Casework) -> None:
    case = work.register(applied_fen=200_000_00)
    assert case.case_no == "BJ-KJ-2024-00001"
    view = work.view(case.id)
    assert view.assessment is not None and view.assessment.ceiling_fen == 115_000_00
    assert view.assessment.steps[0].text == "2,300,000.00 × 5%"
    assert any("高于政策上限" in warning for warning in view.warnings)
    letter_id = work.to_payment(case.id, 115_000_00)
    pdf = work.office.letters.reprint(letter_id)
    assert pdf.startswith(b"%PDF-")
    work.office.payments.pay(
        case.id, amount_fen=15_000_00, paid_on=work.today, voucher="一", actor=work.handler
    )
    with pytest.raises(UserError, match="未拨付"):
        work.move(case.id, "archive")
    work.office.payments.pay(
        case.id, amount_fen=100_000_00, paid_on=work.today, voucher="二", actor=work.handler
    )
    view = work.move(case.id, "archive")
    assert [stage.name for stage in view.stages if stage.state == "current"] == ["归档"]
    assert view.case.outcome == "办结" and view.case.closed_on == work.today
    assert view.letters[0].number == "滨科惠核〔2024〕1号"
    assert view.letters[0].sha256 == hashlib.sha256(pdf).hexdigest()
    assert work.office.verify() == []


def test_exact_amount_for_a_product(work: Casework) -> None:
    case = work.register("33-1", facts={"level": "省级"}, scope_key="示例软件 V1.0")
    work.to_determination(case.id)
    for wrong in (199_999_99, 200_000_01):
        with pytest.raises(FieldErrors):
            work.determine(case.id, wrong)
    assert work.determine(case.id, 200_000_00).determination is not None


def test_family_with_masked_number(work: Casework) -> None:
    family = work.applicant("张家", "家庭")
    case = work.register("49-1", family, {"binjiang_hukou": True, "self_paid": "23456.78"})
    assert case.ceiling_fen == 10_000_00
    row = work.office.cases.rows(CaseFilter())[0]
    assert "*" in row.applicant_code and family.code not in row.applicant_code


def test_recommendation_needs_another_officer_to_approve(work: Casework) -> None:
    facts = {"project_name": "示例项目", "total_investment": "500000000", "private_led": True}
    case = work.register("6-1", facts=facts, scope_key="示例项目")
    work.complete(case.id)
    work.move(case.id, "accept")
    view = work.move(case.id, "submit_approval", opinion="符合要求")
    assert view.case.stage == "审批" and view.assessment is None and view.assessment_error == ""
    with pytest.raises(UserError, match="审批人员"):
        work.move(case.id, "approve", opinion="同意")
    assert work.move(case.id, "approve", work.approver, opinion="同意").case.decision == "同意"


def test_service_goes_to_the_other_unit_and_back(work: Casework) -> None:
    case = work.register("12-1", facts={"preference": "研发费用加计扣除", "request": "请辅导申报"})
    assert case.stage == "登记"
    work.move(case.id, "transfer", opinion="请区税务局办理")
    work.move(case.id, "record_feedback", opinion="已辅导")
    view = work.move(case.id, "finish", opinion="办结")
    assert view.clock is not None and view.clock.state == "停止"
    assert [(one.kind, one.text) for one in view.progress] == [("转办", "请区税务局办理"), ("反馈", "已辅导")]
    assert work.move(case.id, "archive").case.stage == "归档"


def test_supervision_counts_its_reports(work: Casework) -> None:
    unit = work.applicant("区发改局", "单位")
    case = work.register("1-2", unit, {"month": "2024年5月", "all_reported": True})
    assert case.stage == "立项"
    work.move(case.id, "start", opinion="请按月报送")
    with pytest.raises(UserError, match="尚无进展"):
        work.move(case.id, "finish", work.reviewer, opinion="办结")
    work.office.cases.record_progress(case.id, "完成投资 40 亿元", actor=work.handler)
    view = work.move(case.id, "finish", work.reviewer, opinion="办结")
    assert view.case.progress_count == 1 and [one.kind for one in view.progress] == ["进展"]


def test_numbers_of_cases_begin_anew_each_year(work: Casework) -> None:
    first, second = work.register(), work.register()
    work.clock.moment = work.clock.moment.replace(year=2025)
    third = work.register()
    assert [case.case_no[-10:] for case in (first, second, third)] == [
        "2024-00001",
        "2024-00002",
        "2025-00001",
    ]


def test_a_refused_registration_uses_up_no_number(work: Casework) -> None:
    applicant = work.applicant("某银行", "银行")
    with pytest.raises(FieldErrors) as refused:
        work.register("13-1", applicant, {"rd_current": "-1"})
    assert {error.field for error in refused.value.errors} == {"applicant_id", "rd_current"}
    assert work.register().case_no.endswith("00001")


def test_facts_may_be_incomplete_but_not_wrong(work: Casework) -> None:
    case = work.register(facts={"rd_current": "5300000"})
    view = work.view(case.id)
    assert view.assessment is None and "未填写" in view.assessment_error
    with pytest.raises(FieldErrors) as refused:
        work.office.cases.save_facts(
            case.id, {"rd_current": "很多", "unknown": "1"}, expected_version=case.version, actor=work.handler
        )
    assert {error.field for error in refused.value.errors} == {"rd_current", "unknown"}
    saved, _ = work.office.cases.save_facts(
        case.id,
        {"rd_current": "5300000", "rd_previous": "3000000", "sme_scale": True},
        expected_version=case.version,
        actor=work.handler,
    )
    assert saved.ceiling_fen == 115_000_00 and saved.version > case.version


@pytest.mark.parametrize(
    ("day", "eligible"),
    [("2023-12-31", False), ("2024-01-01", True), ("2024-12-31", True), ("2025-01-01", False)],
)
def test_the_event_must_fall_into_the_year(work: Casework, day: str, eligible: bool) -> None:
    view = work.view(work.register(event_date=day).id)
    assert view.assessment is not None and view.assessment.eligible is eligible


def test_the_window_is_told_what_changed(work: Casework) -> None:
    applicant = work.applicant()
    case, changes = work.office.cases.register(
        matter_id="13-1",
        applicant_id=applicant.id,
        event_date=date(2024, 3, 31),
        facts_raw={},
        actor=work.handler,
    )
    assert changes.cases == {case.id} and changes.applicants == {applicant.id}


def test_a_reader_may_look_but_not_touch(work: Casework) -> None:
    case = work.register()
    assert work.view(case.id, work.reader).moves
    assert not any(move.permitted for move in work.view(case.id, work.reader).moves)
    for attempt in (
        lambda: work.register(actor=work.reader),
        lambda: work.office.cases.answer(case.id, "same-basis", "符合", actor=work.reader),
        lambda: work.office.cases.write_note(case.id, "x", actor=work.reader),
    ):
        with pytest.raises(UserError):
            attempt()
