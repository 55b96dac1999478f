"""Casework beside the main line: notices, payments, files, hand-over, clock, batch approval, workbench, record."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from casework import Casework

from models.cases.approvers import ApprovalTier
from models.errors import EnvironmentProblem, FieldErrors, UserError
from models.services.views import CaseFilter
from models.storage import files as stored_files


def approved(work: Casework, count: int = 1) -> tuple[int, ...]:
    ids = []
    for _ in range(count):
        case = work.register()
        work.approve(case.id, 115_000_00)
        ids.append(case.id)
    return tuple(ids)


# Public notices


def test_a_batch_is_on_notice_for_its_working_days(work: Casework) -> None:
    ids = approved(work, 3)
    notice, changes = work.office.notices.open(ids, title="第一批公示", actor=work.handler)
    assert notice.case_ids == ids and changes.cases == set(ids)
    # 5 working days after Wednesday 5 June, with 10 June off for 端午节.
    assert notice.ends_on == date(2024, 6, 13)
    view = work.view(ids[0])
    assert view.clock is not None and view.clock.state == "暂停"
    work.clock.moment = work.clock.moment.replace(day=13)
    with pytest.raises(UserError, match="公示期未满"):
        work.office.notices.end(notice.id, actor=work.handler)
    work.clock.moment += timedelta(days=1)
    ended, _ = work.office.notices.end(notice.id, actor=work.handler)
    assert ended.state == "期满" and {work.view(one).case.stage for one in ids} == {"批复"}


def test_a_batch_opens_as_a_whole_or_not_at_all(work: Casework) -> None:
    (good,) = approved(work)
    other = work.register()
    with pytest.raises(UserError):
        work.office.notices.open((good, other.id), title="公示", actor=work.handler)
    assert work.office.notices.list() == () and work.view(good).case.notice == ""


def test_an_open_objection_holds_its_case_and_an_upheld_one_sends_it_back(work: Casework) -> None:
    first, second = approved(work, 2)
    notice, _ = work.office.notices.open((first, second), title="公示", actor=work.handler)
    with pytest.raises(FieldErrors):
        work.office.notices.object(notice.id, name="", contact="1", content="x", actor=work.handler)
    told, _ = work.office.notices.object(
        notice.id, name="赵某", contact="13800000000", content="数据不实", case_id=first, actor=work.handler
    )
    work.clock.moment += timedelta(days=20)
    with pytest.raises(UserError, match="异议尚未处理"):
        work.office.notices.end(notice.id, actor=work.handler)
    work.office.notices.settle(told.objections[0].id, upheld=True, outcome="经核实属实", actor=work.handler)
    work.move(first, "uphold_objection", work.approver, reason="经核实属实")
    work.office.notices.end(notice.id, actor=work.handler)
    assert (work.view(first).case.stage, work.view(second).case.stage) == ("审查", "批复")
    assert work.view(first).case.decision == "" and work.office.verify() == []


# Payments


def test_payments_never_exceed_what_was_determined(work: Casework) -> None:
    case = work.register(applicant=work.applicant(bank="工行", account="6222021202041234567"))
    work.to_payment(case.id, 115_000_00)
    pay = work.office.payments.pay
    for wrong in (0, -1, 115_000_01):
        with pytest.raises(FieldErrors):
            pay(case.id, amount_fen=wrong, paid_on=work.today, voucher="一", actor=work.handler)
    with pytest.raises(FieldErrors):
        pay(case.id, amount_fen=1, paid_on=work.today + timedelta(days=1), voucher="", actor=work.handler)
    pay(case.id, amount_fen=65_000_00, paid_on=work.today, voucher="一", actor=work.handler)
    with pytest.raises(FieldErrors, match=r"50,000\.00"):
        pay(case.id, amount_fen=50_000_01, paid_on=work.today, voucher="二", actor=work.handler)
    (due,) = work.office.payments.due()
    assert (due.due_fen, due.account) == (50_000_00, "6222021202041234567")
    view, _ = pay(case.id, amount_fen=50_000_00, paid_on=work.today, voucher="二", actor=work.handler)
    assert view.case.remaining_fen == 0 and view.payments[0].account == "6222021202041234567"
    assert work.office.payments.due() == ()


def test_the_payment_list_is_a_workbook_with_amounts_as_numbers(work: Casework) -> None:
    from openpyxl import load_workbook

    case = work.register(applicant=work.applicant("=公式公司", bank="工行", account="6222021202041234567"))
    work.to_payment(case.id, 115_000_00)
    book = load_workbook(io.BytesIO(work.office.payments.workbook(work.office.payments.due())))
    cells = [cell for row in book.active.iter_rows() for cell in row]  # type: ignore[union-attr]
    values = [cell.value for cell in cells]
    assert 115000 in values and "6222021202041234567" in values
    assert all(cell.data_type != "f" for cell in cells)
    empty = load_workbook(io.BytesIO(work.office.payments.workbook(())))
    assert empty.active is not None


# Files


def test_a_file_is_kept_by_its_hash_once(work: Casework, tmp_path: Path) -> None:
    company = work.applicant()
    first, second = work.register(applicant=company), work.register(applicant=company)
    paper = tmp_path / "营业执照.pdf"
    paper.write_bytes(b"%PDF-1.7 licence")
    material = work.view(first.id).materials[0].id
    one, _ = work.office.files.add(paper, case_id=first.id, material_id=material, actor=work.handler)
    two, _ = work.office.files.add(paper, case_id=second.id, material_id=material, actor=work.handler)
    assert one.sha256 == two.sha256 and len(list((work.office.folder / "files").rglob("*"))) == 2
    paper.unlink()
    assert work.office.files.read(one.id) == ("营业执照.pdf", b"%PDF-1.7 licence")
    assert work.view(first.id).materials[0].files == 1
    work.office.files.remove(one.id, actor=work.handler)
    assert work.view(first.id).files == () and work.office.files.read(two.id)
    assert work.office.verify() == []


def test_a_changed_file_is_noticed_when_opened(work: Casework, tmp_path: Path) -> None:
    case = work.register()
    paper = tmp_path / "报告.PDF"
    paper.write_bytes(b"%PDF-1.7 report")
    view, _ = work.office.files.add(paper, case_id=case.id, actor=work.handler)
    stored_files.path_of(work.office.folder, view.sha256).write_bytes(b"%PDF-1.7 r3port")
    with pytest.raises(EnvironmentProblem, match="已被改动"):
        work.office.files.read(view.id)
    stored_files.path_of(work.office.folder, view.sha256).unlink()
    assert work.view(case.id).files[0].fault == "文件缺失"


@pytest.mark.parametrize(("name", "content"), [("坏.exe", b"MZ"), ("空.pdf", b""), ("缺.pdf", None)])
def test_files_that_cannot_be_kept_are_told(
    work: Casework, tmp_path: Path, name: str, content: bytes | None
) -> None:
    case = work.register()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError):
        work.office.files.add(tmp_path / name, case_id=case.id, actor=work.handler)


@pytest.mark.parametrize(("days", "usable"), [(0, True), (-1, False)])
def test_the_wallet_serves_papers_until_they_expire(
    work: Casework, tmp_path: Path, days: int, usable: bool
) -> None:
    company = work.applicant()
    case = work.register(applicant=company)
    paper = tmp_path / "证书.png"
    paper.write_bytes(b"\x89PNG")
    kept, _ = work.office.files.add(
        paper, applicant_id=company.id, expires_on=work.today + timedelta(days=days), actor=work.handler
    )
    assert work.office.applicants.view(company.id).files == (kept,)
    if usable:
        work.office.files.reuse(kept.id, case_id=case.id, material_id="c-licence", actor=work.handler)
        assert work.view(case.id).files[0].name == "证书.png"
    else:
        with pytest.raises(UserError, match="有效期"):
            work.office.files.reuse(kept.id, case_id=case.id, material_id="c-licence", actor=work.handler)


# Clock


def test_suspensions_and_extension_move_the_due_day(work: Casework) -> None:
    case = work.register()
    work.complete(case.id)
    view = work.move(case.id, "accept")
    assert view.clock is not None and view.clock.due_on == date(2024, 7, 18)
    work.move(case.id, "pause", reason="等待核实")
    assert work.view(case.id).case.due_on is None
    work.clock.moment += timedelta(days=7)
    view = work.view(case.id)
    assert view.clock is not None and view.clock.due_if_resumed_today == date(2024, 7, 24)
    view = work.move(case.id, "resume")
    assert view.case.due_on == date(2024, 7, 24)
    with pytest.raises(UserError, match="上限"):
        work.move(case.id, "extend", work.reviewer, reason="案情复杂", values={"days": "16"})
    view = work.move(case.id, "extend", work.reviewer, reason="案情复杂", values={"days": "15"})
    assert view.case.due_on == date(2024, 8, 14) and view.case.extended_days == 15
    with pytest.raises(UserError, match="延期已达上限"):
        work.move(case.id, "extend", work.reviewer, reason="案情复杂", values={"days": "1"})


def test_an_own_holiday_moves_the_due_days_of_running_cases(work: Casework) -> None:
    case = work.register()
    work.complete(case.id)
    work.move(case.id, "accept")
    table = "日期,休班,名称\n2024-07-01,休,建区日\n".encode()
    changes = work.office.settings.import_holidays(table, actor=work.handler)
    assert changes.cases == {case.id} and work.view(case.id).case.due_on == date(2024, 7, 19)
    with pytest.raises(FieldErrors):
        work.office.settings.import_holidays(b"x,y,z", actor=work.handler)


@pytest.mark.parametrize(("day", "due"), [(17, "临近"), (18, "今日"), (19, "逾期")])
def test_due_states_filter_the_list(work: Casework, day: int, due: str) -> None:
    case = work.register()
    work.complete(case.id)
    work.move(case.id, "accept")
    assert [row.id for row in work.office.cases.rows(CaseFilter(due="正常"))] == [case.id]
    work.clock.moment = work.clock.moment.replace(month=7, day=day)
    assert work.office.cases.count(CaseFilter(due=due)) == 1  # type: ignore[arg-type]
    bench = work.office.cases.workbench(work.handler)
    assert (len(bench.due_today), len(bench.overdue)) == (int(due == "今日"), int(due == "逾期"))


# Officers' work


def test_amounts_go_to_the_approver_who_may(work: Casework) -> None:
    chief, _ = work.office.officers.add(name="局长", roles=["审批"], actor=work.handler)
    tier = ApprovalTier(100_000_00, "审批", frozenset({chief.id}), "局长")
    work.office.settings.set_approval_rules((tier,), actor=work.handler)
    case = work.register()
    work.to_approval(case.id, 115_000_00)
    with pytest.raises(UserError, match="由局长审批"):
        work.move(case.id, "approve", work.approver, opinion="同意")
    work.move(case.id, "approve", chief, opinion="同意")


def test_batch_approval_shows_the_reasons_first_and_the_result_of_each(work: Casework) -> None:
    ready, not_ready = work.register(), work.register()
    work.to_approval(ready.id, 115_000_00)
    ids = (ready.id, not_ready.id)
    dry, changes = work.office.cases.move_batch(ids, "approve", actor=work.approver, dry_run=True)
    assert dry[ready.id] == "" and "现处“登记”" in dry[not_ready.id] and not changes.cases
    done, changes = work.office.cases.move_batch(ids, "approve", opinion="同意", actor=work.approver)
    assert done[ready.id] == "" and done[not_ready.id] and changes.cases == {ready.id}


def test_cases_are_handed_over(work: Casework) -> None:
    first, second = work.register(), work.register(actor=work.second)
    count, changes = work.office.cases.hand_over(
        (first.id, second.id), work.second.id, reason="轮岗", actor=work.handler
    )
    assert count == 1 and changes.cases == {first.id}
    assert work.view(first.id).handler_name == "赵四"
    with pytest.raises(UserError, match="在岗的经办人员"):
        work.office.cases.hand_over((first.id,), work.reader.id, actor=work.handler)


def test_the_workbench_knows_what_waits_for_whom(work: Casework) -> None:
    case = work.register()
    assert [row.id for row in work.office.cases.workbench(work.handler).waiting_for_me] == [case.id]
    work.to_determination(case.id)
    work.determine(case.id, 115_000_00)
    work.move(case.id, "submit_review", opinion="拟同意")
    assert work.office.cases.workbench(work.handler).waiting_for_me == ()
    assert [row.id for row in work.office.cases.workbench(work.reviewer).waiting_for_me] == [case.id]
    work.move(case.id, "pass_first_review", work.reviewer, opinion="同意")
    bench = work.office.cases.workbench(work.approver)
    assert [row.id for row in bench.waiting_for_me] == [case.id]
    assert bench.counts_by_stage == {"审批": 1}


def test_notes_stand_apart_from_the_record(work: Casework) -> None:
    case = work.register()
    before = len(work.view(case.id).events)
    view, changes = work.office.cases.write_note(case.id, "企业电话占线", actor=work.handler)
    assert [note.text for note in view.notes] == ["企业电话占线"] and len(view.events) == before
    assert changes.topics == {"notes"}


# Lists


def test_lists_are_paged_by_key_and_counted(work: Casework) -> None:
    ids = [work.register(facts={}).id for _ in range(7)]
    seen: list[int] = []
    after = None
    while page := work.office.cases.rows(CaseFilter(), limit=3, after=after):
        seen += [row.id for row in page]
        after = page[-1].id
    assert seen == ids[::-1]
    assert work.office.cases.count(CaseFilter()) == 7
    assert work.office.cases.count(CaseFilter(stages=("登记",), kinds=("奖补",))) == 7
    assert work.office.cases.count(CaseFilter(stages=("受理",))) == 0


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (CaseFilter(text="甲"), 1),
        (CaseFilter(text="bj-kj-2024-00002"), 1),
        (CaseFilter(clauses=("（十三）",)), 1),
        (CaseFilter(domains=("二",)), 2),
        (CaseFilter(matters=("12-1",)), 1),
        (CaseFilter(kinds=("服务",)), 1),
        (CaseFilter(units=("区科技局",)), 1),
        (CaseFilter(years=(2024,)), 2),
        (CaseFilter(years=(2023,)), 0),
        (CaseFilter(handlers=(1,)), 2),
        (CaseFilter(open_only=True), 1),
        (CaseFilter(waiting=True), 0),
        (CaseFilter(registered_from=date(2024, 6, 5), registered_to=date(2024, 6, 5)), 2),
        (CaseFilter(registered_from=date(2024, 6, 6)), 0),
        (CaseFilter(due="无时限"), 2),
    ],
)
def test_filters(work: Casework, chosen: CaseFilter, found: int) -> None:
    first = work.register(applicant=work.applicant("甲公司"))
    work.register("12-1", work.applicant("乙公司"), {"preference": "其他", "request": "x"})
    work.move(first.id, "withdraw", reason="撤回")
    assert len(work.office.cases.rows(chosen)) == found
    assert work.office.cases.count(chosen) == found


def test_an_unknown_number_is_told(work: Casework) -> None:
    case = work.register()
    assert work.office.cases.find(f" {case.case_no.lower()} ") == case.id
    with pytest.raises(UserError, match="没有这一办件"):
        work.office.cases.find("BJ-KJ-2024-99999")
    with pytest.raises(UserError, match="没有这一办件"):
        work.view(99)
