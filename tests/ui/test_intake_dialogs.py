"""Taking in workbooks and recognised lists through the window, on a real office with real files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from models.cases.officers import READER
from models.services.views import CaseFilter
from tests.e2e.clipping import clipped
from tests.e2e.hand import Hand, set_up
from tests.e2e.spoken import unspoken
from tests.services.casework import Casework, credit_code
from tests.ui import intake_books as books
from ui.dialogs.intake_dialog import PREVIEW, RESULT, START, IntakeDialog
from ui.dialogs.recognition_dialog import RecognitionDialog
from ui.dialogs.template_dialog import TemplateDialog
from ui.itemmodels.sheet_table_model import EMPTY_FAULT


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    made.leave()


@pytest.fixture
def pack(hand: Hand) -> Any:
    return hand.window.desk.office.editions.current


def ask(hand: Hand, call: Any) -> Any:
    """Ask the office something, on its own thread."""
    found: list[Any] = []
    hand.window.desk.read(call, found.append)
    hand.settle()
    return found[0]


def count(hand: Hand) -> int:
    return int(ask(hand, lambda: hand.window.desk.office.cases.count(CaseFilter())))


def opened(hand: Hand, made: Any) -> Any:
    made.open()
    hand.settle()
    return made


def taken(hand: Hand, file: Path) -> IntakeDialog:
    dialog: IntakeDialog = opened(hand, IntakeDialog(hand.window.desk, hand.window))
    dialog.take(file)
    hand.settle()
    return dialog


def drop(widget: Any, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(9, 9), copy, mime, buttons, keys))
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), copy, mime, buttons, keys))


# --- intake


def test_a_sound_workbook_becomes_cases(hand: Hand, pack: Any, tmp_path: Path) -> None:
    dialog: Any = opened(hand, IntakeDialog(hand.window.desk, hand.window))
    assert dialog.pages.place == START and not dialog.go_button.isVisible()
    drop(dialog, books.write_intake(tmp_path, pack, books.good_rows(3)))
    hand.settle()
    assert dialog.pages.place == PREVIEW and dialog.page.good.text() == "可导入 3 行"
    assert count(hand) == 0, "a preview writes nothing"
    assert not dialog.mode.isVisible() and dialog.go_button.text() == "导入 3 件(&I)"
    dialog.go_button.click()
    hand.settle()
    assert dialog.pages.place == RESULT and "已导入 3 件" in dialog.summary.text() and count(hand) == 3
    lines = [dialog.done_table.board.line(place) for place in range(3)]
    assert [one.place for one in lines] == ["3", "4", "5"]
    assert all(one.case_no.startswith("BJ-") and one.ceiling_fen == 11_500_000 for one in lines)
    wanted: list[Any] = []
    dialog.cases_wanted.connect(wanted.append)
    dialog.list_button.click()
    assert len(wanted[0]) == 3 and dialog.result and not dialog.isVisible()


def test_faults_are_marked_and_gone_through_by_keys(hand: Hand, pack: Any, tmp_path: Path) -> None:
    dialog = taken(hand, books.write_intake(tmp_path, pack, [*books.good_rows(2), *books.faulty_rows()]))
    page = dialog.page
    assert page.faulty.text() == "有错 4 行 5 处" and not dialog.go_button.isEnabled()
    first = page.faults.current
    assert (
        first.message.startswith("第 5 行 · 发生日期（杭州30号科技有限公司）：")
        and "昨天" in page.faults.whole.words
    )

    def here() -> tuple[Any, str]:
        index = page.table.currentIndex()
        return page.table.sheet.row_at(index.row()).row.row, index.data()

    assert here() == (5, "昨天")
    seen = []
    dialog.activateWindow()
    hand.wait(dialog.isActiveWindow)
    for _ in range(4):
        hand.press(Qt.Key.Key_F8, page.faults.table)
        seen.append(here())
    assert seen[:2] == [(6, EMPTY_FAULT), (6, "五百wan")] and seen[2][0] == 7 and seen[3] == (8, "**")
    hand.press(Qt.Key.Key_F8, page.faults.table)
    assert here() == (5, "昨天"), "after the last comes the first"
    hand.press(Qt.Key.Key_F8, page.faults.table, Qt.KeyboardModifier.ShiftModifier)
    assert here() == (8, "**")
    hand.press(Qt.Key.Key_Up, page.faults.table)
    assert here()[0] == 7
    place, across = page.table.sheet.place_of(6, page.faults._faults[2].column)
    index = page.table.sheet.index(place, across)
    page.table.setCurrentIndex(index)
    assert page.faults.current is page.faults._faults[2], "a cell leads to its fault"
    assert "看不懂" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "五百wan" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_nothing_or_the_good_rows(hand: Hand, pack: Any, tmp_path: Path) -> None:
    dialog = taken(hand, books.write_intake(tmp_path, pack, [*books.good_rows(2), *books.faulty_rows()]))
    dialog.go()
    hand.settle()
    assert count(hand) == 0 and "F5" in dialog.why.accessibleName()
    dialog.mode.good_button.click()
    assert dialog.go_button.isEnabled() and not dialog.why.accessibleName()
    dialog.go_button.click()
    hand.settle()
    assert count(hand) == 2 and "4 行有错未导入" in dialog.summary.text()
    states = [dialog.done_table.board.line(place).state for place in range(6)]
    assert states == ["未导入"] * 4 + ["已导入"] * 2
    made = ask(hand, dialog.faults_file())
    (tmp_path / "错误.xlsx").write_bytes(made)
    cells = [cell for line in openpyxl.load_workbook(tmp_path / "错误.xlsx").active.values for cell in line]
    assert "日期看不懂" in str(cells) and cells.count("错误") == 5


def test_a_mended_workbook_is_read_again(hand: Hand, pack: Any, tmp_path: Path) -> None:
    file = books.write_intake(tmp_path, pack, books.faulty_rows()[:1])
    dialog = taken(hand, file)
    assert not dialog.go_button.isEnabled()
    books.write_intake(tmp_path, pack, books.good_rows(1))
    dialog.activateWindow()
    hand.wait(dialog.isActiveWindow)
    hand.press(Qt.Key.Key_F5, dialog.page.table)
    hand.settle()
    assert dialog.go_button.isEnabled() and not dialog.page.faulty.isVisible()


def test_the_same_workbook_twice_is_told(hand: Hand, pack: Any, tmp_path: Path) -> None:
    file = books.write_intake(tmp_path, pack, books.good_rows(2))
    dialog = taken(hand, file)
    dialog.go()
    hand.settle()
    dialog.reject()
    again = taken(hand, file)
    assert "这一工作簿已于 2024-06-20 09:30 由王一导入" in again.notice.text
    assert again.page.present.text() == "已登记 2 行" and not again.go_button.isEnabled()
    assert "都已登记" in again.why.accessibleName()
    assert count(hand) == 2


def test_a_sheet_of_another_matter(hand: Hand, pack: Any, tmp_path: Path) -> None:
    dialog = taken(hand, books.write_unnamed(tmp_path, books.good_rows(2)))
    assert "不知道工作表是哪个事项" in dialog.page.faults.current.text and not dialog.go_button.isEnabled()
    dialog.matter.setCurrentIndex(dialog.matter.findData("13-1"))
    dialog.matter.activated.emit(dialog.matter.currentIndex())
    hand.settle()
    assert dialog.page.good.text() == "可导入 2 行" and dialog.go_button.isEnabled()
    named = books.write_intake(tmp_path, pack, books.good_rows(1))
    dialog.matter.setCurrentIndex(dialog.matter.findData("33-1"))
    dialog.take(named)
    hand.settle()
    assert "工作表的事项与选择的不同" in dialog.page.faults.current.text


def test_two_sheets_are_gone_through_one_after_the_other(hand: Hand, pack: Any, tmp_path: Path) -> None:
    dialog = taken(hand, books.write_two_sheets(tmp_path, pack))
    page = dialog.page
    assert page.sheet.count() == 2 and page.sheet.currentText() == "33-1", "the first fault is on the second"
    assert page.faults.current.title.startswith("33-1 · 第 2 行 · ")
    assert "（杭州软件有限公司）：" in page.faults.whole.words
    page.sheet.setCurrentIndex(0)
    page.sheet.activated.emit(0)
    assert page.table.sheet.rowCount() == 2
    page.faults.step(1)
    assert page.sheet.currentText() == "33-1"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (books.write_bomb, "工作簿解压后过大"),
        (lambda folder: _written(folder, b"no workbook"), "不是 Excel 工作簿"),
        (lambda folder: folder / "没有.xlsx", "读不到工作簿"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(hand: Hand, tmp_path: Path, make: Any, words: str) -> None:
    dialog = taken(hand, make(tmp_path))
    assert words in dialog.notice.text and dialog.pages.place == START and dialog.pick.isEnabled()


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "假.xlsx"
    path.write_bytes(data)
    return path


def test_stopping_keeps_nothing(hand: Hand, pack: Any, tmp_path: Path) -> None:
    dialog = taken(hand, books.write_intake(tmp_path, pack, books.good_rows(40)))
    dialog.go()
    hand.wait(lambda: dialog.run.bar.value() >= 1)
    dialog.reject()
    hand.settle()
    assert dialog.isVisible() and "没有导入任何内容" in dialog.notice.text and count(hand) == 0
    assert dialog.go_button.isEnabled(), "it can be begun again"
    dialog.go()
    hand.settle()
    assert count(hand) == 40


def test_who_may_not_import_is_told_and_may_look(hand: Hand, pack: Any, tmp_path: Path) -> None:
    desk = hand.window.desk
    desk.officer = replace(desk.officer, roles=frozenset({READER}))
    dialog = taken(hand, books.write_intake(tmp_path, pack, books.good_rows(1)))
    assert "此操作由经办人员办理" in dialog.notice.text and not dialog.go_button.isEnabled()
    shown: Any = opened(hand, RecognitionDialog(desk, hand.window))
    assert "此操作由经办人员办理" in shown.notice.text


# --- recognised lists


@pytest.fixture
def listed(hand: Hand, tmp_path: Path) -> dict[str, Any]:
    """Companies of which one was paid and one has a case under way."""
    found: dict[str, Any] = {}

    def fill() -> None:
        office = hand.window.desk.office
        # The window has set the office up already.
        work = object.__new__(Casework)
        work.office, work.clock, work._serial = office, hand.clock, 0
        work.handler, work.reviewer, work.approver = office.officers.list()
        found["known"], paid = work.applicant("甲公司"), work.applicant("乙公司")
        found["paid"] = work.register("28-4", paid, {"first_time": True})
        work.approve(found["paid"].id, 100_000_000)
        found["running"] = work.register("28-4", work.applicant("丙公司"), {"first_time": True})

    ask(hand, fill)
    rows = [
        ["甲公司", found["known"].code], ["乙公司", None], ["丙公司", None],
        ["新公司", credit_code(900)], ["无名公司", None], ["坏码公司", "91330108MA27X9999A"],
    ]  # fmt: skip
    found["file"] = books.write_list(tmp_path, rows)
    return found


def compared(hand: Hand, pack: Any, source: Any, *, basis: str = "") -> RecognitionDialog:
    dialog: Any = opened(hand, RecognitionDialog(hand.window.desk, hand.window))
    hand.type(dialog.form.panel.search, "28-4")
    hand.press(Qt.Key.Key_Return, dialog.form.panel.search)
    dialog.form.take_list(source)
    hand.type(dialog.form.facts.fields["event_date"], "2024-06-01")
    dialog.form.facts.fields["first_time"]._buttons[0][0].click()
    if basis:
        hand.type(dialog.form.basis, basis)
    dialog.compare_button.click()
    hand.settle()
    return dialog


def groups(dialog: RecognitionDialog) -> dict[str, list[str]]:
    lines = [dialog.table.board.line(place) for place in range(dialog.table.board.rowCount())]
    found: dict[str, list[str]] = {}
    for one in lines:
        if hasattr(one, "state"):
            found.setdefault(one.state, []).append(one.name)
    return found


def test_a_list_is_told_apart_and_registered(
    hand: Hand, pack: Any, listed: dict[str, Any], tmp_path: Path
) -> None:
    dialog = compared(hand, pack, listed["file"], basis="工信部企业函〔2024〕123号")
    assert groups(dialog) == {
        "拟办": ["甲公司", "新公司"], "已享受": ["乙公司"], "在办": ["丙公司"],
        "未匹配": ["无名公司"], "有错": ["坏码公司"],
    }  # fmt: skip
    assert dialog.summary.text() == "可登记 2 件，政策上限合计 2,000,000.00 元"
    place = dialog.table.board.place_of(lambda one: one.state == "已享受")
    dialog.table.go_to(place)
    words = dialog.whole.words
    assert "已核准 1,000,000.00 元（2024-06-20）" in words and listed["paid"].case_no in words
    assert not dialog.go_button.isEnabled() and dialog.mode.isVisible()
    before = count(hand)
    dialog.mode.good_button.click()
    dialog.go_button.click()
    hand.settle()
    assert count(hand) == before + 2 and groups(dialog)["已登记"] == ["甲公司", "新公司"]
    ids = [case.case_id for case in dialog.result.cases]
    view = ask(hand, lambda: hand.window.desk.office.cases.view(ids[0], actor=hand.window.desk.officer))
    assert view.case.remark == "认定依据：工信部企业函〔2024〕123号"
    for suffix in ("xlsx", "pdf"):
        dialog.save_report_to(tmp_path / f"比对.{suffix}")
        hand.settle()
        assert "比对表已保存到" in dialog.notice.text
    cells = str(list(openpyxl.load_workbook(tmp_path / "比对.xlsx").active.values))
    assert dialog.result.cases[0].case_no in cells and "已登记 2，" in cells and "登记合计" in cells
    text = pypdfium2.PdfDocument(str(tmp_path / "比对.pdf"))[0].get_textpage().get_text_range()
    assert "免申即享比对表" in text and "甲公司" in text


def test_a_change_takes_the_comparison_away(hand: Hand, pack: Any, listed: dict[str, Any]) -> None:
    dialog = compared(hand, pack, listed["file"])
    hand.type(dialog.form.basis, "另一文件")
    assert dialog.preview is None and not dialog.go_button.isVisible() and "重新比对" in dialog.notice.text
    dialog.compare_button.click()
    hand.settle()
    assert dialog.preview is not None


def test_what_is_missing_is_asked_for(hand: Hand, pack: Any, tmp_path: Path) -> None:
    dialog: Any = opened(hand, RecognitionDialog(hand.window.desk, hand.window))
    dialog.compare()
    assert "请先选择事项" in dialog.form.fault.text()
    dialog.form.take_matter(pack.matter("28-4"))
    dialog.compare()
    assert "请选择或粘贴名单" in dialog.form.fault.text()
    QApplication.clipboard().setText("甲公司\n乙公司")
    dialog.form.paste()
    assert dialog.form.list_name.text() == "粘贴的名单（2 行）"
    hand.type(dialog.form.facts.fields["event_date"], "昨天的前天")
    dialog.compare()
    assert dialog.preview is None and "请先改正" in dialog.form.fault.text()
    dialog.form.facts.fields["event_date"].edit.clear()
    dialog.compare()
    hand.settle()
    words = [one.words for one in map(dialog.table.board.line, range(9)) if hasattr(one, "words")]
    assert any("发生日期" in one for one in words) and not dialog.go_button.isEnabled()
    drop(dialog, books.write_bomb(tmp_path))
    dialog.form.facts.fields["event_date"].edit.setText("2024-06-01")
    dialog.compare()
    hand.settle()
    assert "工作簿解压后过大" in dialog.notice.text


# --- templates


def test_templates_of_ticked_matters(hand: Hand, pack: Any, tmp_path: Path) -> None:
    dialog: Any = opened(hand, TemplateDialog(hand.window.desk, hand.window))
    assert not dialog.save_button.isEnabled()
    for words in ("33-1", "13-1"):
        dialog.search.clear()
        hand.type(dialog.search, words)
        hand.press(Qt.Key.Key_Return, dialog.search)
    assert dialog.model.chosen == ("13-1", "33-1") and dialog.count.text() == "已选 2 个事项"
    dialog.search.clear()
    hand.press(Qt.Key.Key_Down, dialog.search)
    hand.press(Qt.Key.Key_Space, dialog.list)
    assert len(dialog.model.chosen) == 3
    hand.press(Qt.Key.Key_Space, dialog.list)
    dialog.save_to(tmp_path / "模板.xlsx")
    hand.settle()
    names = openpyxl.load_workbook(tmp_path / "模板.xlsx").sheetnames
    assert [name.split()[0] for name in names if name[0].isdigit()] == ["13-1", "33-1"]
    assert dialog.folder_button.isVisible() and "模板.xlsx" in dialog.notice.text
    hand.type(dialog.search, "没有这个词")
    assert dialog.empty.isVisible()
    dialog.search.clear()
    dialog.all_button.click()
    assert len(dialog.model.chosen) == len(pack.matters)
    dialog.none_button.click()
    assert not dialog.save_button.isEnabled()


# --- all of them


@pytest.mark.parametrize("size", [(1180, 680), (890, 440)])
def test_nothing_is_cut_off_and_everything_has_a_name(
    hand: Hand, pack: Any, tmp_path: Path, listed: dict[str, Any], size: tuple[int, int]
) -> None:
    sized: list[Any] = []

    def check(dialog: Any, state: str) -> None:
        if dialog not in sized:
            sized.append(dialog)
            dialog.resize(*size)
        hand.settle()
        assert (dialog.width(), dialog.height()) == size, f"{state} does not fit"
        assert clipped(dialog) == [] and unspoken(dialog) == [], state
        keys = [
            made.text().split("(&")[1][0]
            for made in dialog.findChildren(QAbstractButton)
            if made.isVisible() and "(&" in made.text()
        ]
        assert len(keys) == len(set(keys)), f"{state}: {keys}"

    dialog: Any = opened(hand, IntakeDialog(hand.window.desk, hand.window))
    check(dialog, "empty")
    dialog.take(books.write_intake(tmp_path, pack, [*books.good_rows(9, 50), *books.faulty_rows()]))
    hand.settle()
    check(dialog, "faults")
    file = dialog.file
    dialog.take(books.write_unnamed(tmp_path, books.good_rows(2)))
    hand.settle()
    check(dialog, "unnamed sheet")
    dialog.take(file)
    hand.settle()
    dialog.mode.good_button.click()
    dialog.go()
    hand.settle()
    check(dialog, "result")
    dialog.reject()
    shown = compared(hand, pack, listed["file"])
    check(shown, "compared")
    shown.mode.good_button.click()
    shown.go()
    hand.settle()
    check(shown, "registered")
    shown.reject()
    check(opened(hand, TemplateDialog(hand.window.desk, hand.window)), "templates")


def test_the_day_of_a_list_may_stand_in_the_list(hand: Hand, pack: Any) -> None:
    dialog: Any = opened(hand, RecognitionDialog(hand.window.desk, hand.window))
    dialog.form.take_matter(pack.matter("28-4"))
    text = f"企业名称\t统一社会信用代码\t发生日期\n新公司\t{credit_code(901)}\t2024-05-01"
    dialog.form.take_list(text)
    dialog.form.facts.fields["first_time"]._buttons[0][0].click()
    dialog.compare()
    hand.settle()
    assert dialog.preview.rows[0].state == "拟办" and dialog.preview.rows[0].row.event_date == date(
        2024, 5, 1
    )
