"""A quiet line on the case page when the policy pack of the case has a corrected version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame

from models.services.views import CaseView
from ui.desk import Desk
from ui.screens.case.presenter import CasePresenter
from ui.widgets.parts import button, label, line


class PackBar(QFrame):
    """Asks the office whenever the case is shown; the dialog tells what would change."""

    def __init__(self, desk: Desk, presenter: CasePresenter, show_dialog: Callable[[Any], None]) -> None:
        super().__init__()
        self._desk, self._presenter, self._show_dialog = desk, presenter, show_dialog
        self._target: Any = None
        self.setProperty("role", "notice")
        self._words = label("", wrap=True)
        self.look_button = button("查看变化(&V)…", self.look, kind="small", name="查看政策包更正后的变化")
        layout = line(spacing=12, margins=(12, 8, 8, 8))
        layout.addWidget(self._words, 1)
        layout.addWidget(self.look_button)
        self.setLayout(layout)
        self.hide()

    def show_case(self, view: CaseView) -> None:
        """Find out whether the case stands on an older version; a closed case is left in peace."""
        office, case_id = self._desk.office, view.case.id
        if view.case.closed_on is not None:
            self._show(None, case_id)
            return
        self._desk.read(
            lambda: office.policy.newer_version(case_id),
            lambda pack: self._show(pack, case_id),
            key="case.pack",
            owner=self,
        )

    def look(self) -> None:
        """Show what moving the case would change."""
        from ui.dialogs.pack_move_dialog import PackMoveDialog

        office, pack, case_id = self._desk.office, self._target, self._presenter.case_id

        def show(found: Any) -> None:
            dialog = PackMoveDialog(found, self.window())
            dialog.accepted.connect(lambda: self._move(found, dialog.reason))
            self._show_dialog(dialog)

        self._desk.read(lambda: office.policy.compare(case_id, pack.id, pack.hash), show, owner=self)

    def _show(self, pack: Any, case_id: int) -> None:
        if case_id != self._presenter.case_id:
            return
        self._target = pack
        self.setVisible(pack is not None)
        if pack is not None:
            self._words.setText(f"政策包有更正版本（第 {pack.document.version} 版），本办件仍按原版本办理。")

    def _move(self, found: Any, reason: str) -> None:
        office, actor = self._desk.office, self._desk.officer

        def done(case: Any) -> None:
            self._desk.say("已转换政策包版本")
            self._presenter.refresh()

        self._desk.write(
            lambda: office.policy.move_case(
                found.case_id, found.target_id, found.target_hash, reason=reason, actor=actor
            ),
            done,
            owner=self,
        )
