"""Papers shown in the window: a damaged or hostile one is told in the place of its pages, and the program goes on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.e2e.hand import Hand, set_up
from tests.services.test_pdf_limits import BOMBS, DRAWING, one_page
from ui.dialogs.file_dialog import FileDialog


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    made.leave()


def shown(hand: Hand, name: str, data: bytes) -> Any:
    """The preview of a paper, and that nothing unexpected came of it."""
    unexpected: list[Exception] = []
    hand.window.desk.tasks.unexpected = unexpected.append
    dialog = FileDialog(hand.window.desk, name, data, parent=hand.window)
    dialog.open()
    hand.settle()
    assert unexpected == []
    return dialog


def test_a_good_paper_has_its_pages(hand: Hand) -> None:
    view = shown(hand, "a.pdf", one_page(DRAWING)).body
    assert view.page_count == 1 and view.fault.isHidden()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "损坏"),
        (b"%PDF-1.7 broken", "损坏"),
        (one_page(DRAWING)[:300], "损坏"),
        (BOMBS["forms"][0](), "内容过多"),
        (BOMBS["circle"][0](), "没有尽头"),
    ],
    ids=["empty", "broken", "cut", "forms", "circle"],
)
def test_a_bad_paper_is_told(hand: Hand, data: bytes, words: str) -> None:
    view = shown(hand, "a.pdf", data).body
    assert view.page_count == 0 and not view.fault.isHidden() and words in view.fault.text()


@pytest.mark.qt_log_level_fail("NO")
def test_a_picture_without_measure_is_not_unpacked(hand: Hand) -> None:
    stream = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(stream, "PNG")
    assert stream.tell() < 1_000_000
    dialog = shown(hand, "a.png", stream.getvalue())
    assert "不能在这里预览" in dialog.body.text()
