"""The screen 拨付: what is due, what is to come back, what was paid; one case's money beside the list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QSplitter, QWidget

from models.cases.officers import action_obstacle
from models.changes import Changes
from models.money import yuan_grouped
from models.services.payment_batch import MOST_LINES
from models.services.views import CaseView
from ui import messages
from ui.desk import Desk
from ui.navigation import Navigator
from ui.printing import Printable, ScreenPrints, board_printable
from ui.screens.payments.columns import DUE as DUE_COLUMNS
from ui.screens.payments.columns import OTHER
from ui.screens.payments.panel import PaymentPanel
from ui.screens.payments.presenter import DUE, LISTS, PaymentRow, PaymentsPresenter
from ui.widgets.exporting import ask_and_export
from ui.widgets.parts import ElidedLabel, button, column, frame, label, line, scrolled
from ui.widgets.pick_table import PickTable
from ui.widgets.swap import Swap, empty_page

EMPTY = {
    "due": "没有待拨付的办件。批复出具后在办件页面“转拨付”，就会列在这里。",
    "back": "没有待追回的办件。审批人员对已拨付的办件办理“追回”后，会列在这里。",
    "paid": "还没有拨付过资金。",
}
ROW_HEIGHT = 46


class PaymentsScreen(QWidget):
    """Money going out and coming back."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = PaymentsPresenter(desk)
        self.chips = QButtonGroup(self)
        self.due = PickTable(DUE_COLUMNS, desk.theme, "待拨付列表", row_height=ROW_HEIGHT)
        self.other = PickTable(OTHER, desk.theme, "拨付列表", row_height=ROW_HEIGHT)
        self.panel = PaymentPanel(desk)
        self.dialog: QDialog | None = None
        self.prints = ScreenPrints(desk, self, self._printable, name="打印拨付列表")
        self._case_id = 0
        self._lay_out()
        for table in (self.due, self.other):
            table.turned_to.connect(self._on_turned)
            table.opened.connect(lambda row: self.panel.entry.amount.setFocus())
            table.picked_changed.connect(self._count)
        self.panel.saved.connect(lambda view: self.refresh())
        self.chips.buttonClicked.connect(lambda chip: self._turn_list())
        desk.bridge.changed.connect(self._on_changed)
        desk.officer_changed.connect(lambda officer: self.panel.begin_entry())

    def on_shown(self) -> None:
        """Look again."""
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Keep what is being typed."""
        self.panel.entry.drafts.flush()

    @property
    def which(self) -> str:
        """Which list is shown."""
        return str(self.chips.checkedButton().property("which"))

    @property
    def table(self) -> PickTable:
        """The table shown."""
        return self.due if self.which == DUE else self.other

    def refresh(self) -> None:
        """Fetch the list again."""
        self.presenter.fetch(self.which, self._show, owner=self)

    def _lay_out(self) -> None:
        self.count = label("", "secondary")
        self.export_button = button("导出拨付清单(&X)…", self._export, name="导出给财政的拨付清单")
        self.batch_button = button("批量登记(&B)…", self._enter_many, name="批量登记拨付")
        self.letter_button = button("出具拨付通知(&L)…", self._issue, name="出具资金拨付通知")
        head, lists = line(spacing=12), line(spacing=12)
        head.addWidget(label("拨付", "title"))
        for place, (which, title) in enumerate(LISTS):
            chip = button(title, kind="chip")
            chip.setCheckable(True)
            chip.setProperty("which", which)
            chip.setChecked(place == 0)
            self.chips.addButton(chip)
            lists.addWidget(chip)
        lists.addWidget(self.count)
        lists.addStretch(1)
        head.addStretch(1)
        head.addWidget(self.prints.button)
        head.addWidget(self.batch_button)
        head.addWidget(self.letter_button)
        head.addWidget(self.export_button)
        self._empty = label("", "secondary", wrap=True)
        self._swap = Swap(self.due, self.other, empty_page(self._empty))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self._swap)
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        split.setSizes([720, 460])
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addLayout(lists)
        layout.addWidget(split, 1)
        self.setLayout(layout)

    def _side(self) -> QWidget:
        self._title = ElidedLabel("", "heading")
        self._where = ElidedLabel("", "secondary")
        open_case = button("打开办件(&O)", self._open_case, kind="small", name="打开办件")
        first = line(spacing=8)
        first.addWidget(self._title, 1)
        first.addWidget(open_case)
        inside = column(spacing=4, margins=(16, 12, 16, 12))
        inside.addLayout(first)
        inside.addWidget(self._where)
        inside.addSpacing(8)
        inside.addWidget(self.panel)
        page = QWidget()
        page.setLayout(inside)
        holder = column()
        holder.addWidget(scrolled(page))
        self._card = frame("card", holder)
        words = label("选一件，这里登记拨付、查看历次记录。", "secondary", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = Swap(words, self._card)
        self._right.setMinimumWidth(400)
        return self._right

    def _turn_list(self) -> None:
        self._case_id = 0
        self._right.turn_to(0)
        self.refresh()

    def _show(self, rows: tuple[PaymentRow, ...]) -> None:
        table = self.table
        self._swap.turn_to((0 if table is self.due else 1) if rows else 2)
        self._empty.setText(EMPTY[self.which])
        self._right.setVisible(bool(rows))
        case_id = self._case_id
        table.show_lines(list(rows), lambda row: row.case_id == case_id)
        for made in (self.export_button, self.letter_button, self.batch_button):
            made.setVisible(self.which == DUE)
            made.setEnabled(bool(rows))
        self._count()

    def _count(self) -> None:
        rows = self.table.rows
        picked = self.table.picked
        words = f"{len(rows)} 件"
        if self.which == DUE and rows:
            words += f"，待拨付 {yuan_grouped(sum(row.left_fen for row in rows))} 元"
        if len(picked) > 1:
            words = f"已选 {len(picked)} 件，{yuan_grouped(sum(row.left_fen for row in picked))} 元"
        self.count.setText(words)

    def _on_turned(self, row: PaymentRow) -> None:
        self._case_id = row.case_id
        self.presenter.fetch_case(row.case_id, self._show_case, owner=self)

    def _show_case(self, view: CaseView) -> None:
        if view.case.id != self._case_id:
            return
        self._right.turn_to(1)
        self._title.set_whole(view.applicant.name)
        self._where.set_whole(f"{view.case.case_no}　{view.clause.number}{view.matter.name}")
        self.panel.show_case(view)

    def _open_case(self) -> None:
        if self._case_id:
            self._navigator.open_case(self._case_id)

    def _chosen(self) -> tuple[int, ...]:
        """The picked cases where several are, else all of the list."""
        picked = self.table.picked
        rows = picked if len(picked) > 1 else self.table.rows
        return tuple(row.case_id for row in rows)

    def _enter_many(self) -> None:
        if why := action_obstacle(self._desk.officer, "record_payment"):
            self._desk.say(why)
            return
        from ui.dialogs.payment_batch_dialog import PaymentBatchDialog

        chosen = set(self._chosen())
        rows = tuple(row for row in self.table.rows if row.case_id in chosen)
        self.dialog = PaymentBatchDialog(self._desk, rows[:MOST_LINES], self)
        self.dialog.open()

    def _printable(self) -> Printable | None:
        title = f"{self.chips.checkedButton().text()}办件表"
        return board_printable(self.table.board, title, f"{len(self.table.rows)} 件")

    def _export(self) -> None:
        day = self._desk.office.clock.today().isoformat()
        ask_and_export(
            self._desk, self, f"资金拨付清单 {day}", ".xlsx", self.presenter.workbook(self._chosen())
        )

    def _issue(self) -> None:
        chosen = self._chosen()
        rows = [row for row in self.table.rows if row.case_id in set(chosen)]
        first = f"{rows[0].case_no}　{rows[0].applicant_name}"
        named = first if len(rows) == 1 else f"{first} 等 {len(rows)} 件"
        total = yuan_grouped(sum(row.left_fen for row in rows))
        question = f"出具一份资金拨付通知：{named}，合计 {total} 元？"
        if messages.confirm(
            self, question, "出具后占用文号并存档，不能删除，只能作废重出。", action="编号并出具"
        ):
            self.presenter.issue_letter(chosen, self._preview, owner=self)

    def _preview(self, letter: Any) -> None:
        from ui.dialogs.letter_dialog import LetterDialog

        self.dialog = LetterDialog(
            self._desk, letter.pdf, title=f"资金拨付通知 {letter.number}", draft=False, parent=self
        )
        self.dialog.open()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if (changes.cases or changes.applicants) and origin is not self.panel and self.isVisible():
            self.refresh()
