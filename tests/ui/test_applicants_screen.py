"""主体: found while typing, edited with faults beside the fields, doubles merged and parted, papers in the wallet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from models.services.views import ApplicantForm
from tests.e2e.hand import CODE, COMPANY, Hand, set_up
from ui.widgets.file_drop import local_files


@pytest.fixture
def hand(qapp: object, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    made.leave()


def save(hand: Hand, form: ApplicantForm) -> int:
    desk = hand.window.desk
    found: list[int] = []
    desk.write(
        lambda: desk.office.applicants.save(form, actor=desk.officer), lambda one: found.append(one.id)
    )
    hand.settle()
    return found[0]


def open_screen(hand: Hand):  # type: ignore[no-untyped-def]
    hand.window.open_screen("applicants")
    hand.settle()
    return hand.page


def test_an_empty_list_says_what_to_do(hand: Hand) -> None:
    page = open_screen(hand)
    assert not page._empty.isHidden() and "登记主体" in page._empty.text()


def test_found_by_initials_while_typing(hand: Hand) -> None:
    save(hand, ApplicantForm(kind="企业", name=COMPANY, code=CODE))
    save(hand, ApplicantForm(kind="单位", name="区教育局"))
    page = open_screen(hand)
    assert len(page.table.board._lines) == 2
    hand.type(page.search, "lccg")
    page.refresh()
    hand.settle()
    assert [row.name for row in page.table.board._lines] == [COMPANY]
    page.search.clear()
    page.chips.buttons()[5].click()
    hand.settle()
    assert [row.name for row in page.table.board._lines] == ["区教育局"]


def test_a_person_is_masked_until_asked(hand: Hand) -> None:
    number = "330108199001010010"
    from stdnum.cn import ric

    number = number[:17] + ric.calc_check_digit(number)
    save(hand, ApplicantForm(kind="个人", name="沈某", code=number, phone="13812345678"))
    page = open_screen(hand)
    listed = page.table.board.data(page.table.board.index(0, 0))
    assert number not in listed and "13812345678" not in listed
    shown = texts(page.panel.data)
    assert number not in shown
    page.panel.data.reveal.click()
    assert number in texts(page.panel.data)


def test_faults_stand_beside_their_fields_and_doubles_are_told(hand: Hand) -> None:
    save(hand, ApplicantForm(kind="企业", name=COMPANY, code=CODE))
    page = open_screen(hand)
    page.add()
    fields = page.dialog.fields.texts
    hand.type(fields["code"], CODE)
    hand.type(fields["phone"], "123")
    page.dialog._check()
    hand.settle()
    assert "已有同一代码的主体" in fields["code"].below.text()
    assert "不像电话" in fields["phone"].below.text()
    assert fields["name"].below.text() == "", "what is still empty is told only when saving"
    page.dialog.save()
    hand.settle()
    assert page.dialog.isVisible() and "请填写名称" in fields["name"].below.text()
    page.dialog.reject()


def test_two_officers_change_one_applicant(hand: Hand) -> None:
    applicant_id = save(hand, ApplicantForm(kind="企业", name=COMPANY, code=CODE))
    page = open_screen(hand)
    page.edit()
    hand.settle()
    dialog = page.dialog
    save(hand, ApplicantForm(kind="企业", name=COMPANY, code=CODE, contact="同事写的", id=applicant_id))
    hand.type(dialog.fields.texts["contact"], "我写的")
    dialog.save()
    hand.settle()
    words = texts(dialog.conflict)
    assert "我写的" in words and "同事写的" in words
    dialog.conflict.mine_button.click()
    hand.settle()
    assert page.panel.page.view.applicant.contact == "我写的"


def test_merge_and_undo(hand: Hand) -> None:
    kept = save(hand, ApplicantForm(kind="企业", name=COMPANY, code=CODE))
    save(hand, ApplicantForm(kind="单位", name="区教育局", phone="057188888888"))
    double = save(hand, ApplicantForm(kind="单位", name="区教育局", phone="057188888888"))
    assert kept != double
    page = open_screen(hand)
    page.go_to(str(double))
    hand.settle()
    doubles = page.panel.doubles
    assert doubles.choice.count() == 1
    doubles._merge()
    assert "请填写合并理由" in doubles._fault.text()
    hand.type(doubles.reason, "重复登记")
    doubles._merge()
    hand.settle()
    assert page.panel.page.view.applicant.id == double
    (merge,) = page.panel.page.merges
    assert len(page.table.board._lines) == 2
    page._unmerge(merge)
    hand.settle()
    assert len(page.table.board._lines) == 3 and page.panel.page.merges == ()


def test_papers_in_the_wallet(hand: Hand, tmp_path: Path) -> None:
    applicant_id = save(hand, ApplicantForm(kind="企业", name=COMPANY, code=CODE))
    page = open_screen(hand)
    paper = tmp_path / "营业执照.txt"
    paper.write_text("执照", encoding="utf-8")
    page.panel.wallet.files_offered.emit([paper])
    page.dialog.day.set_text("2024-5-31")
    assert "已经过期" in page.dialog.day.below.text()
    page.dialog._finish()
    hand.settle()
    (file,) = page.panel.page.view.files
    assert file.name == "营业执照.txt" and str(file.expires_on) == "2024-05-31"
    from ui.widgets.file_list import state_of

    assert state_of(file, hand.clock.today()) == ("已过期", "bad")
    kept = next((tmp_path / "数据" / "files").rglob(file.sha256))
    kept.write_bytes(b"changed")
    page.panel.wallet._check()
    hand.settle()
    assert "改动" in page.panel.wallet.table.current.fault, "a changed file is noticed"
    page.panel.wallet.files.remove(file)
    hand.settle()
    assert page.panel.page.view.files == () and applicant_id
    bar = hand.window.undo.bar
    assert bar.isVisible() and bar.words._whole == "已移除“营业执照.txt”"
    kept.write_bytes("执照".encode())
    bar.undo_button.click()
    hand.settle()
    assert page.panel.page.view.files == (file,) and bar.words._whole == "已撤销：移除“营业执照.txt”"
    bar.redo_button.click()
    hand.settle()
    assert page.panel.page.view.files == ()
    hand.window.open_screen("cases")
    assert not bar.isVisible(), "it belongs to the page it was told on"


def test_only_local_files_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "报告.pdf"
    file.write_bytes(b"%PDF")
    mime = QMimeData()
    mime.setUrls(
        [QUrl.fromLocalFile(str(file)), QUrl("https://example.org/x.pdf"), QUrl.fromLocalFile(str(tmp_path))]
    )
    assert local_files(mime) == [file]


def texts(widget: object) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(one.text() for one in widget.findChildren(QLabel))  # type: ignore[attr-defined]
