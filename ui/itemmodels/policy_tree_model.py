"""The policy as a tree: domains, clauses, matters, with the notice before and the closing after; narrowed by words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.policy.model import Clause, Matter
from models.policy.pack import Pack
from ui.widgets.marking import fold

NodeKind = Literal["front", "domain", "clause", "matter", "closing"]
Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = Qt.ItemDataRole.UserRole
_MATTER_ID = re.compile(r"\d{1,2}-\d{1,2}")


@dataclass
class Node:
    """One line of the tree: `key` is what other screens name it by, `words` what it is found by."""

    number: int
    kind: NodeKind
    key: str
    title: str
    words: str
    tag: str = ""
    parent: int = -1
    children: list[int] = field(default_factory=list)


class PolicyTreeModel(QAbstractItemModel):
    """Whole in memory; a search shows the lines in which every word is found, and the lines above them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[Node] = []
        self._top: list[int] = []
        self._shown: dict[int, list[int]] = {}
        self.words: tuple[str, ...] = ()

    def show(self, pack: Pack) -> None:
        """Show a pack."""
        self.beginResetModel()
        self._nodes = _nodes_of(pack)
        self._top = [node.number for node in self._nodes if node.parent < 0]
        self._narrow()
        self.endResetModel()

    def narrow(self, words: Sequence[str]) -> None:
        """Show only what the words are found in."""
        if tuple(words) == self.words:
            return
        self.beginResetModel()
        self.words = tuple(words)
        self._narrow()
        self.endResetModel()

    def count(self, kind: NodeKind) -> int:
        """Return how many lines of a kind are shown."""
        return sum(self._nodes[n].kind == kind for children in self._shown.values() for n in children)

    def node(self, index: Index) -> Node | None:
        """Return the line at an index."""
        return self._nodes[index.internalId()] if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """Return where a line stands, an invalid index when it is not shown."""
        node = next((one for one in self._nodes if one.key == key), None)
        if node is None or node.number not in self._shown.get(node.parent, []):
            return QModelIndex()
        return self.createIndex(self._shown[node.parent].index(node.number), 0, node.number)

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        above = parent.internalId() if parent is not None and parent.isValid() else -1
        rows = self._shown.get(above, [])
        return self.createIndex(row, column, rows[row]) if 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index | None = None) -> Any:  # type: ignore[override]
        if index is None:
            return QObject.parent(self)
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].parent
        if above < 0:
            return QModelIndex()
        return self.createIndex(self._shown[self._nodes[above].parent].index(above), 0, above)

    def rowCount(self, parent: Index | None = None) -> int:
        above = parent.internalId() if parent is not None and parent.isValid() else -1
        return len(self._shown.get(above, []))

    def columnCount(self, parent: Index | None = None) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self._nodes[index.internalId()]
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return node.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{node.title} {node.tag}".strip()
        return None

    def _narrow(self) -> None:
        self._shown = {}
        for number in self._top:
            if self._keep(number):
                self._shown.setdefault(-1, []).append(number)

    def _keep(self, number: int) -> bool:
        """Keep a line that is found or has one below it that is."""
        node = self._nodes[number]
        kept = [child for child in node.children if self._keep(child)]
        self._shown[number] = kept
        return bool(kept) or all(_found(word, node) for word in self.words)


def _found(word: str, node: Node) -> bool:
    if _MATTER_ID.fullmatch(word):
        return node.key == word
    return word in node.words


def _nodes_of(pack: Pack) -> list[Node]:
    nodes: list[Node] = []

    def add(kind: NodeKind, key: str, title: str, words: str, parent: int = -1, tag: str = "") -> int:
        nodes.append(Node(len(nodes), kind, key, title, fold(words), tag, parent))
        if parent >= 0:
            nodes[parent].children.append(len(nodes) - 1)
        return len(nodes) - 1

    document = pack.document
    notice = document.notice
    add("front", "front", "印发通知和序言", f"{notice.title}{notice.body}{document.preamble}")
    for domain in document.domain:
        above = add(
            "domain", domain.number, f"{domain.number}、{domain.heading}", domain.title + domain.intro
        )
        for clause in (one for one in pack.clauses if one.domain == domain.number):
            under = add("clause", clause.number, clause.number + clause.heading, clause.text, above)
            for matter in clause.matter:
                title = f"{matter.id}　{matter.name}"
                add("matter", matter.id, title, matter_words(pack, clause, matter), under, matter.kind)
    add("closing", "closing", "附则", "".join(document.closing))
    return nodes


def matter_words(pack: Pack, clause: Clause, matter: Matter) -> str:
    """Return what a matter is found by: name, kind, rule, facts, checks, materials, units."""
    parts = [matter.id, matter.name, matter.kind, matter.nature or "", matter.rule, matter.applicant_label]
    parts += [fact.label for fact in matter.fact]
    parts += [check.question for check in pack.checks_of(matter)]
    parts += [item.name for item in pack.materials_of(matter)]
    parts += list(pack.units_of(matter))
    return " ".join(parts)
