"""Several payments at once in the window: pasted from the finance bureau's list, asked once, entered all or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from casework import Casework
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import resources
from models.clock import FixedClock
from models.money import yuan_grouped
from models.services.office import Office, open_office
from tests.e2e.hand import Hand
from ui.itemmodels.payment_sheet_model import AMOUNT, VOUCHER, WORDS

CTRL = Qt.KeyboardModifier.ControlModifier
AMOUNTS_FEN = (100_000_00, 110_000_00, 90_000_00)


@pytest.fixture
def hand(qapp: Any, tmp_path: Path) -> Iterator[Hand]:
    folder, clock = tmp_path / "数据", FixedClock(datetime(2024, 6, 5, 9, 30))
    with closing(open_office(folder, clock=clock, resources=resources.path())) as office:
        work = Casework(office, clock)
        for amount_fen in AMOUNTS_FEN:
            work.to_payment(work.register().id, amount_fen)
    made = Hand(folder, clock)
    made.window.open_screen("payments")
    made.settle()
    yield made
    assert made.window.desk.office.verify() == []
    made.leave()


def opened(hand: Hand) -> Any:
    hand.page.batch_button.click()
    hand.settle()
    return hand.page.dialog


def paste(hand: Hand, dialog: Any, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    dialog.sheet.setFocus()
    hand.press(Qt.Key.Key_V, dialog.sheet, CTRL)
    hand.settle()


def paid(hand: Hand) -> list[int]:
    office: Office = hand.window.desk.office
    return [row.paid_fen for row in sorted(hand.page.table.rows, key=lambda row: row.case_no)] or [
        sum(row.determined_fen - row.due_fen for row in office.payments.due())
    ]


def test_the_list_of_the_finance_bureau_is_pasted_and_entered(hand: Hand) -> None:
    rows = sorted(hand.page.table.rows, key=lambda row: row.case_no)
    dialog = opened(hand)
    assert [line.amount for line in dialog.model.lines] == [
        yuan_grouped(line.row.left_fen) for line in dialog.model.lines
    ]
    lines = ["序号\t收款单位（个人）\t开户行\t金额（万元）\t凭证号"]
    lines += [f"{n}\t{row.applicant_name}\t某行\t{n}\t00{n}" for n, row in enumerate(reversed(rows), 1)]
    paste(hand, dialog, "\n".join([*lines, "\t合计\t\t6\t"]))
    typed = {line.row.case_no: (line.amount, line.voucher) for line in dialog.model.lines}
    assert typed == {row.case_no: (f"{n}0,000.00", f"00{n}") for n, row in enumerate(reversed(rows), 1)}
    dialog.day.set_text("今天")
    hand.press(Qt.Key.Key_Return, dialog, CTRL)
    hand.settle()
    box = dialog.question
    assert "（3 件）没有登记收款账户" in box.informativeText()
    assert "3 件" in box.text() and "60,000.00 元" in box.text() and "陆万元整" in box.informativeText()
    hand.go_on_if_asked()
    hand.settle()
    assert not dialog.isVisible()
    assert paid(hand) == [30_000_00, 20_000_00, 10_000_00]


def test_a_list_that_does_not_fit_changes_nothing_and_says_which_line(hand: Hand) -> None:
    dialog = opened(hand)
    before = [line.amount for line in dialog.model.lines]
    name = dialog.model.lines[0].row.applicant_name
    paste(hand, dialog, f"单位名称\t金额\n{name}\t1\n别处有限公司\t2")
    assert "第 3 行“别处有限公司”" in dialog._fault.text()
    assert [line.amount for line in dialog.model.lines] == before
    paste(hand, dialog, "1\n2\n3\n4")
    assert "对不上" in dialog._fault.text()
    dialog.reject()


def test_a_line_is_never_put_on_another_case_nor_twice_on_one(hand: Hand) -> None:
    rows = sorted(hand.page.table.rows, key=lambda row: row.case_no)
    wanted = {row.case_id for row in rows[:2]}
    hand.page.table.pick(lambda row: row.case_id in wanted)
    dialog = opened(hand)
    before = [line.amount for line in dialog.model.lines]
    name, titles = rows[0].applicant_name, "办件编号\t单位名称\t金额\n"
    for lines, words in (
        (f"{rows[2].case_no}\t{name}\t7", "不在本次所选的办件中"),
        (f"{rows[0].case_no}\t{rows[1].applicant_name}\t7", "对不上"),
        (f"{rows[0].case_no}\t{name}\t7\n\t{name}\t8", "第 3 行与第 2 行是同一件"),
    ):
        paste(hand, dialog, titles + lines)
        assert words in dialog._fault.text()
        assert [line.amount for line in dialog.model.lines] == before
    paste(hand, dialog, f"单位名称\t金额\t实拨金额\n{name}\t7\t8")
    assert "不知道取哪一栏" in dialog._fault.text()
    for text in (
        f"单位名称\t金额（千元）\t凭证号\n{name}\t7\t1",
        f"单位：百万元\n单位名称\t金额\n{name}\t7",
    ):
        paste(hand, dialog, text)
        assert "金额单位是" in dialog._fault.text()
        assert [(line.amount, line.voucher) for line in dialog.model.lines] == [(one, "") for one in before]
    dialog.reject()


def test_a_day_to_come_is_one_fault_however_many_cases(hand: Hand) -> None:
    dialog = opened(hand)
    hand.type(dialog.voucher, "2024-1")
    dialog.day.set_text("2030-1-1")
    dialog.finish()
    hand.go_on_if_asked()
    hand.settle()
    assert "有 1 处须改正" in dialog._fault.text() and dialog.isVisible() and sum(paid(hand)) == 0
    dialog.reject()


@pytest.mark.parametrize(
    ("above", "title", "under", "amount"),
    [
        ("2024年第二批拨付清单\n\n", "实拨金额（元）", "", "3.00"),
        ("", "金额(单位：万元)", "", "30,000.00"),
        ("", "金额（万）", "", "30,000.00"),
        ("2024年第二批拨付清单\t\t单位：万元\n", "金额", "", "30,000.00"),
        ("", "金额", "\t\t单位：万元\n", "30,000.00"),
        ("单位：万元\n", "金额（元）", "", "3.00"),
    ],
)
def test_titles_stand_lower_and_units_are_written_in_many_ways(
    hand: Hand, above: str, title: str, under: str, amount: str
) -> None:
    dialog = opened(hand)
    line = dialog.model.lines[1]
    paste(hand, dialog, f"{above}序号\t单位名称\t{title}\n{under}1\t{line.row.applicant_name}\t3")
    assert dialog._fault.text() == "" and line.amount == amount
    dialog.reject()


def test_what_is_still_being_typed_in_a_cell_counts(hand: Hand) -> None:
    dialog = opened(hand)
    dialog.day.set_text("今天")
    hand.type(dialog.voucher, "2024-1")
    dialog.sheet.setFocus()
    dialog.sheet.setCurrentIndex(dialog.model.index(0, AMOUNT))
    hand.press(Qt.Key.Key_F2, dialog.sheet)
    editor = hand.app.focusWidget()
    editor.selectAll()
    hand.type(editor, "5")
    hand.press(Qt.Key.Key_Return, editor, CTRL)
    hand.settle()
    assert dialog.model.lines[0].amount == "5.00"
    assert "200,005.00 元" in dialog.question.text()
    dialog.question.reject()
    dialog.reject()


def test_cells_are_typed_and_pasted_in_order(hand: Hand) -> None:
    dialog = opened(hand)
    model = dialog.model
    paste(hand, dialog, "1万\tA-1\n\tA-2")
    assert [(line.amount, line.voucher) for line in model.lines][:2] == [("10,000.00", "A-1"), ("", "A-2")]
    assert model.index(1, WORDS).data() == "本次不拨"
    assert model.setData(model.index(2, AMOUNT), "100万")
    assert "至多还可拨付" in model.index(2, WORDS).data()
    dialog.day.set_text("今天")
    dialog.finish()
    assert dialog.question is None and "至多还可拨付" in dialog._fault.text()
    assert model.setData(model.index(2, AMOUNT), "8万")
    dialog.finish()
    hand.go_on_if_asked()
    hand.settle()
    assert dialog.isVisible(), "the third has no voucher"
    assert model.lines[2].fault == VOUCHER and "没有登记任何一件" in dialog._fault.text()
    assert paid(hand) == [0, 0, 0]
    hand.type(dialog.voucher, "2024-100")
    assert model.index(2, VOUCHER).data() == "2024-100" and model.index(0, VOUCHER).data() == "A-1"
    dialog.finish()
    hand.go_on_if_asked()
    hand.settle()
    assert sum(paid(hand)) == 90_000_00
    assert QApplication.activeModalWidget() is None


def test_only_the_picked_cases_are_taken(hand: Hand) -> None:
    wanted = {row.case_id for row in hand.page.table.rows[:2]}
    hand.page.table.pick(lambda row: row.case_id in wanted)
    dialog = opened(hand)
    assert {line.row.case_id for line in dialog.model.lines} == wanted
    dialog.reject()


def test_what_was_typed_is_there_again_after_esc(hand: Hand) -> None:
    dialog = opened(hand)
    paste(hand, dialog, "1万\tA-1")
    hand.type(dialog.day, "6-5")
    hand.press(Qt.Key.Key_Escape, dialog)
    hand.settle()
    assert not dialog.isVisible()
    again = opened(hand)
    hand.settle()
    assert (again.model.lines[0].amount, again.model.lines[0].voucher) == ("10,000.00", "A-1")
    assert again.day.text == "6-5"
    hand.type(again.voucher, "B-1")
    again.finish()
    hand.go_on_if_asked()
    hand.settle()
    assert not again.isVisible()
    last = opened(hand)
    hand.settle()
    assert last.model.to_keep() == {} and last.day.text == "", "what was entered is no draft any more"
    last.reject()
