"""Asks for the reason of something that cannot be undone, with what follows from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from ui import messages
from ui.dialogs.fitting import keep_whole
from ui.widgets.parts import button, column, label, line


class ReasonDialog(QDialog):
    """Stays open until what was asked for is done: `ask(reason, done, failed)` does it."""

    def __init__(
        self,
        title: str,
        consequence: str,
        *,
        action: str,
        ask: Callable[[str, Callable[[object], None], Callable[[Exception], None]], None],
        phrases: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setFixedHeight(80)
        self.reason.setTabChangesFocus(True)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.go_button = button(f"{action}　Ctrl+Enter", self._go, kind="primary", name=action)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label(title, "title", wrap=True))
        layout.addWidget(label(consequence, "secondary", wrap=True))
        layout.addWidget(label("理由", "field"))
        layout.addWidget(self.reason)
        usual = line(spacing=4)
        for words in phrases:
            made = button(words, kind="small", name=f"填入：{words}")
            made.clicked.connect(lambda checked=False, text=words: self.reason.setPlainText(text))
            usual.addWidget(made)
        usual.addStretch(1)
        layout.addLayout(usual)
        layout.addWidget(self.fault)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go)

    def _go(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self._tell("请填写理由，它会记入办理记录")
            return
        self.go_button.setEnabled(False)
        self._ask(reason, lambda done: self.accept(), self._failed)

    def _failed(self, error: Exception) -> None:
        self.go_button.setEnabled(True)
        self._tell(messages.told(error))

    def _tell(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()
        self.adjustSize()
        self.reason.setFocus()
