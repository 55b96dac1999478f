"""All changes of the office to the pack's lists: listed, taken back, handed out, taken in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.policy.overrides import Override
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.policy.override_lines import KINDS, STATES
from ui.screens.policy.presenter import PolicyView
from ui.theme import Theme
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, label, line
from ui.widgets.swap import Swap, empty_page


@dataclass(frozen=True)
class OverrideRow:
    """One change with the words of what it is about."""

    override: Override
    matter: str
    about: str
    fits: bool


COLUMNS: tuple[BoardColumn, ...] = (
    BoardColumn("事项", 200, lambda row: row.matter, stretch=True),
    BoardColumn("类别", 88, lambda row: KINDS[row.override.target], "quiet"),
    BoardColumn("修改", 104, lambda row: STATES[row.override.action], "tag"),
    BoardColumn("内容", 220, lambda row: row.override.value or row.about, stretch=True),
    BoardColumn("依据文件", 160, lambda row: row.override.basis or "—", "quiet", spare=1),
    BoardColumn("状态", 120, lambda row: "有效" if row.fits else "政策包已无此项", "tag"),
)


class OverridesPage(QWidget):
    """Asks; the screen carries out."""

    change_asked = Signal(str)
    drop_asked = Signal(object)
    reset_asked = Signal()
    export_asked = Signal()
    import_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table = BoardTable(COLUMNS, theme, "本单位的修改")
        self._why_not = label("", "secondary", wrap=True)
        self._count = 0
        self.new_button = button("修改事项清单(&M)…", self._ask_change, kind="primary", name="修改事项清单")
        self.drop_button = button("恢复所选(&R)", self._ask_drop, name="所选修改恢复为政策包内容")
        self.reset_button = button("全部恢复", self.reset_asked.emit, name="全部恢复为政策包内容")
        self.export_button = button("导出清单(&X)…", self.export_asked.emit, name="导出本单位清单")
        self.import_button = button("导入清单(&I)…", self.import_asked.emit, name="导入本单位清单")
        self._lay_out()
        self.table.opened.connect(lambda row: self.change_asked.emit(row.override.matter))

    def show_view(self, view: PolicyView, *, obstacle: str) -> None:
        """Show the changes of an edition; `obstacle` tells why they cannot be changed."""
        stale = set(view.effective.stale)
        rows = [_row(view, one, fits=one not in stale) for one in view.overrides]
        before = self.table.current
        key = before.override.key if before else None
        self._count = len(rows)
        self.table.show_lines(rows, lambda row: row.override.key == key)
        self.swap.turn_to(0 if rows else 1)
        self._why_not.setText(f"只能查看：{obstacle}" if obstacle else "")
        self._why_not.setVisible(bool(obstacle))
        for made in (self.drop_button, self.reset_button):
            made.setEnabled(bool(rows) and not obstacle)
        self.export_button.setEnabled(bool(rows))
        self.import_button.setEnabled(not obstacle)

    def _lay_out(self) -> None:
        tools = line(spacing=8)
        tools.addWidget(self.new_button)
        tools.addWidget(self.drop_button)
        tools.addWidget(self.reset_button)
        tools.addStretch(1)
        tools.addWidget(self.export_button)
        tools.addWidget(self.import_button)
        words = label(
            "本单位还没有修改过检查项、材料、承诺时限或默认标准，全部按政策包办理。\n"
            "在“全文与事项”中选中事项后按“本单位修改”，或导入其他单位导出的清单。",
            "secondary",
            wrap=True,
        )
        self.swap = Swap(self.table, empty_page(words))
        layout = column(spacing=8)
        layout.addWidget(
            label(
                "本单位的修改单独保存，不改动政策包；更换政策包版本后仍然有效，政策包里已没有的项目会标明。",
                "secondary",
                wrap=True,
            )
        )
        layout.addWidget(self._why_not)
        self._why_not.hide()
        layout.addLayout(tools)
        layout.addWidget(self.swap, 1)
        self.setLayout(layout)

    def _ask_change(self) -> None:
        row = self.table.current if self._count else None
        self.change_asked.emit(row.override.matter if row else "")

    def _ask_drop(self) -> None:
        if self.table.current is not None:
            self.drop_asked.emit(self.table.current.override)


def _row(view: PolicyView, override: Override, *, fits: bool) -> OverrideRow:
    matter = next((one for one in view.pack.matters if one.id == override.matter), None)
    about = override.item
    if matter is not None:
        names = {check.id: check.question for check in view.pack.checks_of(matter)}
        names |= {item.id: item.name for item in view.pack.materials_of(matter)}
        about = names.get(override.item, override.item)
    title = f"{matter.id}　{matter.name}" if matter else override.matter
    return OverrideRow(override, title, about, fits)
