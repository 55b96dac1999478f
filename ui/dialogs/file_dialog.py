"""A kept file on screen: PDF by page, pictures fitted to the window, plain text; anything else is opened outside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPlainTextEdit, QScrollArea, QWidget

from models.errors import UserError, system_reason
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.dialogs.page_view import PageView
from ui.widgets.parts import ElidedLabel, button, column, frame, label, line

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"})
MOST_TEXT = 200_000


class FileDialog(QDialog):
    """Shows the bytes it is given."""

    def __init__(self, desk: Desk, name: str, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._name, self._data = desk, name, data
        self.setWindowTitle(name)
        fit_to(self, 900, 680)
        self.body = self._body()
        bar = line(spacing=8, margins=(16, 8, 16, 8))
        bar.addWidget(ElidedLabel(name, "heading"), 1)
        bar.addWidget(label(f"{len(data):,} 字节", "caption"))
        self._said = label("", "secondary")
        close = button("关闭", self.reject, kind="primary")
        close.setDefault(True)
        foot = line(spacing=8, margins=(16, 12, 16, 12))
        foot.addWidget(self._said, 1)
        foot.addWidget(button("另存为(&A)…", self._save_as))
        foot.addWidget(close)
        layout = column(spacing=0)
        layout.addWidget(frame("bar", bar))
        layout.addWidget(self.body, 1)
        layout.addWidget(frame("footer", foot))
        self.setLayout(layout)
        self.body.setFocus()

    def save_to(self, file: Path) -> None:
        """Write the bytes; tells a folder that cannot be written to."""
        try:
            file.write_bytes(self._data)
        except OSError as error:
            reason = system_reason(error)
            self._desk.show_problem(UserError(f"没有保存“{file.name}”", reason, "请换一个文件夹"))
            return
        self._said.setText(f"已保存到 {file}")

    def _body(self) -> QWidget:
        suffix = Path(self._name).suffix.lower()
        if suffix == ".pdf":
            pages = PageView(self._desk.tasks)
            pages.setAccessibleName("文件预览")
            pages.show_pdf(self._data, handed_in=True)
            return pages
        picture = QImage.fromData(self._data) if suffix in PICTURES else QImage()
        if not picture.isNull():
            return PictureView(picture)
        if suffix == ".txt":
            return _text_view(self._data)
        words = "这种文件不能在这里预览。请用“用系统程序打开”，或另存后打开。"
        made = label(words, "secondary", wrap=True)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return made

    def _save_as(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "另存文件", self._name)
        if chosen:
            self.save_to(Path(chosen))


class PictureView(QScrollArea):
    """A picture fitted to the room, never enlarged."""

    def __init__(self, picture: QImage) -> None:
        super().__init__()
        self._picture = QPixmap.fromImage(picture)
        self._shown = QLabel()
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setAccessibleName(f"图片，{picture.width()}×{picture.height()} 像素")
        self.setAccessibleName("图片预览")
        self.setWidgetResizable(True)
        self.setWidget(self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        room = QSize(self.viewport().width() - 24, self.viewport().height() - 24) * ratio
        fitted = self._picture
        if fitted.width() > room.width() or fitted.height() > room.height():
            fitted = fitted.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        fitted.setDevicePixelRatio(ratio)
        self._shown.setPixmap(fitted)


def _text_view(data: bytes) -> QPlainTextEdit:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    made = QPlainTextEdit(text[:MOST_TEXT])
    made.setReadOnly(True)
    made.setAccessibleName("文件内容")
    return made
