"""The screen 文书 on a real office: found, served, voided, issued anew, many at once, checked from paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.services import demo
from models.services.office import open_office
from models.services.views import LetterFilter
from tests.e2e.hand import MORNING, Hand
from ui.widgets.run_bar import left_words


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The training office as one database, made once."""
    folder = tmp_path_factory.mktemp("练习") / "office"
    office = open_office(
        folder, clock=FixedClock(MORNING), resources=resources.path(), press=Press(resources.path())
    )
    demo.fill(office)
    office.close()
    return (folder / "binhui.db").read_bytes()


@pytest.fixture
def hand(qapp: object, tmp_path: Path, filled: bytes) -> Iterator[Hand]:
    folder = tmp_path / "滨惠办 数据"
    folder.mkdir()
    (folder / "binhui.db").write_bytes(filled)
    made = Hand(folder)
    made.window.open_screen("letters")
    made.settle()
    yield made
    made.leave()


def ask(hand: Hand, call: Any) -> Any:
    """Ask the office something, on its own thread."""
    found: list[Any] = []
    hand.window.desk.read(call, found.append)
    hand.settle()
    return found[0]


def choose(hand: Hand, combo: Any, data: object) -> None:
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())
    hand.settle()


def test_found_by_number_kind_and_state(hand: Hand) -> None:
    page = hand.page
    everything = page.table.rows
    assert len(everything) == 7 and page.count.text() == "7 份"
    hand.type(page.search, "智芯")
    hand.wait(lambda: len(page.table.rows) == 2)
    page.search.clear()
    choose(hand, page.kind, "recommendation")
    assert {row.kind for row in page.table.rows} == {"recommendation"}
    choose(hand, page.state, "作废")
    assert not page.table.rows and "放宽条件" in page._empty.text()


def test_pages_stand_beside_the_line_and_are_sharp(hand: Hand) -> None:
    page = hand.page
    hand.press(Qt.Key.Key_Down, page.table)
    hand.settle()
    row = page.table.current
    assert page.panel.shown.record.row.id == row.id
    hand.wait(lambda: page.panel.pages.rendered)
    stored = ask(hand, lambda: hand.window.desk.office.letters.reprint(row.id))
    assert page.panel.shown.pdf == stored


def test_service_is_entered_and_faults_stand_beside_the_day(hand: Hand) -> None:
    page = hand.page
    record = page.panel.shown.record
    page.panel.deliver_button.click()
    dialog = page.dialog
    dialog.received.edit.setText("2020-1-1")
    dialog._save()
    hand.settle()
    assert "早于" in dialog.received.below.text() and dialog.isVisible()
    dialog.received.edit.setText("")
    dialog.way.setCurrentText("邮寄送达")
    hand.press(Qt.Key.Key_Return, dialog.way, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    after = ask(hand, lambda: hand.window.desk.office.letters.records.get(record.row.id))
    assert (after.row.sent_on, after.sent_by) == (date(2024, 6, 20), "邮寄送达")
    assert "邮寄送达" in page.panel._facts.itemAtPosition(1, 1).widget().text()


def test_voiding_asks_for_a_reason(hand: Hand) -> None:
    page = hand.page
    letter_id = page.panel.shown.record.row.id
    page.panel.void_button.click()
    page.dialog._go()
    assert "请填写理由" in page.dialog.fault.text()
    hand.type(page.dialog.reason, "申请人名称有误")
    page.dialog._go()
    hand.settle()
    assert page.panel.shown.record.row.id == letter_id
    assert page.panel.shown.record.row.state == "作废"
    assert not page.panel.void_button.isEnabled() and not page.panel.deliver_button.isEnabled()


def test_reissue_takes_a_new_number_that_names_the_old(hand: Hand) -> None:
    page = hand.page
    page.table.go_to(page.table.board.place_of(lambda row: row.number.startswith("滨练惠推")))
    hand.settle()
    old = page.panel.shown.record
    page.acts.reissue(page.panel.shown)
    hand.settle()
    dialog = page.dialog
    hand.wait(lambda: dialog.go_button.isEnabled())
    dialog.issue()
    assert "理由" in dialog.fault.text()
    hand.type(dialog.reason, "文字有误")
    dialog.issue()
    hand.settle()
    page.dialog.reject()
    hand.settle()
    shown = page.panel.shown.record
    assert shown.replaces == old.row.number and shown.row.number != old.row.number
    assert "文" in shown.row.number or shown.row.number.endswith("号")


def test_many_are_bound_into_one_and_written_apart(hand: Hand, tmp_path: Path) -> None:
    page = hand.page
    page.table.pick(lambda row: row.kind == "approval")
    picked = page.table.picked
    assert page._many.isVisible() and f"已选 {len(picked)} 份" in page._picked.text()
    ids = tuple(row.id for row in picked)
    page.acts.bind(picked)
    hand.settle()
    letters = hand.window.desk.office.letters
    pages = ask(hand, lambda: sum(len(pypdfium2.PdfDocument(letters.reprint(one))) for one in ids))
    assert page.dialog.pages.page_count == pages
    page.dialog.reject()
    page.presenter.write_files(ids, tmp_path, lambda files: None, owner=page)
    hand.settle()
    assert len(list(tmp_path.glob("*.pdf"))) == len(ids)


def test_a_long_document_renders_only_what_is_seen(hand: Hand) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(120):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    hand.page.acts.preview(out.getvalue(), "合并打印")
    view = hand.page.dialog.pages
    hand.wait(lambda: view.rendered)
    assert sum(1 for one in view._sharp if one) <= 4
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    hand.wait(lambda: view.rendered)
    assert view._sharp[119] and not view._sharp[0]
    view.set_zoom(2.0)
    hand.wait(lambda: view.rendered and view.zoom == 2.0)


def test_a_paper_letter_is_told_genuine_altered_unknown(hand: Hand) -> None:
    page = hand.page
    row = next(row for row in page.table.rows if row.kind == "approval")
    desk = hand.window.desk
    line = ask(
        hand, lambda: desk.office._desk.db.value("SELECT qr_payload FROM letters WHERE id=?", (row.id,))
    )
    page.steps.turn_to(1)
    verify = page.verify
    verify.code.edit.setText(line)
    hand.press(Qt.Key.Key_Return, verify.code.edit)
    hand.settle()
    assert verify.verdict.standing == "真实" and all(fact.same for fact in verify.verdict.facts)
    parts = line.split("|")
    parts[3] = "1"
    verify.code.edit.setText("|".join(parts))
    hand.press(Qt.Key.Key_Return, verify.code.edit)
    hand.settle()
    assert verify._standing.text() == "被改动"
    assert [fact.label for fact in verify.verdict.facts if not fact.same] == ["金额"]
    verify.code.edit.setText("1111 2222 3333 4444")
    hand.press(Qt.Key.Key_Return, verify.code.edit)
    hand.settle()
    assert verify.verdict.standing == "查无此文书" and not verify.show_button.isVisible()
    verify.code.edit.setText("不是")
    hand.press(Qt.Key.Key_Return, verify.code.edit)
    hand.settle()
    assert "不是查验码" in verify.code.below.text() and not verify._card.isVisible()
    verify.code.edit.setText(row.code)
    hand.press(Qt.Key.Key_Return, verify.code.edit)
    hand.settle()
    verify.show_button.click()
    hand.settle()
    assert page.steps.place == 0 and page.panel.shown.record.row.id == row.id


def test_damaged_bytes_are_not_shown_or_printed(hand: Hand) -> None:
    page, desk = hand.page, hand.window.desk
    row = page.table.current

    def damage() -> None:
        db = desk.office._desk.db
        db.execute("DROP TRIGGER letter_files_unchanged")
        db.execute("UPDATE letter_files SET pdf = X'00' WHERE letter_id = ?", (row.id,))

    ask(hand, damage)
    page.refresh()
    hand.settle()
    assert "已被改动" in page.panel._problem.text()
    assert not page.panel.print_button.isEnabled() and not page.panel.shown.pdf


def test_a_batch_tells_who_cannot_and_issues_the_rest(hand: Hand) -> None:
    page = hand.page
    page.acts.batch()
    hand.settle()
    dialog = page.dialog
    choose(hand, dialog.stage, "审查")
    choose(hand, dialog.kind, "approval_form")
    assert len(dialog.tried.lines) == 3 and dialog.issue_button.isEnabled()
    choose(hand, dialog.kind, "approval")
    assert all(one.obstacle for one in dialog.tried.lines) and not dialog.issue_button.isEnabled()
    choose(hand, dialog.kind, "approval_form")
    before = ask(hand, lambda: hand.window.desk.office.letters.records.count(LetterFilter()))
    dialog.issue()
    hand.settle()
    assert len(dialog.done_outcome.letter_ids) == 3
    assert ask(hand, lambda: hand.window.desk.office.letters.records.count(LetterFilter())) == before + 3
    dialog.bind()
    hand.settle()
    assert dialog.preview.pages.page_count >= 3
    dialog.preview.reject()
    dialog.reject()
    hand.settle()
    assert len(page.table.rows) == before + 3


def test_readers_may_look_and_check_but_not_change(hand: Hand) -> None:
    page = hand.page
    reader = next(one for one in hand.window.desk.officers if "只读" in one.roles)
    hand.window.desk.sit_down(reader)
    hand.settle()
    panel = page.panel
    assert panel.print_button.isEnabled()
    for made in (panel.deliver_button, panel.void_button, panel.reissue_button):
        assert not made.isEnabled() and "只读" in made.toolTip()


def test_time_left_in_words() -> None:
    assert (left_words(0), left_words(40), left_words(200)) == ("约剩 1 秒", "约剩 40 秒", "约剩 3 分钟")
