"""The office's list of one matter: its checks, papers, promised time and standards, each open to change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QSplitter, QWidget

from models.errors import UserError
from models.policy.overrides import Override
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.policy.override_form import OverrideForm
from ui.screens.policy.override_lines import OverrideLine, free_item, lines_of
from ui.screens.policy.presenter import PolicyPresenter, PolicyView
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, frame, label, line, scrolled

COLUMNS: tuple[BoardColumn, ...] = (
    BoardColumn("内容", 300, lambda one: one.now, stretch=True),
    BoardColumn("状态", 104, lambda one: one.state, "tag"),
)


class OverrideDialog(QDialog):
    """Each change is saved by its own button; the cases keep what they were reviewed with."""

    def __init__(
        self,
        desk: Desk,
        presenter: PolicyPresenter,
        view: PolicyView,
        matter_id: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("本单位的检查项、材料和时限")
        fit_to(self, 1040, 640)
        self._desk, self._presenter, self._view = desk, presenter, view
        self._wanted: tuple[str, str] | None = None
        self.matter = QComboBox()
        self.matter.setAccessibleName("事项")
        for one in view.pack.matters:
            self.matter.addItem(f"{one.id}　{one.name}", one.id)
        self.matter.setCurrentIndex(max(0, self.matter.findData(matter_id)))
        self.table = BoardTable(COLUMNS, desk.theme, "本单位清单")
        self.form = OverrideForm()
        self._lay_out()
        self.matter.activated.connect(lambda index: self._show())
        self.table.turned_to.connect(self._on_line)
        self.table.opened.connect(lambda one: self.form.text.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.form.wanted.connect(self._save)
        self.form.restore_asked.connect(self._restore)
        self._show()

    @property
    def matter_id(self) -> str:
        """The matter whose list is shown."""
        return str(self.matter.currentData())

    def add(self, target: str) -> None:
        """Begin a new check or paper; it exists once it is saved."""
        item = free_item(self._view, self.matter_id, target)
        self.table.setCurrentIndex(QModelIndex())
        self.form.show_line(
            self.matter_id, OverrideLine(target, item, ""), obstacle=self._presenter.policy_obstacle()
        )
        self.form.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        head = line(spacing=12)
        head.addWidget(label("事项", "field"))
        head.addWidget(self.matter, 1)
        adding = line(spacing=8)
        self.add_check = button("新增检查项(&C)", lambda: self.add("check"), kind="small")
        self.add_material = button("新增材料(&M)", lambda: self.add("material"), kind="small")
        adding.addWidget(self.add_check)
        adding.addWidget(self.add_material)
        adding.addStretch(1)
        left = column(spacing=8)
        left.addWidget(self.table, 1)
        left.addLayout(adding)
        lines = QWidget()
        lines.setLayout(left)
        right = column()
        right.addWidget(scrolled(self.form))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(lines)
        split.addWidget(frame("card", right))
        split.setSizes([560, 440])
        foot = line()
        foot.addWidget(
            label(
                "修改只影响本单位的清单，政策原文、金额和自动判断不变；已办结的办件不受影响。",
                "caption",
                wrap=True,
            ),
            1,
        )
        foot.addWidget(button("关闭", self.reject))
        layout = column(spacing=12, margins=(20, 16, 20, 16))
        layout.addLayout(head)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.setLayout(layout)

    def _show(self) -> None:
        obstacle = self._presenter.policy_obstacle()
        for made in (self.add_check, self.add_material):
            made.setEnabled(not obstacle)
        key = self._wanted or (self.form.line.key if self.form.line else None)
        self._wanted = None
        self.table.show_lines(lines_of(self._view, self.matter_id), lambda one: one.key == key)
        if self.table.current is not None:
            self._on_line(self.table.current)

    def _on_line(self, shown: OverrideLine) -> None:
        self.form.show_line(self.matter_id, shown, obstacle=self._presenter.policy_obstacle())

    def _save(self, override: Override) -> None:
        self._wanted = (override.target, override.item)
        self._presenter.set_override(
            override, lambda saved: self._again("已保存本单位的修改"), failed=self._on_fault, owner=self
        )

    def _restore(self, override: Override) -> None:
        self._presenter.drop_override(override, lambda gone: self._again("已恢复政策包的内容"), owner=self)

    def _on_fault(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.form.show_fault(error)
        else:
            self._desk.show_problem(error)

    def _again(self, words: str) -> None:
        self._desk.say(words)
        self._presenter.fetch(self._take, owner=self, key="policy.dialog")

    def _take(self, view: Any) -> None:
        self._view = view
        self._show()
