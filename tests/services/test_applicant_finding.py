"""Applicants found by initials, cases by a list of ids; merges that hold are listed until undone."""

from __future__ import annotations

from casework import Casework

from models.services.views import CaseFilter


def test_initials_find_what_name_and_code_do_not(work: Casework) -> None:
    first = work.applicant("杭州练习智芯科技有限公司")
    other = work.applicant("浙江海潮软件有限公司")
    person = work.applicant("重庆", kind="个人")
    assert [row.id for row in work.office.applicants.find("zxkj")] == [first.id]
    assert [row.id for row in work.office.applicants.find("HC")] == [other.id]
    assert [row.id for row in work.office.applicants.find("tq", ("个人",))] == [person.id]
    assert work.office.applicants.find("tq", ("企业",)) == []
    assert len(work.office.applicants.find("gs", limit=1)) == 1


def test_merges_that_hold_are_listed(work: Casework) -> None:
    kept, double = work.applicant("甲公司"), work.applicant("甲公司（重）")
    case = work.register(applicant=double)
    merge_id, _ = work.office.applicants.merge(kept.id, double.id, reason="同一企业", actor=work.reviewer)
    (merge,) = work.office.applicants.merges(kept.id)
    assert (merge.id, merge.merged.name, merge.case_count) == (merge_id, "甲公司（重）", 1)
    assert (merge.reason, merge.officer_name) == ("同一企业", "李二")
    work.office.applicants.unmerge(merge_id, actor=work.reviewer)
    assert work.office.applicants.merges(kept.id) == ()
    assert work.view(case.id).applicant.id == double.id


def test_cases_by_ids(work: Casework) -> None:
    cases = [work.register() for _ in range(3)]
    wanted = (cases[0].id, cases[2].id)
    assert [row.id for row in work.office.cases.rows(CaseFilter(ids=wanted))] == [cases[2].id, cases[0].id]
    assert work.office.cases.count(CaseFilter(ids=wanted)) == 2
