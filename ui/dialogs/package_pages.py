"""The shorter pages of taking in a package: choosing the file, its passphrase, the first contact, the result."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from models.errors import UserError
from models.services.exchange_views import ImportReport, PackagePreview
from ui.widgets.fields import TextField
from ui.widgets.file_drop import FileDrop
from ui.widgets.parts import button, clear, column, frame, label, line


class ChoosePage(QWidget):
    """A place to drop a package on, a button to choose one, and why the last one was refused."""

    choose_asked = Signal()
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.problem = label("", "strong", wrap=True, selectable=True)
        self.remedy = label("", wrap=True, selectable=True)
        told = column(spacing=4, margins=(16, 12, 16, 12))
        told.addWidget(self.problem)
        told.addWidget(self.remedy)
        self.problem_box = frame("problem", told)
        self.problem_box.hide()
        self.choose_button = button(
            "选择文件(&O)…", self.choose_asked.emit, kind="primary", name="选择交换包文件"
        )
        place = column(spacing=12, margins=(24, 32, 24, 32))
        for words, role in (
            ("把对方给的交换包（.bhpkg）拖到这里", "heading"),
            ("也可以在文件夹中双击交换包。先列出内容再导入，确认之前不改动任何数据。", "secondary"),
        ):
            made = label(words, role, wrap=True)
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            place.addWidget(made)
        place.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        target = frame("card", place)
        FileDrop(target, lambda paths: self.dropped.emit(paths[0]))
        layout = column(spacing=12)
        layout.addWidget(self.problem_box)
        layout.addWidget(target)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_problem(self, error: UserError | None, path: Path | None = None) -> None:
        """Tell why a package was refused."""
        self.problem_box.setVisible(error is not None)
        if error is not None:
            self.problem.setText(error.what)
            named = f"文件：{path}" if path else ""
            self.remedy.setText("\n".join(part for part in (error.why, error.remedy, named) if part))
            self.problem_box.setAccessibleDescription(error.message)


class PassphrasePage(QWidget):
    """Asks for the passphrase of a sealed package."""

    def __init__(self) -> None:
        super().__init__()
        self.field = TextField("口令", hint="由对方另行告知，区分大小写")
        self.field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaximumWidth(420)
        layout = column(spacing=12)
        layout.addWidget(label("这个交换包设有口令", "heading"))
        layout.addWidget(self.field)
        layout.addStretch(1)
        self.setLayout(layout)


class ContactPage(QWidget):
    """The first package of an office: its fingerprint is compared by telephone before anything is taken in."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.unit = label("", "heading", wrap=True)
        self.fingerprint = label("", "figure", selectable=True)
        self.warnings = label("", "error", wrap=True)
        self.agreed = QCheckBox("已打电话核对，六组数字与对方读出的完全一致")
        self.agreed.setAccessibleName(self.agreed.text())
        self.agreed.toggled.connect(lambda on: self.changed.emit())
        words = (
            "请拨打您已知的对方电话（不要用随文件送来的号码），请对方打开“设置 → 单位交换”读出本单位指纹，逐组核对。"
            "核对一次即可，以后这个单位的交换包自动验明。数字不一致时请不要导入。"
        )
        inside = column(spacing=8, margins=(16, 12, 16, 16))
        inside.addWidget(label("对方的指纹", "field"))
        inside.addWidget(self.fingerprint)
        layout = column(spacing=12)
        layout.addWidget(self.unit)
        layout.addWidget(label(words, wrap=True))
        layout.addWidget(self.warnings)
        layout.addWidget(frame("card", inside))
        layout.addWidget(self.agreed)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_preview(self, preview: PackagePreview) -> None:
        """Show who sent the package."""
        self.unit.setText(f"第一次收到“{preview.unit}”的交换包，请先核对身份")
        self.fingerprint.setText(preview.fingerprint)
        self.warnings.setText("\n".join(preview.warnings))
        self.warnings.setVisible(bool(preview.warnings))
        self.agreed.setChecked(False)


class ResultPage(QWidget):
    """What the import did."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "heading", wrap=True)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines = column(spacing=8)
        layout = column(spacing=12)
        layout.addWidget(self.words)
        layout.addLayout(self._lines)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_report(self, report: ImportReport) -> None:
        """Show the outcome in words."""
        clear(self._lines)
        if report.nothing_changed:
            self.show_same(report.unit, "")
            return
        self.words.setText(f"已导入“{report.unit}”的交换包")
        counts = (
            (report.new_cases, "新增办件 {} 件"),
            (report.changed_cases, "更新办件 {} 件"),
            (report.taken_fields, "采用对方修改的内容 {} 项"),
            (report.lines, "并入对方的办理记录 {} 条；双方的记录都保留，可在办件的“记录”中查看"),
        )
        for count, words in counts:
            if count:
                self._lines.addWidget(label(words.format(f"{count:,}"), wrap=True))
        if not any(count for count, _ in counts):
            self._lines.addWidget(label("冲突已按您的选择处理，其他内容本机都已有。", wrap=True))
        if report.left_open:
            self._lines.addWidget(
                _notice(f"还有 {report.left_open} 处冲突没有选择，下次导入对方的交换包时再问。")
            )
        for notice in report.notices:
            self._lines.addWidget(_notice(notice))

    def show_same(self, unit: str, imported_at: str) -> None:
        """Tell that everything of the package is here already."""
        clear(self._lines)
        self.words.setText("没有变化")
        before = f"（{imported_at[:16].replace('T', ' ')} 导入过）" if imported_at else ""
        self._lines.addWidget(
            label(f"“{unit}”的这个交换包，内容本机都已有{before}。没有改动任何数据。", wrap=True)
        )


def _notice(words: str) -> QFrame:
    inside = line(margins=(12, 8, 12, 8))
    inside.addWidget(label(words, wrap=True))
    return frame("warning", inside)
