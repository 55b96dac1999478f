"""The master data of an applicant: faults beside the fields while typing, a draft kept until it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from models.cases.applicant import Applicant, ApplicantForm
from models.errors import ConflictError, FieldErrors
from ui.desk import Desk
from ui.dialogs.applicant_form import ApplicantFields
from ui.dialogs.fitting import fit_to
from ui.drafts import DraftKeeper
from ui.undoing import Step, exchanged
from ui.widgets.parts import button, column, label, line, scrolled

CHECK_DELAY_MS = 250


class ApplicantDialog(QDialog):
    """Saves by itself and announces the saved applicant."""

    saved = Signal(object)

    def __init__(self, desk: Desk, applicant: Applicant | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._applicant = desk, applicant
        # What saving takes the place of, so that it can be undone.
        self._former = applicant
        self._version = applicant.version if applicant else None
        title = "修改主体资料" if applicant else "登记主体"
        self.setWindowTitle(title)
        fit_to(self, 860, 640)
        self.fields = ApplicantFields(applicant.kind if applicant else None)
        self.save_button = button("保存(&S)　Ctrl+Enter", self.save, kind="primary", name="保存")
        self._note = label("带 * 的必填。代码、证件号、电话会随时核对。", "secondary", wrap=True)
        self._checks = QTimer(self)
        self._checks.setSingleShot(True)
        self._checks.setInterval(CHECK_DELAY_MS)
        self._checks.timeout.connect(self._check)
        self._lay_out(title)
        if applicant is not None:
            self.fields.fill(applicant)
        self._begun = self._typed()
        self.drafts = DraftKeeper(desk, self._changed, self)
        self.fields.edited.connect(self._on_edited)
        self.fields.left.connect(self.drafts.flush)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self.drafts.begin(f"applicant:{applicant.id if applicant else 'new'}", self._on_draft)

    @property
    def form(self) -> ApplicantForm:
        """What stands in the fields."""
        return replace(self.fields.form, id=self._applicant.id if self._applicant else None)

    def save(self) -> None:
        """Save what stands in the fields."""
        self.save_button.setEnabled(False)
        office, actor, form, version = self._desk.office, self._desk.officer, self.form, self._version
        self._desk.write(
            lambda: office.applicants.save(form, actor=actor, expected_version=version),
            self._on_saved,
            failed=self._on_refused,
            owner=self,
        )

    def done(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted.value or self._changed() is None:
            self.drafts.drop()
        else:
            self.drafts.flush()
        self.drafts.end()
        super().done(result)

    def _lay_out(self, title: str) -> None:
        foot = line(margins=(24, 12, 24, 16))
        foot.addWidget(self._note, 1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.save_button)
        head = column(margins=(24, 20, 24, 0))
        head.addWidget(label(title, "title"))
        layout = column(spacing=8)
        layout.addLayout(head)
        layout.addWidget(scrolled(self.fields), 1)
        layout.addLayout(foot)
        self.setLayout(layout)

    def _typed(self) -> dict[str, Any]:
        return self.fields.typed()

    def _changed(self) -> dict[str, Any] | None:
        typed = self._typed()
        return None if typed == self._begun else typed

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is not None and draft != self._begun:
            self.fields.restore(draft)
            self._note.setText("已恢复上次没有保存的修改。")

    def _on_edited(self) -> None:
        self.drafts.touch()
        self._checks.start()

    def _check(self) -> None:
        """Look for faults and doubles of what was typed so far; an empty field is told only when saving."""
        office, form = self._desk.office, self.form
        self._desk.read(
            lambda: office.applicants.validate(form),
            lambda errors: self.fields.show_faults(errors, complete=False),
            key="applicant.validate",
            owner=self,
        )

    def _on_saved(self, applicant: Applicant) -> None:
        self.accept()
        if self._former is None:
            self._desk.say(f"已登记：{applicant.name}")
        else:
            applicants, actor = self._desk.office.applicants, self._desk.officer
            acts = exchanged(
                self._desk,
                lambda form, now: applicants.save(form, actor=actor, expected_version=now.version),
                self._former,
                applicant,
            )
            step = Step(f"已保存：{applicant.name}", f"“{applicant.name}”资料的修改", *acts)
            self._desk.did.emit(self, step)
        self.saved.emit(applicant)

    def _on_refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, ConflictError):
            self._on_conflict(error)
        elif isinstance(error, FieldErrors):
            unplaced = self.fields.show_faults(list(error.errors), complete=True)
            if unplaced:
                self._desk.show_problem(unplaced[0])
        else:
            self._desk.show_problem(error)

    def _on_conflict(self, error: ConflictError) -> None:
        from ui.dialogs.conflict_dialog import ask_conflict

        theirs = error.theirs
        assert isinstance(theirs, Applicant)

        def mine() -> None:
            self._version, self._former = theirs.version, theirs
            self.save()

        def keep() -> None:
            self._version, self._former = theirs.version, theirs
            self.fields.fill(theirs)

        self.conflict = ask_conflict(error, self, mine=mine, theirs=keep)
