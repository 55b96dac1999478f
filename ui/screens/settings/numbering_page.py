"""编号: the head of each kind's numbers, and how far every sequence has come."""

from __future__ import annotations

from typing import Any

from models.services.letter_records import SequenceView
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.settings.page import SettingsPage
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import label

SEQUENCES: tuple[BoardColumn, ...] = (
    BoardColumn("编号", 200, lambda one: one.what, stretch=True),
    BoardColumn("年份", 80, lambda one: str(one.year)),
    BoardColumn("已用到", 90, lambda one: f"{one.last:,}", "amount"),
    BoardColumn("下一个", 240, lambda one: one.next_number, stretch=True),
)
HEADS: tuple[BoardColumn, ...] = (
    BoardColumn("文书种类", 200, lambda one: one[0], stretch=True),
    BoardColumn("文号的样子", 240, lambda one: one[1] or "没有文号（内部用表）", stretch=True),
)


class NumberingPage(SettingsPage):
    """Nothing is changed here: a number is drawn when a letter is issued, without gaps."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "编号",
            "文号按字头、种类和年份各成一列，出具时取下一个，不跳号、不重号；作废的文号不再使用。字头在“单位”中修改。",
            scrolling=False,
        )
        self.sequences = BoardTable(SEQUENCES, desk.theme, "已用的编号")
        self.heads = BoardTable(HEADS, desk.theme, "各种文书的文号", row_height=28)
        self._none = label("还没有用过编号。登记第一件办件、出具第一份文书后显示。", "secondary", wrap=True)
        self.body.addWidget(label("用到哪里", "heading"))
        self.body.addWidget(self._none)
        self.body.addWidget(self.sequences, 1)
        self.body.addWidget(label("各种文书的文号", "heading"))
        self.body.addWidget(self.heads, 1)

    def refresh(self) -> None:
        self.show_obstacle("")
        records = self._desk.office.letters.records
        self._desk.read(
            lambda: (records.sequences(), records.numbering()), self._show, key="settings.numbers", owner=self
        )

    def _show(self, answer: tuple[tuple[SequenceView, ...], Any]) -> None:
        sequences, heads = answer
        self.sequences.show_lines(list(sequences))
        self.sequences.setVisible(bool(sequences))
        self._none.setVisible(not sequences)
        self.heads.show_lines(list(heads))
