"""备份: how old the newest is and where, the second place, a backup now, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog

from models.cases.officers import action_obstacle
from models.changes import Changes
from models.services.backups import AutomaticBackup, BackupStanding
from models.services.recovery import BackupView
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.recovery import pick_backup
from ui.screens.settings.page import SettingsPage
from ui.widgets.board_table import BoardTable
from ui.widgets.file_list import size_words
from ui.widgets.parts import ElidedLabel, button, frame, label, line, set_status, status_label
from ui.widgets.run_bar import RunBar

BACKUPS: tuple[BoardColumn, ...] = (
    BoardColumn("备份于", 150, lambda one: f"{one.made_at:%Y-%m-%d %H:%M:%S}"),
    BoardColumn("办件", 64, lambda one: f"{one.cases:,}", "amount"),
    BoardColumn("文书", 64, lambda one: f"{one.letters:,}", "amount"),
    BoardColumn("附件", 64, lambda one: f"{one.files:,}", "amount"),
    BoardColumn("大小", 84, lambda one: size_words(one.size), "amount"),
    BoardColumn("范围", 92, lambda one: "可整体搬迁" if one.complete else "日常备份", "quiet"),
    BoardColumn(
        "位置", 240, lambda one: str(one.path.parent), "quiet", stretch=True, tip=lambda one: str(one.path)
    ),
)


@dataclass(frozen=True)
class _Shown:
    standing: BackupStanding
    backups: tuple[BackupView, ...]


class BackupPage(SettingsPage):
    """Writes by itself on closing and daily; this page shows it, and brings back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "备份",
            "关闭程序时和每天第一次使用时自动备份，写完即核对；旧的按日、周、月疏减。文书和附件都在备份里。",
            scrolling=False,
        )
        self.table = BoardTable(BACKUPS, desk.theme, "已有的备份", row_height=30)
        self.run = RunBar(desk)
        self.dialog: QDialog | None = None
        self.standing: BackupStanding | None = None
        self._age = status_label("", "quiet")
        self._first = ElidedLabel("")
        self._second = ElidedLabel("")
        self._warning = label("", wrap=True)
        self.now_button = button("立即备份(&N)", self.back_up, kind="primary", name="立即备份")
        self.copy_button = button("另存完整备份(&C)…", self._ask_copy, name="另存完整备份")
        self.archive_button = button("登记簿归档(&V)…", self._archive, name="登记簿归档为 CSV、JSON")
        self.second_button = button("选择第二位置(&P)…", self._ask_second, kind="small", name="选择第二位置")
        self.no_second_button = button("不用第二位置", lambda: self.set_second(None), kind="small")
        self.restore_button = button("恢复所选备份(&R)…", self._restore_current, name="恢复所选备份")
        self.file_button = button("从文件恢复(&F)…", self._ask_file, name="从文件恢复")
        self._lay_out()
        self.table.opened.connect(lambda one: self.ask_restore(one.path))

    def refresh(self) -> None:
        super().refresh()
        backups = self._desk.office.backups
        self._desk.read(
            lambda: _Shown(backups.standing(), backups.list()), self._show, key="settings.backups", owner=self
        )

    def back_up(self) -> None:
        """Write a backup to each place where something changed since the newest."""
        backups = self._desk.office.backups
        self.run.run(
            "正在备份并核对（MB）",
            lambda proceed: backups.automatic(closing=True, proceed=proceed),
            self._backed_up,
            owner=self,
        )

    def copy_to(self, folder: Path) -> None:
        """Write a whole backup into a folder, enough to move the office to another machine."""
        backups = self._desk.office.backups
        self.run.run(
            "正在写完整备份并核对（MB）",
            lambda proceed: backups.write_to(folder, proceed),
            lambda made: self._desk.say(f"已写好：{made.path}"),
            owner=self,
        )

    def set_second(self, folder: Path | None) -> None:
        """Choose the second place, or none."""
        backups, actor = self._desk.office.backups, self._desk.officer
        self._desk.write(
            lambda: (None, backups.set_second_place(folder, actor=actor)),
            lambda done: (self._desk.say("第二位置已更改"), self.refresh()),
            owner=self,
        )

    def ask_restore(self, path: Path) -> None:
        """Show what a backup would bring back, every byte checked, and ask."""
        if not self.restore_button.isEnabled() and not self.file_button.isEnabled():
            return
        backups = self._desk.office.backups
        self.run.run(
            "正在核对备份（MB）",
            lambda proceed: (backups.inspect(path, proceed), backups.standing()),
            self._ask,
            owner=self,
        )

    def _archive(self) -> None:
        from ui.dialogs.archive_dialog import ArchiveDialog

        self.dialog = ArchiveDialog(self._desk, self)
        self.dialog.open()

    # --- building

    def _lay_out(self) -> None:
        card = self.card("现在的情况")
        first = line(spacing=8)
        first.addWidget(label("最新备份", "field"))
        first.addWidget(self._age)
        first.addWidget(self._first, 1)
        first.addWidget(button("打开文件夹", self._open_folder, kind="small"))
        second = line(spacing=8)
        second.addWidget(label("第二位置", "field"))
        second.addWidget(self._second, 1)
        second.addWidget(self.second_button)
        second.addWidget(self.no_second_button)
        inside = line(margins=(12, 8, 12, 8))
        inside.addWidget(self._warning)
        self._warning_box = frame("warning", inside)
        card.addLayout(first)
        card.addLayout(second)
        card.addWidget(self._warning_box)
        tools = line(spacing=8)
        tools.addWidget(self.now_button)
        tools.addWidget(self.copy_button)
        tools.addWidget(self.archive_button)
        tools.addStretch(1)
        card.addLayout(tools)
        card.addWidget(self.run)
        self.body.addWidget(label("已有的备份", "heading"))
        self.body.addWidget(self.table, 1)
        foot = line(spacing=8)
        foot.addWidget(self.restore_button)
        foot.addWidget(self.file_button)
        foot.addStretch(1)
        self.body.addLayout(foot)

    # --- showing

    def _show(self, shown: _Shown) -> None:
        standing = self.standing = shown.standing
        age = standing.age_days
        words = "还没有" if age is None else "今天" if age == 0 else f"{age} 天前"
        set_status(self._age, words, "bad" if standing.warnings else "quiet" if age is None else "ok")
        newest = f"{standing.newest.made_at:%Y-%m-%d %H:%M}　" if standing.newest else ""
        self._first.set_whole(f"{newest}{standing.folder}")
        if standing.second is None:
            self._second.set_whole("没有设置。建议选另一块磁盘上的文件夹，硬盘损坏时还能恢复。")
        else:
            last = standing.second_newest
            self._second.set_whole(
                f"{f'{last.made_at:%Y-%m-%d %H:%M}　' if last else '还没有　'}{standing.second}"
            )
        self._warning.setText("\n".join(standing.warnings))
        self._warning_box.setVisible(bool(standing.warnings))
        self.table.show_lines(list(shown.backups))
        self._show_buttons()

    def _show_buttons(self) -> None:
        officer = self._desk.officer
        may_write = not action_obstacle(officer, "backup")
        why_not = action_obstacle(officer, "restore")
        for made in (self.now_button, self.copy_button):
            made.setEnabled(may_write)
        for made in (self.second_button, self.no_second_button):
            made.setEnabled(not self.obstacle())
        self.no_second_button.setVisible(self.standing is not None and self.standing.second is not None)
        self.file_button.setEnabled(not why_not)
        self.restore_button.setEnabled(not why_not and self.table.board.rowCount() > 0)
        for made in (self.file_button, self.restore_button):
            made.setToolTip(why_not)

    # --- doing

    def _backed_up(self, done: AutomaticBackup) -> None:
        if done.problems:
            self._desk.show_problem(done.problems[0])
        written = len(done.written)
        self._desk.say(f"已备份 {written} 处，已核对" if written else "没有新的变化，最新备份仍然有效")
        self._desk.bridge.changed.emit(Changes.of_topic("backups"), self)
        self.refresh()

    def _ask_copy(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "完整备份存到哪个文件夹")
        if chosen:
            self.copy_to(Path(chosen))

    def _ask_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "第二位置")
        if chosen:
            self.set_second(Path(chosen))

    def _ask_file(self) -> None:
        picked = pick_backup(self)
        if picked is not None:
            self.ask_restore(picked)

    def _restore_current(self) -> None:
        if self.table.current is not None:
            self.ask_restore(self.table.current.path)

    def _ask(self, answer: tuple[BackupView, BackupStanding]) -> None:
        from ui.dialogs.restore_dialog import RestoreDialog

        backup, _ = answer
        dialog = RestoreDialog(self._desk, backup, self)
        dialog.accepted.connect(lambda: self._restore(backup.path))
        self.dialog = dialog
        dialog.open()

    def _restore(self, path: Path) -> None:
        window: Any = self._desk.window
        window.restore(path)

    def _open_folder(self) -> None:
        if self.standing is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.standing.folder)))
