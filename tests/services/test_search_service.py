"""Through the services: whatever changes is found at once under its new words and no longer under the old."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from casework import Casework

import resources
from models.errors import UserError
from models.services.case_browsing import CaseOrder
from models.services.office import open_office
from models.services.views import ApplicantForm, CaseFilter
from models.storage.search import index
from models.storage.search.grams import tokens
from models.storage.search.index import MOST_WAITING, SearchIndex


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


WORDS = "杭州滨江科技宁波贸易"
TEXTS = ("杭", "科技", "滨江科", "hz", "nb", "BJ", "-0", "13-1", "研发", "江 贸", "（", "没有的字样")


def waiting(work: Casework) -> set[int]:
    return {row[0] for row in work.office._desk.db.all("SELECT case_id FROM search_dirty")}


def all_answers(work: Casework, more: dict[str, object]) -> list[object]:
    """What every kind of reading says to some texts."""
    browse, answers = work.office.browse, []
    for text in TEXTS:
        chosen = CaseFilter(text=text, **more)  # type: ignore[arg-type]
        answers.append(found(work, text, **more))
        answers.append([row.id for row in browse.page(chosen, CaseOrder("applicant", False), limit=7).rows])
        answers.append([row.id for row in browse.page(chosen, limit=3).rows])
        answers.append((browse.counts(chosen), browse.due_counts(chosen)))
    return answers


def test_what_waits_for_the_index_is_found_as_if_it_were_there(work: Casework) -> None:
    chance = random.Random(5)
    cases = []
    for turn in range(5):
        for _ in range(4):
            name = "".join(chance.choices(WORDS, k=4)) + "公司"
            cases.append(
                work.register(applicant=work.applicant(name), remark="".join(chance.choices(WORDS, k=5)))
            )
        for case in chance.sample(cases, 3):
            now = work.office.cases.view(case.id).case
            work.office.cases.save_facts(
                case.id,
                now.facts_raw,
                expected_version=now.version,
                actor=work.handler,
                remark="".join(chance.choices(WORDS, k=6)),
            )
        work.complete(cases[turn].id)
        work.move(cases[turn].id, "accept")
        kept = [CaseFilter(), CaseFilter(stages=("受理",)), CaseFilter(kinds=("奖补",), years=(2024,))]
        filters = [{name: getattr(one, name) for name in ("stages", "kinds", "years")} for one in kept]
        compared = [all_answers(work, more) for more in filters]
        assert waiting(work)
        assert work.office.search.settle()
        assert not waiting(work)
        assert [all_answers(work, more) for more in filters] == compared
    assert not work.office.search.settle()


def test_what_waits_is_found_after_a_kill(work: Casework, tmp_path: Path) -> None:
    case = work.register(applicant=work.applicant("断电科技"))
    assert case.id in waiting(work)
    # The files as they lie there while the office is open: what a kill would leave.
    shutil.copytree(work.office.folder, tmp_path / "killed")
    with open_office(tmp_path / "killed", clock=work.clock, resources=resources.path()) as office:
        assert [row.id for row in office.cases.rows(CaseFilter(text="断电科"))] == [case.id]
        assert office.search.settle()
        assert [row.id for row in office.cases.rows(CaseFilter(text="断电科"))] == [case.id]


def test_not_more_wait_than_a_search_can_compare(work: Casework) -> None:
    applicant = work.applicant("多件科技")
    first = [work.register(applicant=applicant).id for _ in range(MOST_WAITING)]
    assert waiting(work) == set(first)
    last = work.register(applicant=applicant).id
    assert not waiting(work)
    assert found(work, "多件") == [last, *first[::-1]]


def test_a_case_changed_while_all_are_indexed_anew(work: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    case, other = (work.register(applicant=work.applicant("重建科技"), remark="先前") for _ in range(2))
    monkeypatch.setattr(index, "BATCH", 1)

    def change(done: int) -> bool:
        if done == 1:
            # The first case has been read and written by now.
            work.office._desk.db.execute("UPDATE cases SET remark = '之后' WHERE id = ?", (case.id,))
        return True

    assert work.office.search.rebuild(change) == 2
    assert waiting(work) == {case.id}
    assert found(work, "先前") == [other.id] and found(work, "之后") == [case.id]


def older_rules(work: Casework) -> None:
    """Make the index one of another version: other tokens, the text of each case still kept."""
    db = work.office._desk.db
    with db.atomic():
        db.execute("INSERT INTO case_grams (case_grams) VALUES ('delete-all')")
        db.execute("INSERT INTO case_grams (rowid, tokens) SELECT case_id, 'old' FROM case_search")
        db.execute("UPDATE search_state SET tokenizer = 1")


def test_an_index_is_renewed_while_the_office_works(work: Casework) -> None:
    applicant = work.applicant("先登科技(一)")
    cases = [work.register(applicant=applicant).id for _ in range(5)]
    renewed = work.office._desk.index
    work.office.search.settle()
    older_rules(work)
    assert found(work, "科技(") == cases[::-1], "before the renewal"
    form = ApplicantForm(kind="企业", name="后改科技(二)", code=applicant.code, id=applicant.id)
    applicant, _ = work.office.applicants.save(form, actor=work.handler, expected_version=applicant.version)
    assert found(work, "先登") == [] and found(work, "技(二") == cases[::-1], "a change before it"
    assert work.office.search.settle()
    assert found(work, "先登") == [] and found(work, "技(二") == cases[::-1], "and indexed before it"
    assert renewed.renew(2) == 2
    assert renewed.progress() == (cases[1], cases[-1])
    form = ApplicantForm(kind="企业", name="再改科技(三)", code=applicant.code, id=applicant.id)
    work.office.applicants.save(form, actor=work.handler, expected_version=applicant.version)
    cases.append(work.register(applicant=work.applicant("新来科技(三)")).id)
    for _ in range(2):
        assert found(work, "技(三", stages=("登记",)) == cases[::-1], "changes while half of it is done"
        work.office.search.settle()
    while work.office.search.renew_some():
        assert found(work, "技(三") == cases[::-1]
    assert not work.office.search.needs_rebuild()
    assert found(work, "技(三") == cases[::-1] and found(work, "技(二") == []
    tokens_match_text(work)


def tokens_match_text(work: Casework) -> None:
    """Every token of the index stands for its cases and for no others."""
    db = work.office._desk.db
    db.execute("INSERT INTO case_grams (case_grams) VALUES ('integrity-check')")
    rows = db.all("SELECT case_id, hay, facets FROM case_search")
    wanted: dict[str, list[int]] = {}
    for row in rows:
        for token in tokens(row["hay"]) | set(row["facets"].split()):
            wanted.setdefault(token, []).append(row["case_id"])
    db.execute("CREATE VIRTUAL TABLE temp.known USING fts5vocab (main, case_grams, instance)")
    kept: dict[str, list[int]] = {}
    for row in db.all("SELECT term, doc FROM temp.known ORDER BY doc"):
        kept.setdefault(row["term"], []).append(row["doc"])
    assert kept == {token: sorted(ids) for token, ids in wanted.items()}


def test_two_programs_renew_one_index(work: Casework) -> None:
    """A command beside the window: whoever comes next goes on where the other one was."""
    cases = [work.register(applicant=work.applicant("轮流科技")).id for _ in range(6)]
    work.office.search.settle()
    older_rules(work)
    other = SearchIndex(work.office._desk.db, work.office._desk.index._initials)
    turns = [work.office._desk.index, other]
    while turns[0].renew(1):
        turns.reverse()
    assert found(work, "轮流科技") == cases[::-1]
    while other.join():
        assert found(work, "轮流科技") == cases[::-1]
    db = work.office._desk.db
    assert db.value("SELECT count(DISTINCT segid) FROM case_grams_idx") == 1, "all parts are joined"
    assert not other.join(), "a whole index is left alone"
    tokens_match_text(work)
