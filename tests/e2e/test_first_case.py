"""The journey of the first case through the real window: from set-up to the approval letter."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from tests.e2e.hand import COMPANY, Hand, new_case, set_up


@pytest.fixture
def hand(qapp: object, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Hand(tmp_path / "滨惠办 数据")
    yield made
    made.leave()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "".join(page.get_textpage().get_text_range() for page in document)


def answer_all(hand: Hand) -> None:
    """Press 1 until no question is open: the focus goes on by itself."""
    for step, listed in ((0, hand.page.guide.checks), (1, hand.page.guide.materials)):
        hand.page.guide.go_to(step)
        for _ in range(len(listed.rows)):
            if not any(not row.line.answer and not row.line.automatic for row in listed.rows.values()):
                break
            hand.press(Qt.Key.Key_1, listed.rows[listed.current_id])
        hand.settle()


def test_from_set_up_to_approval_letter(hand: Hand) -> None:
    set_up(hand)
    assert "王一" in hand.window.header.officer_button.text()

    new_case(hand)
    assert "2,300,000.00 × 5%" in shown_texts(hand.page.side)
    hand.page.register_button.click()
    hand.wait(lambda: type(hand.page).__name__ == "CaseScreen" and hand.page.presenter.view is not None)
    hand.settle()
    assert hand.page.head.applicant.accessibleName() == COMPANY

    answer_all(hand)
    view = hand.page.presenter.view
    assert all(check.verdict == "符合" for check in view.checks)
    assert all(item.state == "已收" for item in view.materials)
    shown = shown_texts(hand.page.side)
    assert "115,000.00 元" in shown and "2,300,000.00 × 5%" in shown
    assert hand.page.guide.determination.amount.text == "", "the ceiling is never filled in"

    hand.move("受理")
    hand.move("开始审查")
    hand.move("审查通过", opinion="材料齐全，符合条款条件。")
    determination = hand.page.guide.determination
    hand.page.guide.go_to(2)
    hand.type(determination.amount, "11.5万")
    assert "壹拾壹万伍仟元整" in determination.amount.below.text()
    determination.quote_button.click()
    hand.type(determination.basis, "按新增额2,300,000.00元的5%核定。")
    hand.press(Qt.Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert hand.page.presenter.view.determination.amount_fen == 115_000_00
    assert "第（十三）条" in hand.page.presenter.view.determination.basis or "（十三）" in (
        hand.page.presenter.view.determination.basis
    )

    hand.move("提交初审", opinion="拟核定115,000.00元，请审核。")
    hand.sit_down("李二")
    hand.move("初审通过", opinion="同意。")
    hand.sit_down("赵三")
    hand.move("同意", opinion="同意。")
    hand.sit_down("王一")
    hand.move("开始公示")
    hand.clock.moment += timedelta(days=14)
    hand.page.presenter.refresh()
    hand.settle()
    hand.move("公示期满")

    issue_approval(hand)


def issue_approval(hand: Hand) -> None:
    hand.page.presenter.draft_letter("approval", lambda pdf: None)
    letters: list[object] = []
    hand.page.presenter.issue_letter("approval", letters.append)
    hand.settle()
    assert len(letters) == 1
    text = text_of(letters[0].pdf)  # type: ignore[attr-defined]
    joined = "".join(text.split())
    assert "壹拾壹万伍仟元整" in joined
    assert "¥115,000.00" in joined
    assert "第（十三）条" in joined
    assert COMPANY in joined
    stored: list[bytes] = []
    hand.page.presenter.reprint(hand.page.presenter.view.letters[0].id, stored.append)
    hand.settle()
    assert stored == [letters[0].pdf]  # type: ignore[attr-defined]


def shown_texts(widget: object) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())  # type: ignore[attr-defined]
