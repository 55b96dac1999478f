"""Letters: offered where the workflow allows, numbered without gaps, stored, reprinted, voided, recognised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from casework import Casework

import resources
from models.cases.snapshot import LetterSnapshot
from models.clock import FixedClock
from models.errors import EnvironmentProblem, UserError
from models.ids import verification_code
from models.services.office import Office, open_office
from models.services.views import LetterFilter


class PlainPress:
    """A press whose letters are plain text, so that a test reads what they were made from."""

    words = {
        "approval": "核",
        "refusal": "否",
        "correction": "补",
        "recommendation": "荐",
        "service_receipt": "",
    }

    def __init__(self) -> None:
        self.fails = False
        self.snapshots: list[LetterSnapshot] = []

    def kinds(self) -> tuple[str, ...]:
        return tuple(self.words)

    def label(self, kind: str) -> str:
        return {"approval": "核准通知书", "correction": "补正通知书"}.get(kind, kind)

    def sequence(self, kind: str) -> str:
        return self.words[kind]

    def reword(self, wording: object) -> None:
        pass

    def compose(self, kind: str, snapshot: LetterSnapshot) -> LetterSnapshot:
        if not snapshot.draft:
            self.snapshots.append(snapshot)
            if self.fails:
                raise UserError("没有可用的字形")
        return snapshot

    def render(self, document: Any, *, created: datetime) -> bytes:
        return f"%PDF {document.number} {document.code} {document.draft} {created}".encode()


@pytest.fixture
def plain() -> PlainPress:
    return PlainPress()


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, plain: PlainPress) -> Iterator[Office]:
    opened = open_office(tmp_path / "数据", clock=clock, resources=resources.path(), press=plain)
    yield opened
    opened.close()


@pytest.fixture
def replied(work: Casework) -> int:
    case = work.register()
    work.approve(case.id, 115_000_00)
    work.end_notice(case.id)
    return case.id


def test_nothing_is_issued_without_a_decision(work: Casework) -> None:
    case = work.register()
    assert work.office.letters.offered(case.id) == ()
    with pytest.raises(UserError, match="尚未审批同意"):
        work.office.letters.issue(case.id, "approval", actor=work.handler)
    work.approve(case.id, 115_000_00)
    with pytest.raises(UserError, match="公示期未满"):
        work.office.letters.issue(case.id, "approval", actor=work.handler)
    assert work.office.letters.register() == []


def test_a_letter_is_numbered_stored_and_reprinted(work: Casework, plain: PlainPress, replied: int) -> None:
    assert work.office.letters.offered(replied) == ("approval",)
    issued, changes = work.office.letters.issue(replied, "approval", actor=work.handler)
    assert issued.number == "滨科惠核〔2024〕1号" and changes.cases == {replied}
    assert hashlib.sha256(issued.pdf).hexdigest() == issued.sha256
    assert work.office.letters.reprint(issued.id) == issued.pdf
    assert issued.code.encode() in issued.pdf
    view = work.view(replied)
    assert [(one.number, one.state) for one in view.letters] == [(issued.number, "有效")]
    assert [offer.issued for offer in work.office.letters.offers(replied) if offer.kind == "approval"] == [
        True
    ]


def test_the_snapshot_says_what_the_letter_needs(work: Casework, plain: PlainPress, replied: int) -> None:
    work.office.letters.issue(replied, "approval", actor=work.handler, extra={"附加说明": "请及时领取"})
    (snapshot,) = plain.snapshots
    assert (snapshot.clause_number, snapshot.document_number) == ("（十三）", "滨政〔2024〕12号")
    assert (snapshot.determined_fen, snapshot.ceiling_fen) == (115_000_00, 115_000_00)
    assert [(step.text, step.amount_fen) for step in snapshot.steps] == [("2,300,000.00 × 5%", 115_000_00)]
    assert snapshot.decided_on == date(2024, 6, 5) and snapshot.issued_on == date(2024, 6, 19)
    assert snapshot.notice_from == date(2024, 6, 5) and snapshot.notice_to == date(2024, 6, 13)
    assert snapshot.facts["年度研发投入额"] == "5,300,000.00元"
    assert [one.move for one in snapshot.opinions][-2:] == ["pass_first_review", "approve"]
    assert snapshot.extra == {"附加说明": "请及时领取"} and snapshot.qr_payload.count("|") == 5


def test_the_letter_speaks_from_the_receipt_not_from_a_later_computation(
    work: Casework, plain: PlainPress
) -> None:
    big = {"sme_scale": True, "rd_current": "99000000", "rd_previous": "69000000"}
    company = work.applicant()
    first, second = work.register(applicant=company, facts=big), work.register(applicant=company, facts=big)
    work.approve(first.id, 1_500_000_00)
    work.approve(second.id, 500_000_00)
    work.end_notice(first.id)
    work.office.letters.issue(first.id, "approval", actor=work.handler)
    assert work.view(first.id).assessment.ceiling_fen == 1_500_000_00  # type: ignore[union-attr]
    assert plain.snapshots[-1].ceiling_fen == 1_500_000_00
    assert len(plain.snapshots[-1].steps) == 1


def test_numbers_run_on_per_kind_and_year_without_gaps(work: Casework, plain: PlainPress) -> None:
    numbers = []
    for turn in range(3):
        case = work.register()
        work.approve(case.id, 115_000_00)
        work.end_notice(case.id)
        if turn == 1:
            plain.fails = True
            with pytest.raises(UserError):
                work.office.letters.issue(case.id, "approval", actor=work.handler)
            plain.fails = False
        numbers.append(work.office.letters.issue(case.id, "approval", actor=work.handler)[0].number)
    assert numbers == [f"滨科惠核〔2024〕{serial}号" for serial in (1, 2, 3)]
    assert work.office.verify() == []


def test_one_decision_brings_one_letter(work: Casework, replied: int) -> None:
    work.office.letters.issue(replied, "approval", actor=work.handler)
    with pytest.raises(UserError, match="已经出具过"):
        work.office.letters.issue(replied, "approval", actor=work.handler)


def test_a_voided_letter_no_longer_counts_and_its_number_is_gone(work: Casework, replied: int) -> None:
    first, _ = work.office.letters.issue(replied, "approval", actor=work.handler)
    with pytest.raises(UserError, match="理由"):
        work.office.letters.void(first.id, reason=" ", actor=work.handler)
    work.office.letters.void(first.id, reason="文字有误", actor=work.handler)
    with pytest.raises(UserError, match="批复尚未出具"):
        work.move(replied, "begin_payment")
    second, _ = work.office.letters.issue(replied, "approval", actor=work.handler)
    assert second.number == "滨科惠核〔2024〕2号"
    assert work.office.letters.reprint(first.id) == first.pdf
    assert work.office.verify() == []


def test_a_reissued_letter_names_the_old_one(work: Casework, plain: PlainPress, replied: int) -> None:
    first, _ = work.office.letters.issue(replied, "approval", actor=work.handler)
    second, _ = work.office.letters.reissue(first.id, reason="名称有误", actor=work.handler)
    assert plain.snapshots[-1].replaces == first.number
    old, new = sorted(work.view(replied).letters, key=lambda one: one.id)
    assert (old.state, old.void_reason, new.replaces) == ("作废", "名称有误", first.number)


def test_a_draft_takes_no_number_and_is_not_kept(work: Casework, replied: int) -> None:
    draft = work.office.letters.draft(replied, "approval")
    assert draft.startswith(b"%PDF   True")
    assert work.office.letters.register() == []
    assert work.office.letters.issue(replied, "approval", actor=work.handler)[0].number.endswith("〕1号")


def test_everything_missing_becomes_one_notice_in_one_step(work: Casework, plain: PlainPress) -> None:
    case = work.register()
    work.complete(case.id)
    work.move(case.id, "accept")
    view = work.view(case.id)
    paper, check = view.materials[0], next(one for one in view.checks if not one.automatic)
    with pytest.raises(UserError, match="没有标为待补"):
        work.office.letters.notify_correction(case.id, actor=work.handler)
    work.office.cases.receive(case.id, paper.id, "待补", "请盖公章", actor=work.handler)
    work.office.cases.answer(case.id, check.id, "待补", "请补充证明", actor=work.handler)
    issued, _ = work.office.letters.notify_correction(case.id, actor=work.handler)
    assert issued.number == "滨科惠补〔2024〕1号"
    view = work.view(case.id)
    assert view.case.waiting and view.clock is not None and view.clock.state == "暂停"
    pending = [item for item in plain.snapshots[-1].materials if item.state == "待补"]
    assert [(item.name, item.remark) for item in pending] == [(paper.name, "请盖公章")]
    work.office.cases.receive(case.id, paper.id, "已收", actor=work.handler)
    with pytest.raises(UserError, match="待补"):
        work.move(case.id, "complete_correction")
    work.office.cases.answer(case.id, check.id, "符合", actor=work.handler)
    assert work.move(case.id, "complete_correction").clock.state == "计时"  # type: ignore[union-attr]


def test_a_failed_notice_stops_no_clock(work: Casework, plain: PlainPress) -> None:
    case = work.register()
    work.complete(case.id)
    work.move(case.id, "accept")
    work.office.cases.receive(case.id, work.view(case.id).materials[0].id, "待补", actor=work.handler)
    plain.fails = True
    with pytest.raises(UserError, match="字形"):
        work.office.letters.notify_correction(case.id, actor=work.handler)
    assert not work.view(case.id).case.waiting


def test_codes_are_found_as_typed_and_as_scanned(work: Casework, plain: PlainPress, replied: int) -> None:
    issued, _ = work.office.letters.issue(replied, "approval", actor=work.handler)
    line = plain.snapshots[-1].qr_payload
    letters = work.office.letters
    typed = issued.code.lower().replace("-", " ")
    for text in (issued.code, typed, f"  {line} "):
        found = letters.check_code(text)
        assert found is not None and found.number == issued.number
    assert letters.check_code(issued.code[:-1] + ("0" if issued.code[-1] != "0" else "1")) is None
    assert letters.check_code(line.replace("11500000", "99500000")) is None
    assert letters.check_code("") is None


def test_a_look_alike_is_read_as_its_digit() -> None:
    code = verification_code("a")
    assert not set(code) & set("ILOU") and len(code) == 19


def test_the_register_notes_sending_and_receipt(work: Casework, replied: int) -> None:
    issued, _ = work.office.letters.issue(replied, "approval", actor=work.handler)
    work.office.letters.mark_sent(issued.id, sent_on=date(2024, 6, 20), sent_by="邮寄", actor=work.handler)
    work.office.letters.mark_received(issued.id, received_on=date(2024, 6, 22), actor=work.handler)
    (row,) = work.office.letters.register(LetterFilter(text="科惠核", kinds=("approval",), years=(2024,)))
    assert (row.sent_on, row.received_on) == (date(2024, 6, 20), date(2024, 6, 22))
    assert work.office.letters.register(LetterFilter(years=(2023,))) == []
    assert work.office.letters.register(LetterFilter(case_id=replied + 1)) == []
    assert work.office.verify() == []


def test_an_office_without_a_press_says_so(work: Casework) -> None:
    bare = Office(replace(work.office._desk, press=None), work.office._folder)
    with pytest.raises(EnvironmentProblem):
        bare.letters.kinds()


def test_a_refusal_belongs_to_its_own_decision(work: Casework) -> None:
    case = work.register()
    work.complete(case.id)
    work.move(case.id, "accept")
    work.move(case.id, "begin_examination")
    check = next(one for one in work.view(case.id).checks if not one.automatic)
    work.office.cases.answer(case.id, check.id, "不符合", "口径不一", actor=work.handler)
    work.move(case.id, "propose_refusal", opinion="拟不予核准", reason="口径不一")
    work.move(case.id, "refuse", work.approver, opinion="同意", reason="不符合条款")
    work.office.letters.issue(case.id, "refusal", actor=work.handler)
    assert work.move(case.id, "archive").case.stage == "归档"
    work.move(case.id, "reopen", reason="补充材料")
    assert "refusal" not in {offer.kind for offer in work.office.letters.offers(case.id) if offer.issued}
