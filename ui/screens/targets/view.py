"""The screen 指标: the board with filters, one target beside it, and summaries by domain and by unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QSplitter, QWidget

from models.changes import Changes
from models.policy.standing import STATES
from ui.desk import Desk
from ui.navigation import Navigator
from ui.printing import ScreenPrints
from ui.screens.targets.columns import BOARD, summary_columns
from ui.screens.targets.panel import TargetPanel
from ui.screens.targets.presenter import TargetsPresenter
from ui.screens.targets.printing import printable
from ui.screens.targets.rows import Summary, TargetFilter, TargetRow, by_domain, by_unit, counts_of, lines_of
from ui.widgets.board_table import BoardTable
from ui.widgets.elided_choice import ElidedChoice
from ui.widgets.exporting import ask_and_export
from ui.widgets.parts import ElidedLabel, button, column, label, line
from ui.widgets.progress_bars import StateLegend
from ui.widgets.steps import StepBar
from ui.widgets.swap import Swap, empty_page

SEARCH_DELAY_MS = 80
PAGES = ("明细", "按领域", "按单位")


class TargetsScreen(QWidget):
    """What the document wants by the end of the year, and how far it is."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = TargetsPresenter(desk)
        self._rows: tuple[TargetRow, ...] = ()
        self.table = BoardTable(BOARD, desk.theme, "指标列表", row_height=44)
        self.panel = TargetPanel(desk, self.presenter)
        self.domains = BoardTable(summary_columns("领域"), desk.theme, "按领域汇总", row_height=40)
        self.units = BoardTable(summary_columns("责任单位"), desk.theme, "按责任单位汇总")
        self.chips = QButtonGroup(self)
        self.prints = ScreenPrints(desk, self, lambda: printable(self), name="打印指标进度表")
        self.domain, self.unit, self.nature = ElidedChoice(), ElidedChoice(), ElidedChoice()
        self.search = QLineEdit()
        self.steps = StepBar(PAGES)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MS)
        self._fill_lists()
        self._lay_out()
        self._connect()

    def on_shown(self) -> None:
        """Look again."""
        self._subtitle.set_whole(self.presenter.subtitle)
        self.presenter.fetch(self._show, owner=self)
        if self.steps.place == 0:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Keep what is being typed."""
        self.panel.entry.drafts.flush()

    def go_to(self, target_id: str) -> None:
        """Show one target, whatever was filtered before."""
        self._clear_filter()
        self._wanted = target_id
        self.steps.turn_to(0)
        self._apply()

    # --- building

    def _fill_lists(self) -> None:
        document = self.presenter.pack.document
        for combo, name, first, entries in (
            (
                self.domain,
                "领域",
                "全部领域",
                [(f"{d.number}、{d.heading}", d.number) for d in document.domain],
            ),
            (self.unit, "责任单位", "全部单位", [(unit, unit) for unit in document.unit]),
            (self.nature, "性质", "约束和力争", [("约束", "约束"), ("力争", "力争")]),
        ):
            combo.setAccessibleName(name)
            combo.addItem(first, "")
            for words, value in entries:
                combo.addItem(words, value)
        self.search.setPlaceholderText("查找　Ctrl+F")
        self.search.setToolTip("按指标、条款、单位查找")
        self.search.setAccessibleName("查找指标")
        self.search.setClearButtonEnabled(True)
        for place, state in enumerate(("", *STATES)):
            chip = button(state or "全部", kind="chip")
            chip.setCheckable(True)
            chip.setProperty("state", state)
            chip.setChecked(place == 0)
            self.chips.addButton(chip)

    def _lay_out(self) -> None:
        self._subtitle, head = ElidedLabel("", "secondary"), line(spacing=12)
        head.addWidget(label("指标", "title"))
        head.addWidget(self._subtitle, 1)
        head.addWidget(self.prints.button)
        for kind, suffix in (("Excel(&X)", ".xlsx"), ("PDF(&P)", ".pdf")):
            head.addWidget(button(f"导出 {kind}", partial(self._export, suffix), name=f"导出{kind[:-4]}"))
        self._narrowing = QWidget()
        lists = line(spacing=8)
        for combo in (self.domain, self.unit, self.nature):
            lists.addWidget(combo)
        self._narrowing.setLayout(lists)
        top = line(spacing=16)
        top.addWidget(self.steps)
        top.addStretch(1)
        top.addWidget(self._narrowing)
        self.pages = Swap(
            self._board_page(),
            self._summary_page(self.domains, "按 Enter 查看该领域的指标。"),
            self._summary_page(
                self.units, "一项指标有几个责任单位的，各单位都计一次。按 Enter 查看该单位的指标。"
            ),
        )
        left = column(spacing=12)
        left.addLayout(top)
        left.addWidget(self.pages, 1)
        board = QWidget()
        board.setLayout(left)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(board)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([820, 372])
        self.panel.setMinimumWidth(304)
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addWidget(split, 1)
        self.setLayout(layout)

    def _board_page(self) -> QWidget:
        tools = line(spacing=8)
        for chip in self.chips.buttons():
            tools.addWidget(chip)
        tools.addWidget(self.search, 1)
        words = label("没有符合条件的指标。请换一个条件，或清除条件。", "secondary", wrap=True)
        nothing = empty_page(words, button("清除条件", self._on_clear))
        self.swap = Swap(self.table, nothing)
        layout = column(spacing=12)
        layout.addLayout(tools)
        layout.addWidget(self.swap, 1)
        page = QWidget()
        page.setLayout(layout)
        return page

    def _summary_page(self, table: BoardTable, words: str) -> QWidget:
        foot = line(spacing=16)
        foot.addWidget(StateLegend(self._desk.theme))
        foot.addWidget(label(words, "caption"))
        foot.addStretch(1)
        layout = column(spacing=8)
        layout.addWidget(table, 1)
        layout.addLayout(foot)
        page = QWidget()
        page.setLayout(layout)
        return page

    def _turn(self, place: int) -> None:
        """The summaries take the whole width: the panel and the filters belong to the board."""
        self.pages.turn_to(place)
        self.panel.setVisible(place == 0)
        self._narrowing.setVisible(place == 0)

    def _connect(self) -> None:
        self._wanted = ""
        self._timer.timeout.connect(self._apply)
        self.search.textChanged.connect(lambda text: self._timer.start())
        self.search.returnPressed.connect(lambda: self.table.setFocus())
        self.chips.buttonClicked.connect(lambda chip: self._apply())
        for combo in (self.domain, self.unit, self.nature):
            combo.activated.connect(lambda index: self._apply())
        self.table.turned_to.connect(self.panel.show_row)
        self.table.opened.connect(lambda row: self.panel.go_to_entry())
        self.domains.opened.connect(lambda one: self._narrow(self.domain, one))
        self.units.opened.connect(lambda one: self._narrow(self.unit, one))
        self.steps.turned.connect(self._turn)
        self.panel.entered.connect(self._on_entered)
        self.panel.clause_asked.connect(lambda scope: self._navigator.open_at("policy", scope))
        self._desk.bridge.changed.connect(self._on_changed)
        self._desk.officer_changed.connect(lambda officer: self.panel.begin_entry())
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(
            lambda: (self.steps.turn_to(0), self.search.setFocus(), self.search.selectAll())
        )
        back = QShortcut(QKeySequence("Esc"), self)
        back.activated.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))

    # --- showing

    def _filter(self) -> TargetFilter:
        return TargetFilter(
            state=str(self.chips.checkedButton().property("state")),
            domain=str(self.domain.currentData()),
            unit=str(self.unit.currentData()),
            nature=str(self.nature.currentData()),
            text=self.search.text().strip(),
        )

    def shown(self) -> list[TargetRow]:
        """Return the rows that the filter lets through."""
        chosen = self._filter()
        return [row for row in self._rows if chosen.lets(row)]

    def _show(self, rows: tuple[TargetRow, ...]) -> None:
        self._rows = rows
        self.domains.show_lines(by_domain(rows), self._same_summary(self.domains))
        self.units.show_lines(
            by_unit(rows, self.presenter.pack.document.unit), self._same_summary(self.units)
        )
        self._apply()

    def _same_summary(self, table: BoardTable) -> Any:
        before = table.current
        return lambda one: before is not None and one.key == before.key

    def _apply(self) -> None:
        self._timer.stop()
        rows = self.shown()
        others = self._filter().without_state()
        counts = counts_of(row for row in self._rows if others.lets(row))
        for chip in self.chips.buttons():
            state = str(chip.property("state"))
            number = counts[state] if state else sum(counts.values())  # type: ignore[index]
            chip.setText(f"{state or '全部'} {number}")
            chip.setAccessibleName(f"{state or '全部'} {number} 项")
        before = self._wanted or (self.panel.row.id if self.panel.row else "")
        self._wanted = self._wanted if not self._rows else ""
        self.table.show_lines(lines_of(rows), lambda row: row.id == before)
        self.swap.turn_to(0 if rows else 1)

    def _narrow(self, combo: QComboBox, one: Summary) -> None:
        """From a summary to its targets."""
        self._clear_filter()
        combo.setCurrentIndex(combo.findData(one.key))
        self.steps.turn_to(0)
        self._apply()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_filter(self) -> None:
        self.chips.buttons()[0].setChecked(True)
        for combo in (self.domain, self.unit, self.nature):
            combo.setCurrentIndex(0)
        self.search.clear()

    def _on_clear(self) -> None:
        self._clear_filter()
        self._apply()

    # --- entering and handing out

    def _on_entered(self, row: TargetRow, value: Decimal, day: date, evidence: str) -> None:
        self.presenter.record(
            row.id,
            value,
            day,
            evidence,
            done=lambda standing: self._on_recorded(row, value, day, evidence),
            failed=self.panel.entry.show_problem,
            owner=self,
        )

    def _on_recorded(self, row: TargetRow, value: Decimal, day: date, evidence: str) -> None:
        self.panel.entry.saved()
        self._desk.did.emit(self, self.presenter.entry_step(row, value, day, evidence))
        self.presenter.fetch(self._show, owner=self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export(self, suffix: str) -> None:
        rows = self.shown() if self.steps.place == 0 else list(self._rows)
        make = self.presenter.file(suffix.removeprefix("."), rows)
        ask_and_export(self._desk, self, self.presenter.file_name, suffix, make)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if "targets" in changes.topics and origin is not self and self.isVisible():
            self.presenter.fetch(self._show, owner=self)
