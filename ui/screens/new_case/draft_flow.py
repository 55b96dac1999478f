"""The drafts of new cases: several lie side by side; which one to go on with is asked only where it is not clear."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.screens.new_case.draft_choice import Draft, DraftChoice, free_scope

if TYPE_CHECKING:
    from ui.screens.new_case.view import NewCaseScreen


class DraftFlow(QObject):
    """One per page of a new case."""

    def __init__(
        self, desk: Desk, screen: NewCaseScreen, collect: Callable[[], dict[str, Any] | None]
    ) -> None:
        super().__init__(screen)
        self._screen, self._parts = screen, screen.parts
        self.keeper = DraftKeeper(desk, collect, self)
        self._wanted = ""
        self._others: tuple[Draft, ...] = ()
        self.dialog: QDialog | None = None
        self._parts.throw_away_asked.connect(self._start_over)
        self._parts.others_asked.connect(lambda: self._ask(self._others))
        self._parts.another_asked.connect(self._begin_another)

    def look(self, *, asked: bool, wanted: str) -> None:
        """See what was begun before: `asked` for something of its own, the page asks which; else the latest goes on."""
        self._wanted = wanted
        self._screen.presenter.fetch_drafts(lambda found: self._on_found(found, asked), owner=self)

    def _on_found(self, found: tuple[Draft, ...], asked: bool) -> None:
        if self._screen.form is not None or not found:
            # Nothing there, or the officer was quicker than the store and already chose a matter.
            self._begin(found)
        elif asked:
            self._ask(found)
        else:
            self._go_on_with(found[0], found)

    def _ask(self, drafts: tuple[Draft, ...]) -> None:
        screen = self._screen
        dialog = DraftChoice(drafts, screen.presenter.pack, self._wanted, screen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._turn_to)
        if screen.form is None:
            dialog.another_asked.connect(lambda: self._begin(drafts))
            dialog.rejected.connect(screen.leave)
        else:
            dialog.another_asked.connect(self._begin_another)
        self.dialog = dialog
        dialog.open()

    def _begin(self, others: tuple[Draft, ...]) -> None:
        """Begin a new case beside the drafts."""
        self._others = others
        self._parts.show_drafts(restored=False, others=len(others))
        self.keeper.begin(free_scope(others), lambda draft: None)
        self._screen.begin()

    def _begin_another(self) -> None:
        """Leave this draft as it is and begin another case."""
        self.keeper.flush()
        self.keeper.end()
        self._screen.forget_origin()
        self._screen.clear()
        self._screen.on_shown()
        self._screen.presenter.fetch_drafts(self._begin, owner=self)

    def _turn_to(self, draft: Draft) -> None:
        """Go on with another draft; the one on the page is kept first."""
        self.keeper.flush()
        self._screen.presenter.fetch_drafts(lambda found: self._go_on_with(draft, found), owner=self)

    def _go_on_with(self, draft: Draft, drafts: tuple[Draft, ...]) -> None:
        self.keeper.end()
        self._screen.clear()
        self._others = tuple(one for one in drafts if one.scope != draft.scope)
        self.keeper.begin(draft.scope, self._on_draft)

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is not None:
            self._screen.restore(draft)
            self._parts.show_drafts(restored=True, others=len(self._others))

    def _start_over(self) -> None:
        # First the page is emptied: a field that loses the focus would keep its draft again.
        self._screen.matter_panel.reopen()
        self.keeper.drop()
        self._parts.show_drafts(restored=False, others=len(self._others))
        self._parts.kept.clear()
