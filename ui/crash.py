"""An unexpected error: drafts are already safe, the officer is told, and a report without personal data can be copied."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.version import VERSION


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return the report: versions and the places in the code; never the error's words, which may hold a person's data."""
    places = [
        f"  {frame.name}  {_short(frame.filename)}:{frame.lineno}" for frame in traceback.extract_tb(trace)
    ]
    head = [
        f"滨惠办 {VERSION}",
        f"Python {platform.python_version()} · PySide6 {pyside_version} · Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"错误类型 {kind.__module__}.{kind.__qualname__}",
        "位置（由外到内）",
    ]
    return "\n".join(head + places)


def _short(filename: str) -> str:
    parts = filename.replace("\\", "/").split("/")
    for top in ("ui", "models", "resources"):
        if top in parts:
            return "/".join(parts[parts.index(top) :])
    return parts[-1]


class CrashDialog(QDialog):
    """Tells about an unexpected error and offers the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("滨惠办遇到意外错误")
        self.resize(640, 400)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        heading = QLabel("刚才的操作没有完成")
        heading.setProperty("role", "title")
        words = QLabel(
            "这是程序的缺陷，不是您的操作有误。正在填写的内容已存为草稿，已保存的办件没有受到影响。\n"
            "请复制下面的报告发给技术人员；报告只有版本与程序位置，不含办件和个人信息。"
        )
        words.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("错误报告")
        layout.addWidget(heading)
        layout.addWidget(words)
        layout.addWidget(self.report, 1)
        layout.addWidget(self._buttons(report))
        self.go_on.setFocus()

    def _buttons(self, report: str) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        copy = buttons.addButton("复制报告(&C)", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(report))
        self.go_on = buttons.addButton("继续工作", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on.setProperty("kind", "primary")
        self.go_on.setDefault(True)
        buttons.accepted.connect(self.accept)
        return buttons


class CrashHandler:
    """Stands behind sys.excepthook; shows one dialog at a time."""

    def __init__(
        self, save_drafts: Callable[[], None], note: Callable[[str], None] = lambda report: None
    ) -> None:
        self._save_drafts = save_drafts
        self._note = note
        self._showing = False

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Save drafts, tell the officer, offer the report; the full trace goes to standard error for developers."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(kind, error, trace)
        print(report, file=sys.stderr)  # noqa: T201
        self._note(report)
        if self._showing or QApplication.instance() is None:
            return
        self._showing = True
        try:
            self._save_drafts()
            CrashDialog(report, QApplication.activeWindow()).exec()
        finally:
            self._showing = False
