"""The office itself: set-up, officers and PINs, settings and readings, drafts, recheck after an upgrade."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from casework import Casework

import resources
from models.clock import FixedClock
from models.errors import FieldErrors, UserError
from models.policy.overrides import Override
from models.services.office import Office, open_office

SET_UP = {"unit": "区科技局", "officer_name": "王一", "number_prefix": "滨科惠"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"unit": " "}, "unit"),
        ({"number_prefix": ""}, "number_prefix"),
        ({"number_prefix": "滨科惠〔2024〕"}, "number_prefix"),
        ({"officer_name": ""}, "officer_name"),
        ({"unit_short": "科技"}, "unit_short"),
        ({"approver_name": "王一"}, "approver_name"),
        ({"reviewer_name": "李二", "approver_name": "李二"}, "approver_name"),
    ],
)
def test_faults_of_the_set_up_are_told_beside_their_fields(
    office: Office, changed: dict[str, str], field: str
) -> None:
    with pytest.raises(FieldErrors) as refused:
        office.set_up(**{**SET_UP, **changed})
    assert [error.field for error in refused.value.errors] == [field]
    assert office.profile() is None and office.officers.list() == ()


@pytest.mark.parametrize(
    ("unit", "short"),
    [
        ("杭州市滨江区科学技术局", "KJ"),
        ("区经信局", "JX"),
        ("杭州高新区（滨江）长河街道办事处", "CH"),
        ("某中心", "BH"),
    ],
)
def test_the_short_name_follows_the_unit(office: Office, unit: str, short: str) -> None:
    profile, _ = office.set_up(**{**SET_UP, "unit": unit})
    assert profile.unit_short == short


def test_an_office_is_set_up_once(office: Office) -> None:
    office.set_up(**SET_UP)
    with pytest.raises(UserError, match="已经设置过"):
        office.set_up(**SET_UP)
    assert [officer.role_names for officer in office.officers.list()] == ["经办、复核、审批、管理"]


def test_one_officer_alone_cannot_approve_what_he_prepared(office: Office, clock: FixedClock) -> None:
    office.set_up(**SET_UP)
    (alone,) = office.officers.list()
    work = object.__new__(Casework)
    work.office, work.clock, work._serial = office, clock, 0
    work.handler = work.reviewer = work.approver = alone
    case = work.register()
    work.to_determination(case.id)
    work.determine(case.id, 115_000_00)
    work.move(case.id, "submit_review", opinion="拟同意")
    with pytest.raises(UserError, match="须由他人办理"):
        work.move(case.id, "pass_first_review", opinion="同意")


def test_nothing_is_registered_before_the_set_up(office: Office) -> None:
    from models.cases.officers import ROLES, Officer

    with pytest.raises(UserError, match="尚未设置"):
        office.cases.register(
            matter_id="13-1",
            applicant_id=1,
            event_date="2024-03-31",
            facts_raw={},
            actor=Officer(1, "王一", frozenset(ROLES)),
        )


def test_officers_are_added_changed_and_kept_apart_by_name(work: Casework) -> None:
    officers = work.office.officers
    with pytest.raises(UserError, match="同名"):
        officers.add(name=" 李二 ", roles=["经办"], actor=work.handler)
    with pytest.raises(UserError, match="没有权限"):
        officers.add(name="新人", roles=["经办"], actor=work.reviewer)
    changed = replace(work.reviewer, active=False)
    officers.save(changed, expected_version=officers.version(work.reviewer.id), actor=work.handler)
    assert work.reviewer.name not in [one.name for one in officers.list(active_only=True)]
    with pytest.raises(UserError, match="至少要有一名在岗的管理人员"):
        officers.save(
            replace(work.handler, active=False),
            expected_version=officers.version(work.handler.id),
            actor=work.handler,
        )


def test_failed_pins_slow_down(work: Casework) -> None:
    officers = work.office.officers
    officers.check_pin(work.reviewer.id, "anything")  # no PIN set yet
    officers.set_pin(work.reviewer.id, "2468", actor=work.reviewer)
    assert officers.has_pin(work.reviewer.id)
    for _ in range(3):
        with pytest.raises(UserError, match="口令不对"):
            officers.check_pin(work.reviewer.id, "1357")
    with pytest.raises(UserError, match="请等待 5 秒"):
        officers.check_pin(work.reviewer.id, "2468")
    work.clock.moment = work.clock.moment.replace(second=5)
    officers.check_pin(work.reviewer.id, "2468")
    with pytest.raises(UserError, match="没有权限"):
        officers.set_pin(work.handler.id, "2468", actor=work.reviewer)
    database = b"".join(path.read_bytes() for path in work.office.folder.glob("binhui.db*"))
    assert b"2468" not in database


def test_a_clock_set_back_does_not_lock_out_for_ever(work: Casework) -> None:
    officers = work.office.officers
    officers.set_pin(work.reviewer.id, "2468", actor=work.reviewer)
    for _ in range(3):
        with pytest.raises(UserError):
            officers.check_pin(work.reviewer.id, "1357")
    work.clock.moment = work.clock.moment.replace(year=2020)
    with pytest.raises(UserError, match="请等待 5 秒"):
        officers.check_pin(work.reviewer.id, "2468")


def test_a_reading_moves_the_cap_scopes_that_hang_on_it(work: Casework) -> None:
    pack = work.office.editions.current
    matter, setting, value = next(
        (matter, setting, value)
        for matter in pack.matters
        if matter.award and matter.award.cap
        for setting, scopes in matter.award.cap.scope_when.items()
        for value in scopes
    )
    example = next(one for one in matter.example if one.eligible and not one.settings)
    facts = {key: fact for key, fact in example.facts.items() if key != "event_date"}
    case = work.register(matter.id, facts=facts, scope_key="甲")
    before = case.cap_key
    changes = work.office.settings.set_reading(setting, value, actor=work.handler)
    assert changes.cases == {case.id} and work.view(case.id).case.cap_key != before
    with pytest.raises(UserError, match="没有这种理解"):
        work.office.settings.set_reading(setting, "随便", actor=work.handler)


def test_stages_are_left_out_per_matter(work: Casework) -> None:
    assert work.office.settings.omitted() == {"复审"}
    work.office.settings.omit_stages(["复审", "公示"], matter_id="13-1", actor=work.handler)
    case = work.register()
    work.approve(case.id, 115_000_00)
    assert work.view(case.id).case.stage == "批复"
    other = work.register("33-1", facts={"level": "市级"}, scope_key="软件")
    assert "公示" in [stage.name for stage in work.view(other.id).stages]
    with pytest.raises(UserError, match="不能省略"):
        work.office.settings.omit_stages(["审批"], actor=work.handler)


@pytest.mark.parametrize(("days", "good"), [(0, False), (1, True), (365, True), (366, False)])
def test_the_promised_time_is_set_per_matter(work: Casework, days: int, good: bool) -> None:
    if not good:
        with pytest.raises(UserError):
            work.office.settings.set_term_days(days, matter_id="13-1", actor=work.handler)
        return
    work.office.settings.set_term_days(days, matter_id="13-1", actor=work.handler)
    case = work.register()
    work.complete(case.id)
    assert work.move(case.id, "accept").case.term_days == days


def test_the_promised_time_stands_in_one_place(work: Casework) -> None:
    """Set under 设置, under 政策 or by a form: it is the same figure, and the basis document stays noted."""
    office, admin = work.office, work.handler
    pack_id, matter = office.editions.current.id, office.editions.current.matter("13-1")
    override = Override("13-1", "term", "set", "", "15", basis="服务承诺公示")
    office.policy.set_override(pack_id, override, actor=admin)
    assert office.settings.term_days(matter) == 15 and office.forms.terms().term_days == {"13-1": 15}
    office.settings.set_term_days(12, matter_id="13-1", actor=admin)
    (kept,) = office.policy.overrides(pack_id)
    assert (kept.value, kept.basis) == ("12", "服务承诺公示")
    assert office.policy.effective(pack_id).term_of("13-1") == 12
    shown = office.forms.terms()
    office.forms.save_terms(replace(shown, term_days={}), shown=shown, actor=admin)
    assert office.policy.overrides(pack_id) == ()
    assert office.settings.term_days(matter) == office.forms.default_terms()["奖补"]
    assert office.verify() == []


def test_settings_are_for_the_administrator_and_recorded(work: Casework) -> None:
    with pytest.raises(UserError, match="没有权限"):
        work.office.settings.set_notice_days(7, actor=work.reviewer)
    work.office.settings.set_notice_days(7, actor=work.handler)
    assert work.office.settings.notice_days() == 7
    assert not work.office.settings.set_notice_days(7, actor=work.handler).topics


def test_drafts_are_kept_per_officer_and_scope(work: Casework, clock: FixedClock) -> None:
    drafts = work.office.drafts
    drafts.keep(1, "new", {"name": "甲", "facts": {"rd_current": "53"}})
    drafts.keep(1, "new", {"name": "甲公司"})
    drafts.keep(2, "new", {"name": "乙"})
    drafts.keep(1, "case:7", {"remark": "x"})
    work.office.close()
    again = open_office(work.office.folder, clock=clock, resources=resources.path())
    assert again.drafts.load(1, "new") == {"name": "甲公司"}
    assert again.drafts.load(2, "new") == {"name": "乙"}
    assert set(again.drafts.scopes(1)) == {"new", "case:7"}
    again.drafts.drop(1, "new")
    assert again.drafts.load(1, "new") is None and again.drafts.load(2, "new") is not None
    again.close()


def test_receipts_are_rechecked_once_after_an_upgrade(work: Casework) -> None:
    assert work.office.needs_recheck()
    assert work.office.recheck() == []
    assert not work.office.needs_recheck()


def test_one_window_at_a_time_but_commands_beside_it(tmp_path: Path, clock: FixedClock) -> None:
    window = open_office(tmp_path, clock=clock, resources=resources.path(), single=True)
    with pytest.raises(UserError, match="已经打开"):
        open_office(tmp_path, clock=clock, resources=resources.path(), single=True)
    open_office(tmp_path, clock=clock, resources=resources.path()).close()
    window.close()
    open_office(tmp_path, clock=clock, resources=resources.path(), single=True).close()


def test_a_faulty_start_gives_the_folder_free(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "binhui.db").write_bytes(b"no database" * 100)
    with pytest.raises(UserError, match="损坏"):
        open_office(tmp_path, clock=clock, resources=resources.path(), single=True)
    (tmp_path / "binhui.db").unlink()
    open_office(tmp_path, clock=clock, resources=resources.path(), single=True).close()
