"""What the officer does with letters on the case page: draft, issue, look at again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from models.services.views import IssuedLetter, LetterOffer, LetterView
from ui.desk import Desk
from ui.screens.case.letters_page import LettersPage
from ui.screens.case.moving import subject_of
from ui.screens.case.presenter import CasePresenter


class CaseLetters(QObject):
    """Between the page of letters, the presenter and the preview."""

    def __init__(
        self, desk: Desk, presenter: CasePresenter, page: LettersPage, show_dialog: Callable[[QDialog], None]
    ) -> None:
        super().__init__(page)
        self._desk, self._presenter, self._page, self._show_dialog = desk, presenter, page, show_dialog
        page.draft_asked.connect(self.draft)
        page.issue_asked.connect(self.issue)
        page.reprint_asked.connect(self.reprint)

    def refresh(self) -> None:
        """Fetch what can be issued now."""
        self._presenter.fetch_letters(self._show)

    def draft(self, kind: str, name: str) -> None:
        """Show a draft."""
        self._presenter.draft_letter(kind, lambda pdf: self.preview(pdf, name, draft=True))

    def issue(self, kind: str, name: str) -> None:
        """Ask for what the letter needs, show its draft, then number and issue it: a number is used up for good."""
        from ui.dialogs.issue_dialog import IssueDialog

        view = self._presenter.view
        assert view is not None
        subject = subject_of(view)
        dialog = IssueDialog(
            self._desk, view.case.id, kind, name, subject=subject, parent=self._page.window()
        )
        dialog.issued.connect(lambda letter: self._on_issued(name, letter))
        self._show_dialog(dialog)

    def _on_issued(self, name: str, letter: IssuedLetter) -> None:
        self._presenter.refresh()
        self.preview(letter.pdf, f"{name} {letter.number}")

    def reprint(self, letter: LetterView) -> None:
        """Show an issued letter as it was issued."""
        self._presenter.reprint(letter.id, lambda pdf: self.preview(pdf, letter.number))

    def preview(self, pdf: bytes, title: str, *, draft: bool = False) -> None:
        """Show pages on screen, to be printed or saved."""
        from ui.dialogs.letter_dialog import LetterDialog

        self._show_dialog(LetterDialog(self._desk, pdf, title=title, draft=draft, parent=self._page.window()))

    def _show(self, offers: tuple[LetterOffer, ...]) -> None:
        self._page.show_offers(offers)
        if self._presenter.view is not None:
            self._page.show_case(self._presenter.view, {offer.kind: offer.label for offer in offers})
