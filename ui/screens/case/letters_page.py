"""The letters of a case: what can be drafted or issued, and what was issued."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.services.views import CaseView, LetterOffer, LetterView
from ui.widgets.parts import button, clear, column, frame, label, line, rule, scrolled, status_label


class LettersPage(QWidget):
    """Announces which letter to preview, issue or open."""

    draft_asked = Signal(str, str)
    issue_asked = Signal(str, str)
    reprint_asked = Signal(object)
    dossier_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offered = column(spacing=8)
        self._issued = column(spacing=8)
        inner = column(spacing=12, margins=(16, 12, 16, 12))
        inner.addWidget(label("可出具的文书", "heading"))
        inner.addLayout(self._offered)
        self._offers: tuple[LetterOffer, ...] = ()
        self._all = False
        self._first: QPushButton | None = None
        self._wanted = False
        self._more = button("", self._toggle, kind="link", name="其他文书")
        inner.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(rule())
        issued_head = line(spacing=8)
        issued_head.addWidget(label("已出具", "heading"), 1)
        issued_head.addWidget(button("案卷 PDF…", self.dossier_asked.emit, kind="small", name="合成案卷 PDF"))
        inner.addLayout(issued_head)
        inner.addLayout(self._issued)
        inner.addStretch(1)
        page = QWidget()
        page.setLayout(inner)
        whole = column()
        whole.addWidget(scrolled(page))
        self.setLayout(whole)

    def show_offers(self, offers: tuple[LetterOffer, ...]) -> None:
        """Show the letters that can be issued now; the others, with the reason, on demand."""
        self._offers = offers
        self._show_offered()

    def _show_offered(self) -> None:
        was_here = self._first is not None and self._first.hasFocus()
        clear(self._offered)
        self._first = None
        ordered = sorted(self._offers, key=lambda one: (not one.permitted, not one.awaited))
        shown = [offer for offer in ordered if offer.permitted or self._all]
        for offer in shown:
            self._offered.addLayout(self._offer_row(offer))
        if not any(offer.permitted for offer in ordered):
            self._offered.addWidget(label("现在没有可以出具的文书。", "secondary"))
        rest = sum(1 for offer in ordered if not offer.permitted)
        self._more.setText("收起" if self._all else f"显示其他文书和不能出具的原因（{rest}）")
        self._more.setVisible(rest > 0)
        if self._wanted or was_here:
            self._wanted = False
            self._focus_first()

    def go_to_first(self) -> None:
        """Put the focus on issuing the first letter that can be issued, now or as soon as the offers are here."""
        self._wanted = True
        self._focus_first()

    def _focus_first(self) -> None:
        if self._first is not None and self.isVisible():
            self._first.setFocus()

    def _toggle(self) -> None:
        self._all = not self._all
        self._show_offered()

    def _offer_row(self, offer: LetterOffer) -> QHBoxLayout:
        name = offer.label
        draft = button("预览草稿", self._asker(self.draft_asked, offer), kind="small", name=f"预览{name}草稿")
        issue = button("编号并出具", self._asker(self.issue_asked, offer), kind="small", name=f"出具{name}")
        draft.setEnabled(offer.permitted)
        issue.setEnabled(offer.permitted)
        if offer.permitted and self._first is None:
            self._first = issue
        words = column(spacing=0)
        words.addWidget(label(name))
        if offer.reason:
            words.addWidget(label(f"现在不能：{offer.reason}", "secondary", wrap=True))
        row = line(spacing=8)
        row.addLayout(words, 1)
        row.addWidget(draft)
        row.addWidget(issue)
        return row

    def show_case(self, view: CaseView, names: dict[str, str]) -> None:
        """Show the issued letters of a case; `names` gives the Chinese name of each kind."""
        clear(self._issued)
        for letter in view.letters:
            self._issued.addWidget(self._letter_row(letter, names.get(letter.kind, letter.kind)))
        if not view.letters:
            self._issued.addWidget(label("还没有出具文书。", "secondary"))

    def _letter_row(self, letter: LetterView, name: str) -> QWidget:
        head = line(spacing=8)
        head.addWidget(label(f"{name}　{letter.number}", "strong", selectable=True))
        head.addWidget(status_label(letter.state, "ok" if letter.state == "有效" else "quiet"))
        head.addStretch(1)
        head.addWidget(
            button(
                "查看与打印",
                lambda: self.reprint_asked.emit(letter),
                kind="small",
                name=f"查看{letter.number}",
            )
        )
        details = f"{letter.issued_at:%Y-%m-%d %H:%M}　{letter.officer_name}　核验码 {letter.code}　SHA-256 {letter.sha256[:16]}…"
        body = column(spacing=2, margins=(12, 8, 8, 8))
        body.addLayout(head)
        body.addWidget(label(details, "caption", wrap=True, selectable=True))
        return frame("card", body)

    @staticmethod
    def _asker(signal: SignalInstance, offer: LetterOffer) -> Callable[[], None]:
        return lambda: signal.emit(offer.kind, offer.label)
