"""Exchange through the window: two real offices, their dialogs, by keyboard; nothing is lost on the way there and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from package_offices import Side
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from models.cases.applicant import ApplicantForm
from tests.e2e.clipping import clipped
from tests.e2e.hand import CODE, COMPANY, Hand
from tests.e2e.spoken import shared_keys, unspoken
from ui.dialogs.package_import_dialog import CHOOSE, CONTACT, LIST, PASSPHRASE, RESULT

FACTS = {"sme_scale": True, "rd_current": "5300000.00", "rd_previous": "3000000.00"}
CTRL = Qt.KeyboardModifier.ControlModifier


class Office(Hand):
    """One office with its window."""

    def ask(self, call: Any) -> Any:
        """Ask the office something, on its own thread."""
        found: list[Any] = []
        self.window.desk.read(call, found.append)
        self.settle()
        return found[0]

    @property
    def service(self) -> Any:
        return self.window.desk.office

    @property
    def officer(self) -> Any:
        return self.window.desk.officer

    @property
    def dialog(self) -> Any:
        return self.window.packages.dialog

    def begin(self, unit: str, short: str) -> None:
        office = self.service
        self.ask(
            lambda: office.set_up(
                unit=unit,
                unit_short=short,
                number_prefix=f"滨{short}",
                officer_name="王一",
                reviewer_name="李二",
                approver_name="赵三",
            )
        )
        profile, officers = self.ask(lambda: (office.profile(), tuple(office.officers.list())))
        self.window.begin(profile, officers)
        self.settle()

    def register(self, remark: str = "") -> str:
        office, actor = self.service, self.officer

        def call() -> str:
            known = office.applicants.find(CODE)
            form = ApplicantForm(kind="企业", name=COMPANY, code=CODE)
            applicant = (
                office.applicants.get(known[0].id) if known else office.applicants.save(form, actor=actor)[0]
            )
            case, _ = office.cases.register(
                matter_id="13-1",
                applicant_id=applicant.id,
                event_date="2024-03-31",
                facts_raw=FACTS,
                remark=remark,
                actor=actor,
            )
            return str(case.case_no)

        return str(self.ask(call))

    def view(self, number: str) -> Any:
        office, actor = self.service, self.officer
        return self.ask(lambda: office.cases.view(office.cases.find(number), actor=actor))

    def change(self, number: str, **fields: Any) -> None:
        case, office, actor = self.view(number).case, self.service, self.officer
        facts = {**case.facts_raw, **fields.pop("facts", {})}
        self.ask(
            lambda: office.cases.save_facts(
                case.id, facts, expected_version=case.version, actor=actor, **fields
            )
        )

    def answer_first(self, number: str, verdict: str) -> None:
        view, office, actor = self.view(number), self.service, self.officer
        check = next(one for one in view.checks if not one.automatic)
        self.ask(lambda: office.cases.answer(view.case.id, check.id, verdict, actor=actor))

    def data(self) -> Any:
        side = Side.__new__(Side)
        side.office = self.service
        return self.ask(side.data)

    # --- through the window

    def export_dialog(self) -> Any:
        """Choose every case of the list and ask for the dialog in the menu."""
        self.window.activateWindow()
        self.window.open_screen("cases")
        self.settle()
        self.page.table.selectAll()
        self.settle()
        self.page.exchange.ask_export()
        self.settle()
        return self.page.dialog

    def send(
        self, path: Path, *, to: str = "", hand_over: bool = False, passphrase: str = "", note: str = ""
    ) -> Path:
        dialog = self.export_dialog()
        form = dialog.form
        if to:
            form.recipient.combo.setCurrentIndex(form.recipient.combo.findText(to))
            form.recipient.combo.activated.emit(form.recipient.combo.currentIndex())
            if hand_over:
                form.hand_over.click()
        if passphrase:
            self.type(form.passphrase, passphrase)
            self.type(form.again, passphrase)
        if note:
            self.type(form.note, note)
        dialog.write(path)
        self.settle()
        assert dialog.report is not None, dialog.fault.text()
        dialog.accept()
        self.settle()
        return path

    def open_package(self, path: Path) -> Any:
        self.window.activateWindow()
        self.window.packages.ask(path)
        self.settle()
        return self.dialog

    def key(self, key: Any, modifier: Any = None) -> None:
        dialog = self.dialog
        dialog.activateWindow()
        self.wait(dialog.isActiveWindow)
        self.press(key, dialog.focusWidget() or dialog, modifier)
        self.settle()

    def take(self, path: Path, choose: str = "") -> str:
        """Take a package in by keyboard; `choose` is the key for every conflict. Returns what the result says."""
        dialog = self.open_package(path)
        if dialog.place == CONTACT:
            dialog.contact.agreed.setFocus()
            self.key(Qt.Key.Key_Space)
            self.key(Qt.Key.Key_Return, CTRL)
        for _ in range(len(dialog.preview.conflicts)):
            self.key({"1": Qt.Key.Key_1, "2": Qt.Key.Key_2}[choose])
        if dialog.place == LIST:
            self.key(Qt.Key.Key_Return, CTRL)
        assert dialog.place == RESULT, dialog.fault.text()
        words = str(dialog.result.words.text())
        self.key(Qt.Key.Key_Return, CTRL)
        assert self.dialog is None
        return words


@pytest.fixture
def street(qapp: object, tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "街道")
    made.begin("杭州市滨江区西兴街道办事处", "XX")
    yield made
    made.leave()


@pytest.fixture
def bureau(qapp: object, tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "部门")
    made.begin("杭州市滨江区科学技术局", "KJ")
    yield made
    made.leave()


def test_street_to_department_and_back_loses_nothing(street: Office, bureau: Office, tmp_path: Path) -> None:
    number = street.register("街道初审")
    assert "已导入" in bureau.take(street.send(tmp_path / "1.bhpkg", note="请复核"))
    bureau.change(number, remark="部门复核", applied_fen=115_000_00)
    bureau.answer_first(number, "符合")
    street.change(number, facts={"rd_current": "6300000.00"})
    second = street.register("另一件")
    assert "已导入" in street.take(bureau.send(tmp_path / "2.bhpkg"))
    assert "已导入" in bureau.take(street.send(tmp_path / "3.bhpkg"))
    for side in (street, bureau):
        case = side.view(number).case
        assert (case.remark, case.applied_fen) == ("部门复核", 115_000_00)
        assert case.facts_raw["rd_current"] == "6300000.00"
        assert side.view(second).case.remark == "另一件"
    assert street.data() == bureau.data()
    assert street.take(tmp_path / "2.bhpkg") == "没有变化"


def test_the_first_contact_goes_on_only_after_comparing_the_fingerprint(
    street: Office, bureau: Office, tmp_path: Path
) -> None:
    street.register()
    dialog = bureau.open_package(street.send(tmp_path / "1.bhpkg"))
    assert dialog.place == CONTACT and not dialog.go_button.isEnabled()
    own = street.ask(street.service.exchange.fingerprint)
    assert dialog.contact.fingerprint.text() == own and "西兴街道" in dialog.contact.unit.text()
    bureau.key(Qt.Key.Key_Return, CTRL)
    assert dialog.place == CONTACT
    dialog.contact.agreed.setFocus()
    bureau.key(Qt.Key.Key_Space)
    bureau.key(Qt.Key.Key_Return, CTRL)
    assert dialog.place == LIST
    assert "新增" in " ".join(row.state for row in rows(dialog))
    dialog.reject()
    bureau.settle()
    assert bureau.ask(bureau.service.exchange.partners) == (), "looking pins nobody"


def rows(dialog: Any) -> list[Any]:
    board = dialog.listing.table.board
    found = [board.line(place) for place in range(board.rowCount())]
    return [one for one in found if hasattr(one, "case_no")]


@pytest.mark.parametrize(("key", "kept"), [("1", "部门的"), ("2", "街道的")])
def test_a_conflict_shows_all_three_values_and_is_answered_by_key(
    street: Office, bureau: Office, tmp_path: Path, key: str, kept: str
) -> None:
    number = street.register("原")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    street.change(number, remark="街道的", applied_fen=7)
    bureau.change(number, remark="部门的")
    dialog = bureau.open_package(street.send(tmp_path / "2.bhpkg"))
    assert dialog.place == LIST and not dialog.go_button.isEnabled()
    (row,) = [one for one in rows(dialog) if one.conflict]
    assert (row.field.base, row.field.mine, row.field.theirs) == ("原", "部门的", "街道的")
    (taken,) = [one for one in rows(dialog) if one.state == "更新"]
    assert taken.case_no == number and taken.field.label == "申请额"
    assert dialog.listing.table.current is row, "the conflict comes first"
    bureau.key({"1": Qt.Key.Key_1, "2": Qt.Key.Key_2}[key])
    assert dialog.go_button.isEnabled() and dialog.listing.outcome(row) in ("用本单位", "用对方")
    bureau.key(Qt.Key.Key_Return, CTRL)
    assert dialog.place == RESULT
    dialog.accept()
    case = bureau.view(number).case
    assert (case.remark, case.applied_fen) == (kept, 7)
    told = " ".join(one.text for one in bureau.view(number).events)
    assert "街道的" in told and "部门的" in told, "both histories stay"


def test_conflicts_can_be_put_off(street: Office, bureau: Office, tmp_path: Path) -> None:
    number = street.register("原")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    street.change(number, remark="街道的", applied_fen=7)
    bureau.change(number, remark="部门的")
    dialog = bureau.open_package(street.send(tmp_path / "2.bhpkg"))
    assert dialog.later_button.isVisible()
    dialog.later_button.click()
    bureau.settle()
    assert dialog.place == RESULT
    case = bureau.view(number).case
    assert (case.remark, case.applied_fen) == ("部门的", 7)
    dialog.accept()
    bureau.settle()
    assert len(bureau.open_package(tmp_path / "2.bhpkg").preview.conflicts) == 1
    bureau.dialog.reject()


def test_an_edit_after_the_preview_is_asked_again(street: Office, bureau: Office, tmp_path: Path) -> None:
    number = street.register("原")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    street.change(number, remark="街道的")
    dialog = bureau.open_package(street.send(tmp_path / "2.bhpkg"))
    assert dialog.preview.conflicts == () and dialog.go_button.isEnabled()
    bureau.change(number, remark="部门的")
    dialog.go_button.click()
    bureau.settle()
    assert dialog.place == LIST and len(dialog.preview.conflicts) == 1
    assert "又有修改" in dialog.fault.text()
    dialog.reject()
    assert bureau.view(number).case.remark == "部门的"


def test_a_sealed_package_asks_for_its_passphrase(street: Office, bureau: Office, tmp_path: Path) -> None:
    street.register()
    path = street.send(tmp_path / "1.bhpkg", passphrase="correct horse")
    dialog = bureau.open_package(path)
    assert dialog.place == PASSPHRASE
    bureau.type(dialog.passphrase.field, "wrong horse")
    bureau.key(Qt.Key.Key_Return)
    assert dialog.place == PASSPHRASE and "口令不对" in dialog.passphrase.field.below.text()
    dialog.passphrase.field.set_text("")
    bureau.type(dialog.passphrase.field, "correct horse")
    bureau.key(Qt.Key.Key_Return)
    assert dialog.place == CONTACT
    dialog.reject()


def test_broken_files_are_refused_with_the_reason(street: Office, bureau: Office, tmp_path: Path) -> None:
    street.register()
    data = street.send(tmp_path / "1.bhpkg").read_bytes()
    big = tmp_path / "大.bhpkg"
    with big.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    cases = {
        "改.bhpkg": (data[:-9] + b"x" + data[-8:], "签名不符"),
        "短.bhpkg": (data[:500], "签名不符"),
        "空.bhpkg": (b"", "文件是空的"),
        "表.bhpkg": (b"PK\x03\x04 not a package", "不是交换包"),
    }
    for name, (content, why) in cases.items():
        (tmp_path / name).write_bytes(content)
        dialog = bureau.open_package(tmp_path / name)
        assert dialog.place == CHOOSE and dialog.choose.problem_box.isVisible()
        assert "没有改变" in dialog.choose.problem.text() and why in dialog.choose.remedy.text(), name
    assert "文件过大" in bureau.open_package(big).choose.remedy.text()
    assert "没有这个文件" in bureau.open_package(tmp_path / "无.bhpkg").choose.remedy.text()
    dialog = bureau.open_package(tmp_path / "1.bhpkg")
    assert dialog.place == CONTACT and not dialog.choose.problem_box.isVisible(), (
        "the next one is read in the same dialog"
    )
    dialog.reject()
    assert bureau.ask(bureau.service.exchange.log) == ()


def test_another_package_at_the_same_place_is_refused(street: Office, bureau: Office, tmp_path: Path) -> None:
    street.register("一")
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    street.register("二")
    dialog = bureau.open_package(street.send(tmp_path / "2.bhpkg"))
    street.register("三")
    street.send(tmp_path / "2.bhpkg")
    dialog.go_button.click()
    bureau.settle()
    assert dialog.place == CHOOSE and "换成另一个" in dialog.choose.remedy.text()
    dialog.reject()


def test_handing_over_moves_the_lead_and_it_can_be_taken_back(
    street: Office, bureau: Office, tmp_path: Path
) -> None:
    number = street.register()
    bureau.window.open_screen("settings")
    bureau.page.go_to("exchange")
    bureau.settle()
    bureau.page.page.export_card()
    bureau.settle()
    card = bureau.page.page.dialog
    card.write(tmp_path / "名片.bhpkg")
    bureau.settle()
    card.accept()
    street.take(tmp_path / "名片.bhpkg")
    street.send(tmp_path / "1.bhpkg", to="杭州市滨江区科学技术局", hand_over=True, note="属区级权限")
    street.window.open_case(street.view(number).case.id)
    street.settle()
    street.settle()
    bar = street.page.lead_bar
    assert bar.isVisible() and "科学技术局" in bar.words.text()
    bureau.take(tmp_path / "1.bhpkg")
    bureau.window.open_case(bureau.view(number).case.id)
    bureau.settle()
    bureau.settle()
    assert not bureau.page.lead_bar.isVisible()
    street.window.activateWindow()
    bar.take_button.click()
    dialog = street.page._dialog
    street.type(dialog.reason, "对方退回")
    dialog.go_button.click()
    street.settle()
    street.settle()
    assert not bar.isVisible()
    assert street.ask(lambda: street.service.exchange.lead(1)).ours


def test_the_export_form_tells_faults_beside_their_fields(street: Office, tmp_path: Path) -> None:
    street.register()
    dialog = street.export_dialog()
    form = dialog.form
    assert not form.hand_over.isEnabled(), "nobody to hand over to"
    street.type(form.passphrase, "short")
    street.type(form.again, "shorter")
    dialog.write(tmp_path / "1.bhpkg")
    assert "不一致" in form.again.below.text() and not (tmp_path / "1.bhpkg").exists()
    form.again.set_text("short")
    dialog.write(tmp_path / "1.bhpkg")
    street.settle()
    assert "口令过短" in form.passphrase.below.text() and not (tmp_path / "1.bhpkg").exists()
    form.passphrase.set_text("")
    form.again.set_text("")
    (tmp_path / "文件").write_text("x")
    dialog.write(tmp_path / "文件" / "1.bhpkg")
    street.settle()
    assert "没有写成" in dialog.fault.text() and street.ask(street.service.exchange.log) == ()
    dialog.write(tmp_path / "1.bhpkg")
    street.settle()
    assert dialog.report.cases == 1 and dialog.fingerprint.text() == dialog.report.fingerprint
    dialog.reject()


def test_only_a_note_that_is_flagged_goes_along(street: Office, bureau: Office, tmp_path: Path) -> None:
    number = street.register()
    case_id, office, actor = street.view(number).case.id, street.service, street.officer
    for text in ("只在本单位看", "请对方注意"):
        street.ask(lambda text=text: office.cases.write_note(case_id, text, actor=actor))
    street.window.open_case(case_id)
    street.settle()
    street.settle()
    notes = street.page.guide.notes
    flagged = next(one.id for one in street.view(number).notes if one.text == "请对方注意")
    notes.shares[flagged].click()
    street.settle()
    street.page.presenter.open(case_id)
    street.settle()
    assert [one.isChecked() for _, one in sorted(notes.shares.items())] == [False, True]
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    assert [one.text for one in bureau.view(number).notes] == ["请对方注意"]


def test_partners_and_the_log_stand_in_the_settings(street: Office, bureau: Office, tmp_path: Path) -> None:
    street.register()
    bureau.take(street.send(tmp_path / "1.bhpkg"))
    bureau.window.open_screen("settings")
    bureau.page.go_to("exchange")
    bureau.settle()
    page = bureau.page.page
    assert page.partners.current.fingerprint == street.ask(street.service.exchange.fingerprint)
    assert page.log.current.direction == "导入" and page.log.current.unit == "杭州市滨江区西兴街道办事处"
    page.forget_button.click()
    bureau.type(page.dialog.reason, "对方更换了电脑")
    page.dialog.go_button.click()
    bureau.settle()
    assert bureau.ask(bureau.service.exchange.partners) == () and not page.forget_button.isEnabled()
    bureau.window.activateWindow()
    street.register()
    assert bureau.open_package(street.send(tmp_path / "2.bhpkg")).place == CONTACT
    bureau.dialog.reject()


def test_an_officer_without_the_right_may_only_look(street: Office, bureau: Office, tmp_path: Path) -> None:
    street.register()
    path = street.send(tmp_path / "1.bhpkg")
    bureau.window.desk.sit_down(replace(bureau.officer, roles=frozenset({"只读"})))
    bureau.settle()
    dialog = bureau.open_package(path)
    dialog.contact.agreed.click()
    dialog.go_button.click()
    bureau.settle()
    assert dialog.place == LIST and not dialog.go_button.isEnabled()
    assert "只能查看" in dialog.fault.text()
    dialog.reject()


# --- double click, second start, drop


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_package_asked_for_waits_until_the_window_is_free(
    street: Office, bureau: Office, tmp_path: Path
) -> None:
    street.register()
    path = street.send(tmp_path / "1.bhpkg")
    bureau.window.lock.lock()
    bureau.settle()
    bureau.window.come_forward(path)
    bureau.live(400)
    assert bureau.dialog is None, "nothing is shown over a locked window"
    bureau.window.lock.dialog._go()
    bureau.settle()
    bureau.wait(lambda: bureau.dialog is not None)
    bureau.settle()
    assert bureau.dialog.place == CONTACT
    bureau.window.come_forward(tmp_path / "1.bhpkg")
    bureau.live(400)
    assert bureau.dialog.place == CONTACT, "what is being looked at stays"
    bureau.dialog.reject()
    bureau.wait(lambda: bureau.dialog is not None)
    bureau.settle()
    bureau.dialog.reject()


def test_a_double_clicked_package_is_opened_after_the_set_up(
    street: Office, tmp_path: Path, qapp: object
) -> None:
    street.register()
    path = street.send(tmp_path / "1.bhpkg")
    fresh = Office(tmp_path / "新单位")
    fresh.window.packages.ask(path)
    fresh.live(400)
    assert fresh.dialog is None
    fresh.begin("杭州市滨江区科学技术局", "KJ")
    fresh.wait(lambda: fresh.dialog is not None)
    fresh.settle()
    assert fresh.dialog.place == CONTACT
    fresh.dialog.reject()
    fresh.leave()


def drop(target: Any, path: Path) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    enter.setAccepted(False)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def test_a_package_dropped_on_the_window_is_opened_and_other_files_are_not(
    street: Office, bureau: Office, tmp_path: Path
) -> None:
    street.register()
    path = street.send(tmp_path / "1.bhpkg")
    (tmp_path / "其他.txt").write_text("x")
    assert not drop(bureau.window, tmp_path / "其他.txt")
    assert drop(bureau.window, path)
    bureau.settle()
    assert bureau.dialog.place == CONTACT
    bureau.dialog.reject()
    bureau.settle()
    bureau.window.packages.open_dialog()
    assert bureau.dialog.place == CHOOSE
    assert drop(bureau.dialog, path)
    bureau.settle()
    assert bureau.dialog.place == CONTACT
    bureau.dialog.reject()


# --- sizes and names


@pytest.mark.parametrize("size", [(1366, 728), (960, 540)])
def test_nothing_is_cut_off_and_every_control_has_a_name(
    street: Office, bureau: Office, tmp_path: Path, size: tuple[int, int]
) -> None:
    number = street.register("原")
    bureau.window.resize(*size)
    dialog = bureau.open_package(street.send(tmp_path / "1.bhpkg", passphrase="correct horse"))
    for side in (street, bureau):
        side.window.resize(*size)

    def check(shown: Any) -> None:
        bureau.settle()
        assert clipped(shown) == [] and unspoken(shown) == [] and shared_keys(shown) == []
        assert shown.width() <= size[0] and shown.height() <= size[1]

    check(dialog)
    dialog.passphrase.field.set_text("correct horse")
    dialog.go_button.click()
    check(dialog)
    dialog.contact.agreed.click()
    dialog.go_button.click()
    check(dialog)
    dialog.go_button.click()
    check(dialog)
    dialog.accept()
    bureau.settle()
    street.change(number, remark="街" * 200, applied_fen=7)
    bureau.change(number, remark="部" * 200, applied_fen=8)
    dialog = bureau.open_package(street.send(tmp_path / "2.bhpkg"))
    check(dialog)
    dialog.reject()
    bureau.settle()
    check(bureau.export_dialog())
    bureau.page.dialog.reject()
    bureau.settle()
    check(bureau.window)
    bureau.window.open_screen("settings")
    bureau.page.go_to("exchange")
    check(bureau.window)
