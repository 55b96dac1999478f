"""Beside the text: what hangs on the clause or matter chosen, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui.itemmodels.policy_tree_model import Node
from ui.screens.policy.presenter import PolicyView
from ui.screens.policy.telling import Teller
from ui.theme import Theme
from ui.widgets.marking import mark_words
from ui.widgets.parts import button, column, label, line


class PolicyDetail(QWidget):
    """Asks to start a case, to change the office's list, and to go where a link leads."""

    case_asked = Signal(str)
    change_asked = Signal(str)
    link_followed = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: PolicyView | None = None
        self._node: Node | None = None
        self._words: tuple[str, ...] = ()
        self._title = label("", "heading", wrap=True, selectable=True)
        self.case_button = button("发起办件(&B)", self._ask_case, kind="primary", name="发起办件")
        self.change_button = button("本单位修改(&E)…", self._ask_change, name="修改本单位的检查项和材料")
        self._why_not = label("", "caption", wrap=True)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("条款和事项说明")
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setTabChangesFocus(False)
        self.text.anchorClicked.connect(self._follow)
        buttons = line(spacing=8)
        buttons.addWidget(self.case_button)
        buttons.addWidget(self.change_button)
        buttons.addStretch(1)
        self._buttons = QWidget()
        self._buttons.setLayout(buttons)
        layout = column(spacing=8, margins=(16, 12, 8, 8))
        layout.addWidget(self._title)
        layout.addWidget(self._buttons)
        layout.addWidget(self._why_not)
        layout.addWidget(self.text, 1)
        self._buttons.hide()
        self._why_not.hide()
        self.setLayout(layout)
        theme.changed.connect(self._tell)

    def show_node(self, view: PolicyView, node: Node, *, obstacle: str) -> None:
        """Show what hangs on a line of the tree; `obstacle` tells why no case may be started."""
        other = self._node is None or self._node.key != node.key
        self._view, self._node = view, node
        self._title.setText(node.title)
        is_matter = node.kind == "matter"
        self._buttons.setVisible(is_matter)
        self.case_button.setEnabled(not obstacle)
        self._why_not.setText(obstacle)
        self._why_not.setVisible(is_matter and bool(obstacle))
        place = 0 if other else self.text.verticalScrollBar().value()
        self._tell()
        self.text.verticalScrollBar().setValue(place)

    def mark(self, words: Sequence[str]) -> None:
        """Mark the words searched for."""
        self._words = tuple(words)
        mark_words(self.text, self._words, self._theme.tokens)

    def _tell(self) -> None:
        if self._view is None or self._node is None:
            return
        teller, pack, key = Teller(self._view, self._theme.tokens), self._view.effective.pack, self._node.key
        if self._node.kind == "matter":
            told = teller.matter(pack.matter(key))
        elif self._node.kind == "clause":
            told = teller.clause(pack.clause(key))
        elif self._node.kind == "domain":
            told = teller.domain(key)
        else:
            told = teller.document()
        self.text.setHtml(told)
        self.mark(self._words)

    def _ask_case(self) -> None:
        if self._node is not None:
            self.case_asked.emit(self._node.key)

    def _ask_change(self) -> None:
        if self._node is not None:
            self.change_asked.emit(self._node.key)

    def _follow(self, url: QUrl) -> None:
        self.link_followed.emit(url.scheme(), url.path(QUrl.ComponentFormattingOption.FullyDecoded))
