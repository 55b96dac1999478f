"""The case page: head, guide on the left, basis on the right, moves at the foot."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from models.changes import Changes
from models.services.views import CaseView
from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.navigation import Navigator
from ui.screens.case.extras import CaseExtras
from ui.screens.case.guide import CHECKS, DETERMINATION, LETTERS, OPINIONS, PAYMENTS, Guide
from ui.screens.case.head import CaseHead
from ui.screens.case.lead_bar import LeadBar
from ui.screens.case.letters import CaseLetters
from ui.screens.case.moves_bar import MovesBar
from ui.screens.case.moving import CaseMoves
from ui.screens.case.pack_bar import PackBar
from ui.screens.case.papers import CasePapers
from ui.screens.case.presenter import CasePresenter
from ui.screens.case.side import CaseSide
from ui.screens.case.undoing import CaseUndo
from ui.screens.case.warnings import CaseWarnings
from ui.widgets.parts import column, line

# A case that has just come to such a stage goes on at this step of the guide.
STAGE_STEPS = {"核定": DETERMINATION, "批复": LETTERS}


class CaseScreen(QWidget):
    """Shows one case at a time; what is being typed is a draft until it is saved."""

    first_shown = Signal()

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = CasePresenter(desk, self.show_case, self)
        self.head = CaseHead()
        self.guide = Guide(desk)
        self.side = CaseSide(desk.theme)
        self.moves = MovesBar()
        self.warnings = CaseWarnings()
        self.letters = CaseLetters(desk, self.presenter, self.guide.letters, self._show_dialog)
        self.drafts = DraftKeeper(desk, self._typed, self)
        self.pack_bar = PackBar(desk, self.presenter, self._show_dialog)
        self.lead_bar = LeadBar(desk, self.presenter, self._show_dialog)
        self.moving = CaseMoves(desk, self, self._show_dialog)
        self._on_move = self.moving.ask
        self._fresh = True
        self._stage = ""
        self._dialog: QDialog | None = None
        self._lay_out()
        self._connect()
        self.extras = CaseExtras(desk, navigator, self, self._on_move, self._show_dialog)
        self.papers = CasePapers(desk, self)
        self.undo = CaseUndo(desk, self, self.moves.undo_bar)
        self._make_keys()

    def open(self, case_id: int) -> None:
        """Turn to a case."""
        self.drafts.flush()
        self._fresh = True
        self.undo.forget()
        self.moving.opinions = {}
        self.guide.determination.fill({})
        self.presenter.open(case_id)

    def on_shown(self) -> None:
        """The page fills when the case arrives."""

    def put_away(self) -> None:
        """Keep what is being typed."""
        self.drafts.flush()

    def show_case(self, view: CaseView) -> None:
        """Show a case; on first sight go to the next open question and restore the draft."""
        self.head.show_case(view)
        self.guide.show_case(view, self.presenter.document())
        self.side.show_case(view)
        self.moves.show_case(view)
        self.guide.determination.set_permitted(_why_not_determine(view))
        self.warnings.show_case(view)
        self.pack_bar.show_case(view)
        self.lead_bar.show_case(view)
        self.letters.refresh()
        if self._fresh:
            self._fresh = False
            self.guide.go_to(CHECKS)
            self.drafts.begin(f"case:{view.case.id}", self._on_draft)
            self.first_shown.emit()
        elif view.case.stage != self._stage and (step := STAGE_STEPS.get(view.case.stage)) is not None:
            self.guide.go_to(step)
        self._stage = view.case.stage

    # --- building

    def _lay_out(self) -> None:
        left = column(spacing=8)
        left.addWidget(self.lead_bar)
        left.addWidget(self.pack_bar)
        left.addWidget(self.warnings)
        left.addWidget(self.guide, 1)
        body = line(spacing=12, margins=(16, 12, 16, 12))
        body.addLayout(left, 5)
        body.addWidget(self.side, 3)
        whole = column(spacing=0)
        whole.addWidget(self.head)
        whole.addLayout(body, 1)
        whole.addWidget(self.moves)
        self.setLayout(whole)

    def _connect(self) -> None:
        guide = self.guide
        self.head.back_asked.connect(lambda: self._navigator.open_screen("cases"))
        guide.checks.answered.connect(self._on_answered)
        guide.checks.remarked.connect(self._on_remarked)
        guide.checks.current_changed.connect(self._on_check_current)
        guide.materials.answered.connect(self._on_received)
        guide.materials.remarked.connect(self._on_material_remarked)
        for answers in (guide.checks, guide.materials):
            answers.pasted.connect(lambda count: self._desk.say(f"已粘贴 {count} 项结论，请逐项核对"))
            answers.refused.connect(self._desk.show_problem)
        for part in (guide.checks, guide.materials, guide.determination):
            part.typing.connect(self.drafts.touch)
        guide.determination.left.connect(self.drafts.flush)
        guide.determination.save_asked.connect(self._on_determine)
        guide.facts.change_asked.connect(self._change_facts)
        guide.opinions.move_asked.connect(self._on_move)
        self.moves.move_asked.connect(self._on_move)
        self.moves.more_asked.connect(lambda: guide.go_to(OPINIONS))
        self._desk.bridge.changed.connect(self._on_changed)
        self._desk.officer_changed.connect(lambda officer: self.presenter.refresh())

    def _make_keys(self) -> None:
        for keys, slot in (
            ("F2", self._change_facts),
            ("Ctrl+S", self._save),
            ("Ctrl+Return", self.moves.take_next),
            ("Ctrl+Enter", self.moves.take_next),
            ("Esc", lambda: self._navigator.open_screen("cases")),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _save(self) -> None:
        """Ctrl+S saves what stands on the step that is open."""
        if self.guide.step == PAYMENTS:
            self.guide.payments.panel.entry.finish()
        else:
            self.guide.determination.save()

    # --- answers

    def _on_answered(self, check_id: str, verdict: str) -> None:
        self.presenter.answer(check_id, verdict, self.guide.checks.rows[check_id].remark.text().strip())

    def _on_remarked(self, check_id: str, remark: str) -> None:
        self.presenter.answer(check_id, self.guide.checks.rows[check_id].line.answer, remark)

    def _on_received(self, material_id: str, state: str) -> None:
        self.presenter.receive(
            material_id, state, self.guide.materials.rows[material_id].remark.text().strip()
        )

    def _on_material_remarked(self, material_id: str, remark: str) -> None:
        self.presenter.receive(material_id, self.guide.materials.rows[material_id].line.answer, remark)

    def _on_check_current(self, check_id: str) -> None:
        row = self.guide.checks.rows[check_id]
        if row.line.phrase:
            self.side.mark(row.line.phrase)

    # --- facts, determination, moves

    def _change_facts(self) -> None:
        if self.presenter.view is None or not self.guide.facts.change_button.isEnabled():
            return
        from ui.dialogs.facts_dialog import FactsDialog

        dialog = FactsDialog(self._desk, self.presenter.view, self)
        dialog.accepted.connect(lambda: self.presenter.save_facts(*dialog.values()))
        self._show_dialog(dialog)

    def _on_determine(self, amount_fen: int, basis: str, reason: str) -> None:
        page = self.guide.determination
        self.presenter.determine(amount_fen, basis, reason, self._on_determined, page.show_fault)

    def _on_determined(self) -> None:
        self.guide.determination.fill({})
        self.drafts.flush()
        self._desk.say("核定已保存")

    def _show_dialog(self, dialog: QDialog) -> None:
        """Open a dialog over the page; it is let go when closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog = dialog
        dialog.open()

    # --- drafts and changes

    def _typed(self) -> dict[str, Any] | None:
        if self._fresh:
            return None
        return {
            "checks": self.guide.checks.remarks_typed(),
            "materials": self.guide.materials.remarks_typed(),
            "determination": self.guide.determination.typed(),
            "opinions": self.moving.opinions,
        }

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is None:
            return
        self.guide.checks.restore_remarks(draft.get("checks", {}))
        self.guide.materials.restore_remarks(draft.get("materials", {}))
        self.guide.determination.fill(draft.get("determination", {}))
        self.moving.opinions = dict(draft.get("opinions", {}))
        if draft.get("determination"):
            self.guide.go_to(DETERMINATION)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        view = self.presenter.view
        if origin is not self and view is not None and view.case.id in changes.cases and self.isVisible():
            self.presenter.refresh()


def _why_not_determine(view: CaseView) -> str:
    if view.matter.award is None or view.case.stage == "核定":
        return ""
    if view.determination is not None:
        return f"现在是“{view.case.stage}”阶段，核定额已经保存，退回“核定”阶段后才能修改。"
    return f"现在是“{view.case.stage}”阶段，审查通过后在“核定”阶段填写核定额。"
