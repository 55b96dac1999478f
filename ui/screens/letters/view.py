"""The screen 文书: everything issued, found while typing, its pages beside it; many at once; the check of paper letters."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QSplitter, QWidget

from models.changes import Changes
from models.errors import UserError
from models.services.views import LetterFilter, LetterRow
from ui.desk import Desk
from ui.navigation import Navigator
from ui.printing import Printable, ScreenPrints
from ui.screens.letters.acts import LetterActs
from ui.screens.letters.columns import register_columns
from ui.screens.letters.panel import LetterPanel
from ui.screens.letters.presenter import PAGE_ROWS, LetterShown, LettersPresenter, RegisterPage
from ui.screens.letters.printing import register_printable
from ui.screens.letters.verify_page import VerifyPage
from ui.widgets.parts import ElidedLabel, button, column, frame, label, line
from ui.widgets.pick_table import PickTable
from ui.widgets.steps import StepBar
from ui.widgets.swap import Swap, empty_page

SEARCH_DELAY_MS = 80
ROW_HEIGHT = 46
CHOOSE = "从左边选一份文书，这里显示存档的原件和送达情况。"
STATES = (("", "全部状态"), ("有效", "有效"), ("作废", "作废"), ("unsent", "未登记送达"))


class LettersScreen(QWidget):
    """The register and the check."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = LettersPresenter(desk)
        self.search = QLineEdit()
        self.kind, self.year, self.state = QComboBox(), QComboBox(), QComboBox()
        self.count = label("", "secondary")
        self.table = PickTable(
            register_columns(self.presenter.labels), desk.theme, "文书登记簿", row_height=ROW_HEIGHT
        )
        self.panel = LetterPanel(desk)
        self.verify = VerifyPage()
        self.steps = StepBar(("登记簿", "核验真伪"))
        self.acts = LetterActs(desk, self.presenter, self)
        self.prints = ScreenPrints(desk, self, self._printable, name="打印登记簿", keys="Ctrl+Shift+P")
        self._limit, self._wanted_id = PAGE_ROWS, 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        self._fill_choices()
        self._lay_out()
        self._connect()
        self.presenter.fetch_labels(self._show_kinds, owner=self)

    @property
    def dialog(self) -> QDialog | None:
        """The dialog opened last."""
        return self.acts.dialog

    def on_shown(self) -> None:
        """Look again, and put the cursor into the list."""
        self.refresh()
        (self.table if self.steps.place == 0 else self.verify.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """The dialogs keep their own drafts."""

    def go_to(self, letter_id: str) -> None:
        """Show one letter."""
        self._wanted_id = int(letter_id)
        self.search.clear()
        for combo in (self.kind, self.year, self.state):
            combo.setCurrentIndex(0)
        self.steps.turn_to(0)
        self.refresh()

    def refresh(self) -> None:
        """Find again."""
        self._timer.stop()
        if self._desk.office is None:
            return
        self.presenter.fetch(self._filter(), self._limit, self._show, owner=self)

    # --- building

    def _fill_choices(self) -> None:
        self.search.setPlaceholderText("按文号、申请人、办件编号、查验码查找　Ctrl+F")
        self.search.setAccessibleName("查找文书")
        self.search.setClearButtonEnabled(True)
        self.kind.setAccessibleName("文书种类")
        self.kind.addItem("全部种类", "")
        self.year.setAccessibleName("年份")
        self.year.addItem("全部年份", 0)
        self.state.setAccessibleName("状态")
        for key, words in STATES:
            self.state.addItem(words, key)

    def _show_kinds(self, labels: dict[str, str]) -> None:
        for kind, words in labels.items():
            self.kind.addItem(words, kind)

    def _lay_out(self) -> None:
        head = line(spacing=12)
        head.addWidget(label("文书", "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        self.batch_button = button("批量出具(&B)…", self.acts.batch, name="批量出具")
        self.prints.button.setText("打印登记簿(&T)")
        head.addWidget(self.prints.button)
        head.addWidget(self.batch_button)
        head.addWidget(self.steps)
        self.pages = Swap(self._make_register(), self.verify)
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
        self.setLayout(layout)

    def _make_register(self) -> QWidget:
        tools = line(spacing=8)
        tools.addWidget(self.search, 1)
        for combo in (self.kind, self.year, self.state):
            tools.addWidget(combo)
        none = label(CHOOSE, "secondary", wrap=True)
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = Swap(none, self.panel)
        self._right.setMinimumWidth(420)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self._make_list())
        split.addWidget(self._right)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([620, 580])
        inside = column(spacing=12)
        inside.addLayout(tools)
        inside.addWidget(split, 1)
        register = QWidget()
        register.setLayout(inside)
        return register

    def _make_list(self) -> QWidget:
        left = column(spacing=8)
        self._empty = label("", "secondary", wrap=True)
        self._swap = Swap(self.table, empty_page(self._empty))
        left.addWidget(self._swap, 1)
        self._more = button("", self._show_more, kind="link", name="显示更多文书")
        left.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._many_bar())
        listed = QWidget()
        listed.setLayout(left)
        listed.setMinimumWidth(360)
        return listed

    def _many_bar(self) -> QWidget:
        """What can be done with several picked letters."""
        self._picked = ElidedLabel("", "secondary")
        inside = line(spacing=8, margins=(12, 8, 8, 8))
        inside.addWidget(self._picked, 1)
        inside.addWidget(
            button(
                "合并打印(&M)…",
                lambda: self.acts.bind(self.table.picked),
                kind="small",
                name="合并成一个文件打印",
            )
        )
        inside.addWidget(
            button(
                "存为单份文件(&F)…",
                lambda: self.acts.write_files(self.table.picked),
                kind="small",
                name="存为单份文件",
            )
        )
        self._many = frame("notice", inside)
        self._many.hide()
        return self._many

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda text: self._timer.start())
        self.search.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        for combo in (self.kind, self.year, self.state):
            combo.activated.connect(lambda index: self.refresh())
        self.steps.turned.connect(self.pages.turn_to)
        self.table.turned_to.connect(self._on_turned)
        self.table.picked_changed.connect(self._on_picked)
        self.table.opened.connect(lambda row: self._act(self.acts.open))
        panel = self.panel
        panel.open_asked.connect(lambda: self._act(self.acts.open))
        panel.print_asked.connect(self.print_letter)
        panel.save_asked.connect(lambda: self._act(self.acts.save))
        panel.deliver_asked.connect(lambda: self._act(self.acts.deliver))
        panel.reissue_asked.connect(lambda: self._act(self.acts.reissue))
        panel.void_asked.connect(lambda: self._act(self.acts.void))
        panel.case_asked.connect(self._navigator.open_case)
        self.acts.reissued.connect(lambda letter_id: self.go_to(str(letter_id)))
        self.verify.asked.connect(self._check)
        self.verify.letter_asked.connect(lambda letter_id: self.go_to(str(letter_id)))
        self._desk.bridge.changed.connect(self._on_changed)
        self._desk.officer_changed.connect(lambda officer: self.refresh() if self.isVisible() else None)
        for keys, slot in (("Ctrl+F", self._find), ("Ctrl+P", self.print_letter)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- showing

    def _filter(self) -> LetterFilter:
        kind, year, state = self.kind.currentData(), self.year.currentData(), self.state.currentData()
        return LetterFilter(
            text=self.search.text().strip(),
            kinds=(kind,) if kind else (),
            years=(year,) if year else (),
            states=(state,) if state in ("有效", "作废") else (),
            unsent=state == "unsent",
        )

    def _show(self, page: RegisterPage) -> None:
        self._show_years(page.years)
        narrowed = self._filter() != LetterFilter()
        self.count.setText(f"{page.total:,} 份")
        self._swap.turn_to(0 if page.rows else 1)
        self._empty.setText(
            "没有符合条件的文书。请换一个词，或放宽条件。"
            if narrowed
            else "还没有出具过文书。在办件的“文书”一步出具，或用“批量出具”，出具后登记在这里。"
        )
        rest = page.total - len(page.rows)
        self._more.setText(f"再显示 {min(rest, PAGE_ROWS)} 份（还有 {rest:,} 份）")
        self._more.setVisible(rest > 0)
        shown = self.panel.shown
        wanted = self._wanted_id or (shown.record.row.id if shown else 0)
        self._wanted_id = 0
        self.table.show_lines(list(page.rows), lambda row: row.id == wanted)
        self._right.setVisible(bool(page.rows))
        if not page.rows:
            self._right.turn_to(0)
            self.panel.shown = None

    def _show_years(self, years: tuple[int, ...]) -> None:
        if [self.year.itemData(place) for place in range(1, self.year.count())] == list(years):
            return
        chosen = self.year.currentData()
        self.year.clear()
        self.year.addItem("全部年份", 0)
        for year in years:
            self.year.addItem(f"{year} 年", year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))

    def _on_turned(self, row: LetterRow) -> None:
        self.presenter.show(row.id, self._show_letter, owner=self)

    def _show_letter(self, shown: LetterShown) -> None:
        self.panel.show_letter(shown, self.presenter.obstacle())
        self._right.turn_to(1)

    def _on_picked(self) -> None:
        count = len(self.table.picked)
        self._picked.set_whole(f"已选 {count} 份（Ctrl、Shift 或 Ctrl+A 多选）")
        self._many.setVisible(count > 1)

    def _show_more(self) -> None:
        self._limit += PAGE_ROWS
        self.refresh()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    # --- doing

    def print_letter(self) -> None:
        """Print the letter shown, or the picked ones as one."""
        self.acts.print(self.panel.shown, self.table.picked)

    def _printable(self) -> Printable | None:
        return register_printable(self._filter(), self.presenter.labels) if self.table.rows else None

    def _act(self, act) -> None:  # type: ignore[no-untyped-def]
        if self.panel.shown is not None:
            act(self.panel.shown)

    def _check(self, typed: str) -> None:
        def refused(error: Exception) -> None:
            if isinstance(error, UserError):
                self.verify.show_fault(error)
            else:
                self._desk.show_problem(error)

        self.presenter.verify(typed, self.verify.show_verdict, failed=refused, owner=self)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if "letters" in changes.topics and self.isVisible():
            self.refresh()
