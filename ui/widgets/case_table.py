"""A table of cases: one look for the list and the workbench."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.delegates.case_delegate import CaseDelegate
from ui.itemmodels.case_columns import Column
from ui.theme import Theme

ROW_HEIGHT = 34


def case_table(
    model: QAbstractTableModel, columns: tuple[Column, ...], theme: Theme, name: str
) -> QTableView:
    """Return a table over a model of cases, rows only, no grid."""
    table = QTableView()
    table.setAccessibleName(name)
    table.setModel(model)
    table.setItemDelegate(CaseDelegate(theme))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setMouseTracking(True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(56)
    for place, item in enumerate(columns):
        table.setColumnWidth(place, item.width)
        if item.stretch:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
    return table
