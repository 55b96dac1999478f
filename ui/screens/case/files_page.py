"""Step 2: the papers, and the files attached to the paper the officer is at; files can be dropped onto any row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.services.views import CaseView
from ui.desk import Desk
from ui.widgets.answer_list import AnswerList
from ui.widgets.answer_row import AnswerRow
from ui.widgets.file_drop import FileDrop
from ui.widgets.file_list import FileList
from ui.widgets.parts import ElidedLabel, button, column, line, rule

# With files the list has room for two or three; without any the papers need the room more.
FILLED_HEIGHT, EMPTY_HEIGHT = 200, 96
HINT = "还没有附件。把文件拖到材料上，或按“添加文件”。"


class FilesPage(QWidget):
    """Announces files to be attached, and the wish to use one of the wallet, each with the paper's id."""

    files_offered = Signal(str, object)
    reuse_asked = Signal(str)

    def __init__(self, desk: Desk, papers: AnswerList) -> None:
        super().__init__()
        self._desk, self.papers = desk, papers
        self.files: FileList | None = None
        self._view: CaseView | None = None
        self._watched: dict[str, AnswerRow] = {}
        self._title = ElidedLabel("", "strong")
        self._reuse = button(
            "从材料夹引用(&G)…", self._ask_reuse, kind="small", name="引用主体材料夹中的文件"
        )
        head = line(spacing=8)
        head.addWidget(self._title, 1)
        head.addWidget(self._reuse)
        self._strip_layout = column(spacing=4, margins=(12, 4, 12, 4))
        self._strip_layout.addLayout(head)
        self._strip = QWidget()
        self._strip.setLayout(self._strip_layout)
        self._strip.setFixedHeight(EMPTY_HEIGHT)
        layout = column(spacing=0)
        layout.addWidget(papers, 1)
        layout.addWidget(rule())
        layout.addWidget(self._strip)
        self.setLayout(layout)
        papers.current_changed.connect(lambda key: self._show_current())

    def show_case(self, view: CaseView) -> None:
        """Show the files of a case; call it after the papers were shown."""
        if self.files is None:
            # The list asks the office for today, which is there only once a case is shown.
            self.files = FileList(self._desk, "本材料的附件", hint=HINT)
            self.files.files_offered.connect(self._on_offered)
            self._strip_layout.addWidget(self.files, 1)
        self._view = view
        for key, row in self.papers.rows.items():
            if self._watched.get(key) is not row:
                # A file dropped into the remark would leave its path there.
                row.remark.setAcceptDrops(False)
                FileDrop(row, self._taker(key))
        self._watched = dict(self.papers.rows)
        self._show_current()

    def _show_current(self) -> None:
        view = self._view
        if view is None or self.files is None:
            return
        item = next((one for one in view.materials if one.id == self.papers.current_id), None)
        self._strip.setVisible(bool(view.materials))
        found = tuple(file for file in view.files if item is not None and file.material_id == item.id)
        self._title.set_whole(f"附件：{item.name}" if item else "附件：先在上面选一项材料")
        self.files.setEnabled(item is not None)
        self._reuse.setEnabled(item is not None)
        self.files.show_files(found)
        self._strip.setFixedHeight(FILLED_HEIGHT if found else EMPTY_HEIGHT)

    def _taker(self, key: str) -> Callable[[list[Path]], None]:
        def take(paths: list[Path]) -> None:
            self.papers.go_to(key)
            self.files_offered.emit(key, paths)

        return take

    def _on_offered(self, paths: list[Path]) -> None:
        if self.papers.current_id:
            self.files_offered.emit(self.papers.current_id, paths)

    def _ask_reuse(self) -> None:
        if self.papers.current_id:
            self.reuse_asked.emit(self.papers.current_id)
