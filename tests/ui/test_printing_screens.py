"""Ctrl+P on every screen that has a table, and the papers of a case: previewed, with the words that stand on screen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PySide6.QtCore import Qt

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.services import demo
from models.services.office import open_office
from tests.e2e.hand import MORNING, Hand

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def hand(qapp: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    folder = tmp_path_factory.mktemp("office") / "数据"
    press, clock = Press(resources.path()), FixedClock(MORNING)
    with open_office(folder, clock=clock, resources=resources.path(), press=press) as office:
        demo.fill(office)
    made = Hand(folder, FixedClock(MORNING))
    yield made
    made.leave()


def printed(hand: Hand) -> tuple[Any, str]:
    """The preview that came up, and the words of its pages."""
    prints = hand.page.papers.prints if hasattr(hand.page, "papers") else hand.page.prints
    hand.wait(lambda: prints.dialog is not None)
    dialog, prints.dialog = prints.dialog, None
    hand.wait(lambda: dialog.pages.page_count > 0)
    with pdfplumber.open(io.BytesIO(dialog._pdf)) as opened:
        words = (
            "".join(char["text"] for page in opened.pages for char in page.chars)
            .replace("\u3000", "")
            .replace(" ", "")
        )
    return dialog, words


def close(hand: Hand, dialog: Any) -> None:
    dialog.reject()
    hand.settle()
    hand.window.activateWindow()
    hand.wait(hand.window.isActiveWindow)


@pytest.mark.parametrize(
    ("screen", "title"),
    [
        ("cases", "办件表"),
        ("applicants", "申请主体表"),
        ("notices", "公示"),
        ("payments", "待拨付办件表"),
        ("targets", "指标进度表"),
        ("budgets", "预算执行表"),
        ("statistics", "统计表"),
    ],
)
def test_ctrl_p_previews_the_table_on_screen(hand: Hand, screen: str, title: str) -> None:
    hand.window.open_screen(screen)
    hand.settle()
    hand.press(Qt.Key.Key_P, hand.page, CTRL)
    dialog, words = printed(hand)
    if screen != "statistics":
        assert title in words
    assert f"打印：{hand.window.desk.officer.name}2024-06-20" in words
    assert "第1页" in words and words.count(hand.window.desk.profile.unit) == 1, "whose it is, told once"
    assert dialog.print_button.isEnabled() and dialog.save_button.isEnabled()
    close(hand, dialog)


def test_the_register_of_letters_is_printed_whole_and_as_filtered(hand: Hand) -> None:
    hand.window.open_screen("letters")
    hand.settle()
    page, office = hand.page, hand.window.desk.office
    assert page.table.rows
    kind = page.table.rows[0].kind
    page.kind.setCurrentIndex(page.kind.findData(kind))
    page._limit = 1
    page.refresh()
    hand.settle()
    hand.press(Qt.Key.Key_P, page, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog, words = printed(hand)
    found = office.letters.register(page._filter())
    assert len(found) > 1 and all(row.kind == kind for row in found)
    assert f"范围：{page.presenter.labels[kind]}" in words and "文书登记簿" in words
    for row in found:
        assert row.number.replace(" ", "") in words and row.applicant_name in words
    close(hand, dialog)
    page.kind.setCurrentIndex(0)


def test_the_list_is_printed_as_filtered_with_its_columns(hand: Hand) -> None:
    hand.window.open_screen("cases")
    hand.settle()
    page = hand.page
    row = page.model.row(0)
    page.search_for(row.case_no)
    hand.settle()
    page.prints.button.click()
    dialog, words = printed(hand)
    assert f"查找“{row.case_no}”" in words and row.applicant_name in words
    for column in page.table.columns_in_order:
        if column.key not in ("matter", "stage", "applicant", "due", "registered", "handler"):
            assert column.title in words, column.title
    assert words.count("BJ-") == 2, "the filter and one row"
    close(hand, dialog)
    page.search_for("")
    hand.settle()


def test_nothing_on_screen_is_not_printed(hand: Hand) -> None:
    hand.window.open_screen("cases")
    hand.page.search_for("没有这家")
    hand.settle()
    said: list[str] = []
    hand.window.desk.said.connect(said.append)
    hand.page.prints.ask()
    hand.settle()
    assert hand.page.prints.dialog is None and said == ["没有可以打印的内容"]
    hand.page.search_for("")
    hand.settle()


def open_first_case(hand: Hand) -> Any:
    hand.window.open_screen("cases")
    hand.settle()
    hand.window.open_case(hand.page.model.row(0).id)
    hand.settle()
    return hand.page


def test_sheet_checklist_and_dossier_of_a_case(hand: Hand) -> None:
    page = open_first_case(hand)
    view = page.presenter.view
    hand.press(Qt.Key.Key_P, page, CTRL)
    dialog, words = printed(hand)
    assert "办件单" in words and view.case.case_no in words and "六、办理意见" in words
    close(hand, dialog)
    page.head.checklist_asked.emit()
    dialog, words = printed(hand)
    assert "核对清单" in words and "□" in words
    close(hand, dialog)
    page.guide.letters.dossier_asked.emit()
    dialog, words = printed(hand)
    assert "案卷目录" in words and "办件单" in words
    close(hand, dialog)


def test_a_dossier_can_be_saved_from_its_preview(hand: Hand, tmp_path: Path) -> None:
    page = open_first_case(hand)
    page.papers.ask_dossier()
    dialog, _ = printed(hand)
    dialog.save_to(tmp_path / "案卷.pdf")
    hand.settle()
    assert (tmp_path / "案卷.pdf").read_bytes() == dialog._pdf
    close(hand, dialog)


def test_stopping_leaves_no_preview_and_no_fault(hand: Hand) -> None:
    page = open_first_case(hand)
    said: list[str] = []
    hand.window.desk.said.connect(said.append)
    page.papers.ask_dossier()
    page.papers.prints.running.reject()
    hand.settle()
    assert page.papers.prints.dialog is None
    assert said[-1] == "已取消，没有生成案卷"


def test_dossiers_of_several_cases_go_into_a_folder(hand: Hand, tmp_path: Path) -> None:
    from ui.dialogs.dossier_batch_dialog import DossierBatchDialog

    hand.window.open_screen("cases")
    hand.settle()
    page = hand.page
    page.table.selectAll()
    hand.settle()
    rows = tuple(page.model.row(place) for place in range(3))
    dialog = DossierBatchDialog(hand.window.desk, rows, hand.window)
    dialog.open()
    for _ in range(2):
        dialog.write_to(tmp_path)
        hand.settle()
    files = sorted(path.name for path in tmp_path.iterdir())
    assert len(files) == 6, "a second run replaces nothing"
    for row in rows:
        assert f"{row.case_no} {row.applicant_name} 案卷.pdf" in files
        assert f"{row.case_no} {row.applicant_name} 案卷（2）.pdf" in files
    assert "已合成 3 件" in dialog.summary.text() and dialog.folder_button.isEnabled()
    dialog.write_to(tmp_path)
    dialog.reject()
    hand.settle()
    assert "已按要求停止" in dialog.summary.text()
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".pdf"]
    close(hand, dialog)
    page.table.clearSelection()


def test_the_register_is_archived_from_statistics(hand: Hand, tmp_path: Path) -> None:
    import zipfile

    hand.window.open_screen("statistics")
    hand.settle()
    hand.page._archive()
    dialog = hand.page.dialog
    file = tmp_path / "登记簿.zip"
    dialog.write_to(file)
    hand.settle()
    names = zipfile.ZipFile(file).namelist()
    assert "json/cases.json" in names and "说明.txt" in names
    assert "已写出" in dialog.summary.text() and dialog.table.isVisible()
    assert dialog.folder_button.isEnabled()
    close(hand, dialog)


def test_a_stopped_archive_leaves_no_file(hand: Hand, tmp_path: Path) -> None:
    from ui.dialogs.archive_dialog import ArchiveDialog

    dialog = ArchiveDialog(hand.window.desk, hand.window)
    dialog.open()
    said: list[str] = []
    hand.window.desk.said.connect(said.append)
    dialog.write_to(tmp_path / "登记簿.zip")
    dialog.reject()
    hand.settle()
    assert list(tmp_path.iterdir()) == [] and said[-1].startswith("已取消")
    assert dialog.summary.text() == ""
    close(hand, dialog)
