"""Checks that are asked only while their condition holds on the facts, and the date each matter asks for."""

from __future__ import annotations

import pytest
from casework import RD_FACTS, Casework

from models.awards.facts import parse_facts
from models.errors import FieldErrors, UserError
from models.services.views import CaseView


def asked(view: CaseView) -> set[str]:
    return {check.id for check in view.checks}


@pytest.mark.parametrize(
    ("matter_id", "check", "facts", "is_asked"),
    [
        ("41-1", "rate", {"premium_paid": "100000.00", "manufacturing": True}, True),
        ("41-1", "rate", {"premium_paid": "100000.00", "manufacturing": False}, False),
        ("28-3", "group", {"first_time": True, "converted_from": "分公司"}, True),
        ("28-3", "group", {"first_time": True, "converted_from": "个体工商户"}, False),
        ("13-1", "same-basis", RD_FACTS | {"rd_current": "99999999.99"}, True),
        ("13-1", "same-basis", RD_FACTS | {"rd_current": "100000000.00"}, False),
    ],
)
def test_a_question_is_asked_only_where_it_arises(
    work: Casework, matter_id: str, check: str, facts: dict[str, object], is_asked: bool
) -> None:
    case = work.register(matter_id, facts=facts)
    assert (check in asked(work.view(case.id))) is is_asked
    work.complete(case.id)
    assert all(one.automatic or one.verdict for one in work.view(case.id).checks)


def test_a_question_comes_and_goes_with_the_facts_and_keeps_its_answer(work: Casework) -> None:
    facts: dict[str, object] = {"premium_paid": "100000.00", "manufacturing": True}
    case = work.register("41-1", facts=facts)
    work.office.cases.answer(case.id, "rate", "符合", "高新技术制造企业", actor=work.handler)
    for manufacturing in (False, True):
        now = facts | {"manufacturing": manufacturing}
        version = work.view(case.id).case.version
        work.office.cases.save_facts(case.id, now, expected_version=version, actor=work.handler)
        assert ("rate" in asked(work.view(case.id))) is manufacturing
        if not manufacturing:
            with pytest.raises(UserError):
                work.office.cases.answer(case.id, "rate", "不符合", "", actor=work.handler)
    kept = next(check for check in work.view(case.id).checks if check.id == "rate")
    assert (kept.verdict, kept.remark) == ("符合", "高新技术制造企业")


def test_each_matter_asks_for_its_own_date(work: Casework) -> None:
    pack = work.office.editions.current
    assert pack.matter("33-1").event_label == "认定日期" and pack.matter("41-1").event_label == "保单日期"
    assert pack.matter("13-1").event_label == "事实发生日期"
    with pytest.raises(FieldErrors) as told:
        parse_facts(pack.matter("33-1"), {"level": "省级"})
    assert {error.field for error in told.value.errors} == {"event_date"}
    assert "认定日期" in told.value.errors[0].what
    case = work.register("33-1", facts={"level": "省级"}, event_date="2023-12-31")
    period = next(check for check in work.view(case.id).checks if check.id == "c-period")
    assert period.text.startswith("认定日期 2023-12-31 不在")
