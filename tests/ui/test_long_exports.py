"""An export that takes long tells how far it is, can be stopped, and leaves nothing then."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from models.gauge import StoppedWork
from tests.e2e.hand import Hand, set_up
from ui.dialogs.run_dialog import RunDialog
from ui.widgets.exporting import export_to
from ui.widgets.run_bar import Proceed


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    made.window.open_screen("statistics")
    made.settle()
    yield made
    made.leave()


def test_all_reports_become_one_workbook(hand: Hand, tmp_path: Path) -> None:
    file = tmp_path / "统计报表.xlsx"
    export_to(hand.window.desk, hand.page, file, counted=hand.page.presenter.overview(hand.page.filter))
    hand.settle()
    assert file.read_bytes()[:2] == b"PK"


def test_esc_stops_it_and_nothing_is_written(hand: Hand, tmp_path: Path) -> None:
    file, asked = tmp_path / "统计报表.xlsx", threading.Event()

    def slow(proceed: Proceed) -> bytes:
        while proceed(3, 11):
            asked.wait(0.01)
        raise StoppedWork("已停止导出，没有写成文件")

    said: list[str] = []
    hand.window.desk.said.connect(said.append)
    export_to(hand.window.desk, hand.page, file, counted=slow)
    hand.wait(lambda: isinstance(QApplication.activeModalWidget(), RunDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RunDialog) and "3 / 11" in dialog.run.words.text()
    dialog.reject()
    hand.settle()
    assert said == ["已停止导出，没有写成文件"] and not file.exists()
    hand.window.activateWindow()
