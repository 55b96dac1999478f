"""The workbench: piles of work with their counts, the pile chosen, and the stages at a glance."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from models.changes import Changes
from models.services.views import WorkbenchView
from ui.desk import Desk
from ui.itemmodels.short_case_model import SHORT, ShortCaseModel
from ui.navigation import Navigator
from ui.screens.workbench.presenter import PILES, WorkbenchPresenter
from ui.screens.workbench.tile import Tile
from ui.typed import echo_day
from ui.widgets.case_table import case_table
from ui.widgets.parts import button, clear, column, frame, label, line, scrolled
from ui.widgets.swap import Swap, empty_page

# More stages than this stand in two columns, so that a small screen holds them.
MOST_STAGES = 12


class WorkbenchScreen(QWidget):
    """The first page of the day."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = WorkbenchPresenter(desk)
        self._view: WorkbenchView | None = None
        self._chosen_by_hand = False
        self.model = ShortCaseModel(self)
        self.table = case_table(self.model, SHORT, desk.theme, "工作台办件")
        self._group = QButtonGroup(self)
        self.tiles = {field: Tile(title, status) for field, title, _, status in PILES}
        self._date = label("", "secondary")
        self._heading = label("", "heading")
        self._empty = label("", "secondary", wrap=True)
        self._stages = QGridLayout()
        self.warning = label("", wrap=True)
        self._warning_box = self._warning_bar()
        self._lay_out()
        self.table.activated.connect(self._open)
        self._group.buttonClicked.connect(self._on_tile)
        desk.bridge.changed.connect(self._on_changed)
        desk.officer_changed.connect(lambda officer: self.isVisible() and self.on_shown())

    def on_shown(self) -> None:
        """Look again."""
        self._date.setText(echo_day(self.presenter.today))
        self.presenter.fetch(self._show, owner=self)
        self.presenter.fetch_backup_warnings(self._warn, owner=self)

    def put_away(self) -> None:
        """Nothing is typed here."""

    def _warning_bar(self) -> QWidget:
        inside = line(spacing=8, margins=(12, 8, 8, 8))
        inside.addWidget(self.warning, 1)
        self.go_to_backup = button(
            "去备份(&B)", lambda: self._navigator.open_at("settings", "backup"), kind="small"
        )
        inside.addWidget(self.go_to_backup)
        box = frame("warning", inside)
        box.hide()
        return box

    def _warn(self, warnings: tuple[str, ...]) -> None:
        """Say that the backups are old or missing, where nobody can overlook it."""
        self.warning.setText("\n".join(warnings))
        self._warning_box.setVisible(bool(warnings))

    def _lay_out(self) -> None:
        head = line(spacing=12)
        head.addWidget(label("工作台", "title"))
        head.addWidget(self._date)
        head.addStretch(1)
        head.addWidget(button("新建办件(&N)", lambda: self._navigator.new_case(), kind="primary"))
        tiles = line(spacing=12)
        for tile in self.tiles.values():
            self._group.addButton(tile)
            tiles.addWidget(tile, 1)
        self.swap = Swap(self.table, empty_page(self._empty))
        pile = column(spacing=8)
        pile.addWidget(self._heading)
        pile.addWidget(self.swap, 1)
        self._stages.setHorizontalSpacing(12)
        self._stages.setVerticalSpacing(8)
        self._stages.setColumnStretch(0, 1)
        side = column(spacing=12, margins=(16, 12, 16, 12))
        side.addWidget(label("各阶段件数", "heading"))
        counts = column()
        counts.addLayout(self._stages)
        counts.addStretch(1)
        listed = QWidget()
        listed.setLayout(counts)
        # With a warning above, the smallest window has no room for many stages.
        side.addWidget(scrolled(listed), 1)
        box = frame("card", side)
        box.setFixedWidth(232)
        body = line(spacing=16)
        body.addLayout(pile, 1)
        body.addWidget(box)
        layout = column(spacing=16, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addWidget(self._warning_box)
        layout.addLayout(tiles)
        layout.addLayout(body, 1)
        self.setLayout(layout)

    def _show(self, view: WorkbenchView) -> None:
        self._view = view
        for field, tile in self.tiles.items():
            tile.show_count(len(getattr(view, field)))
        if not self._chosen_by_hand:
            first = next((field for field, *_ in PILES if getattr(view, field)), "recent")
            self.tiles[first].setChecked(True)
        self._show_pile()
        clear(self._stages)
        shown = [(name, number) for name, number in view.counts_by_stage.items() if number]
        rows = len(shown) if len(shown) <= MOST_STAGES else -(-len(shown) // 2)
        for place, (name, number) in enumerate(shown):
            column_place, row = divmod(place, rows)
            self._stages.addWidget(label(name, "secondary"), row, column_place * 3)
            self._stages.addWidget(
                label(f"{number:,}"), row, column_place * 3 + 1, Qt.AlignmentFlag.AlignRight
            )
        # A wider gap between the two halves: a count belongs to the name before it.
        two = rows < len(shown)
        self._stages.setColumnMinimumWidth(2, 4 if two else 0)
        self._stages.setColumnStretch(3, 1 if two else 0)
        if not shown:
            self._stages.addWidget(label("还没有办件", "secondary"), 0, 0)

    def _show_pile(self) -> None:
        field = next(name for name, tile in self.tiles.items() if tile.isChecked())
        title, empty = next((title, empty) for name, title, empty, _ in PILES if name == field)
        rows = getattr(self._view, field)
        self._heading.setText(f"{title}（{len(rows)}）")
        self._empty.setText(empty)
        self.swap.turn_to(0 if rows else 1)
        self.model.show(rows, self.presenter.today)
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_tile(self, tile: Any) -> None:
        self._chosen_by_hand = True
        if self._view is not None:
            self._show_pile()

    def _open(self, index: QModelIndex) -> None:
        if (row := self.model.row(index.row())) is not None:
            self._navigator.open_case(row.id)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if changes.cases and self.isVisible():
            self.on_shown()
        elif "backups" in changes.topics and self.isVisible():
            self.presenter.fetch_backup_warnings(self._warn, owner=self)
