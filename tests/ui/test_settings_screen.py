"""The screen 设置 on a real office: saved whole, nothing lost by leaving, conflicts with both values, read only for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.e2e.hand import Hand, set_up
from ui import messages
from ui.recovery import restore_chosen


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "滨惠办 数据")
    set_up(made)
    made.window.open_screen("settings")
    made.settle()
    yield made
    made.leave()


def section(hand: Hand, name: str) -> Any:
    hand.page.go_to(name)
    hand.settle()
    return hand.page.page


def ask(hand: Hand, call: Any) -> Any:
    """Ask the office something, on its own thread."""
    found: list[Any] = []
    hand.window.desk.read(call, found.append)
    hand.settle()
    return found[0]


def save(hand: Hand, page: Any) -> None:
    hand.window.activateWindow()
    hand.press(Qt.Key.Key_S, hand.window.focusWidget(), Qt.KeyboardModifier.ControlModifier)
    hand.settle()


def retype(hand: Hand, field: Any, text: str) -> None:
    field.edit.clear()
    hand.type(field, text)


def test_the_profile_is_saved_and_shown_at_once(hand: Hand) -> None:
    page = section(hand, "unit")
    assert not page.save_button.isEnabled()
    retype(hand, page.fields["number_prefix"], "滨科")
    assert "滨科核〔2024〕1号" in page.fields["number_prefix"].below.text()
    assert page.dirty and "●" in hand.page.bar._group.button(0).text()
    retype(hand, page.fields["contact"], "王女士")
    save(hand, page)
    profile = ask(hand, hand.window.desk.office.profile)
    assert (profile.number_prefix, profile.contact) == ("滨科", "王女士")
    assert not page.dirty and hand.window.desk.profile == profile


def test_faults_of_the_profile_stand_beside_their_fields_while_typing(hand: Hand) -> None:
    page = section(hand, "unit")
    retype(hand, page.fields["number_prefix"], "滨〔2024〕")
    hand.wait(lambda: "年份之前" in page.fields["number_prefix"].below.text())
    save(hand, page)
    assert page.dirty and "年份之前" in page.fields["number_prefix"].below.text()
    page.revert()
    assert not page.dirty and page.fields["number_prefix"].text == "滨科惠"


def test_nothing_typed_is_lost_by_leaving_or_ending(hand: Hand, tmp_path: Path) -> None:
    page = section(hand, "unit")
    retype(hand, page.fields["address"], "江南大道100号")
    section(hand, "lock")
    hand.window.open_screen("workbench")
    hand.settle()
    hand.window.open_screen("settings")
    page = section(hand, "unit")
    assert page.fields["address"].text == "江南大道100号" and page.dirty
    hand.leave()
    again = Hand(tmp_path / "滨惠办 数据")
    again.window.open_screen("settings")
    page = section(again, "unit")
    again.settle()
    assert page.fields["address"].text == "江南大道100号" and page.dirty
    hand.window, hand.windows = again.window, again.windows


def test_a_conflict_is_told_with_both_values(hand: Hand) -> None:
    page = section(hand, "unit")
    office, admin = hand.window.desk.office, hand.window.desk.officer
    shown = page.shown

    def meanwhile() -> None:
        office.save_profile(replace(shown, phone="111"), actor=admin, expected_version=shown.version)

    retype(hand, page.fields["phone"], "222")
    ask(hand, meanwhile)
    page.save()
    hand.settle()
    page.conflict.accept()
    hand.settle()
    assert ask(hand, office.profile).phone == "222" and not page.dirty


def test_officers_are_added_changed_and_given_a_pin(hand: Hand) -> None:
    page = section(hand, "officers")
    page.begin_new()
    hand.type(page.name, "孙五")
    page.roles["经办"].click()
    page.roles["只读"].click()
    page.save()
    hand.settle()
    officers = ask(hand, hand.window.desk.office.officers.list)
    assert officers[-1].name == "孙五" and officers[-1].role_names == "只读"
    assert page.line.officer.name == "孙五"
    assert any(one.name == "孙五" for one in hand.window.desk.officers)
    page.set_pin()
    page.dialog.new.setText("1357")
    page.dialog.again.setText("1358")
    page.dialog._save()
    assert "不一样" in page.dialog.fault.text()
    page.dialog.again.setText("1357")
    page.dialog._save()
    hand.settle()
    assert ask(hand, lambda: hand.window.desk.office.officers.has_pin(officers[-1].id))
    page.begin_new()
    page.save()
    hand.settle()
    page._take_back()
    page.table.go_to(0)
    page.roles["管理"].click()
    page.save()
    hand.settle()
    assert "至少要有一名" in page.problem.text()
    page.table.go_to(1)
    assert page.line.officer.name == "王一" and "先保存" in page.problem.text()


def test_rules_are_checked_saved_and_hold(hand: Hand) -> None:
    page = section(hand, "rules")
    page.omitted["公示"].click()
    page.exceptions.fill([{"matter": "13-1", "omitted": ""}])
    page.tiers.fill(
        [{"amount": "0", "who": "复核", "label": ""}, {"amount": "五十万", "who": "x", "label": ""}]
    )
    page.tiers.fill([{"amount": "很多", "who": "审批", "label": ""}])
    page.on_edited()
    page.save()
    assert "第 1 行" in page.problem.text()
    page.tiers.fill([{"amount": "50万", "who": "审批", "label": "局长"}])
    page.on_edited()
    save(hand, page)
    settings = hand.window.desk.office.settings
    assert ask(hand, lambda: settings.omitted("1-1")) == {"复审", "公示"}
    assert ask(hand, lambda: settings.omitted("13-1")) == frozenset()
    assert ask(hand, settings.approval_rules).tiers[0].from_fen == 500_000_00
    assert not page.dirty


def test_terms_and_the_holiday_table(hand: Hand, tmp_path: Path) -> None:
    page = section(hand, "terms")
    page.own.fill([{"matter": "13-1", "days": "12"}])
    page.on_edited()
    save(hand, page)
    matter = hand.window.desk.office.editions.current.matter("13-1")
    assert ask(hand, lambda: hand.window.desk.office.settings.term_days(matter)) == 12
    table = tmp_path / "节假日.csv"
    table.write_text("日期,休班,名称\n2027-02-30,休,\n2027-05-05,班,\n", encoding="utf-8")
    page.holidays.import_from(table)
    hand.settle()
    assert [fault.what.partition("：")[0] for fault in page.holidays.faults.board._lines] == [
        "第 2 行",
        "第 3 行",
    ]
    calendar = ask(hand, hand.window.desk.office.settings.calendar)
    assert calendar.status(2027) == "没有"
    table.write_bytes(
        "日期,休班,名称\r\n2027-01-01,休,元旦\r\n2027-05-01,休,劳动节\r\n2027-10-01,休,国庆节\r\n".encode(
            "gb18030"
        )
    )
    page.holidays.import_from(table)
    hand.settle()
    calendar = ask(hand, hand.window.desk.office.settings.calendar)
    assert calendar.status(2027) == "本单位导入" and page.holidays.faults.isHidden()


def test_wording_is_checked_while_typed_saved_and_reset(hand: Hand) -> None:
    page = section(hand, "wording")
    page.kind.setCurrentIndex(page.kind.findData("approval"))
    page.kind.activated.emit(page.kind.currentIndex())
    hand.settle()
    page.texts.go_to(page.texts.board.place_of(lambda one: one.id == "opening"))
    hand.settle()
    shipped = page.edit.toPlainText()
    page.edit.moveCursor(page.edit.textCursor().MoveOperation.End)
    hand.type(page.edit, "{没有}")
    hand.wait(lambda: "没有字段" in page.fault.text())
    save(hand, page)
    assert ask(hand, lambda: hand.window.desk.office.letters.wording.texts("approval"))
    page.revert()
    assert page.edit.toPlainText() == shipped and not page.dirty
    page.edit.moveCursor(page.edit.textCursor().MoveOperation.End)
    hand.type(page.edit, "请知悉。")
    page.fields.go_to(0)
    page.texts.go_to(0)
    page.texts.go_to(page.texts.board.place_of(lambda one: one.id == "opening"))
    hand.settle()
    assert page.edit.toPlainText().endswith("请知悉。"), "typing stays when another paragraph is looked at"
    hand.wait(lambda: page.preview.rendered)
    save(hand, page)
    texts = ask(hand, lambda: hand.window.desk.office.letters.wording.texts("approval"))
    assert next(one for one in texts if one.id == "opening").own and not page.dirty
    page.reset()
    hand.settle()
    assert page.edit.toPlainText() == shipped


def test_backup_now_and_back_again(hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = section(hand, "backup")
    page.back_up()
    hand.settle()
    assert page.standing.age_days == 0 and page.table.board.rowCount() >= 1
    second = tmp_path / "移动盘"
    page.set_second(second)
    hand.settle()
    assert page.standing.second == second
    unit = section(hand, "unit")
    retype(hand, unit.fields["contact"], "以后")
    save(hand, unit)
    page = section(hand, "backup")
    page.table.go_to(page.table.board.rowCount() - 1)
    backup = page.table.current.path
    page._restore_current()
    hand.settle()
    hand.settle()
    assert [one.text() for one in page.dialog._now][:3] == [hand.window.desk.profile.unit, "0 件", "0 份"]
    page.dialog.accept()
    hand.settle()
    window, folder = hand.window, hand.window.next_folder
    assert window.restore_from == backup and folder == tmp_path / "滨惠办 数据"
    window.close_office()
    told: list[str] = []
    monkeypatch.setattr(messages, "show_notice", lambda parent, words: told.append(words))
    assert restore_chosen(backup, folder, hand.clock)
    assert "已恢复" in told[0] and "恢复前" in told[0]
    again = Hand(folder)
    assert again.window.desk.profile.contact == ""
    hand.window, hand.windows = again.window, again.windows


def test_the_lock_hides_everything_until_the_pin_is_right(hand: Hand) -> None:
    window, desk = hand.window, hand.window.desk
    ask(hand, lambda: desk.office.officers.set_pin(desk.officer.id, "2468", actor=desk.officer))
    page = section(hand, "lock")
    page.at_start.click()
    retype(hand, page.idle, "10")
    save(hand, page)
    assert window.lock.form.idle_minutes == 10
    window.lock.lock()
    hand.settle()
    dialog = window.lock.dialog
    assert not window.centralWidget().isVisible() and dialog.isVisible()
    hand.press(Qt.Key.Key_Escape, dialog)
    assert window.lock.locked
    for _ in range(3):
        dialog.pin.setText("0000")
        dialog._go()
        hand.settle()
    assert "等待 5 秒" in dialog.fault.text()
    dialog.pin.setText("2468")
    dialog._go()
    hand.settle()
    assert window.lock.locked and "请稍后" in dialog.fault.text()
    hand.clock.moment = hand.clock.moment.replace(minute=59)
    dialog.pin.setText("2468")
    dialog._go()
    hand.settle()
    assert not window.lock.locked and window.centralWidget().isVisible()


def test_the_pin_comes_first_at_the_start(hand: Hand) -> None:
    desk = hand.window.desk
    page = section(hand, "lock")
    page.at_start.click()
    save(hand, page)
    folder = desk.office.folder
    hand.leave()
    again = Hand(folder)
    assert again.window.lock.locked and not again.window.centralWidget().isVisible()
    again.window.lock.dialog._go()
    again.settle()
    assert not again.window.lock.locked
    hand.window, hand.windows = again.window, again.windows


def test_idle_minutes_lock_the_window(hand: Hand) -> None:
    lock = hand.window.lock
    lock.form = replace(lock.form, idle_minutes=1)
    lock.look()
    assert not lock.locked

    class Old:
        def isValid(self) -> bool:
            return True

        def elapsed(self) -> int:
            return 60_000

        def restart(self) -> int:
            return 0

    lock._idle = Old()
    lock.look()
    hand.settle()
    assert lock.locked
    lock.dialog._go()
    hand.settle()
    assert not lock.locked


def test_only_managers_change_anything(hand: Hand) -> None:
    hand.sit_down("李二")
    for name in ("unit", "rules", "terms", "wording", "lock", "officers"):
        page = section(hand, name)
        assert page.why_not_box.isVisible() and "管理" in page._why_not.text(), name
        assert not page.save_button.isEnabled(), name
    page = section(hand, "unit")
    assert page.fields["unit"].edit.isReadOnly()
    page = section(hand, "backup")
    assert not page.restore_button.isEnabled() and page.now_button.isEnabled()
    page = section(hand, "officers")
    page.table.go_to(page.table.board.place_of(lambda one: one.officer.name == "李二"))
    assert page.pin_button.isEnabled(), "everybody sets the own PIN"


def test_verify_tells_a_changed_record(hand: Hand) -> None:
    page = section(hand, "about")
    page.verify()
    hand.settle()
    assert "全部完好" in page.verdict.text()
    db = hand.window.desk.office._desk.db

    def damage() -> None:
        for row in db.all("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'"):
            db.execute(f"DROP TRIGGER {row['name']}")
        db.execute("UPDATE events SET label = '别的' WHERE id = 1")

    ask(hand, damage)
    page.verify()
    hand.settle()
    assert "处问题" in page.verdict.text() and page.faults.isVisible()


def test_numbers_and_readings_are_shown(hand: Hand) -> None:
    page = section(hand, "numbering")
    assert any("滨科惠核〔2024〕1号" in line[1] for line in page.heads.board._lines)
    page = section(hand, "readings")
    assert page.table.board.rowCount() == 6
    page.go_button.click()
    hand.settle()
    assert type(hand.page).__name__ == "PolicyScreen" and hand.page.steps.place == 1
