"""Change the facts of a case; what is typed is kept as a draft until it is saved."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from models.errors import UserError
from models.money import parse_yuan, yuan_grouped
from models.policy.model import Fact
from models.services.views import CaseView
from ui.desk import Desk
from ui.dialogs.fitting import keep_whole
from ui.drafts import DraftKeeper
from ui.typed import echo_amount, read_amount
from ui.widgets.facts_form import FactsForm
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line
from ui.widgets.standards import offer_standards, standards_of


class FactsDialog(QDialog):
    """Saves through the presenter that opened it."""

    def __init__(self, desk: Desk, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改申报事实")
        self.setMinimumWidth(760)
        self._view = view
        self.form = FactsForm(view.matter, today=desk.office.clock.today())
        self.applied = TextField(
            "申请金额（元，可不填）",
            read=lambda text: read_amount(text, label="申请金额", field="applied_fen"),
            echo=lambda value: echo_amount(int(str(value))),
        )
        if view.matter.award is None:
            self.applied.hide()
        self._fill(view)
        self.drafts = DraftKeeper(desk, self._typed, self)
        self._note = label("修改后自动检查项和政策上限会重新计算，原值保留在记录中。", "secondary", wrap=True)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("修改申报事实", "title"))
        layout.addWidget(self._note)
        layout.addWidget(self.form)
        self.form.add(self.applied)
        layout.addStretch(1)
        layout.addLayout(self._buttons())
        self.setLayout(layout)
        keep_whole(self)
        for part in (self.form, self.applied):
            part.edited.connect(self.drafts.touch)
            part.left.connect(self.drafts.flush)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._finish)
        self.drafts.begin(f"facts:{view.case.id}", self._on_draft)
        office, pack_id, matter_id = desk.office, view.case.pack_id, view.matter.id
        desk.read(
            lambda: standards_of(office.policy.effective(pack_id), matter_id),
            lambda found: offer_standards(self.form, found),
            owner=self,
        )

    def values(self) -> tuple[dict[str, object], int | None]:
        """Return the facts and the amount applied for."""
        applied = self.applied.value
        return self.form.values(), applied if isinstance(applied, int) else None

    def done(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted.value or self._typed() == self._saved:
            self.drafts.drop()
        else:
            self.drafts.flush()
        self.drafts.end()
        super().done(result)

    def _fill(self, view: CaseView) -> None:
        raw = {fact.key: _shown(fact, view.case.facts_raw.get(fact.key)) for fact in view.matter.fact}
        self.form.fill({**raw, "event_date": view.case.event_date.isoformat()})
        if view.case.applied_fen is not None:
            self.applied.set_text(yuan_grouped(view.case.applied_fen))
        self._saved = self._typed()

    def _typed(self) -> dict[str, Any]:
        return {"facts": self.form.typed(), "applied": self.applied.text}

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is None or draft == self._saved:
            return
        self.form.fill(draft["facts"])
        self.applied.set_text(str(draft.get("applied") or ""))
        self._note.setText("已恢复上次没有保存的修改。")

    def _buttons(self) -> Any:
        row = line()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject))
        save = button("保存(&S)　Ctrl+Enter", self._finish, kind="primary", name="保存")
        save.setDefault(True)
        row.addWidget(save)
        return row

    def _finish(self) -> None:
        faults = self.form.faults(complete=False)
        if faults:
            self.form.show_faults(faults)
            return
        try:
            _ = self.applied.value
        except UserError as error:
            self.applied.show_fault(error)
            self.applied.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()


def _shown(fact: Fact, value: object) -> object:
    """Return a saved fact as it is shown in its field: amounts with separators."""
    if fact.type != "money" or value is None:
        return value
    try:
        return yuan_grouped(parse_yuan(value))
    except UserError:
        return value
