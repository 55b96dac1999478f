"""The screen 主体: found while typing on the left, the chosen one with everything it has on the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QSplitter, QWidget

from models.cases.applicant import KINDS
from models.changes import Changes
from models.errors import UserError
from models.services.merge_views import MergeView
from models.services.views import Applicant, ApplicantRow
from ui.desk import Desk
from ui.navigation import Navigator
from ui.printing import Printable, ScreenPrints, board_printable
from ui.screens.applicants.columns import APPLICANTS
from ui.screens.applicants.page import WALLET, ApplicantPanel
from ui.screens.applicants.presenter import LIMIT, ApplicantPage, ApplicantsPresenter
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, label, line
from ui.widgets.swap import Swap, empty_page

SEARCH_DELAY_MS = 80
ROW_HEIGHT = 46
CHOOSE = "从左边选一个主体，这里显示它的资料、享受过的政策和材料。"


class ApplicantsScreen(QWidget):
    """Everybody who applied, or may."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = ApplicantsPresenter(desk)
        self.search = QLineEdit()
        self.search.setPlaceholderText("按名称、首字母、代码查找　Ctrl+F")
        self.search.setAccessibleName("查找主体")
        self.search.setClearButtonEnabled(True)
        self.chips = QButtonGroup(self)
        self.count = label("", "secondary")
        self.table = BoardTable(APPLICANTS, desk.theme, "主体列表", row_height=ROW_HEIGHT)
        self.panel = ApplicantPanel(desk)
        self.dialog: QDialog | None = None
        self.prints = ScreenPrints(desk, self, self._printable, name="打印主体列表")
        self._shown_id = 0
        self._wanted_id = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        self._lay_out()
        self._connect()

    def on_shown(self) -> None:
        """Look again."""
        self.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """The dialog keeps its own draft."""

    def go_to(self, applicant_id: str) -> None:
        """Show one applicant."""
        self._wanted_id = int(applicant_id)
        self.search.clear()
        self.chips.buttons()[0].setChecked(True)
        self._turn_to(self._wanted_id)
        self.refresh()

    def refresh(self) -> None:
        """Find again, and fetch the applicant shown."""
        self._timer.stop()
        kind = str(self.chips.checkedButton().property("applicant_kind"))
        self.presenter.find(self.search.text(), (kind,) if kind else (), self._show_rows, owner=self)
        if self._shown_id:
            self.presenter.fetch(self._shown_id, self._show_page, owner=self)

    # --- building

    def _lay_out(self) -> None:
        head = line(spacing=12)
        head.addWidget(label("主体", "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.prints.button)
        head.addWidget(button("登记主体(&R)", self.add, name="登记主体"))
        listed = self._make_list()
        none = label(CHOOSE, "secondary", wrap=True)
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = Swap(none, self.panel)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(listed)
        split.addWidget(self._right)
        split.setStretchFactor(1, 1)
        split.setSizes([420, 780])
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addWidget(split, 1)
        self.setLayout(layout)

    def _make_list(self) -> QWidget:
        """What is looked for, and what was found."""
        chips = line(spacing=4)
        for place, kind in enumerate(("", *KINDS)):
            chip = button(kind or "全部", kind="chip", name=f"只看{kind}" if kind else "全部类别")
            chip.setCheckable(True)
            chip.setProperty("applicant_kind", kind)
            chip.setChecked(place == 0)
            self.chips.addButton(chip)
            chips.addWidget(chip)
        chips.addStretch(1)
        left = column(spacing=8)
        left.addWidget(self.search)
        left.addLayout(chips)
        self._empty = label("", "secondary", wrap=True)
        self._swap = Swap(self.table, empty_page(self._empty))
        left.addWidget(self._swap, 1)
        listed = QWidget()
        listed.setLayout(left)
        listed.setMinimumWidth(300)
        return listed

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda text: self._timer.start())
        self.search.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.chips.buttonClicked.connect(lambda chip: self.refresh())
        self.table.turned_to.connect(self._on_turned)
        self.table.opened.connect(lambda row: self.panel.steps.setFocus())
        panel = self.panel
        panel.edit_asked.connect(self.edit)
        panel.new_case_asked.connect(self._new_case)
        panel.files_offered.connect(self._on_files)
        panel.cases.case_asked.connect(self._navigator.open_case)
        panel.received.case_asked.connect(self._navigator.open_case)
        panel.doubles.merge_asked.connect(self._merge)
        panel.doubles.unmerge_asked.connect(self._unmerge)
        self._desk.bridge.changed.connect(self._on_changed)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(lambda: (self.search.setFocus(), self.search.selectAll()))

    # --- showing

    def _show_rows(self, rows: list[ApplicantRow]) -> None:
        self.count.setText(f"前 {LIMIT} 个，请多输入几个字" if len(rows) == LIMIT else f"{len(rows)} 个")
        self._swap.turn_to(0 if rows else 1)
        narrowed = (
            bool(self.search.text().strip()) or self.chips.checkedButton() is not self.chips.buttons()[0]
        )
        self._empty.setText(
            "没有找到。请换一个词，或按“登记主体”新增。"
            if narrowed
            else "还没有主体。登记办件时会自动建立，也可以按“登记主体”先登记。"
        )
        wanted = self._wanted_id or self._shown_id
        self._wanted_id = 0
        self.table.show_lines(list(rows), lambda row: row.id == wanted)
        # What was chosen stays beside a search that finds nothing; an empty register takes the whole page.
        self._right.setVisible(bool(rows or self._shown_id))
        if not rows and not self._shown_id:
            self._right.turn_to(0)

    def _on_turned(self, row: ApplicantRow) -> None:
        if row.id != self._shown_id:
            self._turn_to(row.id)

    def _turn_to(self, applicant_id: int) -> None:
        self._shown_id = applicant_id
        self.presenter.fetch(applicant_id, self._show_page, owner=self)

    def _show_page(self, page: ApplicantPage) -> None:
        if page.view.applicant.merged_into:
            self._turn_to(page.view.applicant.merged_into)
            return
        self._right.turn_to(1)
        self.panel.show_page(page, self.presenter.obstacle("merge_applicants"))

    # --- doing

    def add(self) -> None:
        """Register an applicant."""
        self._edit(None)

    def edit(self) -> None:
        """Change the applicant shown."""
        if self.panel.page is not None:
            self._edit(self.panel.page.view.applicant)

    def _printable(self) -> Printable | None:
        """What the applicant received or its cases where such a table is open with the focus, else the list."""
        page = self.panel.page
        for part, title in ((self.panel.received, "享受政策情况表"), (self.panel.cases, "办件表")):
            if page is not None and part.table.isVisible() and not self.table.hasFocus():
                applicant = page.view.applicant
                return board_printable(part.table.board, f"{applicant.name}{title}", part.total.text())
        text = self.search.text().strip()
        kind = str(self.chips.checkedButton().property("applicant_kind"))
        scope = "　".join(one for one in (kind, f"查找“{text}”" if text else "") if one)
        return board_printable(self.table.board, "申请主体表", f"范围：{scope or '全部'}")

    def _edit(self, applicant: Applicant | None) -> None:
        from ui.dialogs.applicant_dialog import ApplicantDialog

        if why := self.presenter.obstacle("edit_applicant"):
            self._desk.show_problem(UserError("没有权限", why))
            return
        dialog = ApplicantDialog(self._desk, applicant, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(lambda saved: self.go_to(str(saved.id)))
        self.dialog = dialog
        dialog.open()

    def _new_case(self) -> None:
        if self.panel.page is not None:
            self._navigator.new_case(applicant_id=self.panel.page.view.applicant.id)

    def _on_files(self, paths: list[Path]) -> None:
        from ui.dialogs.wallet_dialog import WalletDialog

        page = self.panel.page
        if page is None:
            return
        applicant_id = page.view.applicant.id
        dialog = WalletDialog(self._desk, paths, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self.panel.wallet.files.add(
                paths, applicant_id=applicant_id, expires_on=dialog.expires_on
            )
        )
        self.panel.steps.turn_to(WALLET)
        self.dialog = dialog
        dialog.open()

    def _merge(self, kept_id: int, merged_id: int, reason: str) -> None:
        def done(merge_id: int) -> None:
            self.panel.doubles.reason.clear()
            self._shown_id = kept_id
            self._wanted_id = kept_id
            self.refresh()

        def refused(error: Exception) -> None:
            if isinstance(error, UserError):
                self.panel.doubles.show_fault(error.message)
            else:
                self._desk.show_problem(error)

        page = self.panel.page
        shown = (page.view.applicant, *page.others) if page is not None else ()
        name = next((one.name for one in shown if one.id == merged_id), "")
        self.presenter.merge(kept_id, merged_id, reason, name=name, done=done, failed=refused, owner=self)

    def _unmerge(self, merge: MergeView) -> None:
        def done(nothing: object) -> None:
            self._desk.say(f"已撤销合并：{merge.merged.name}")
            self.refresh()

        self.presenter.unmerge(merge.id, done, owner=self)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if (changes.applicants or changes.cases) and origin is not self and self.isVisible():
            self.refresh()
