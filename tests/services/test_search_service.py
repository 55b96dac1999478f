"""Through the services: whatever changes is found at once under its new words and no longer under the old."""

from __future__ import annotations

import pytest
from casework import Casework

from models.errors import UserError
from models.services.views import ApplicantForm, CaseFilter


def found(work: Casework, text: str, **more: object) -> list[int]:
    rows = work.office.cases.rows(CaseFilter(text=text, **more))  # type: ignore[arg-type]
    assert work.office.cases.count(CaseFilter(text=text, **more)) == len(rows)  # type: ignore[arg-type]
    return [row.id for row in rows]


def test_by_any_part_of_any_length(work: Casework) -> None:
    case = work.register(applicant=work.applicant("杭州㛃𬭎科技有限公司"), remark="请加快办理")
    other = work.register(applicant=work.applicant("宁波重庆路商贸有限公司"))
    for text in (
        "㛃",
        "𬭎",
        "州㛃𬭎",
        "有限公",
        case.case_no,
        case.case_no[-4:],
        "加快",
        "HZ",
        "hzj",
        "研发投入",
    ):
        assert case.id in found(work, text), text
    assert found(work, "𬭎科技") == [case.id]
    assert found(work, "nbcql") == [other.id] and found(work, "nbzql") == [other.id]
    assert found(work, "有限公司") == [other.id, case.id], "newest first"
    assert found(work, "杭州 加快") == [case.id], "every word must stand in the case"
    assert found(work, "没有的字样") == []
    assert found(work, "１３-１") == [other.id, case.id], "full-width digits"


@pytest.mark.parametrize(
    "text", ['"', "'", "*", "AND", "(", "-", "NEAR(", "\x00", "%", "_", " ", "“”", "a" * 500]
)
def test_no_text_breaks_the_query(work: Casework, text: str) -> None:
    work.register()
    assert isinstance(work.office.cases.rows(CaseFilter(text=text)), list)


def test_a_change_is_found_at_once(work: Casework) -> None:
    applicant = work.applicant("旧名科技")
    case = work.register(applicant=applicant)
    form = ApplicantForm(kind="企业", name="新名科技", code=applicant.code, id=applicant.id)
    work.office.applicants.save(form, actor=work.handler, expected_version=applicant.version)
    assert found(work, "旧名") == []
    assert found(work, "新名") == [case.id]
    assert found(work, "新名", stages=("登记",)) == [case.id]
    work.complete(case.id)
    work.move(case.id, "accept")
    assert found(work, "新名", stages=("登记",)) == []
    assert found(work, "新名", stages=("登记", "受理")) == [case.id]
    assert found(work, "新名", stages=("受理",), kinds=("推荐",)) == []


def test_what_was_rolled_back_is_not_found(work: Casework) -> None:
    with pytest.raises(UserError):
        work.register(applicant=work.applicant("回滚科技"), matter_id="99-9")
    assert found(work, "回滚") == []


def test_a_letter_is_found_by_its_number(work: Casework) -> None:
    case = work.register()
    work.to_payment(case.id, 11_500_000)
    number = work.view(case.id).letters[0].number
    assert found(work, number) == [case.id]


def test_filters_that_the_index_does_not_know(work: Casework) -> None:
    first = work.applicant("同名科技甲")
    one, two = work.register(applicant=first), work.register(applicant=work.applicant("同名科技乙"))
    assert found(work, "同名科技") == [two.id, one.id]
    assert found(work, "同名科技", applicant_id=first.id) == [one.id]
    assert found(work, "同名科技", waiting=True) == []


def test_paging_by_key(work: Casework) -> None:
    ids = [work.register().id for _ in range(7)]
    chosen = CaseFilter(text="企业")
    seen: list[int] = []
    after = None
    while rows := work.office.cases.rows(chosen, limit=3, after=after):
        seen += [row.id for row in rows]
        after = rows[-1].id
    assert seen == ids[::-1]


def test_an_index_of_other_rules_is_renewed(work: Casework) -> None:
    case = work.register(applicant=work.applicant("索引科技"))
    db = work.office._desk.db
    with db.atomic():
        db.execute("UPDATE search_state SET tokenizer = 0")
        db.execute("INSERT INTO case_grams (case_grams) VALUES ('delete-all')")
    assert work.office.search.needs_rebuild()
    work.office.search.catch_up()
    assert found(work, "索引") == [case.id]
    assert not work.office.search.needs_rebuild()
