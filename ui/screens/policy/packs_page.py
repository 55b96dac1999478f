"""Installed packs with version, validity and hash; those with faults, each fault with its place and remedy."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.policy.faults import PackFaults
from models.policy.pack import Pack
from ui.itemmodels.board_table_model import BoardColumn, Heading
from ui.theme import Theme
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, column, label, line

PACKS: tuple[BoardColumn, ...] = (
    BoardColumn("文号", 160, lambda one: one[0].number),
    BoardColumn("名称", 200, lambda one: one[0].document.name, stretch=True),
    BoardColumn("版本", 64, lambda one: f"第 {one[0].document.version} 版"),
    BoardColumn("施行期限", 184, lambda one: str(one[0].document.validity.period)),
    BoardColumn("条／事项", 84, lambda one: f"{len(one[0].clauses)}／{len(one[0].matters)}", "amount"),
    BoardColumn("校验码", 124, lambda one: one[0].hash[:12], "quiet", tip=lambda one: one[0].hash, spare=1),
    BoardColumn("用途", 108, lambda one: one[1], "tag"),
)
FAULTS: tuple[BoardColumn, ...] = (
    BoardColumn("位置", 220, lambda fault: f"{fault.file}:{fault.line}" if fault.line else fault.file),
    BoardColumn("键", 180, lambda fault: fault.key, "quiet", spare=1),
    BoardColumn("错误", 240, lambda fault: fault.what, stretch=True),
    BoardColumn("改法", 240, lambda fault: fault.remedy, stretch=True),
)


class PacksPage(QWidget):
    """Tells where a pack is dropped in; it is read at the next start."""

    def __init__(self, theme: Theme, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self.packs = BoardTable(PACKS, theme, "已安装的政策包")
        self.faults = BoardTable(FAULTS, theme, "有错误的政策包")
        self._sound = label("没有发现有错误的政策包。", "secondary")
        self._fault_title = label("有错误、未启用的政策包", "heading")
        head = line(spacing=12)
        head.addWidget(label("已安装的政策包", "heading"))
        head.addStretch(1)
        head.addWidget(button("打开政策包文件夹(&D)", self._open_folder, name="打开政策包文件夹"))
        layout = column(spacing=8)
        layout.addLayout(head)
        layout.addWidget(
            label(
                "办件按发生日期归入施行期限包含这一天的政策；已测算的办件留在当时的版本。"
                f"新的政策包放入 {folder} 后重新启动即可使用。",
                "secondary",
                wrap=True,
                selectable=True,
            )
        )
        layout.addWidget(self.packs, 2)
        layout.addWidget(self._fault_title)
        layout.addWidget(self._sound)
        layout.addWidget(self.faults, 3)
        self._filler = QWidget()
        layout.addWidget(self._filler, 3)
        self.setLayout(layout)

    def show_editions(self, editions: Any) -> None:
        """Show every installed version, and what is wrong with the others."""
        rows: list[tuple[Pack, str]] = []
        for newest in editions.packs:
            for pack in reversed(editions.versions(newest.id)):
                use = "新办件使用" if pack.hash == newest.hash else "旧办件使用"
                rows.append((pack, use))
        self.packs.show_lines(rows)
        problems: tuple[PackFaults, ...] = editions.problems
        lines: list[Any] = []
        for problem in problems:
            lines.append(Heading(problem.folder or "政策包", f"{len(problem.faults)} 处错误"))
            lines += problem.faults
        self.faults.show_lines(lines)
        self.faults.setVisible(bool(lines))
        self._sound.setVisible(not lines)
        self._filler.setVisible(not lines)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))
