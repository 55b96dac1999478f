"""Making a move on the case page: at once, or with the opinion, reason or days it asks for; what is typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.services.views import MoveView
from ui.desk import Desk
from ui.screens.case.moves_bar import REQUEST_CORRECTION

if TYPE_CHECKING:
    from ui.screens.case.view import CaseScreen


class CaseMoves(QObject):
    """One per case page; opinions that were typed and not given stand in the page's draft."""

    def __init__(self, desk: Desk, screen: CaseScreen, show_dialog: Callable[[Any], None]) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._show_dialog = desk, screen, show_dialog
        self.opinions: dict[str, dict[str, str]] = {}

    def ask(self, move: MoveView) -> None:
        """Make a move, asking first for what it needs."""
        view = self._screen.presenter.view
        if view is None:
            return
        if move.name == REQUEST_CORRECTION:
            self._screen.extras.ask_correction()
            return
        if not move.needs:
            self._screen.presenter.move(move, {}, lambda: self._desk.say(f"{move.label}已办理"))
            return
        from ui.dialogs.move_dialog import MoveDialog

        subject = f"{view.case.case_no}　{view.applicant.name}"
        dialog = MoveDialog(move, subject, self.opinions.get(move.name, {}), self._screen)
        dialog.typing.connect(lambda: self._keep(move, dialog.texts()))
        dialog.accepted.connect(lambda: self._finish(move, dialog.texts()))
        self._show_dialog(dialog)

    def _keep(self, move: MoveView, texts: dict[str, str]) -> None:
        self.opinions[move.name] = texts
        self._screen.drafts.touch()

    def _finish(self, move: MoveView, texts: dict[str, str]) -> None:
        def done() -> None:
            self.opinions.pop(move.name, None)
            self._screen.drafts.flush()
            self._desk.say(f"{move.label}已办理")

        self._screen.presenter.move(move, texts, done)
