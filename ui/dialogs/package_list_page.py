"""What a package would do, field by field; conflicts are answered with the keys 1 (ours) and 2 (theirs)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from models.services.exchange_views import ConflictView, FieldView, PackagePreview
from ui.desk import Desk
from ui.dialogs.package_rows import CHOICES, PackageRow, masked, rows_of
from ui.itemmodels.board_table_model import BoardColumn
from ui.theme import restyle
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import (
    ElidedLabel,
    button,
    clear,
    column,
    frame,
    label,
    line,
    scrolled,
    set_status,
    status_label,
)

KEYS = (("mine", "用本单位的", "1"), ("theirs", "用对方的", "2"))
MOST_CHARACTERS = 2000


class PackageListPage(QWidget):
    """Announces that another conflict was answered."""

    answered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.choices: dict[str, str] = {}
        self.preview: PackagePreview | None = None
        self._warnings = label("", wrap=True)
        inside = line(margins=(12, 8, 12, 8))
        inside.addWidget(self._warnings)
        self._warning_box = frame("warning", inside)
        self._count = label("", "strong")
        self._rest = {
            choice: button(
                f"其余{words}(&{key})", lambda choice=choice: self.answer_rest(choice), kind="small"
            )
            for choice, words, key in (("mine", "用本单位", "M"), ("theirs", "用对方", "T"))
        }
        self.suggested_button = button(
            "其余按主办单位(&U)", lambda: self.answer_rest(""), kind="small", name="其余冲突按主办单位的"
        )
        self.table = BoardTable(self._columns(), desk.theme, "交换包的内容", row_height=44)
        self._lay_out()
        self.table.turned_to.connect(self._show_detail)
        for choice, _, key in KEYS:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda choice=choice: self.answer(choice))

    # --- building

    def _columns(self) -> tuple[BoardColumn, ...]:
        def value(which: str) -> BoardColumn:
            titles = {"base": "最后一致", "mine": "本单位", "theirs": "对方"}
            return BoardColumn(
                titles[which],
                110,
                lambda row: masked(row.field.name, getattr(row.field, which)) if row.field else _whole(row, which),
                "quiet" if which == "base" else "text",
                tip=lambda row: "",
                stretch=True,
                spare=1 if which == "base" else 0,
            )  # fmt: skip

        return (
            BoardColumn("内容", 220, lambda row: row.about, "two_lines", stretch=True),
            BoardColumn("字段", 112, lambda row: row.field.label if row.field else ""),
            value("base"),
            value("mine"),
            value("theirs"),
            BoardColumn("结果", 96, self.outcome, "state", extra=self._tone),
        )

    def _lay_out(self) -> None:
        head = line(spacing=8)
        head.addWidget(self._count, 1)
        for made in (self.suggested_button, *self._rest.values()):
            head.addWidget(made)
        layout = column(spacing=8)
        layout.addWidget(self._warning_box)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._detail())
        self.setLayout(layout)

    def _detail(self) -> QWidget:
        self._title = ElidedLabel("", "strong")
        self._advice = status_label("", "info")
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        head = line(spacing=8)
        head.addWidget(self._title, 1)
        head.addWidget(self._advice)
        answers = line(spacing=0)
        for place, (choice, words, key) in enumerate(KEYS):
            made = button(
                f"{key}　{words}", lambda choice=choice: self.answer(choice), kind="answer", name=words
            )
            made.setCheckable(True)
            made.setProperty("tone", "ok")
            made.setProperty("place", "last" if place else "first")
            self._group.addButton(made)
            self.buttons[choice] = made
            answers.addWidget(made)
        head.addLayout(answers)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        inner = QWidget()
        inner.setLayout(self._grid)
        self._area = scrolled(inner)
        # Long values are scrolled by the arrow keys.
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._area.setAccessibleName("最后一致、本单位和对方的内容")
        self._area.setMinimumHeight(64)
        self._area.setMaximumHeight(150)
        inside = column(spacing=8, margins=(16, 8, 12, 8))
        inside.addLayout(head)
        inside.addWidget(self._area)
        made_frame = frame("card", inside)
        made_frame.setMaximumHeight(210)
        self._card = made_frame
        return made_frame

    # --- showing

    def show_preview(self, preview: PackagePreview) -> None:
        """Show a package; what was answered before stays answered where both values are the same still."""
        self.preview = preview
        known = {one.id for one in preview.conflicts}
        self.choices = {key: choice for key, choice in self.choices.items() if key in known}
        self._warnings.setText("\n".join(preview.warnings))
        self._warning_box.setVisible(bool(preview.warnings))
        rows = rows_of(preview)
        self.table.show_lines(rows)
        self._card.setVisible(any(isinstance(row, PackageRow) and row.field for row in rows))
        several = len(preview.conflicts) > 1
        for made in (self.suggested_button, *self._rest.values()):
            made.setVisible(several)
        self._on_answers()

    @property
    def open_conflicts(self) -> tuple[ConflictView, ...]:
        """The conflicts that nobody has answered yet."""
        found = self.preview.conflicts if self.preview else ()
        return tuple(one for one in found if one.id not in self.choices)

    def outcome(self, row: PackageRow) -> str:
        """Return what becomes of a row, in a word."""
        if row.conflict is None:
            return row.state
        return CHOICES.get(self.choices.get(row.conflict.id, ""), "待选择")

    def _tone(self, row: PackageRow) -> str:
        if row.conflict is not None:
            return "ok" if row.conflict.id in self.choices else "bad"
        return {"新增": "info", "更新": "ok"}.get(row.state, "quiet")

    # --- answering

    def answer(self, choice: str) -> None:
        """Answer the conflict at hand and go to the next open one."""
        row = self.table.current
        if row is None or row.conflict is None:
            return
        self.choices[row.conflict.id] = choice
        self._on_answers()
        self.go_to_open()

    def answer_rest(self, choice: str) -> None:
        """Answer every open conflict the same way; without a choice with the side that leads the case, if any does."""
        for one in self.open_conflicts:
            if choice or one.case_no:
                self.choices[one.id] = choice or one.suggested
        self._on_answers()
        self.go_to_open()

    def go_to_open(self) -> None:
        """Go to the next conflict below that is not answered, else to the first of all."""
        wanted = {one.id for one in self.open_conflicts}
        board = self.table.board
        here = self.table.currentIndex().row()
        order = [*range(here + 1, board.rowCount()), *range(here + 1)]
        for place in order:
            item = board.line(place)
            if isinstance(item, PackageRow) and item.conflict and item.conflict.id in wanted:
                self.table.go_to(place)
                return

    def _on_answers(self) -> None:
        board = self.table.board
        if board.rowCount():
            last = board.index(board.rowCount() - 1, board.columnCount() - 1)
            board.dataChanged.emit(board.index(0, 0), last)
        left, total = len(self.open_conflicts), len(self.preview.conflicts) if self.preview else 0
        words = f"还有 {left} 处冲突待选择，共 {total} 处" if left else f"{total} 处冲突都已选择"
        self._count.setText(words if total else "没有冲突，下列内容都会直接采用。")
        for made in (self.suggested_button, *self._rest.values()):
            made.setEnabled(left > 0)
        self._show_detail(self.table.current)
        self.answered.emit()

    def _show_detail(self, row: PackageRow | None) -> None:
        clear(self._grid)
        asked = row.conflict if row else None
        for made in self.buttons.values():
            made.setVisible(asked is not None)
        self._advice.setVisible(asked is not None and bool(asked.case_no))
        fields = asked.fields if asked else (row.field,) if row and row.field else ()
        self._title.set_whole(row.about.replace("\n", "　") if row else "")
        self._area.setVisible(bool(fields))
        if asked is not None:
            set_status(self._advice, f"由{'本单位' if asked.suggested == 'mine' else '对方'}主办", "info")
            self._mark(self.choices.get(asked.id, ""))
        for place, title in enumerate(("字段", "最后一致", "本单位", "对方") if fields else ()):
            self._grid.addWidget(label(title, "caption"), 0, place)
            self._grid.setColumnStretch(place, 1 if place else 0)
        for place, field in enumerate(fields, 1):
            self._add_field(place, field)
        for place in range(self._grid.rowCount()):
            self._grid.setRowStretch(place, int(place == len(fields) + 1))

    def _add_field(self, place: int, field: FieldView) -> None:
        values = (field.label, field.base, field.mine, field.theirs)
        for where, words in enumerate(values):
            role = "field" if where == 0 else "secondary" if where == 1 else "strong"
            made = label(words[:MOST_CHARACTERS], role, wrap=where > 0, selectable=where > 0)
            self._grid.addWidget(made, place, where, Qt.AlignmentFlag.AlignTop)

    def _mark(self, choice: str) -> None:
        self._group.setExclusive(False)
        for name, made in self.buttons.items():
            made.setChecked(name == choice)
            restyle(made, chosen=name == choice)
        self._group.setExclusive(True)


def _whole(row: PackageRow, which: str) -> str:
    return row.words if which == "theirs" else ""
