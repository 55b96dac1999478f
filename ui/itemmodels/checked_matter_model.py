"""The list of matters with a box before each, of which any number can be ticked; what is ticked outlives a search."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from models.policy.pack import Pack
from ui.itemmodels.matter_list_model import MatterListModel

Index = QModelIndex | QPersistentModelIndex


class CheckedMatterModel(MatterListModel):
    """Announces that something else is ticked."""

    ticked = Signal()

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        self._order = [matter.id for matter in pack.matters]
        self._chosen: set[str] = set()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the ticked matters, in the order of the document."""
        return tuple(one for one in self._order if one in self._chosen)

    def toggle(self, index: Index) -> None:
        """Tick a matter, or take the tick away."""
        if matter_id := self._id_at(index.row()):
            self._chosen ^= {matter_id}
            self._announce()

    def tick_shown(self) -> None:
        """Tick every matter that is shown."""
        self._chosen |= {one for row in range(self.rowCount()) if (one := self._id_at(row))}
        self._announce()

    def clear(self) -> None:
        """Take all ticks away."""
        self._chosen.clear()
        self._announce()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        matter_id = self._id_at(index.row())
        if role == Qt.ItemDataRole.CheckStateRole and matter_id:
            ticked = matter_id in self._chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        found = super().data(index, role)
        if role == Qt.ItemDataRole.AccessibleTextRole and matter_id:
            return f"{'已选' if matter_id in self._chosen else '未选'} {found}"
        return found

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if found else found

    def _id_at(self, row: int) -> str:
        matter = self._shown[row].matter if 0 <= row < len(self._shown) else None
        return matter.id if matter else ""

    def _announce(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
        self.ticked.emit()
