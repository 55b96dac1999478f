"""What is printed of a case: its sheet, the checklist to fill in by hand, its dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.services.dossier import Dossier
from ui.desk import Desk
from ui.printing import Printable, ScreenPrints
from ui.widgets.run_bar import Proceed

if TYPE_CHECKING:
    from ui.screens.case.view import CaseScreen


class CasePapers(QObject):
    """One per case page; Ctrl+P takes the sheet."""

    def __init__(self, desk: Desk, screen: CaseScreen) -> None:
        super().__init__(screen)
        self._desk, self._screen = desk, screen
        self.prints = ScreenPrints(desk, screen, self._sheet)
        # The buttons of the head stand in its place.
        self.prints.button.setParent(screen)
        self.prints.button.hide()
        screen.head.sheet_asked.connect(self.prints.ask)
        screen.head.checklist_asked.connect(self.ask_checklist)
        screen.head.dossier_asked.connect(self.ask_dossier)
        screen.guide.letters.dossier_asked.connect(self.ask_dossier)

    def ask_checklist(self) -> None:
        """Show the checklist with empty boxes."""
        case_id = self._screen.presenter.case_id
        self._show("核对清单", lambda office, actor, proceed: office.prints.checklist(case_id, actor=actor))

    def ask_dossier(self) -> None:
        """Bind the dossier and show it; what could not be bound in is told in its index and in the status line."""
        case_id = self._screen.presenter.case_id
        found: list[Dossier] = []

        def make(office: Any, actor: Any, proceed: Proceed) -> bytes:
            found.append(office.dossiers.make(case_id, actor=actor, proceed=proceed))
            return found[0].pdf

        self._show("案卷", make, lambda: self._tell(found[0]))

    def _sheet(self) -> Printable | None:
        case_id = self._screen.presenter.case_id
        if self._screen.presenter.view is None:
            return None
        return Printable(
            self._title("办件单"),
            lambda office, actor, proceed: office.prints.case_sheet(case_id, actor=actor),
        )

    def _show(
        self,
        name: str,
        make: Callable[[Any, Any, Proceed], bytes],
        then: Callable[[], None] | None = None,
    ) -> None:
        if self._screen.presenter.view is not None:
            self.prints.show(Printable(self._title(name), make), then)

    def _title(self, name: str) -> str:
        view = self._screen.presenter.view
        assert view is not None
        return f"{view.case.case_no} {view.applicant.name} {name}"

    def _tell(self, dossier: Dossier) -> None:
        count = len(dossier.left_out)
        if count:
            self._desk.say(f"有 {count} 份文件没有合并进案卷，原因见案卷目录，请另附纸质件")
