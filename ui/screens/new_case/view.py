"""The page of a new case: matter, applicant, facts on the left; clause and trial calculation on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.policy.model import Matter
from ui.desk import Desk
from ui.navigation import Navigator
from ui.screens.new_case.applicant_panel import ApplicantPanel
from ui.screens.new_case.case_form import CaseForm
from ui.screens.new_case.draft_flow import DraftFlow
from ui.screens.new_case.layout import NewCaseLayout
from ui.screens.new_case.presenter import NewCasePresenter
from ui.widgets.facts_form import FactsForm
from ui.widgets.standards import offer_standards


class NewCaseScreen(QWidget):
    """Everything typed here is kept as a draft until it is registered or thrown away; several may lie side by side."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = NewCasePresenter(desk)
        self.matter: Matter | None = None
        self.form: CaseForm | None = None
        self.parts = NewCaseLayout(self, self.presenter.pack, desk.theme)
        self.matter_panel, self.side = self.parts.matter_panel, self.parts.side
        self.register_button = self.parts.register_button
        self._filling = False
        self._wanted, self._for_applicant = "", 0
        self.flow = DraftFlow(desk, self, self._typed)
        self.drafts = self.flow.keeper
        self._connect()

    @property
    def applicant(self) -> ApplicantPanel | None:
        """The fields of the applicant, once a matter is chosen."""
        return self.form.applicant if self.form else None

    @property
    def facts(self) -> FactsForm | None:
        """The fields of the facts, once a matter is chosen."""
        return self.form.facts if self.form else None

    def open(self, matter_id: str = "", applicant_id: int = 0) -> None:
        """Begin: asked for a matter or applicant while drafts lie there, ask; else go on with the latest draft."""
        self.drafts.flush()
        self.drafts.end()
        self._wanted, self._for_applicant = matter_id, applicant_id
        self.clear()
        self.flow.look(asked=bool(matter_id or applicant_id), wanted=matter_id)

    def on_shown(self) -> None:
        """Put the cursor where the officer goes on."""
        if self.matter is None:
            self.matter_panel.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Keep the draft as it stands."""
        self.drafts.flush()

    def _connect(self) -> None:
        parts = self.parts
        self.matter_panel.chosen.connect(self._on_matter_picked)
        self.matter_panel.reopened.connect(lambda: self._set_matter(None))
        self.drafts.kept.connect(lambda moment: parts.kept.setText(f"草稿已保存 {moment}"))
        parts.register_asked.connect(self._register)
        parts.back_asked.connect(self.leave)
        for keys, slot in (
            ("Ctrl+Return", self._register),
            ("Ctrl+Enter", self._register),
            ("Esc", self.leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what the officer does

    def _set_matter(self, matter: Matter | None) -> None:
        self.matter = matter
        self.form = None
        if matter is not None:
            scope_label = self.presenter.scope_label(matter)
            self.form = CaseForm(matter, scope_label=scope_label, today=self.presenter.today)
            self.form.applicant.search_asked.connect(self._find_applicants)
            self.form.edited.connect(self._on_edited)
            self.form.left.connect(self.drafts.flush)
            facts = self.form.facts
            self.presenter.fetch_standards(matter, lambda found: offer_standards(facts, found), owner=facts)
        self.parts.show_form(self.form)
        self.side.show_matter(matter)
        self._calculate()

    def _on_matter_picked(self, matter: Matter) -> None:
        """Go on with the applicant the officer came from, if the matter is for such applicants."""
        self._on_matter_chosen(matter)
        panel = self.applicant
        if self._for_applicant and panel is not None:
            self.presenter.fetch_applicant(
                self._for_applicant,
                lambda one: panel.take(one) if one.kind in matter.applicants else None,
                owner=panel,
            )

    def _on_matter_chosen(self, matter: Matter) -> None:
        self._set_matter(matter)
        assert self.applicant is not None
        self.applicant.name.setFocus()
        self.drafts.touch()

    def _on_edited(self) -> None:
        if not self._filling:
            self.drafts.touch()
            self._calculate()

    def _find_applicants(self, text: str) -> None:
        if (panel := self.applicant) is not None:
            self.presenter.find_applicants(text, panel.show_matches, owner=panel)

    def _calculate(self) -> None:
        if self.matter is not None and self.form is not None:
            self.side.show_trial(self.presenter.trial(self.matter, self.form.facts.values()))

    def _register(self) -> None:
        form = self.form
        if form is None:
            return
        if faults := form.faults():
            self._show_faults(faults)
            return
        self.register_button.setEnabled(False)
        self.presenter.register(
            matter=form.matter,
            known=form.applicant.known,
            form=form.applicant.form,
            facts=form.facts.values(),
            applied_fen=form.applied_fen,
            scope_key=form.scope_key,
            remark="",
            done=self._on_registered,
            faults=self._show_faults,
        )

    def _show_faults(self, errors: tuple[UserError, ...]) -> None:
        self.register_button.setEnabled(True)
        if self.form is None or not self.form.show_faults(errors):
            self._desk.show_problem(errors[0])

    def _on_registered(self, case: Any) -> None:
        self.drafts.drop()
        self.drafts.end()
        self._desk.say(f"已登记 {case.case_no}")
        self._navigator.open_case(case.id)

    def leave(self) -> None:
        """Go back to the list; what was typed stays a draft."""
        self._navigator.open_screen("cases")

    # --- what the flow of drafts asks for

    def clear(self) -> None:
        """Show an empty page, to choose a matter."""
        self._set_matter(None)
        self.matter_panel.swap.turn_to(0)
        self.matter_panel.search.clear()
        self.parts.show_drafts(restored=False, others=0)

    def begin(self) -> None:
        """Begin a new case: with the matter asked for, or with what was chosen meanwhile."""
        if self.form is not None:
            self.drafts.touch()
        elif self._wanted:
            matter = self.presenter.pack.matter(self._wanted)
            self.matter_panel.show_chosen(matter)
            self._on_matter_picked(matter)

    def restore(self, draft: dict[str, Any]) -> None:
        """Show what a draft holds."""
        matter = self.presenter.pack.matter(str(draft["matter"]))
        self.matter_panel.show_chosen(matter)
        self._on_matter_chosen(matter)
        assert self.form is not None
        self._filling = True
        self.form.fill(draft)
        self._filling = False
        if known := draft["applicant"].get("known"):
            self.presenter.fetch_applicant(int(known), self.form.applicant.take, owner=self.form)
        self._calculate()

    def forget_origin(self) -> None:
        """Forget the matter and the applicant that the page was opened for."""
        self._wanted, self._for_applicant = "", 0

    def _typed(self) -> dict[str, Any] | None:
        return None if self.form is None else {"matter": self.form.matter.id, **self.form.typed()}
