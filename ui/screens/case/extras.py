"""Ties the further pieces of the case page to the office: files, notes, clock, hand-over, similar cases, conflicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.errors import ConflictError
from models.services.views import CaseView, FileView, MoveView
from ui.kept_files import KeptFiles

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.navigation import Navigator
    from ui.screens.case.view import CaseScreen


class CaseExtras(QObject):
    """One per case page; it asks through the page's presenter and shows through the page's dialogs."""

    def __init__(
        self,
        desk: Desk,
        navigator: Navigator,
        screen: CaseScreen,
        ask_move: Callable[[MoveView], None],
        show_dialog: Callable[[Any], None],
    ) -> None:
        super().__init__(screen)
        self._desk, self._navigator, self._screen = desk, navigator, screen
        self._presenter = screen.presenter
        self._ask_move, self._show_dialog = ask_move, show_dialog
        self.files = KeptFiles(desk, screen)
        guide, warnings = screen.guide, screen.warnings
        guide.papers.files_offered.connect(self._attach)
        guide.papers.reuse_asked.connect(self._offer_wallet)
        guide.notes.write_asked.connect(self._write_note)
        screen.side.ledger.case_asked.connect(navigator.open_case)
        warnings.case_asked.connect(navigator.open_case)
        warnings.move_asked.connect(ask_move)
        warnings.received.connect(self._tick_paper)
        warnings.answered.connect(self._tick_check)
        screen.head.clock_asked.connect(self.show_clock)
        screen.head.hand_over_asked.connect(self.hand_over)
        screen.head.applicant_asked.connect(self._open_applicant)
        self._presenter.on_conflict = self._on_conflict

    @property
    def _view(self) -> CaseView:
        assert self._presenter.view is not None
        return self._presenter.view

    # --- files

    def _attach(self, material_id: str, paths: list[Path]) -> None:
        self.files.add(paths, case_id=self._presenter.case_id, material_id=material_id)

    def _offer_wallet(self, material_id: str) -> None:
        office, applicant_id = self._desk.office, self._view.applicant.id
        self._desk.read(
            lambda: office.applicants.view(applicant_id).files,
            lambda files: self._pick(material_id, files),
            owner=self,
        )

    def _pick(self, material_id: str, files: tuple[FileView, ...]) -> None:
        from ui.dialogs.wallet_pick_dialog import WalletPickDialog

        name = next((item.name for item in self._view.materials if item.id == material_id), "")
        dialog = WalletPickDialog(self._desk, files, name, self._screen)
        case_id = self._presenter.case_id
        dialog.chosen.connect(lambda file: self.files.reuse(file, case_id=case_id, material_id=material_id))
        self._show_dialog(dialog)

    # --- notes, clock, hand-over

    def _write_note(self, text: str) -> None:
        office, case_id, actor = self._desk.office, self._presenter.case_id, self._desk.officer

        def written(view: CaseView) -> None:
            self._screen.guide.notes.written()
            self._desk.say("备注已写入")

        self._desk.write(lambda: office.cases.write_note(case_id, text, actor=actor), written, owner=self)

    def show_clock(self) -> None:
        """Show the clock in full."""
        from ui.dialogs.clock_dialog import ClockDialog

        office = self._desk.office

        def show(most_days: int) -> None:
            dialog = ClockDialog(self._view, most_days, self._screen)
            dialog.move_asked.connect(self._ask_move)
            self._show_dialog(dialog)

        self._desk.read(office.settings.extension_max_days, show, owner=self)

    def hand_over(self) -> None:
        """Hand the case over to another officer."""
        from ui.dialogs.hand_over_dialog import HandOverDialog

        case = self._view.case
        subject = (
            f"{case.case_no}　{self._view.applicant.name}　现由 {self._view.handler_name or '无人'} 经办"
        )
        self._show_dialog(HandOverDialog(self._desk, (case.id,), subject, self._screen))

    def _open_applicant(self) -> None:
        self._navigator.open_at("applicants", str(self._view.applicant.id))

    # --- 一次性告知

    def ask_correction(self) -> None:
        """Notify everything that is missing at once: move and letter in one transaction."""
        from ui.dialogs.correction_dialog import CorrectionDialog

        dialog = CorrectionDialog(self._view, self._screen)
        dialog.accepted.connect(self._notify)
        dialog.go_to_open_asked.connect(self._go_to_open)
        self._show_dialog(dialog)

    def _notify(self) -> None:
        office, case_id, actor = self._desk.office, self._presenter.case_id, self._desk.officer

        def issued(letter: Any) -> None:
            self._presenter.refresh()
            self._screen.letters.preview(letter.pdf, f"补正通知书 {letter.number}")

        self._desk.write(
            lambda: office.letters.notify_correction(case_id, actor=actor), issued, owner=self._screen
        )

    def _go_to_open(self) -> None:
        open_check = any(not check.verdict for check in self._view.checks)
        self._screen.guide.go_to(0 if open_check else 1)

    def _tick_paper(self, material_id: str) -> None:
        remark = next((item.remark for item in self._view.materials if item.id == material_id), "")
        self._presenter.receive(material_id, "已收", remark)

    def _tick_check(self, check_id: str) -> None:
        remark = next((check.remark for check in self._view.checks if check.id == check_id), "")
        self._presenter.answer(check_id, "符合", remark)

    # --- conflicts

    def _on_conflict(self, error: ConflictError, again: Callable[[], None]) -> None:
        from ui.dialogs.conflict_dialog import ask_conflict

        labels = {fact.key: fact.label for fact in self._view.matter.fact} | {
            "event_date": self._view.matter.event_label
        }
        self.conflict = ask_conflict(error, self._screen, mine=again, labels=labels)
