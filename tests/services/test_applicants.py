"""Applicants: faults beside their fields, doubles, families, reversible merge, what each received."""

from __future__ import annotations

from dataclasses import replace

import pytest
from casework import Casework, credit_code, id_number

from models.cases.applicant import Account, Contact, Member
from models.errors import FieldErrors, UserError
from models.services.views import ApplicantForm, CaseFilter


def test_all_faults_are_told_at_once_beside_their_fields(work: Casework) -> None:
    form = ApplicantForm(kind="企业", name=" ", code="123", phone="电话", account="12")
    faults = work.office.applicants.validate(form)
    assert [fault.field for fault in faults] == ["name", "code", "phone", "account"]
    with pytest.raises(FieldErrors) as refused:
        work.office.applicants.save(form, actor=work.handler)
    assert len(refused.value.errors) == 4
    assert work.office.applicants.find() == []


def test_what_was_typed_is_tidied_and_kept(work: Casework) -> None:
    form = ApplicantForm(
        kind="企业",
        name=" 杭州  甲科技有限公司 ",
        code=" ".join(credit_code(1)).lower(),
        phone="0571-8888 8888",
        contacts=(Contact("王", "13812345678", "财务"),),
        accounts=(Account("工行", "6222021202041234567"),),
    )
    saved, changes = work.office.applicants.save(form, actor=work.handler)
    assert (saved.name, saved.code, saved.phone) == ("杭州 甲科技有限公司", credit_code(1), "057188888888")
    assert work.office.applicants.get(saved.id) == saved
    assert saved.contacts[0].post == "财务" and saved.accounts[0].bank == "工行"
    assert changes.applicants == {saved.id}


def test_a_double_code_is_told_with_the_name_of_the_other(work: Casework) -> None:
    first = work.applicant("甲公司")
    form = ApplicantForm(kind="企业", name="乙公司", code=first.code)
    (fault,) = work.office.applicants.validate(form)
    assert fault.field == "code" and "甲公司" in fault.message
    assert work.office.applicants.validate(replace(form, kind="银行")) == []


@pytest.mark.parametrize(
    ("kind", "code", "good"),
    [
        ("单位", "", True),
        ("单位", "123", False),
        ("企业", "", False),
        ("银行", "", False),
        ("个人", "", False),
        ("个人", id_number(7), True),
        ("家庭", id_number(7), True),
        ("个人", credit_code(7), False),
    ],
)
def test_each_kind_asks_for_its_own_number(work: Casework, kind: str, code: str, good: bool) -> None:
    form = ApplicantForm(kind=kind, name="某", code=code)  # type: ignore[arg-type]
    assert (work.office.applicants.validate(form) == []) is good


def test_people_without_a_residents_card_have_another_document(work: Casework) -> None:
    form = ApplicantForm(kind="个人", name="John", code="P1234567", document="其他证件")
    assert work.office.applicants.validate(form) == []


def test_a_person_belongs_to_one_family_only(work: Casework) -> None:
    spouse = Member("李四", id_number(50), "配偶")
    work.applicant("张家", "家庭", members=(spouse,))
    (as_head,) = work.office.applicants.validate(ApplicantForm(kind="家庭", name="李家", code=id_number(50)))
    assert "另一家庭" in as_head.what and as_head.field == "code"
    as_member = ApplicantForm(kind="家庭", name="王家", code=id_number(51), members=(spouse,))
    assert [fault.field for fault in work.office.applicants.validate(as_member)] == ["members.0.id_number"]


def test_find_by_name_and_code_masks_people(work: Casework) -> None:
    company, person = work.applicant("杭州甲科技"), work.applicant("王小二", "个人", phone="13812345678")
    assert [row.id for row in work.office.applicants.find("甲科")] == [company.id]
    assert [row.id for row in work.office.applicants.find(company.code[3:9].lower())] == [company.id]
    (row,) = work.office.applicants.find("小二")
    assert row.id == person.id and person.code not in row.code and row.phone == "138****5678"
    assert work.office.applicants.find("小二", kinds=("企业",)) == []


def test_the_record_keeps_no_open_numbers(work: Casework) -> None:
    person = work.applicant("王小二", "个人", phone="13812345678", account="6222021202041234567")
    work.office.applicants.save(
        replace(person, phone="13987654321", account="6222021202040000000", code=id_number(77)),
        actor=work.handler,
        expected_version=person.version,
    )
    events = work.office._desk.db.all("SELECT changes, detail FROM events")
    told = "".join(row["changes"] + row["detail"] for row in events)
    for number in ("13812345678", "13987654321", "6222021202041234567", person.code, id_number(77)):
        assert number not in told


def test_a_merge_moves_cases_and_caps_and_can_be_undone(work: Casework) -> None:
    kept, double = work.applicant("甲公司"), work.applicant("甲公司（重复）")
    facts = {"sme_scale": True, "rd_current": "99000000", "rd_previous": "69000000"}
    ours, theirs = work.register(applicant=kept, facts=facts), work.register(applicant=double, facts=facts)
    work.approve(theirs.id, 1_500_000_00)
    assert work.view(ours.id).headroom.used_fen == 0
    merge_id, changes = work.office.applicants.merge(
        kept.id, double.id, reason="同一企业", actor=work.reviewer
    )
    assert changes.cases == {theirs.id}
    assert work.view(ours.id).headroom.used_fen == 1_500_000_00
    assert [row.id for row in work.office.applicants.find("甲公司")] == [kept.id]
    assert work.office.cases.count(CaseFilter(applicant_id=kept.id)) == 2
    with pytest.raises(UserError):
        work.register(applicant=double)
    work.office.applicants.unmerge(merge_id, actor=work.reviewer)
    assert work.view(ours.id).headroom.used_fen == 0
    assert work.view(theirs.id).applicant.id == double.id
    with pytest.raises(UserError, match="已经撤销"):
        work.office.applicants.unmerge(merge_id, actor=work.reviewer)
    assert work.office.verify() == []


def test_merges_that_make_no_sense_are_refused(work: Casework) -> None:
    company, person = work.applicant(), work.applicant(kind="个人")
    for kept, merged, reason in ((company.id, company.id, "x"), (company.id, person.id, "x")):
        with pytest.raises(UserError):
            work.office.applicants.merge(kept, merged, reason=reason, actor=work.reviewer)
    with pytest.raises(UserError, match="没有权限"):
        work.office.applicants.merge(company.id, work.applicant().id, reason="x", actor=work.second)


def test_the_page_shows_what_was_received_and_likely_doubles(work: Casework) -> None:
    company = work.applicant("甲公司", phone="13812345678")
    twin = work.applicant("乙公司", phone="13812345678")
    case = work.register(applicant=company)
    work.approve(case.id, 115_000_00)
    page = work.office.applicants.view(company.id)
    assert [(row.year, row.clause, row.determined_fen) for row in page.received] == [
        (2024, "（十三）", 115_000_00)
    ]
    assert [row.id for row in page.duplicates] == [twin.id]
    assert work.office.applicants.find("甲公司")[0].case_count == 1
