"""A list of kept files with its buttons; files can be dropped onto it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from models.services.views import FileView
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.kept_files import KeptFiles
from ui.widgets.board_table import BoardTable
from ui.widgets.file_drop import FileDrop
from ui.widgets.parts import button, column, label, line
from ui.widgets.swap import Swap

CHECK_DELAY_MS = 400


def size_words(size: int) -> str:
    """Return a file's size: 312 KB, 4.1 MB."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"


def state_of(file: FileView, today: date) -> tuple[str, str]:
    """Return words and colour for the state of a file: missing, expired, soon to expire, whole."""
    if file.fault:
        return file.fault, "bad"
    if file.expires_on is None:
        return "正常", "quiet"
    left = (file.expires_on - today).days
    if left < 0:
        return "已过期", "bad"
    return ("即将到期", "wait") if left <= 30 else ("有效", "ok")


class FileList(QFrame):
    """Announces files to be added; everything else it does by itself."""

    files_offered = Signal(object)

    def __init__(self, desk: Desk, name: str, *, hint: str, expiry: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self.files = KeptFiles(desk, self)
        self._shown: tuple[FileView, ...] = ()
        self.table = BoardTable(self._columns(expiry), desk.theme, name, row_height=44)
        self.add_button = button("添加文件(&F)…", self._choose, name="添加文件")
        self._preview = button("预览(&V)", lambda: self._with_current(self.files.preview), kind="small")
        self._open = button(
            "用系统程序打开(&O)", lambda: self._with_current(self.files.open_outside), kind="small"
        )
        self._remove = button("移除(&D)", lambda: self._with_current(self.files.remove), kind="small")
        self._hint = label(hint, "secondary", wrap=True)
        self._checks = QTimer(self)
        self._checks.setSingleShot(True)
        self._checks.setInterval(CHECK_DELAY_MS)
        self._checks.timeout.connect(self._check)
        self._lay_out(hint)
        FileDrop(self, self.files_offered.emit)
        self.table.opened.connect(self.files.preview)

    def show_files(self, files: tuple[FileView, ...]) -> None:
        """Show the files of a paper or a wallet; each is read once in the background to see whether it is whole."""
        same = self.table.current
        self._shown = files
        self.table.show_lines(list(files), lambda file: same is not None and file.id == same.id)
        self._swap.turn_to(0 if files else 1)
        for made in (self._preview, self._open, self._remove):
            made.setVisible(bool(files))
        self._checks.start()

    def _columns(self, expiry: bool) -> tuple[BoardColumn, ...]:
        today = self._desk.office.clock.today()
        found = [
            BoardColumn("文件", 240, _name_words, "two_lines", stretch=True),
            BoardColumn(
                "状态",
                110,
                lambda file: state_of(file, today)[0],
                "state",
                extra=lambda file: state_of(file, today)[1],
            ),
        ]
        if expiry:
            found.insert(1, BoardColumn("有效期至", 104, lambda file: str(file.expires_on or "—")))
        return tuple(found)

    def _lay_out(self, hint: str) -> None:
        tools = line(spacing=8)
        tools.addWidget(self.add_button)
        tools.addStretch(1)
        for made in (self._preview, self._open, self._remove):
            tools.addWidget(made)
        empty = column()
        empty.addWidget(self._hint)
        empty.addStretch(1)
        nothing = QWidget()
        nothing.setLayout(empty)
        self._swap = Swap(self.table, nothing)
        layout = column(spacing=4)
        layout.addLayout(tools)
        layout.addWidget(self._swap, 1)
        self.setLayout(layout)

    def _with_current(self, act: object) -> None:
        if (file := self.table.current) is not None:
            act(file)  # type: ignore[operator]

    def _choose(self) -> None:
        if paths := self.files.choose("添加文件"):
            self.files_offered.emit(paths)

    def _check(self) -> None:
        self.files.check(tuple(file for file in self._shown if not file.fault), self._on_checked)

    def _on_checked(self, faults: dict[int, str]) -> None:
        if faults:
            files = [replace(one, fault=faults.get(one.id, one.fault)) for one in self._shown]
            current = self.table.current
            self.table.show_lines(list(files), lambda file: current is not None and file.id == current.id)


def _name_words(file: FileView) -> str:
    return f"{file.name}\n{size_words(file.size)}　{file.added_at:%Y-%m-%d} 添加"
