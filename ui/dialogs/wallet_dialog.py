"""Files on their way into an applicant's wallet: which ones, and until when they hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from models.errors import UserError
from ui.desk import Desk
from ui.dialogs.fitting import keep_whole
from ui.typed import echo_day, read_day
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line

MOST_NAMES = 8


class WalletDialog(QDialog):
    """Accepted with `expires_on`, None where the papers do not expire."""

    def __init__(self, desk: Desk, paths: list[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("添加到材料夹")
        self.setMinimumWidth(520)
        self._today = desk.office.clock.today()
        self.expires_on: date | None = None
        self.day = TextField(
            "有效期至（没有有效期可不填）",
            read=self._read,
            echo=self._echo,
            placeholder="如 2025-6-30、12-31",
        )
        names = [path.name for path in paths[:MOST_NAMES]]
        more = [f"……等 {len(paths)} 个文件"] if len(paths) > MOST_NAMES else []
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("添加到材料夹", "title"))
        layout.addWidget(label("\n".join(names + more), "secondary", wrap=True))
        layout.addWidget(self.day)
        layout.addWidget(label("原文件留在原处，这里存一份副本，按内容校验。", "caption", wrap=True))
        self.add_button = button("添加(&A)", self._finish, kind="primary", name="添加")
        self.add_button.setDefault(True)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.add_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        self.day.edit.returnPressed.connect(self._finish)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._finish)

    def _read(self, text: str) -> date | None:
        return read_day(text, today=self._today, label="有效期", field="expires_on")

    def _echo(self, value: object) -> str:
        assert isinstance(value, date)
        return echo_day(value) + ("，已经过期" if value < self._today else "")

    def _finish(self) -> None:
        try:
            value = self.day.value
        except UserError as error:
            self.day.show_fault(error)
            return
        self.expires_on = value if isinstance(value, date) else None
        self.accept()
