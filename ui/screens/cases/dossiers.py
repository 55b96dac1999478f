"""The button 案卷 beside the chosen cases."""

from __future__ import annotations

from models.services.views import CaseRow
from ui.desk import Desk
from ui.screens.cases.selection_bar import SelectionBar
from ui.widgets.parts import button


def add_dossiers(desk: Desk, selection: SelectionBar) -> None:
    """Let the chosen cases be bound, one PDF each."""

    def show(rows: tuple[CaseRow, ...]) -> None:
        from ui.dialogs.dossier_batch_dialog import DossierBatchDialog

        selection.dialog_made.emit(DossierBatchDialog(desk, rows, selection.window()))

    made = button("案卷(&D)…", lambda: selection.with_rows(show), kind="small", name="合成所选办件的案卷")
    selection.add_tool(made)
