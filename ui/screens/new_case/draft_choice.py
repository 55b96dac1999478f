"""Asks which draft of a new case to go on with, or whether to begin another one beside them."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from models.errors import UserError
from models.policy.pack import Pack
from ui.widgets.parts import button, column, label, line

SCOPE = "new-case"


class Draft(NamedTuple):
    """A new case that was begun: under which scope it is kept, and what was typed."""

    scope: str
    payload: dict[str, Any]

    @property
    def matter_id(self) -> str:
        """The matter chosen."""
        return str(self.payload.get("matter", ""))

    def words(self, pack: Pack) -> str:
        """Return the matter and the applicant as far as they were typed."""
        try:
            matter = f"{self.matter_id} {pack.matter(self.matter_id).name}"
        except UserError:
            matter = self.matter_id
        applicant = self.payload.get("applicant", {})
        name = applicant.get("known_name") or applicant.get("name") or "申请主体未填"
        return f"{matter}　{name}"


def free_scope(drafts: tuple[Draft, ...]) -> str:
    """Return a scope that no draft is kept under."""
    taken = {draft.scope for draft in drafts}
    others = (f"{SCOPE}:{number}" for number in range(2, len(taken) + 3))
    return next(scope for scope in (SCOPE, *others) if scope not in taken)


class DraftChoice(QDialog):
    """Nothing is lost whatever is chosen: the other drafts stay."""

    chosen = Signal(object)
    another_asked = Signal()

    def __init__(self, drafts: tuple[Draft, ...], pack: Pack, wanted: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self.setWindowTitle("未登记的草稿")
        self.setMinimumWidth(560)
        self.list = QListWidget()
        self.list.setAccessibleName("未登记的草稿")
        self.list.addItems([draft.words(pack) for draft in drafts])
        same = [place for place, draft in enumerate(drafts) if draft.matter_id == wanted]
        self.list.setCurrentRow(same[0] if same else 0)
        self.list.setFixedHeight(min(max(len(drafts), 2), 6) * 36 + 8)
        self.list.itemActivated.connect(lambda item: self._go_on())
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label(f"有 {len(drafts)} 件填写中、尚未登记的办件", "title"))
        layout.addWidget(label("继续填写其中一件，或另建一件；其余草稿都会保留。", "secondary", wrap=True))
        layout.addWidget(self.list)
        self.go_on_button = button("继续草稿(&G)", self._go_on)
        self.another_button = button("另建一件(&L)", self._another)
        foot = line()
        foot.addWidget(button("返回", self.reject))
        foot.addStretch(1)
        for made in (self.go_on_button, self.another_button):
            foot.addWidget(made)
        layout.addLayout(foot)
        self.setLayout(layout)
        # Enter does what the officer most likely came for: the matter that was chosen, or what was begun.
        likely = self.go_on_button if same or not wanted else self.another_button
        likely.setDefault(True)
        likely.setProperty("kind", "primary")
        likely.setFocus()

    def _go_on(self) -> None:
        self.accept()
        self.chosen.emit(self._drafts[self.list.currentRow()])

    def _another(self) -> None:
        self.accept()
        self.another_asked.emit()
