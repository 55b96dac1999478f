"""The matters of a pack as one list under their domains and clauses, narrowed by words as typed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from models.policy.model import Clause, Matter
from models.policy.pack import Pack

CHINESE = "零一二三四五六七八九十"
Index = QModelIndex


class LineKind(IntEnum):
    """What a line of the list is."""

    DOMAIN = 0
    CLAUSE = 1
    MATTER = 2


@dataclass(frozen=True)
class ListLine:
    """One line: a heading, or a matter with the words it is found by."""

    kind: LineKind
    title: str
    detail: str = ""
    tag: str = ""
    matter: Matter | None = None
    words: str = ""


LINE_ROLE = Qt.ItemDataRole.UserRole


class MatterListModel(QAbstractListModel):
    """Headings cannot be chosen; matters can."""

    def __init__(self, pack: Pack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = _lines_of(pack)
        self._shown = self._all

    def narrow(self, text: str) -> None:
        """Show only the matters in which every word is found; the headings they stand under stay."""
        words = _plain(text).split()
        self.beginResetModel()
        self._shown = [*_kept(self._all, words)] if words else self._all
        self.endResetModel()

    def first_matter(self) -> int:
        """Return the row of the first matter shown, -1 for none."""
        return next((row for row, item in enumerate(self._shown) if item.matter), -1)

    def matter_count(self) -> int:
        """Return how many matters are shown."""
        return sum(1 for item in self._shown if item.matter)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._shown[index.row()]
        if role == LINE_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{item.matter.id} {item.title} {item.tag}" if item.matter else item.title
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if self._shown[index.row()].matter is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def arabic_of(number: str) -> str:
    """Return the figures of a clause number: 13 for （十三）."""
    digits = number.strip("（）()")
    tens, found, ones = digits.partition("十")
    if not found:
        return str(CHINESE.index(digits)) if digits in CHINESE else digits
    return str((CHINESE.index(tens) if tens else 1) * 10 + (CHINESE.index(ones) if ones else 0))


def _lines_of(pack: Pack) -> list[ListLine]:
    lines: list[ListLine] = []
    domain = ""
    for clause in pack.clauses:
        if clause.domain != domain:
            domain = clause.domain
            lines.append(ListLine(LineKind.DOMAIN, pack.domain_of(clause).title))
        if clause.matter:
            lines.append(ListLine(LineKind.CLAUSE, f"{clause.number}{clause.heading}"))
        lines += [_matter_line(matter, clause, pack) for matter in clause.matter]
    return lines


def _matter_line(matter: Matter, clause: Clause, pack: Pack) -> ListLine:
    units = pack.units_of(matter)
    words = " ".join(
        (
            matter.id,
            matter.name,
            matter.kind,
            clause.number.strip("（）"),
            f"({arabic_of(clause.number)})",
            clause.heading,
            matter.phrase,
            *units,
        )
    )
    return ListLine(LineKind.MATTER, matter.name, "、".join(units[:2]), matter.kind, matter, _plain(words))


def _kept(lines: list[ListLine], words: list[str]) -> list[ListLine]:
    kept: list[ListLine] = []
    headings: dict[LineKind, ListLine] = {}
    exact = [item for item in lines if item.matter and item.matter.id in words]
    for item in lines:
        if item.matter is None:
            headings[item.kind] = item
            if item.kind == LineKind.DOMAIN:
                headings.pop(LineKind.CLAUSE, None)
            continue
        if (exact and item not in exact) or (not exact and not all(_found(word, item) for word in words)):
            continue
        kept += [headings.pop(kind) for kind in sorted(headings)]
        kept.append(item)
    return kept


def _found(word: str, item: ListLine) -> bool:
    assert item.matter is not None
    bare = word.strip("()第条")
    if bare.isdigit():
        return item.matter.id.startswith(f"{bare}-") or (len(bare) > 2 and bare in item.words)
    return word in item.words or (bool(bare) and bare in item.words)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("（", "(").replace("）", ")")
