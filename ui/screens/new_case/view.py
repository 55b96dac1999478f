"""The page of a new case: matter, applicant, facts on the left; clause and trial calculation on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.policy.model import Matter
from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.navigation import Navigator
from ui.screens.new_case.applicant_panel import ApplicantPanel
from ui.screens.new_case.matter_panel import MatterPanel
from ui.screens.new_case.presenter import NewCasePresenter
from ui.screens.new_case.side import BasisSide
from ui.typed import echo_amount, read_amount
from ui.widgets.facts_form import FactsForm
from ui.widgets.fields import TextField
from ui.widgets.parts import button, clear, column, frame, label, line, scrolled

DRAFT_SCOPE = "new-case"


class NewCaseScreen(QWidget):
    """Everything typed here is kept as a draft until it is registered or thrown away."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = NewCasePresenter(desk)
        self.matter: Matter | None = None
        self.matter_panel = MatterPanel(self.presenter.pack, desk.theme)
        self.applicant: ApplicantPanel | None = None
        self.facts: FactsForm | None = None
        self.applied: TextField | None = None
        self.scope: TextField | None = None
        self.side = BasisSide(self.presenter.pack, desk.theme)
        self.drafts = DraftKeeper(desk, self._typed, self)
        self._filling = False
        self._lay_out()
        self._for_applicant = 0
        self.matter_panel.chosen.connect(self._on_matter_picked)
        self.matter_panel.reopened.connect(lambda: self._set_matter(None))
        self.drafts.kept.connect(lambda moment: self._kept.setText(f"草稿已保存 {moment}"))
        for keys, slot in (
            ("Ctrl+Return", self._register),
            ("Ctrl+Enter", self._register),
            ("Esc", self._leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def open(self, matter_id: str = "", applicant_id: int = 0) -> None:
        """Begin: with the draft of this officer if there is one, else with the matter and applicant asked for."""
        self._wanted, self._for_applicant = matter_id, applicant_id
        self._set_matter(None)
        self.matter_panel.swap.turn_to(0)
        self.matter_panel.search.clear()
        self._notice.hide()
        self.drafts.begin(DRAFT_SCOPE, self._on_draft)

    def on_shown(self) -> None:
        """Put the cursor where the officer goes on."""
        if self.matter is None:
            self.matter_panel.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Keep the draft as it stands."""
        self.drafts.flush()

    # --- building

    def _lay_out(self) -> None:
        self._notice_words = label("", "", wrap=True)
        again = button("重新填写(&Z)", self._start_over, kind="small", name="丢弃草稿，重新填写")
        notice = line(spacing=12, margins=(12, 6, 6, 6))
        notice.addWidget(self._notice_words, 1)
        notice.addWidget(again)
        self._notice = frame("notice", notice)
        self._notice.hide()
        matter = column(spacing=8, margins=(16, 12, 16, 12))
        heading = line(spacing=16)
        heading.addWidget(label("新建办件", "title"))
        heading.addWidget(label("1　事项", "heading"), 1)
        matter.addLayout(heading)
        matter.addWidget(self.matter_panel, 1)
        self._matter_card = frame("card", matter)
        self._cards = column(spacing=12)
        self._rest = QWidget()
        self._rest.setLayout(self._cards)
        left = column(spacing=12)
        left.addWidget(self._notice)
        left.addWidget(self._matter_card, 1)
        self._left = left
        self._rest_area = scrolled(self._rest)
        left.addWidget(self._rest_area, 1)
        body = line(spacing=16, margins=(20, 12, 20, 12))
        body.addLayout(left, 3)
        body.addWidget(self.side, 2)
        whole = column(spacing=0)
        whole.addLayout(body, 1)
        whole.addWidget(self._footer())
        self.setLayout(whole)

    def _footer(self) -> QWidget:
        self._kept = label("", "caption")
        self.register_button = button("登记(&R)　Ctrl+Enter", self._register, kind="primary", name="登记")
        layout = line(margins=(20, 10, 20, 10))
        layout.addWidget(self._kept)
        layout.addStretch(1)
        layout.addWidget(button("返回(&B)", self._leave))
        layout.addWidget(self.register_button)
        return frame("footer", layout)

    def _set_matter(self, matter: Matter | None) -> None:
        self.matter = matter
        clear(self._cards)
        self.applicant = self.facts = self.applied = self.scope = None
        self._rest_area.setVisible(matter is not None)
        self._left.setStretchFactor(self._matter_card, 0 if matter else 1)
        self.register_button.setEnabled(matter is not None)
        self.side.show_matter(matter)
        if matter is not None:
            self._build_rest(matter)
            self._calculate()

    def _build_rest(self, matter: Matter) -> None:
        self.applicant = ApplicantPanel(matter.applicants, today=self.presenter.today)
        self.facts = FactsForm(matter, today=self.presenter.today)
        applicant = column(spacing=8, margins=(16, 12, 16, 12))
        applicant.addWidget(label(f"2　申请主体（{matter.applicant_label}）", "heading"))
        applicant.addWidget(self.applicant)
        facts = column(spacing=12, margins=(16, 12, 16, 12))
        facts.addWidget(label("3　申报事实", "heading"))
        facts.addWidget(self.facts)
        self._add_extra_fields(matter)
        self._cards.addWidget(frame("card", applicant))
        self._cards.addWidget(frame("card", facts))
        self._cards.addStretch(1)
        self.applicant.search_asked.connect(self._find_applicants)
        self.applicant.settled.connect(self.facts.setFocus)
        for part in (self.applicant, self.facts):
            part.edited.connect(self._on_edited)
            part.left.connect(self.drafts.flush)

    def _add_extra_fields(self, matter: Matter) -> None:
        assert self.facts is not None
        if matter.award is not None:
            self.applied = TextField(
                "申请金额（元，可不填）",
                read=lambda text: read_amount(text, label="申请金额", field="applied_fen"),
                echo=lambda value: echo_amount(int(str(value))),
            )
        if scope := self.presenter.scope_label(matter):
            self.scope = TextField(scope, hint="同一名称的办件合并计算上限")
        for field in (self.applied, self.scope):
            if field is not None:
                self.facts.add(field)
                field.edited.connect(self._on_edited)
                field.left.connect(self.drafts.flush)

    # --- what the officer does

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
        if self.applicant is not None:
            panel = self.applicant
            self.presenter.find_applicants(text, panel.show_matches, owner=panel)

    def _calculate(self) -> None:
        if self.matter is not None and self.facts is not None:
            self.side.show_trial(self.presenter.trial(self.matter, self.facts.values()))

    def _register(self) -> None:
        if self.matter is None or self.applicant is None or self.facts is None:
            return
        faults = (*self.applicant.faults(), *self.facts.faults(complete=False))
        if faults:
            self._show_faults(faults)
            return
        self.register_button.setEnabled(False)
        self.presenter.register(
            matter=self.matter,
            known=self.applicant.known,
            form=self.applicant.form,
            facts=self.facts.values(),
            applied_fen=self._applied_fen(),
            scope_key=self.scope.text.strip() if self.scope else "",
            remark="",
            done=self._on_registered,
            faults=self._show_faults,
        )

    def _applied_fen(self) -> int | None:
        value = self.applied.value if self.applied else None
        return value if isinstance(value, int) else None

    def _show_faults(self, errors: tuple[UserError, ...]) -> None:
        self.register_button.setEnabled(True)
        assert self.applicant is not None and self.facts is not None
        extra = {"applied_fen": self.applied, "scope_key": self.scope}
        for error in errors:
            if (field := extra.get(error.field)) is not None:
                field.show_fault(error)
        self.facts.show_faults(errors)
        known = self.applicant.show_faults(errors) or any(
            error.field in self.facts.fields or extra.get(error.field) for error in errors
        )
        if not known:
            self._desk.show_problem(errors[0])

    def _on_registered(self, case: Any) -> None:
        self.drafts.drop()
        self.drafts.end()
        self._desk.say(f"已登记 {case.case_no}")
        self._navigator.open_case(case.id)

    def _leave(self) -> None:
        self._navigator.open_screen("cases")

    # --- draft

    def _typed(self) -> dict[str, Any] | None:
        if self.matter is None or self.applicant is None or self.facts is None:
            return None
        return {
            "matter": self.matter.id,
            "applicant": self.applicant.typed(),
            "facts": self.facts.typed(),
            "applied": self.applied.text if self.applied else "",
            "scope": self.scope.text if self.scope else "",
        }

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is None:
            if self._wanted:
                matter = self.presenter.pack.matter(self._wanted)
                self.matter_panel.show_chosen(matter)
                self._on_matter_picked(matter)
            return
        self._choose(str(draft["matter"]))
        assert self.applicant is not None and self.facts is not None
        self._filling = True
        self.applicant.fill(draft["applicant"])
        self.facts.fill(draft["facts"])
        for field, key in ((self.applied, "applied"), (self.scope, "scope")):
            if field is not None:
                field.set_text(str(draft.get(key) or ""))
        self._filling = False
        if known := draft["applicant"].get("known"):
            self.presenter.fetch_applicant(int(known), self.applicant.take, owner=self.applicant)
        self._notice_words.setText("已恢复上次没有登记的内容。")
        self._notice.show()
        self._calculate()

    def _choose(self, matter_id: str) -> None:
        matter = self.presenter.pack.matter(matter_id)
        self.matter_panel.show_chosen(matter)
        self._on_matter_chosen(matter)

    def _start_over(self) -> None:
        self.drafts.drop()
        self._notice.hide()
        self._kept.clear()
        self.matter_panel.reopen()
