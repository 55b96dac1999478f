"""Empty intake workbooks: tick the matters, save one workbook with a sheet for each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QWidget

from ui.delegates.checked_matter_delegate import CheckedMatterDelegate
from ui.desk import Desk
from ui.itemmodels.checked_matter_model import CheckedMatterModel
from ui.itemmodels.matter_list_model import LINE_ROLE
from ui.widgets.dialog_size import open_at_size
from ui.widgets.exporting import ask_and_export, export_to
from ui.widgets.notice_line import NoticeLine
from ui.widgets.parts import button, column, frame, label, line

TOLD = (
    "每个事项一张工作表：带单位的列、下拉选项、填写说明和一行示例。"
    "空格勾选，输入编号、条款序号或关键词查找；已勾选的在查找后仍然保留。"
)


class TemplateDialog(QDialog):
    """Stays open after saving, so that the folder can be opened from it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.saved: Path | None = None
        self.setWindowTitle("保存导入模板")
        open_at_size(self, 760, 640)
        self.model = CheckedMatterModel(desk.office.editions.current)
        self.search = QLineEdit()
        self.search.setPlaceholderText("输入事项编号、条款序号或关键词，如 13-1、十三、研发")
        self.search.setAccessibleName("查找事项")
        self.search.setClearButtonEnabled(True)
        self.list = MatterTicks()
        self.list.setModel(self.model)
        self._delegate = CheckedMatterDelegate(desk.theme)
        self.list.setItemDelegate(self._delegate)
        self.empty = label("没有找到事项。可换一个词，或清空后从领域、条款中选择。", "secondary", wrap=True)
        self.count = label("", "secondary")
        self.notice = NoticeLine()
        self.all_button = button("全选列出的(&A)", self.model.tick_shown, kind="small", name="全选列出的事项")
        self.none_button = button("全部取消(&Z)", self.model.clear, kind="small", name="全部取消")
        self.folder_button = button("打开所在文件夹(&F)", self.open_folder, name="打开所在文件夹")
        self.save_button = button("保存模板(&S)…", self.ask, kind="primary", name="保存模板")
        self.save_button.setDefault(True)
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.model.ticked.connect(self._show_count)
        self._on_search("")
        self._show_count()
        self.folder_button.hide()

    def ask(self) -> None:
        """Ask for the place and save there."""
        chosen = self.model.chosen
        if not chosen:
            return
        pack = self._desk.office.editions.current
        name = f"{chosen[0]} {pack.matter(chosen[0]).name}" if len(chosen) == 1 else f"{len(chosen)}个事项"
        ask_and_export(
            self._desk, self, f"导入模板 {name}", ".xlsx", lambda: self._made(chosen), self._on_saved
        )

    def save_to(self, file: Path) -> None:
        """Save the workbook there."""
        chosen = self.model.chosen
        export_to(self._desk, self, file, lambda: self._made(chosen), self._on_saved)

    def open_folder(self) -> None:
        """Show the folder that was saved to."""
        if self.saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved.parent)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.text().strip():
                self.list.tick_current()
                self.search.selectAll()
                return True
        return super().eventFilter(watched, event)

    def _made(self, chosen: tuple[str, ...]) -> bytes:
        return bytes(self._desk.office.intake.template(*chosen))

    def _lay_out(self) -> None:
        tools = line(spacing=8)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.all_button)
        tools.addWidget(self.none_button)
        body = column(spacing=12, margins=(20, 16, 20, 12))
        body.addWidget(label("保存导入模板", "title"))
        body.addWidget(label(TOLD, "secondary", wrap=True))
        body.addLayout(tools)
        body.addWidget(self.list, 1)
        body.addWidget(self.empty, 1)
        body.addWidget(self.notice)
        foot = line(spacing=8, margins=(20, 12, 20, 12))
        foot.addWidget(self.count, 1)
        foot.addWidget(self.folder_button)
        foot.addWidget(button("关闭", self.reject))
        foot.addWidget(self.save_button)
        layout = column(spacing=0)
        layout.addLayout(body, 1)
        layout.addWidget(frame("footer", foot))
        self.setLayout(layout)

    def _on_search(self, text: str) -> None:
        self.model.narrow(text)
        row = self.model.first_matter()
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        self.list.setVisible(row >= 0)
        self.empty.setVisible(row < 0)

    def _show_count(self) -> None:
        count = len(self.model.chosen)
        self.count.setText(f"已选 {count} 个事项" if count else "请至少勾选一个事项")
        self.save_button.setEnabled(count > 0)
        self.none_button.setEnabled(count > 0)

    def _on_saved(self, file: Path) -> None:
        self.saved = file
        self.notice.say(f"已保存到 {file}。填好后用“从 Excel 导入办件”导入。")
        self.folder_button.show()
        self.folder_button.setFocus(Qt.FocusReason.OtherFocusReason)


class MatterTicks(QListView):
    """A click or the space bar ticks; arrows go over the headings."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("事项列表")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def tick_current(self) -> None:
        """Tick the current matter, or take the tick away."""
        self._toggle(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.tick_current()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._toggle(self.indexAt(event.position().toPoint()))

    def _toggle(self, index: QModelIndex) -> None:
        model = self.model()
        if (
            index.isValid()
            and index.data(LINE_ROLE).matter is not None
            and isinstance(model, CheckedMatterModel)
        ):
            model.toggle(index)
