"""关于: versions, policy pack, data folder, licences; and the check of everything that is stored."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QTextBrowser

from models.services.views import Fault
from models.version import SQLITE, VERSION
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.settings.page import SettingsPage
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, label, line, set_status, status_label
from ui.widgets.reading import set_type
from ui.widgets.run_bar import RunBar

FAULTS: tuple[BoardColumn, ...] = (
    BoardColumn("种类", 80, lambda one: one.kind),
    BoardColumn("位置", 220, lambda one: one.where),
    BoardColumn("问题", 360, lambda one: one.what, stretch=True),
)
FAULT_ROWS = 8


class AboutPage(SettingsPage):
    """Everybody may look and verify."""

    action = "verify"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, "关于", "滨惠办：杭州市滨江区惠企政策办理。不联网，数据都在本机的数据文件夹里。"
        )
        self.faults = BoardTable(FAULTS, desk.theme, "核验发现的问题", row_height=30)
        self.run = RunBar(desk, stopping="正在停止核验……")
        self.verdict = status_label("", "quiet")
        self.verify_button = button("现在核验(&V)", self.verify, kind="primary", name="现在核验")
        self.licences = QTextBrowser()
        self.run.running_changed.connect(lambda running: self.verify_button.setEnabled(not running))
        self._lay_out()

    def verify(self) -> None:
        """Check database, record, letters, receipts and files."""
        office = self._desk.office
        self.run.run("正在核验全部数据", office.verify, self._show, owner=self)

    def _lay_out(self) -> None:
        card = self.card("版本")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (title, words) in enumerate(self._facts()):
            grid.addWidget(label(title, "field"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, wrap=True, selectable=True), place, 1)
        card.addLayout(grid)
        row = line()
        row.addWidget(button("打开数据文件夹(&O)", self._open_folder, name="打开数据文件夹"))
        row.addStretch(1)
        card.addLayout(row)
        card = self.card(
            "核验",
            hint="检查数据库、办理记录的链条、文书原件、核定的依据和附件；任何一个字节的改动都会发现。",
        )
        row = line(spacing=12)
        row.addWidget(self.verify_button)
        row.addWidget(self.verdict)
        row.addStretch(1)
        card.addLayout(row)
        card.addWidget(self.run)
        card.addWidget(self.faults)
        self.faults.hide()
        self.verdict.hide()
        card = self.card("第三方素材与许可")
        self.licences.setMarkdown(self._desk.resource_path("THIRD-PARTY.md").read_text(encoding="utf-8"))
        set_type(self.licences.document(), margin_px=4)
        self.licences.setAccessibleName("第三方素材与许可")
        self.licences.setMinimumHeight(280)
        self.licences.setOpenLinks(False)
        card.addWidget(self.licences)
        self.body.addStretch(1)

    def _facts(self) -> tuple[tuple[str, str], ...]:
        office = self._desk.office
        packs = tuple(
            ("政策包", f"{pack.number}　第 {pack.document.version} 版　校验码 {pack.hash}")
            for pack in office.editions.packs
        )
        return (
            ("滨惠办", VERSION),
            *packs,
            ("数据文件夹", str(office.folder)),
            (
                "运行环境",
                f"Python {platform.python_version()}，Qt {qVersion()}，PySide6 {pyside_version}，SQLite {SQLITE}",
            ),
            ("系统", f"{platform.system()} {platform.release()} {platform.machine()}"),
        )

    def _show(self, faults: list[Fault]) -> None:
        now = self._desk.office.clock.now()
        if faults:
            set_status(self.verdict, f"{now:%H:%M} 核验：发现 {len(faults)} 处问题", "bad")
        else:
            set_status(self.verdict, f"{now:%H:%M} 核验：全部完好", "ok")
        self.verdict.show()
        self.faults.show_lines(list(faults))
        rows = min(len(faults), FAULT_ROWS)
        self.faults.setFixedHeight(self.faults.horizontalHeader().sizeHint().height() + 30 * rows + 6)
        self.faults.setVisible(bool(faults))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._desk.office.folder))))
