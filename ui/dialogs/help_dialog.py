"""The help inside (F1): topics to read and search, the list of keys, the handbook as PDF."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from models.services.handbook import TITLE, Topic, topic_for
from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.widgets.exporting import ask_and_export
from ui.widgets.marking import mark_words
from ui.widgets.parts import button, column, label, line
from ui.widgets.reading import set_type


class HelpDialog(QDialog):
    """Opens on the topic of the screen it was asked from; reading never blocks the window behind it."""

    def __init__(
        self, desk: Desk, screen: str, keys: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        fit_to(self, 980, 640)
        self._desk = desk
        self._topics = (*desk.office.handbook.topics(), _key_topic(keys))
        self.search = QLineEdit()
        self.search.setPlaceholderText("在手册中查找")
        self.search.setAccessibleName("在手册中查找")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("手册目录")
        self.text = QTextBrowser()
        self.text.setAccessibleName("手册内容")
        self.text.setOpenLinks(False)
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.list.currentItemChanged.connect(lambda now, _before: self._show(now))
        self._narrow("")
        self.open_topic(topic_for(self._topics, screen).name)
        self.list.setFocus()

    def _lay_out(self) -> None:
        side = column(spacing=8)
        side.addWidget(self.search)
        side.addWidget(self.list, 1)
        body = line(spacing=16)
        body.addLayout(side, 1)
        body.addWidget(self.text, 3)
        foot = line(spacing=8)
        foot.addWidget(label("F1 在任何页面打开对应的一节", "secondary"))
        foot.addStretch(1)
        foot.addWidget(button("导出手册 PDF(&P)", self._print, name="导出手册 PDF"))
        close = button("关闭", self.accept, kind="primary")
        close.setDefault(True)
        foot.addWidget(close)
        whole = column(spacing=12, margins=(16, 16, 16, 12))
        whole.addLayout(body, 1)
        whole.addLayout(foot)
        self.setLayout(whole)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)

    def open_topic(self, name: str) -> None:
        """Show the topic with this name."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole).name == name:
                self.list.setCurrentRow(row)

    def open_at(self, name: str, heading: str = "") -> None:
        """Show a topic, turned to one of its headings."""
        self.search.clear()
        self.open_topic(name)
        block = self.text.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == heading:
                cursor = QTextCursor(block)
                self.text.moveCursor(QTextCursor.MoveOperation.End)
                self.text.setTextCursor(cursor)
                return
            block = block.next()

    def _narrow(self, words: str) -> None:
        self.list.clear()
        for topic in self._topics:
            if topic.mentions(words):
                item = QListWidgetItem(topic.title)
                item.setData(Qt.ItemDataRole.UserRole, topic)
                self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            self.text.setPlainText("没有找到。请换一个词，或清空查找后按目录阅读。")

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        topic: Topic = item.data(Qt.ItemDataRole.UserRole)
        self.text.setSource(QUrl())
        self.text.setMarkdown(topic.text)
        set_type(self.text.document())
        mark_words(self.text, self.search.text().split(), self._desk.theme.tokens)

    def _print(self) -> None:
        ask_and_export(self._desk, self, TITLE, ".pdf", self._pdf)

    def _pdf(self) -> bytes:
        """The keys are known to the window alone; they are printed behind the other topics."""
        made: bytes = self._desk.office.handbook.pdf(self._topics[-1:])
        return made


def _key_topic(keys: list[tuple[str, str]]) -> Topic:
    rows = "\n".join(f"| {key} | {meaning} |" for key, meaning in keys)
    return Topic("keys", "快捷键一览", (), f"# 快捷键一览\n\n| 按键 | 作用 |\n|---|---|\n{rows}\n")
