"""Tree, full text and what hangs on it, under one search over all three."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QSplitter, QTreeView, QWidget

from models.policy.pack import Pack
from ui.delegates.policy_delegate import PolicyDelegate
from ui.itemmodels.policy_tree_model import Node, PolicyTreeModel
from ui.screens.policy.detail import PolicyDetail
from ui.screens.policy.presenter import PolicyPresenter, PolicyView
from ui.screens.policy.reader import PolicyReader
from ui.theme import Theme
from ui.widgets.marking import words_of
from ui.widgets.parts import button, column, frame, label, line
from ui.widgets.swap import Swap, empty_page

SEARCH_DELAY_MS = 60


class TextPage(QWidget):
    """Keeps the place in the text, whatever is looked up beside it."""

    case_asked = Signal(str)
    change_asked = Signal(str)
    link_followed = Signal(str, str)

    def __init__(self, presenter: PolicyPresenter, theme: Theme) -> None:
        super().__init__()
        self._presenter = presenter
        self._view: PolicyView | None = None
        self._key = "front"
        self.model = PolicyTreeModel(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("在全文和事项中查找　Ctrl+F")
        self.search.setAccessibleName("在政策全文和事项中查找")
        self.search.setClearButtonEnabled(True)
        self.found = label("", "caption")
        self.tree = QTreeView()
        self._painter = PolicyDelegate(theme)
        self.reader = PolicyReader(theme)
        self.detail = PolicyDetail(theme)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MS)
        self._dress_tree()
        self._lay_out()
        self._connect()

    def show_view(self, view: PolicyView) -> None:
        """Show an edition; the place stays where it was."""
        other = self._view is None or self._view.pack.hash != view.pack.hash
        changed = self._view is None or self._view.effective.hash != view.effective.hash or other
        # A tree that gets its lines while it has the focus turns to the first one by itself.
        key, self._view = self._key, view
        if other:
            self.reader.show_pack(view.pack)
        if changed:
            self.model.show(view.effective.pack)
            self._open_found()
            self._show_found(self.reader.search(self.model.words))
        self.go_to(key, text=other)

    def go_to(self, key: str, *, text: bool = True) -> None:
        """Show a clause, a matter, a domain; `text` brings it into view in the full text too."""
        self._key = key
        if self._view is None:
            return
        if not self.model.index_of(key).isValid() and self.search.text():
            self.search.clear()
            self._apply()
        index = self.model.index_of(key)
        if not index.isValid():
            return
        self.tree.blockSignals(True)
        self.tree.selectionModel().blockSignals(True)
        self.tree.setCurrentIndex(index)
        self.tree.selectionModel().blockSignals(False)
        self.tree.blockSignals(False)
        self.tree.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.tree.viewport().update()
        self._show_node(index, text=text)

    def put_cursor(self) -> None:
        """Put the focus where the officer goes on."""
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Down:
                self.put_cursor()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.reader.step(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    # --- building

    def _dress_tree(self) -> None:
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(self._painter)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("领域、条款和事项")
        self.tree.setIndentation(14)
        self.tree.setUniformRowHeights(False)
        self.tree.setMouseTracking(True)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self) -> None:
        self._nothing = label(
            "条文和事项中都没有这些字。请换一个词，如“研发”“十三”或“13-1”。", "secondary", wrap=True
        )
        self.swap = Swap(self.tree, empty_page(self._nothing))
        steps = line(spacing=4)
        steps.addWidget(self.found, 1)
        self.former = button("↑", lambda: self.reader.step(-1), kind="small", name="上一处")
        self.next = button("↓", lambda: self.reader.step(1), kind="small", name="下一处")
        for made, tip in ((self.former, "上一处（Shift+F3）"), (self.next, "下一处（F3）")):
            made.setToolTip(tip)
            steps.addWidget(made)
        left = column(spacing=8)
        left.addWidget(self.search)
        left.addLayout(steps)
        left.addWidget(self.swap, 1)
        finder = QWidget()
        finder.setLayout(left)
        text = column()
        text.addWidget(self.reader)
        beside = column()
        beside.addWidget(self.detail)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for part in (finder, frame("card", text), frame("card", beside)):
            split.addWidget(part)
        for place, share in enumerate((1, 3, 2)):
            split.setStretchFactor(place, share)
        split.setSizes([316, 470, 400])
        layout = column()
        layout.addWidget(split)
        self.setLayout(layout)
        self._show_found(0)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._apply)
        self.search.textChanged.connect(lambda text: self._timer.start())
        self.search.installEventFilter(self)
        self.tree.selectionModel().currentChanged.connect(lambda now, before: self._show_node(now))
        self.tree.activated.connect(self._activate)
        self.reader.turned_to_match.connect(lambda at, count: self.found.setText(f"条文第 {at}／{count} 处"))
        self.detail.case_asked.connect(self.case_asked)
        self.detail.change_asked.connect(self.change_asked)
        self.detail.link_followed.connect(self._on_link)
        for keys, slot in (
            ("Ctrl+F", self._find),
            ("F3", lambda: self.reader.step(1)),
            ("Shift+F3", lambda: self.reader.step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- showing

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _apply(self) -> None:
        self._timer.stop()
        words = words_of(self.search.text())
        self.model.narrow(words)
        count = self.reader.search(words)
        self.detail.mark(words)
        self._open_found()
        self._show_found(count)
        index = self.model.index_of(self._key)
        if words and not index.isValid():
            index = self._first_found()
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def _open_found(self) -> None:
        """A search opens what it found; without one the domains show their clauses."""
        if self.model.words:
            self.tree.expandAll()
        else:
            self.tree.expandToDepth(0)

    def _first_found(self) -> QModelIndex:
        """The first matter found, else the first line of any kind that has none below it."""
        index = self.model.index(0, 0)
        while index.isValid() and self.model.rowCount(index):
            index = self.model.index(0, 0, index)
        return index

    def _show_found(self, count: int) -> None:
        searching = bool(self.model.words)
        matters = self.model.count("matter")
        self.found.setText(f"条文 {count} 处，事项 {matters} 项" if searching else "6 个领域逐条可读")
        if self._view is not None and not searching:
            pack: Pack = self._view.pack
            self.found.setText(
                f"{len(pack.document.domain)} 个领域，{len(pack.clauses)} 条，{len(pack.matters)} 项事项"
            )
        for made in (self.former, self.next):
            made.setVisible(searching)
            made.setEnabled(count > 0)
        self.swap.turn_to(0 if self.model.rowCount() else 1)

    def _show_node(self, index: QModelIndex, *, text: bool = True) -> None:
        node = self.model.node(index)
        if node is None or self._view is None:
            return
        self._key = node.key
        self.detail.show_node(self._view, node, obstacle=self._presenter.case_obstacle())
        self.detail.mark(self.model.words)
        if text:
            self._read(node)

    def _read(self, node: Node) -> None:
        assert self._view is not None
        if node.kind == "matter":
            matter = self._view.pack.matter(node.key)
            self.reader.go_to(matter.clause, matter.phrase)
        else:
            self.reader.go_to(node.key)

    def _activate(self, index: QModelIndex) -> None:
        """Enter on a matter goes to its button; on a heading it opens or closes it."""
        node = self.model.node(index)
        if node is not None and node.kind == "matter":
            self.detail.case_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_link(self, kind: str, key: str) -> None:
        if kind in ("matter", "clause"):
            self.go_to(key)
        else:
            self.link_followed.emit(kind, key)
