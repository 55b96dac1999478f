"""The screen 公示: the notices on the left, one with its cases and objections on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSplitter, QWidget

from models.changes import Changes
from models.services.views import NoticeView, ObjectionView
from ui import messages
from ui.desk import Desk
from ui.navigation import Navigator
from ui.printing import Printable, ScreenPrints, board_printable
from ui.screens.notices.columns import NOTICES
from ui.screens.notices.panel import NoticePanel
from ui.screens.notices.presenter import Eligible, NoticePage, NoticesPresenter
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, label, line
from ui.widgets.swap import Swap, empty_page

ROW_HEIGHT = 46
CHOOSE = "选一次公示，这里显示办件、异议和期满后的去向。"


class NoticesScreen(QWidget):
    """Batches on public notice."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = NoticesPresenter(desk)
        self.table = BoardTable(NOTICES, desk.theme, "公示列表", row_height=ROW_HEIGHT)
        self.panel = NoticePanel(desk)
        self.dialog: QDialog | None = None
        self.prints = ScreenPrints(desk, self, self._printable, name="打印公示")
        self._notice_id = 0
        self._lay_out()
        self.table.turned_to.connect(self._on_turned)
        self.table.opened.connect(lambda notice: self.panel.cases.setFocus(Qt.FocusReason.OtherFocusReason))
        panel = self.panel
        panel.cases.opened.connect(lambda row: navigator.open_case(row.id))
        panel.objections.case_asked.connect(navigator.open_case)
        panel.objections.settle_asked.connect(self._settle)
        panel.object_asked.connect(self._object)
        panel.end_asked.connect(self._end)
        panel.letter_asked.connect(self._letter)
        desk.bridge.changed.connect(self._on_changed)
        desk.officer_changed.connect(lambda officer: self._on_officer())

    def on_shown(self) -> None:
        """Look again."""
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Nothing is typed here that could be lost."""

    def refresh(self) -> None:
        """Fetch the notices and the cases that may go on notice."""
        self.presenter.fetch(self._show, owner=self)
        self.presenter.fetch_eligible(self._show_eligible, owner=self)

    def _lay_out(self) -> None:
        self.count = label("", "secondary")
        self.new_button = button("新建公示(&W)…", self.begin, kind="primary", name="新建公示")
        head = line(spacing=12)
        head.addWidget(label("公示", "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.prints.button)
        head.addWidget(self.new_button)
        words = "还没有公示。审批同意的办件进入“公示”环节后，按“新建公示”成批发布。"
        self._empty = label(words, "secondary", wrap=True)
        self._swap = Swap(self.table, empty_page(self._empty))
        none = label(CHOOSE, "secondary", wrap=True)
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = Swap(none, self.panel)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self._swap)
        split.addWidget(self._right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([480, 720])
        self._swap.setMinimumWidth(320)
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addWidget(split, 1)
        self.setLayout(layout)

    # --- showing

    def _show(self, notices: tuple[NoticeView, ...]) -> None:
        self._swap.turn_to(0 if notices else 1)
        wanted = self._notice_id
        self.table.show_lines(list(notices), lambda notice: notice.id == wanted)
        self._right.setVisible(bool(notices))
        if not notices:
            self._right.turn_to(0)

    def _show_eligible(self, eligible: Eligible) -> None:
        count = len(eligible.cases)
        self.count.setText(f"可列入公示 {count} 件" if count else "没有待列入公示的办件")
        why = self.presenter.obstacle("publish_notice")
        self.new_button.setEnabled(bool(count) and not why)
        self.new_button.setToolTip(why)

    def _on_turned(self, notice: NoticeView) -> None:
        self._notice_id = notice.id
        self.presenter.fetch_page(notice.id, self._show_page, owner=self)

    def _show_page(self, page: NoticePage) -> None:
        if page.notice.id != self._notice_id:
            return
        self._right.turn_to(1)
        self.panel.show_page(
            page,
            publish=self.presenter.obstacle("publish_notice"),
            record=self.presenter.obstacle("record_objection"),
        )
        if page.notice.case_ids:
            self.presenter.fetch_letters(page.notice.case_ids[0], self.panel.show_letters, owner=self)

    def _on_officer(self) -> None:
        if self.isVisible():
            self.refresh()

    # --- doing

    def begin(self) -> None:
        """Choose cases for a new notice."""
        self.presenter.fetch_eligible(self._ask_new, owner=self)

    def _ask_new(self, eligible: Eligible) -> None:
        from ui.dialogs.notice_dialog import NoticeDialog

        dialog = NoticeDialog(self._desk, self.presenter, eligible, self)
        dialog.opened.connect(self._on_opened)
        self._open_dialog(dialog)

    def _on_opened(self, notice: NoticeView) -> None:
        self._notice_id = notice.id
        self._desk.say(f"已发布公示，至 {notice.ends_on} 止")
        self.refresh()

    def _object(self) -> None:
        from ui.dialogs.objection_dialog import ObjectionDialog

        if self.panel.page is not None:
            dialog = ObjectionDialog(self.presenter, self.panel.page, self)
            dialog.recorded.connect(lambda notice: self.refresh())
            self._open_dialog(dialog)

    def _settle(self, objection: ObjectionView) -> None:
        from ui.dialogs.objection_dialog import OutcomeDialog

        dialog = OutcomeDialog(self.presenter, objection, self)
        dialog.recorded.connect(lambda notice: self.refresh())
        self._open_dialog(dialog)

    def _end(self) -> None:
        page = self.panel.page
        if page is None:
            return
        waiting = sum(1 for row in page.cases if row.stage == "公示")
        question = f"结束“{page.notice.title}”？"
        if messages.confirm(
            self, question, f"这 {waiting} 件将转入“批复”，计时恢复；不能退回公示。", action="结束公示"
        ):
            self.presenter.end(page.notice.id, lambda notice: self.refresh(), owner=self)

    def _letter(self) -> None:
        page = self.panel.page
        if page is None:
            return
        if (letter := self.panel.letter) is not None:
            self.presenter.reprint(letter.id, lambda pdf: self._preview(pdf, letter.number), owner=self)
            return
        question = f"为“{page.notice.title}”的 {len(page.notice.case_ids)} 件出具一份公示？"
        if messages.confirm(
            self, question, "出具后占用文号并存档，不能删除，只能作废重出。", action="编号并出具"
        ):
            self.presenter.issue_letter(page.notice.case_ids, self._on_issued, owner=self)

    def _on_issued(self, letter: Any) -> None:
        self._preview(letter.pdf, letter.number)
        self.refresh()

    def _preview(self, pdf: bytes, number: str) -> None:
        from ui.dialogs.letter_dialog import LetterDialog

        self._open_dialog(LetterDialog(self._desk, pdf, title=f"公示 {number}", draft=False, parent=self))

    def _printable(self) -> Printable | None:
        """The notices while the focus is in their list, else the cases of the notice shown."""
        page = self.panel.page
        if page is None or self.table.hasFocus():
            return board_printable(self.table.board, "公示登记表")
        notice = page.notice
        scope = f"公示期 {notice.began_on} 至 {notice.ends_on}　{len(notice.case_ids)} 件　{notice.state}"
        return board_printable(self.panel.cases.board, notice.title, scope)

    def _open_dialog(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if (changes.cases or "notices" in changes.topics) and origin is not self and self.isVisible():
            self.refresh()
