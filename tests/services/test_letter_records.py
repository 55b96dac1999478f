"""The register in full: service, verdicts on paper letters, batches, and the forms of 设置."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from casework import Casework

from models.cases.approvers import ApprovalTier
from models.errors import ConflictError, FieldErrors, UserError
from models.services.letter_records import Delivery
from models.services.office import Office
from models.services.views import LetterFilter


@pytest.fixture
def replied(work: Casework) -> int:
    case = work.register()
    work.approve(case.id, 115_000_00)
    work.end_notice(case.id)
    return case.id


@pytest.fixture
def letter_id(work: Casework, replied: int) -> int:
    return work.office.letters.issue(replied, "approval", actor=work.handler)[0].id


def line_of(office: Office, letter_id: int) -> str:
    return str(office._desk.db.value("SELECT qr_payload FROM letters WHERE id = ?", (letter_id,)))


def test_delivery_is_kept_in_order(work: Casework, letter_id: int) -> None:
    office, records = work.office, work.office.letters.records
    issued = records.get(letter_id).row.issued_on
    wrong = Delivery(sent_on=issued.replace(year=issued.year - 1), sent_by="", received_on=issued)
    with pytest.raises(FieldErrors) as faults:
        records.deliver(letter_id, wrong, actor=work.handler)
    assert {error.field for error in faults.value.errors} == {"sent_on", "sent_by"}
    records.deliver(letter_id, Delivery(issued, "邮寄送达", issued), actor=work.handler)
    record = records.get(letter_id)
    assert (record.row.sent_on, record.sent_by, record.row.received_on) == (issued, "邮寄送达", issued)
    told = [
        one
        for one in office.cases.view(record.cases[0].id, actor=work.handler).events
        if "邮寄送达" in one.new
    ]
    assert len(told) == 1
    with pytest.raises(UserError, match="没有权限"):
        records.deliver(letter_id, Delivery(), actor=work.reader)


def test_verdicts(work: Casework, letter_id: int, replied: int) -> None:
    letters = work.office.letters
    record = letters.records.get(letter_id)
    line = line_of(work.office, letter_id)
    assert letters.verify(record.row.code.lower().replace("-", " ")).standing == "真实"
    genuine = letters.verify(f" {line}\n")
    assert genuine.standing == "真实" and all(fact.same for fact in genuine.facts)
    altered = letters.verify(line.replace("11500000", "91500000"))
    assert altered.standing == "被改动"
    assert [fact.label for fact in altered.facts if not fact.same] == ["金额"]
    assert altered.facts[2].scanned == "915,000.00 元"
    assert letters.verify("0000-0000-0000-0001").standing == "查无此文书"
    for nonsense in ("早上好", "A|B|C"):
        with pytest.raises(UserError) as refused:
            letters.verify(nonsense)
        assert refused.value.field == "code"
    reissued, _ = letters.reissue(letter_id, reason="姓名有误", actor=work.handler)
    void = letters.verify(line)
    assert void.standing == "已作废" and reissued.number in void.words
    assert letters.records.get(letter_id).replaced_by == reissued.number
    assert letters.records.get(reissued.id).replaces == record.row.number


def test_a_signed_line_without_a_letter_is_told(work: Casework, letter_id: int) -> None:
    from models.services import signing

    line = signing.payload(
        work.office._desk.db, number="滨科惠核〔2020〕9号", code="1111-1111-1111-1111", amount_fen=1,
        issued_on=date(2020, 1, 1),
    )  # fmt: skip
    assert work.office.letters.verify(line).standing == "登记不符"


def test_a_batch_issues_whole_letters_only(work: Casework, replied: int, tmp_path: Path) -> None:
    office = work.office
    early = work.register()
    others = []
    for _ in range(2):
        case = work.register()
        work.approve(case.id, 100_000_00)
        work.end_notice(case.id)
        others.append(case.id)
    ids = (replied, early.id, *others)
    batches = office.letters.batches
    tried = batches.dry_run(ids, "approval", actor=work.handler)
    assert [bool(one.obstacle) for one in tried.lines] == [False, True, False, False]
    assert office.letters.records.count() == 0
    done, changes = batches.issue(ids, "approval", actor=work.handler, proceed=lambda place, total: place < 3)
    assert done.stopped and len(done.lines) == 3 and len(done.letter_ids) == 2
    assert changes.cases == {replied, others[0]}
    assert office.letters.records.count(LetterFilter(kinds=("approval",))) == 2
    rest, _ = batches.issue(ids, "approval", actor=work.handler)
    assert [one.number for one in rest.lines if one.number] == ["滨科惠核〔2024〕3号"]
    letters = (*done.letter_ids, *rest.letter_ids)
    pages = sum(len(pypdfium2.PdfDocument(office.letters.reprint(one))) for one in letters)
    assert len(pypdfium2.PdfDocument(batches.bound(letters))) == pages
    folder = tmp_path / "单份"
    folder.mkdir()
    files = batches.write_files(letters, folder)
    again = batches.write_files(letters[:1], folder)
    assert len({*files, *again}) == 4
    assert files[0].read_bytes() == again[0].read_bytes() == office.letters.reprint(letters[0])
    with pytest.raises(UserError, match="不能写入"):
        batches.write_files(letters, tmp_path / "没有")


def test_sequences_are_shown_with_the_next_number(work: Casework, letter_id: int) -> None:
    found = {one.what: one for one in work.office.letters.records.sequences()}
    assert found["文号 滨科惠核"].next_number == "滨科惠核〔2024〕2号"
    assert found["办件编号 KJ"].next_number == "BJ-KJ-2024-00002"
    assert ("核准通知书", "滨科惠核〔2024〕1号") in work.office.letters.records.numbering()


def test_rules_are_saved_whole_or_told_as_a_conflict(work: Casework) -> None:
    forms, admin = work.office.forms, work.handler
    before = forms.rules()
    changed = replace(
        before, omitted=frozenset(), omitted_by_matter={"13-1": frozenset({"公示"})}, notice_days=7,
        tiers=(ApprovalTier(0, "复核"), ApprovalTier(500_000_00, "审批")),
    )  # fmt: skip
    saved, _ = forms.save_rules(changed, shown=before, actor=admin)
    assert saved == changed
    assert work.office.settings.omitted("13-1") == {"公示"} and not work.office.settings.omitted("1-1")
    with pytest.raises(ConflictError) as conflict:
        forms.save_rules(replace(before, notice_days=9), shown=before, actor=admin)
    assert conflict.value.theirs == changed
    back, _ = forms.save_rules(replace(changed, omitted_by_matter={}), shown=changed, actor=admin)
    assert not back.omitted_by_matter and work.office.settings.omitted("13-1") == frozenset()
    bad = replace(back, notice_days=0, tiers=(ApprovalTier(1), ApprovalTier(1)))
    with pytest.raises(FieldErrors) as faults:
        forms.save_rules(bad, shown=back, actor=admin)
    assert len(faults.value.errors) == 2 and forms.rules() == back
    with pytest.raises(UserError, match="没有权限"):
        forms.save_rules(back, shown=back, actor=work.reader)


def test_terms_and_warnings(work: Casework) -> None:
    office, forms, admin = work.office, work.office.forms, work.handler
    before = forms.terms()
    changed = replace(before, term_days={"13-1": 12}, first_warning=8, second_warning=3, extension_max=20)
    saved, _ = forms.save_terms(changed, shown=before, actor=admin)
    matter = office.editions.current.matter("13-1")
    assert saved == changed and office.settings.term_days(matter) == 12
    assert office.settings.extension_max_days() == 20
    case = work.register()
    work.complete(case.id)
    work.move(case.id, "accept")
    shown = work.view(case.id).clock
    assert shown is not None and shown.term_days == 12
    work.clock.moment += timedelta(days=7)
    warned = work.view(case.id).clock
    assert warned is not None and (warned.days_left, warned.warning) == (8, "提醒")
    usual, _ = forms.save_terms(replace(saved, term_days={}), shown=saved, actor=admin)
    assert not usual.term_days and office.settings.term_days(matter) == forms.default_terms()["奖补"]
    with pytest.raises(FieldErrors):
        forms.save_terms(replace(usual, first_warning=1, second_warning=1), shown=usual, actor=admin)


def test_wording_conflicts_are_told_with_both(work: Casework) -> None:
    wording = work.office.letters.wording
    text = next(one for one in wording.texts("approval") if one.id == "opening")
    wording.save("approval", "opening", text.text + "甲", actor=work.handler, shown=text.text)
    with pytest.raises(ConflictError) as conflict:
        wording.save("approval", "opening", text.text + "乙", actor=work.handler, shown=text.text)
    assert conflict.value.theirs == text.text + "甲"
