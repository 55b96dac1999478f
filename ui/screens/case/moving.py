"""Making a move on the case page: at once, after a question where nothing takes it back, or with the words it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from models.cases.workflow import OPEN_STAGES, is_final, ways_back
from models.money import yuan_grouped
from models.services.views import CaseView, MoveView
from ui import messages
from ui.desk import Desk
from ui.screens.case.moves_bar import REQUEST_CORRECTION

if TYPE_CHECKING:
    from ui.screens.case.view import CaseScreen

# What follows from a move that nothing takes back.
CONSEQUENCES = {
    "open_notice": "公示对外发布，公示期内停止计时；开始后不能取消，只能等公示期满或异议成立。",
    "end_notice": "转入“批复”，恢复计时；不能退回公示。",
    "begin_payment": "转入“拨付”，停止计时；不能退回，更正须由审批人员办理“撤销”。",
    "send_recommendation": "转入“结果”，停止计时；不能退回，更正须由审批人员办理“撤销”。",
}


class CaseMoves(QObject):
    """One per case page; opinions that were typed and not given stand in the page's draft."""

    def __init__(self, desk: Desk, screen: CaseScreen, show_dialog: Callable[[Any], None]) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._show_dialog = desk, screen, show_dialog
        self.opinions: dict[str, dict[str, str]] = {}
        self.question: QMessageBox | None = None

    def ask(self, move: MoveView) -> None:
        """Make a move, asking first for what it needs."""
        view = self._screen.presenter.view
        if view is None:
            return
        if move.name == REQUEST_CORRECTION:
            self._screen.extras.ask_correction()
        elif move.needs:
            self._ask_words(view, move)
        elif is_final(view.case.kind, move.name, view.case.stage, move.target, outcome=view.case.outcome):
            self.question = messages.ask(
                self._screen,
                f"{move.label}？\n{lines_of(subject_of(view))}",
                CONSEQUENCES.get(move.name, "办理后不能退回。"),
                action=move.label,
                then=lambda: self._make(view, move, {}),
            )
        else:
            self._make(view, move, {})

    def _ask_words(self, view: CaseView, move: MoveView) -> None:
        from ui.dialogs.move_dialog import MoveDialog

        dialog = MoveDialog(move, subject_of(view), self.opinions.get(move.name, {}), self._screen)
        dialog.typing.connect(lambda: self._keep(move, dialog.texts()))
        dialog.accepted.connect(lambda: self._make(view, move, dialog.texts()))
        self._show_dialog(dialog)

    def _keep(self, move: MoveView, texts: dict[str, str]) -> None:
        self.opinions[move.name] = texts
        self._screen.drafts.touch()

    def _make(self, view: CaseView, move: MoveView, texts: dict[str, str]) -> None:
        def done() -> None:
            if texts:
                self.opinions.pop(move.name, None)
                self._screen.drafts.flush()
            self._screen.undo.tell(told_of(view, move, frozenset(self._desk.officer.roles)))

        self._screen.presenter.move(move, texts, done)


def subject_of(view: CaseView) -> str:
    """Return what a question is about: number, applicant, determined amount."""
    amount = view.case.determined_fen
    determined = f"　核定 {yuan_grouped(amount)} 元" if amount is not None else ""
    return f"{view.case.case_no}　{view.applicant.name}{determined}"


def lines_of(subject: str) -> str:
    """Return a subject with its parts on lines of their own: a box is narrow, and a number should not be broken."""
    return subject.replace("　", "\n")


def told_of(before: CaseView, move: MoveView, roles: frozenset[str]) -> str:
    """Return what was done and how it is taken back, for an officer with these roles; the page shows the rest."""
    case = before.case
    done = f"已办理“{move.label}” {case.case_no}。"
    ways = ways_back(case.kind, move.name, case.stage, move.target, outcome=case.outcome)
    if ways:
        able = frozenset[str]().union(*(way.roles for way in ways))
        by = "" if able & roles else f"（{'或'.join(sorted(able))}）"
        return f"{done}退回：全部流转—{'、'.join(way.label for way in ways)}{by}"
    if move.target in OPEN_STAGES:
        return f"{done}这一步没有退回，内容仍可修改"
    return done
