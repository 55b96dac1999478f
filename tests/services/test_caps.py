"""The ledger of caps: what is used, what is reserved, what is left, and that no path leads above it."""

from __future__ import annotations

import pytest
from casework import Casework

from models.cases.caps import headroom_of
from models.errors import FieldErrors, UserError

BIG = {"sme_scale": True, "rd_current": "99000000.00", "rd_previous": "69000000.00"}  # 5 % = 150万, cap 200万


def test_an_open_determination_is_reserved_for_its_case(work: Casework) -> None:
    company = work.applicant()
    first, second = work.register(applicant=company, facts=BIG), work.register(applicant=company, facts=BIG)
    work.to_determination(first.id)
    work.to_determination(second.id)
    work.determine(first.id, 1_500_000_00)
    headroom = work.view(second.id).headroom
    assert (headroom.cap_fen, headroom.used_fen, headroom.reserved_fen, headroom.left_fen) == (
        2_000_000_00,
        0,
        1_500_000_00,
        500_000_00,
    )
    assert [taker.case_no for taker in headroom.takers] == [first.case_no]
    with pytest.raises(FieldErrors, match="超过政策上限"):
        work.determine(second.id, 500_000_01)
    work.determine(second.id, 500_000_00)


def test_approval_turns_reserved_into_used_and_refusal_frees_it(work: Casework) -> None:
    company = work.applicant()
    first, second = work.register(applicant=company, facts=BIG), work.register(applicant=company, facts=BIG)
    work.approve(first.id, 1_500_000_00)
    assert work.view(second.id).headroom.used_fen == 1_500_000_00
    work.to_approval(second.id, 500_000_00)
    assert work.view(first.id).headroom.reserved_fen == 500_000_00
    work.move(second.id, "withdraw", reason="企业申请撤回")
    assert work.view(first.id).headroom.reserved_fen == 0


def test_scopes_are_kept_apart(work: Casework) -> None:
    company, other = work.applicant(), work.applicant()
    first = work.register(applicant=company, facts=BIG)
    work.approve(first.id, 1_500_000_00)
    assert work.view(work.register(applicant=other, facts=BIG).id).headroom.used_fen == 0
    assert work.view(work.register(applicant=company, facts=BIG).id).headroom.used_fen == 1_500_000_00


def test_a_name_typed_in_opens_no_second_cap_for_an_enterprise_year(work: Casework) -> None:
    company = work.applicant()
    first = work.register(applicant=company, facts=BIG, scope_key="一")
    work.approve(first.id, 1_500_000_00)
    second = work.register(applicant=company, facts=BIG, scope_key="二")
    assert work.view(second.id).headroom.used_fen == 1_500_000_00


def test_an_exhibition_is_capped_whoever_applies(work: Casework) -> None:
    facts = {"rent_paid": "2000000", "ratio": "40", "ratio_basis": "会展补贴细则"}
    first = work.register("44-1", facts=facts, scope_key="数字贸易展 2024")
    work.approve(first.id, 800_000_00)
    same = work.register("44-1", facts=facts, scope_key=" 数字贸易展2024 ")
    assert work.view(same.id).headroom.left_fen == 200_000_00
    other = work.register("44-1", facts=facts, scope_key="另一展会")
    assert work.view(other.id).headroom.left_fen == 1_000_000_00


def test_the_same_name_in_wide_characters_opens_no_second_cap(work: Casework) -> None:
    facts = {"rent_paid": "2000000", "ratio": "40", "ratio_basis": "会展补贴细则"}
    first = work.register("44-1", facts=facts, scope_key="数字贸易展(2024)")
    work.approve(first.id, 800_000_00)
    same = work.register("44-1", facts=facts, scope_key="数字贸易展（２０２４）")
    assert work.view(same.id).headroom.left_fen == 200_000_00


def test_a_team_is_supported_once_wherever_it_works(work: Casework) -> None:
    facts = {"newly_selected": True}
    first = work.register("18-1", facts=facts, scope_key="智能感知团队", event_date="2024-03-01")
    work.approve(first.id, 3_000_000_00)
    moved = work.view(work.register("18-1", facts=facts, scope_key="智能感知团队").id).assessment
    assert moved is not None and not moved.eligible
    other = work.view(work.register("18-1", facts=facts, scope_key="生物芯片团队").id).assessment
    assert other is not None and other.eligible


def test_a_centre_is_capped_whichever_founder_applies(work: Casework) -> None:
    first = work.register("15-3", facts={"listed": True}, scope_key="概念验证中心甲")
    work.approve(first.id, 500_000_00)
    assert work.register("15-3", facts={"listed": True}, scope_key="概念验证中心甲").ceiling_fen == 0
    assert work.register("15-3", facts={"listed": True}, scope_key="概念验证中心乙").ceiling_fen == 500_000_00
    yearly = work.register("15-4", facts={"recognised": True}, scope_key="概念验证中心甲")
    work.approve(yearly.id, 4_000_000_00)
    again = work.register("15-4", facts={"recognised": True}, scope_key="概念验证中心甲")
    assert again.ceiling_fen == 1_000_000_00


def test_a_missing_name_counts_the_applicant_as_a_whole_and_says_so(work: Casework) -> None:
    company = work.applicant()
    first = work.register("33-1", company, {"level": "国家级"})
    assert any("合并计算" in warning for warning in work.view(first.id).warnings)
    work.approve(first.id, 500_000_00)
    assert work.view(work.register("33-1", company, {"level": "国家级"}).id).headroom.left_fen == 0


def test_once_means_once(work: Casework) -> None:
    company = work.applicant()
    first = work.register("17-2", company, {"newly_recognised": True})
    work.approve(first.id, 10_000_00)
    second = work.register("17-2", company, {"newly_recognised": True})
    view = work.view(second.id)
    assert view.assessment is not None and not view.assessment.eligible
    assert any("一次性" in warning for warning in view.warnings)
    assert work.view(work.register("17-2", facts={"newly_recognised": True}).id).assessment.eligible  # type: ignore[union-attr]


def test_family_cap_lasts_for_life(work: Casework) -> None:
    family = work.applicant(kind="家庭")
    facts = {"binjiang_hukou": True, "self_paid": "6000"}
    first = work.register("49-1", family, facts, event_date="2024-02-01")
    work.approve(first.id, 6_000_00)
    second = work.register("49-1", family, facts, event_date="2024-11-01")
    assert second.ceiling_fen == 4_000_00


def test_months_are_counted_over_all_cases(work: Casework) -> None:
    company = work.applicant()
    facts = {"carrier_level": "省级", "monthly_standard": "6000", "months": 30, "standard_basis": "办法"}
    first = work.register("16-6", company, facts)
    assert first.ceiling_fen == 180_000_00
    work.approve(first.id, 180_000_00)
    assert work.register("16-6", company, facts).ceiling_fen == 36_000_00


def test_a_changed_determination_wants_a_reason_and_keeps_the_former(work: Casework) -> None:
    case = work.register()
    work.to_determination(case.id)
    work.determine(case.id, 115_000_00)
    with pytest.raises(FieldErrors) as refused:
        work.determine(case.id, 100_000_00)
    assert refused.value.field == "reason"
    view = work.determine(case.id, 100_000_00, reason="评审会核减")
    assert [(one.amount_fen, one.current) for one in view.determinations] == [
        (100_000_00, True),
        (115_000_00, False),
    ]
    assert view.determination is not None and view.determination.former_fen == 115_000_00


@pytest.mark.parametrize(
    ("amount", "basis"), [(0, "依据"), (-1, "依据"), (115_000_01, "依据"), (115_000_00, " ")]
)
def test_amounts_outside_the_rules_are_refused(work: Casework, amount: int, basis: str) -> None:
    case = work.register()
    work.to_determination(case.id)
    with pytest.raises(FieldErrors):
        work.determine(case.id, amount, basis=basis)
    assert work.view(case.id).determination is None


def test_changed_facts_make_the_determination_lapse(work: Casework) -> None:
    case = work.register()
    work.to_determination(case.id)
    work.determine(case.id, 115_000_00)
    view = work.view(case.id)
    facts = {**view.case.facts_raw, "rd_current": "5200000.00"}
    work.office.cases.save_facts(case.id, facts, expected_version=view.case.version, actor=work.handler)
    view = work.view(case.id)
    assert view.determination is None and view.case.determined_fen is None and view.headroom.reserved_fen == 0
    assert len(view.determinations) == 1
    with pytest.raises(UserError, match="尚未填写核定额"):
        work.move(case.id, "submit_review", opinion="拟同意")
    assert work.office.verify() == []


def test_history_shows_what_was_approved_under_the_matter(work: Casework) -> None:
    for current, amount in (("5300000", 115_000_00), ("5100000", 105_000_00), ("9000000", 300_000_00)):
        case = work.register(facts={"sme_scale": True, "rd_current": current, "rd_previous": "3000000"})
        work.approve(case.id, amount)
    history = work.view(work.register().id).history
    assert (history.count, history.lowest_fen, history.median_fen, history.highest_fen) == (
        3,
        105_000_00,
        115_000_00,
        300_000_00,
    )


def test_recovered_money_frees_the_cap(work: Casework) -> None:
    company = work.applicant()
    case = work.register(applicant=company, facts=BIG)
    work.to_payment(case.id, 1_500_000_00)
    pay = {"paid_on": work.today, "voucher": "一", "actor": work.handler}
    work.office.payments.pay(case.id, amount_fen=1_500_000_00, **pay)  # type: ignore[arg-type]
    work.move(case.id, "recover", work.approver, opinion="追回", reason="材料不实")
    other = work.register(applicant=company, facts=BIG)
    assert work.view(other.id).headroom.used_fen == 1_500_000_00
    with pytest.raises(FieldErrors):
        work.office.payments.recover(case.id, amount_fen=1_500_000_01, **pay)  # type: ignore[arg-type]
    work.office.payments.recover(case.id, amount_fen=1_000_000_00, **pay)  # type: ignore[arg-type]
    assert work.view(other.id).headroom.used_fen == 500_000_00
    work.office.payments.recover(case.id, amount_fen=500_000_00, **pay)  # type: ignore[arg-type]
    assert work.view(other.id).headroom.used_fen == 0
    work.move(case.id, "archive")
    assert work.office.verify() == []


def test_similar_cases_warn_but_never_block(work: Casework) -> None:
    company = work.applicant()
    first = work.register(applicant=company)
    other = work.register("41-1", company, {"premium_paid": "100000", "manufacturing": False})
    warnings = work.view(other.id).warnings
    assert any(first.case_no in warning and "从优从高不重复" in warning for warning in warnings)
    assert work.view(first.id).similar[0].case_no == other.case_no
    work.approve(other.id, 60_000_00)


def test_a_case_of_another_year_does_not_warn(work: Casework) -> None:
    company = work.applicant()
    work.register(applicant=company, event_date="2023-12-31")
    assert work.view(work.register(applicant=company).id).similar == ()


def test_a_reopened_case_has_no_determination_in_force(work: Casework) -> None:
    case = work.register()
    work.to_determination(case.id)
    work.determine(case.id, 115_000_00)
    work.move(case.id, "withdraw", reason="企业申请撤回")
    view = work.move(case.id, "reopen", reason="企业重新提出")
    assert view.case.stage == "审查" and view.determination is None and view.case.determined_fen is None
    assert [(one.amount_fen, one.current) for one in view.determinations] == [(115_000_00, False)]
    assert view.headroom.reserved_fen == 0 and work.office.verify() == []


def test_a_cap_that_an_office_reads_into_the_clause_stands_in_the_ledger(work: Casework) -> None:
    matter = work.office.editions.current.matter("16-3")
    assert headroom_of(matter, settings={"incubated_unit": "每家企业"}).left_fen is None
    assert headroom_of(matter, settings={"incubated_unit": "每家孵化器"}).left_fen == 150_000_00
