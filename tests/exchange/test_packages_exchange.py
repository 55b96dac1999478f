"""Exchange as offices live it: first contact, round trips, conflicts, hand-over, numbers, own history after a restore."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from casework import RD_FACTS, Casework
from package_offices import Side, make_side

from models.errors import UserError
from models.letters.press import Press
from models.services import recovery
from models.services.exchange_views import ConflictView


@pytest.fixture
def street(tmp_path: Path, press: Press) -> Iterator[Side]:
    side = make_side("街道", tmp_path / "街道", press)
    yield side
    side.close()


@pytest.fixture
def bureau(tmp_path: Path, press: Press) -> Iterator[Side]:
    side = make_side("部门", tmp_path / "部门", press)
    yield side
    side.close()


def conflict(shown) -> ConflictView:
    (one,) = shown.conflicts
    return one


def answer(side: Side, case_no: str, verdict: str, remark: str = "") -> None:
    view = side.view(case_no)
    check = next(one for one in view.checks if not one.automatic)
    side.office.cases.answer(view.case.id, check.id, verdict, remark, actor=side.actor)


def change(side: Side, case_no: str, **more) -> None:
    case = side.view(case_no).case
    facts = {**case.facts_raw, **more.pop("facts", {})}
    side.office.cases.save_facts(case.id, facts, expected_version=case.version, actor=side.actor, **more)


def to_payment(side: Side, case_no: str) -> None:
    """Carry a case to 拨付, with every act of its officers."""
    work = Casework.__new__(Casework)
    work.office, work.clock = side.office, side.clock
    work.handler, work.reviewer, work.approver = side.officers
    work.to_payment(side.case(case_no), 115_000_00)


def restore(side: Side, backup: Path) -> None:
    side.close()
    recovery.restore(backup, side.folder, clock=side.clock)
    side.open()


def test_first_contact_wants_the_fingerprint(street: Side, bureau: Side, tmp_path: Path):
    path = street.send(tmp_path / "1.bhpkg")
    shown = bureau.preview(path)
    assert shown.first_contact and shown.fingerprint == street.office.exchange.fingerprint()
    before = bureau.dump()
    for wrong in ("", bureau.office.exchange.fingerprint()):
        with pytest.raises(UserError, match="指纹") as caught:
            bureau.office.exchange.take(path, actor=bureau.actor, fingerprint=wrong)
        assert caught.value.field == "fingerprint"
    assert bureau.dump() == before
    bureau.take(path)
    (partner,) = bureau.office.exchange.partners()
    assert (partner.unit, partner.fingerprint) == (shown.unit, shown.fingerprint)
    assert not bureau.preview(street.send(tmp_path / "2.bhpkg")).first_contact


def test_another_key_under_a_known_name_is_refused_until_forgotten(
    street: Side, bureau: Side, tmp_path: Path
):
    from models.services.signing import make_key

    bureau.take(street.send(tmp_path / "1.bhpkg"))
    with street.db.atomic():
        make_key(street.db)
    path = street.send(tmp_path / "2.bhpkg")
    for act in (bureau.preview, bureau.take):
        with pytest.raises(UserError, match="密钥与以前不同"):
            act(path)
    bureau.office.exchange.forget(street.uid, reason="对方更换电脑，已电话核实", actor=bureau.actor)
    assert bureau.preview(path).first_contact
    bureau.take(path)


def test_round_trip_of_a_finished_case_loses_nothing(street: Side, bureau: Side, tmp_path: Path):
    case = street.register()
    paper = tmp_path / "审计报告.pdf"
    paper.write_bytes(b"%PDF-1.7 report")
    street.office.files.add(paper, case_id=case.id, material_id="audit", actor=street.actor)
    street.office.cases.write_note(case.id, "只给自己看", actor=street.actor)
    view, _ = street.office.cases.write_note(case.id, "请贵局关注", actor=street.actor)
    street.office.exchange.share_note(view.notes[0].id, actor=street.actor)
    to_payment(street, case.case_no)
    street.office.payments.pay(
        case.id, amount_fen=5, paid_on=street.clock.today(), voucher="凭1", actor=street.actor
    )
    bureau.clock.moment = street.clock.moment
    report = bureau.take(street.send(tmp_path / "1.bhpkg"))
    assert report.new_cases == 1
    assert street.data() == bureau.data()
    ours, theirs = street.view(case.case_no), bureau.view(case.case_no)
    assert theirs.case.paid_fen == 5 and theirs.case.due_on == ours.case.due_on
    assert theirs.determination.receipt_hash == ours.determination.receipt_hash
    assert [one.text for one in theirs.notes] == ["请贵局关注"]
    letter = theirs.letters[0]
    assert bureau.office.letters.reprint(letter.id) == street.office.letters.reprint(ours.letters[0].id)
    assert bureau.office.files.read(theirs.files[0].id) == ("审计报告.pdf", b"%PDF-1.7 report")
    assert all("西兴街道" in one.officer_name for one in theirs.events if one.action != "package_imported")
    assert bureau.office.verify() == [] and bureau.office.exchange.verify() == []
    bureau.office.payments.pay(
        theirs.case.id, amount_fen=7, paid_on=bureau.clock.today(), voucher="凭2", actor=bureau.actor
    )
    street.take(bureau.send(tmp_path / "2.bhpkg"))
    assert street.view(case.case_no).case.paid_fen == 12
    assert street.data() == bureau.data()
    assert street.office.verify() == [] and street.office.exchange.verify() == []
    assert len(street.view(case.case_no).notes) == 2


def test_officers_of_the_other_office_cannot_work_here(street: Side, bureau: Side, tmp_path: Path):
    street.register()
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    assert len(bureau.officers) == 3
    strangers = [one for one in bureau.office.officers.list() if not one.active]
    assert strangers and all("（杭州市滨江区西兴街道办事处）" in one.name for one in strangers)
    assert all(one.role_names == "只读" for one in strangers)


def test_repeating_or_sending_an_older_package_changes_nothing(street: Side, bureau: Side, tmp_path: Path):
    case = street.register(remark="甲")
    old = street.send(tmp_path / "1.bhpkg")
    bureau.take(old)
    change(street, case.case_no, remark="乙")
    bureau.take(street.send(tmp_path / "2.bhpkg"))
    before = bureau.dump()
    for path in (old, tmp_path / "2.bhpkg"):
        assert bureau.preview(path).changes_nothing
        assert bureau.take(path).nothing_changed
    assert bureau.dump() == before
    assert bureau.view(case.case_no).case.remark == "乙"


def test_a_parallel_edit_is_asked_with_the_last_common_version(street: Side, bureau: Side, tmp_path: Path):
    case = street.register(remark="原")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    change(street, case.case_no, remark="街道的")
    change(bureau, case.case_no, remark="部门的", applied_fen=99)
    answer(street, case.case_no, "符合")
    path = street.send(tmp_path / "2.bhpkg")
    one = conflict(bureau.preview(path))
    (field,) = one.fields
    assert (field.label, field.base, field.mine, field.theirs) == ("备注", "原", "部门的", "街道的")
    assert one.case_no == case.case_no and one.suggested == "theirs"
    before = bureau.dump()
    with pytest.raises(UserError, match="冲突尚未选择"):
        bureau.office.exchange.take(path, actor=bureau.actor)
    assert bureau.dump() == before
    bureau.take(path, leave_open=True)
    view = bureau.view(case.case_no)
    assert (view.case.remark, view.case.applied_fen) == ("部门的", 99)
    assert next(check for check in view.checks if not check.automatic).verdict == "符合"
    again = conflict(bureau.preview(path))
    assert again.id == one.id
    bureau.take(path, choices={one.id: "theirs"})
    assert bureau.view(case.case_no).case.remark == "街道的"
    assert street.take(bureau.send(tmp_path / "3.bhpkg")).left_open == 0
    assert street.data() == bureau.data()


def test_a_choice_made_on_other_values_does_not_count(street: Side, bureau: Side, tmp_path: Path):
    case = street.register(remark="原")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    change(street, case.case_no, remark="街道的")
    change(bureau, case.case_no, remark="部门的")
    path = street.send(tmp_path / "2.bhpkg")
    stale = conflict(bureau.preview(path)).id
    change(bureau, case.case_no, remark="部门又改")
    with pytest.raises(UserError, match="冲突尚未选择"):
        bureau.office.exchange.take(path, actor=bureau.actor, choices={stale: "theirs"})
    with pytest.raises(UserError, match="只能选"):
        bureau.office.exchange.take(path, actor=bureau.actor, choices={stale: "both"})


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_determination_never_comes_to_stand_on_other_facts(
    street: Side, bureau: Side, tmp_path: Path, choice: str
):
    case = street.register()
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    change(street, case.case_no, facts={"rd_current": "6300000.00"})
    work = Casework.__new__(Casework)
    work.office, work.clock, work.handler = bureau.office, bureau.clock, bureau.actor
    work.to_determination(bureau.case(case.case_no))
    work.determine(bureau.case(case.case_no), 115_000_00)
    path = street.send(tmp_path / "2.bhpkg")
    one = conflict(bureau.preview(path))
    assert {field.name for field in one.fields} == {"state", "fact.rd_current"}
    bureau.take(path, choices={one.id: choice})
    view = bureau.view(case.case_no)
    mine = choice == "mine"
    assert view.case.facts_raw["rd_current"] == ("5300000.00" if mine else "6300000.00")
    assert (view.determination is None) is not mine
    assert (view.case.determined_fen is None) is not mine
    assert bureau.office.verify() == []
    street.take(bureau.send(tmp_path / "3.bhpkg"))
    assert street.data() == bureau.data() and street.office.verify() == []


@pytest.mark.parametrize("sent", [False, True])
def test_an_answer_cleared_again_is_an_edit_only_once_a_package_carried_it(
    street: Side, bureau: Side, tmp_path: Path, sent: bool
):
    case = street.register()
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    answer(bureau, case.case_no, "符合", "")
    if sent:
        bureau.send(tmp_path / "2.bhpkg")
    answer(bureau, case.case_no, "", "")
    answer(street, case.case_no, "不符合", "")
    assert bool(bureau.preview(street.send(tmp_path / "3.bhpkg")).conflicts) is sent


def test_the_same_enterprise_in_two_offices_becomes_one(street: Side, bureau: Side, tmp_path: Path):
    theirs = street.applicant(7, contact="甲", address="江南大道1号")
    ours = bureau.applicant(7, contact="乙")
    case = street.register(theirs)
    shown = bureau.preview(street.send(tmp_path / "1.bhpkg"))
    assert [field.name for field in conflict(shown).fields] == ["contact"]
    bureau.take(tmp_path / "1.bhpkg", choose="mine")
    view = bureau.view(case.case_no)
    assert view.applicant.id == ours.id
    assert (view.applicant.contact, view.applicant.address) == ("乙", "江南大道1号")
    street.take(bureau.send(tmp_path / "2.bhpkg"))
    assert street.office.applicants.get(theirs.id).contact == "乙"
    assert street.data() == bureau.data()


def test_a_case_of_an_applicant_merged_here_goes_to_the_one_that_is_kept(
    street: Side, bureau: Side, tmp_path: Path
):
    case = street.register(street.applicant(1))
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    kept = bureau.applicant(2)
    double = bureau.view(case.case_no).applicant
    bureau.office.applicants.merge(kept.id, double.id, reason="同一企业", actor=bureau.officers[1])
    assert bureau.preview(street.send(tmp_path / "2.bhpkg")).conflicts == ()
    bureau.take(tmp_path / "2.bhpkg")
    assert bureau.view(case.case_no).applicant.id == kept.id
    second = street.register(street.view(case.case_no).applicant)
    bureau.take(street.send(tmp_path / "3.bhpkg"))
    assert bureau.view(second.case_no).applicant.id == kept.id
    street.take(bureau.send(tmp_path / "4.bhpkg"))
    assert street.view(case.case_no).applicant.code == kept.code


def test_equal_numbers_of_two_offices_stand_beside_each_other(tmp_path: Path, street: Side, bureau: Side):
    profile = bureau.office.profile()
    bureau.office.save_profile(
        replace(profile, unit_short="XX"), actor=bureau.actor, expected_version=profile.version
    )
    first, ours = street.register(street.applicant(1)), bureau.register(bureau.applicant(2))
    assert first.case_no == ours.case_no
    shown = bureau.preview(street.send(tmp_path / "1.bhpkg"))
    assert any("单位代号" in one for one in shown.warnings)
    bureau.take(tmp_path / "1.bhpkg")
    assert bureau.case(first.case_no) == ours.id, "the own case answers to its number"
    numbers = [row[0] for row in bureau.db.all("SELECT case_no FROM cases")]
    assert numbers == [first.case_no] * 2
    assert bureau.register(bureau.applicant(3)).case_no.endswith("00002")
    assert bureau.office.verify() == []


def test_letters_keep_their_numbers_and_the_own_numbering_goes_on(street: Side, bureau: Side, tmp_path: Path):
    case, ours = street.register(street.applicant(1)), bureau.register(bureau.applicant(2))
    to_payment(street, case.case_no)
    bureau.clock.moment = street.clock.moment
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    foreign = bureau.view(case.case_no).letters[0].number
    assert "西街" in foreign
    to_payment(bureau, ours.case_no)
    assert "滨科惠" in bureau.view(ours.case_no).letters[0].number
    issued, _ = bureau.office.letters.reissue(
        bureau.view(case.case_no).letters[0].id, reason="更正", actor=bureau.actor
    )
    street.take(bureau.send(tmp_path / "2.bhpkg"))
    assert street.data() == bureau.data()
    voided, fresh = sorted(street.view(case.case_no).letters, key=lambda one: one.state, reverse=False)[::-1]
    assert {voided.state, fresh.state} == {"有效", "作废"}
    assert {one.replaces for one in (voided, fresh)} == {"", foreign}
    assert issued.number in {voided.number, fresh.number}


def test_handing_a_case_over_moves_the_lead(street: Side, bureau: Side, tmp_path: Path):
    case = street.register()
    with pytest.raises(UserError, match="往来单位"):
        street.send(tmp_path / "0.bhpkg", recipient=bureau.uid, hand_over=True)
    street.take(bureau.send(tmp_path / "名片.bhpkg"))
    street.send(tmp_path / "1.bhpkg", recipient=bureau.uid, hand_over=True, reason="属区级权限")
    assert not street.office.exchange.lead(case.id).ours
    assert street.office.exchange.lead(case.id).unit == "杭州市滨江区科学技术局"
    bureau.take(tmp_path / "1.bhpkg")
    assert bureau.office.exchange.lead(bureau.case(case.case_no)).ours
    with pytest.raises(UserError, match="不由本单位主办"):
        street.send(tmp_path / "2.bhpkg", recipient=bureau.uid, hand_over=True)
    street.office.exchange.take_lead((case.id,), reason="对方退回", actor=street.actor)
    bureau.take(street.send(tmp_path / "3.bhpkg"))
    assert not bureau.office.exchange.lead(bureau.case(case.case_no)).ours


def test_an_office_restored_to_yesterday_gets_its_own_work_back(street: Side, bureau: Side, tmp_path: Path):
    case = street.register(remark="昨天")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    yesterday = street.office.backups.write_to(tmp_path / "备份").path
    street.clock.moment = street.clock.moment.replace(day=6)
    change(street, case.case_no, remark="今天")
    other = street.register(street.applicant(2))
    to_payment(street, other.case_no)
    bureau.clock.moment = street.clock.moment
    bureau.take(street.send(tmp_path / "2.bhpkg"))
    restore(street, yesterday)
    street.take(bureau.send(tmp_path / "3.bhpkg"))
    assert street.view(case.case_no).case.remark == "今天"
    assert street.data() == bureau.data()
    assert street.register(street.applicant(3)).case_no.endswith("00003"), (
        "a number given before is not given again"
    )
    letter = street.db.one("SELECT sequence, serial FROM letters")
    assert letter["sequence"].startswith("letter.") and letter["serial"] == 1
    assert street.office.verify() == [] and street.office.exchange.verify() == []
    bureau.take(street.send(tmp_path / "4.bhpkg"))
    assert street.data() == bureau.data()


def test_a_line_changed_behind_the_program_is_found(street: Side, bureau: Side, tmp_path: Path):
    street.register()
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    bureau.db.execute("DROP TRIGGER events_unchanged")
    bureau.db.execute("UPDATE events SET detail = detail || '。' WHERE chain <> '' AND seq = 1")
    assert any(fault.kind == "日志" for fault in bureau.office.verify())
    assert [fault.kind for fault in bureau.office.exchange.verify()] == ["外单位记录"]


def test_an_unknown_policy_or_role_refuses(street: Side, bureau: Side, tmp_path: Path):
    street.register(facts=RD_FACTS)
    street.db.execute("UPDATE cases SET pack_hash = ''")
    street.db.execute("UPDATE cases SET pack_id = 'unheard'")
    path = street.send(tmp_path / "1.bhpkg")
    before = bureau.dump()
    with pytest.raises(UserError, match="政策文件本机没有"):
        bureau.take(path)
    assert bureau.dump() == before
    reader, _ = bureau.office.officers.add(name="只读员", roles=["只读"], actor=bureau.actor)
    for act in (
        lambda: bureau.office.exchange.take(path, actor=reader),
        lambda: bureau.office.exchange.export(path, (), actor=reader),
    ):
        with pytest.raises(UserError):
            act()


def test_a_letter_damaged_here_is_not_sent(street: Side, tmp_path: Path):
    case = street.register()
    to_payment(street, case.case_no)
    street.db.execute("DROP TRIGGER letter_files_unchanged")
    street.db.execute("UPDATE letter_files SET pdf = X'00'")
    before = street.dump()
    with pytest.raises(UserError, match="已损坏"):
        street.send(tmp_path / "1.bhpkg")
    assert street.dump() == before and not (tmp_path / "1.bhpkg").exists()


def test_a_log_that_says_otherwise_under_the_same_number_is_pointed_out(
    street: Side, bureau: Side, tmp_path: Path
):
    case = street.register(remark="昨天")
    yesterday = street.office.backups.write_to(tmp_path / "备份").path
    change(street, case.case_no, remark="今天")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    restore(street, yesterday)
    change(street, case.case_no, remark="另一天")
    shown = bureau.preview(street.send(tmp_path / "2.bhpkg"))
    assert any("分叉" in one and "西兴街道" in one for one in shown.warnings)
    bureau.take(tmp_path / "2.bhpkg", choose="mine")
    lines = [one.text for one in bureau.view(case.case_no).events]
    assert any("今天" in one for one in lines) and any("另一天" in one for one in lines), (
        "both histories stay"
    )
    assert bureau.office.verify() == [] and bureau.office.exchange.verify() == []


def test_conflicts_and_changes_read_as_an_officer_speaks(street: Side, bureau: Side, tmp_path: Path):
    case = street.register()
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    answer(street, case.case_no, "符合", "一")
    answer(bureau, case.case_no, "不符合", "二")
    change(street, case.case_no, facts={"rd_current": "7300000.00"})
    shown = bureau.preview(street.send(tmp_path / "2.bhpkg"))
    question = next(one for one in bureau.view(case.case_no).checks if not one.automatic).question
    assert {one.title for one in shown.conflicts} == {question}
    assert {field.label for one in shown.conflicts for field in one.fields} == {"结论", "备注"}
    (item,) = [one for one in shown.items if one.kind == "case"]
    (field,) = item.fields
    assert (field.base, field.mine, field.theirs) == ("5300000.00", "5300000.00", "7300000.00")
    assert field.label and "rd_current" not in field.label
    bureau.take(tmp_path / "2.bhpkg", choose="theirs")
    event = next(one for one in bureau.view(case.case_no).events if one.action == "package_imported")
    assert "5300000.00 → 7300000.00" in event.text and "西兴街道" in event.text


def test_personal_data_is_masked_in_the_record(street: Side, bureau: Side, tmp_path: Path):
    applicant = street.applicant(1, phone="13800001111", account="6222000011112222")
    street.register(applicant)
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    form = replace(applicant, phone="13900003333", account="6222000033334444")
    street.office.applicants.save(form, actor=street.actor)
    bureau.take(street.send(tmp_path / "2.bhpkg"))
    told = " ".join(str(tuple(row)) for row in bureau.db.all("SELECT * FROM events"))
    assert "按交换包修改主体" in told
    for secret in ("13800001111", "13900003333", "6222000011112222", "6222000033334444"):
        assert secret not in told


def test_the_log_of_packages(street: Side, tmp_path: Path):
    street.register()
    with pytest.raises(UserError, match="没有这一往来单位"):
        street.office.exchange.forget("0" * 32, reason="无", actor=street.actor)
    assert street.office.exchange.log() == ()
    street.send(tmp_path / "1.bhpkg")
    (line,) = street.office.exchange.log()
    assert (line.direction, line.cases) == ("导出", 1)


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_an_edit_after_a_restore_has_not_seen_the_edits_lost_by_it(
    street: Side, bureau: Side, tmp_path: Path, choice: str
):
    case = street.register(remark="原")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    yesterday = street.office.backups.write_to(tmp_path / "备份").path
    change(street, case.case_no, remark="恢复前")
    bureau.take(street.send(tmp_path / "2.bhpkg"))
    restore(street, yesterday)
    street.clock.moment = street.clock.moment.replace(day=7)
    change(street, case.case_no, remark="恢复后", applied_fen=5)
    (field,) = conflict(bureau.preview(street.send(tmp_path / "3.bhpkg"))).fields
    assert (field.base, field.mine, field.theirs) == ("原", "恢复前", "恢复后")
    bureau.take(tmp_path / "3.bhpkg", choose=choice)
    street.take(bureau.send(tmp_path / "4.bhpkg"))
    assert street.data() == bureau.data()
    assert street.view(case.case_no).case.remark == {"mine": "恢复前", "theirs": "恢复后"}[choice]


@pytest.mark.parametrize(("part_fen", "told"), [(1_000_000_00, False), (1_000_000_01, True)])
def test_a_cap_passed_only_by_both_offices_together_is_told(
    street: Side, bureau: Side, tmp_path: Path, part_fen: int, told: bool
):
    big = {"sme_scale": True, "rd_current": "99000000.00", "rd_previous": "69000000.00"}
    for side, amount_fen in ((street, 1_000_000_00), (bureau, part_fen)):
        case = side.register(side.applicant(1), facts=big)
        work = Casework.__new__(Casework)
        work.office, work.clock, work.handler = side.office, side.clock, side.actor
        work.to_determination(case.id)
        work.determine(case.id, amount_fen)
    report = bureau.take(street.send(tmp_path / "1.bhpkg"))
    assert bool(report.notices) is told
    assert not told or "超过封顶 2,000,000.00 元" in report.notices[0]


def test_an_edit_after_an_old_copy_was_put_back_by_hand_is_not_taken_for_an_older_one(
    street: Side, bureau: Side, tmp_path: Path
):
    case = street.register(remark="原")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    street.close()
    shutil.copytree(street.folder, tmp_path / "旧副本")
    street.open()
    for remark in ("一", "二"):
        change(street, case.case_no, remark=remark)
        bureau.take(street.send(tmp_path / f"{remark}.bhpkg"))
    street.close()
    shutil.rmtree(street.folder)
    shutil.copytree(tmp_path / "旧副本", street.folder)
    street.open()
    street.clock.moment = street.clock.moment.replace(day=7)
    change(street, case.case_no, remark="之后")
    bureau.take(street.send(tmp_path / "3.bhpkg"))
    assert bureau.view(case.case_no).case.remark == "之后"
