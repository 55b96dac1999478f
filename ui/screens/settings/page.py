"""What the pages of 设置 have in common: a head, why they may only be read, and for forms saving, drafts and conflicts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.cases.officers import action_obstacle
from models.errors import ConflictError, FieldErrors, UserError
from ui.desk import Desk
from ui.dialogs.conflict_dialog import ConflictDialog, Differing
from ui.drafts import DraftKeeper
from ui.undoing import Step, exchanged
from ui.widgets.parts import button, column, frame, label, line, scrolled, status_label


class SettingsPage(QWidget):
    """A page with a title, a sentence, and the reason why it may only be read."""

    dirty_changed = Signal(bool)
    action = "manage_settings"

    def __init__(self, desk: Desk, title: str, intro: str, *, scrolling: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self.body: QVBoxLayout = column(spacing=12)
        self._why_not = label("", wrap=True)
        inside = line(margins=(12, 8, 12, 8))
        inside.addWidget(self._why_not)
        self.why_not_box = frame("notice", inside)
        self.why_not_box.hide()
        head = line(spacing=12)
        head.addWidget(label(title, "title"))
        self.state = status_label("有未保存的修改", "wait")
        self.state.hide()
        head.addWidget(self.state)
        head.addStretch(1)
        self._tools = head
        self._whole = column(spacing=12)
        self._whole.addLayout(head)
        self._whole.addWidget(label(intro, "secondary", wrap=True))
        self._whole.addWidget(self.why_not_box)
        if scrolling:
            inner = QWidget()
            inner.setLayout(self.body)
            self._whole.addWidget(scrolled(inner), 1)
        else:
            self._whole.addLayout(self.body, 1)
        self.setLayout(self._whole)

    @property
    def dirty(self) -> bool:
        """Tell whether something typed here is not saved."""
        return False

    def obstacle(self) -> str:
        """Return why the officer may not change anything here, empty where it is allowed."""
        return action_obstacle(self._desk.officer, self.action)

    def refresh(self) -> None:
        """Fetch what is shown; subclasses extend it."""
        self.show_obstacle(self.obstacle())

    def show_obstacle(self, obstacle: str) -> None:
        """Tell that the page may only be read."""
        self._why_not.setText(f"只能查看：{obstacle}")
        self.why_not_box.setVisible(bool(obstacle))

    def put_away(self) -> None:
        """Keep what is being typed."""

    def card(self, title: str, *, hint: str = "") -> QVBoxLayout:
        """Add a card with a heading and return its layout."""
        inside = column(spacing=8, margins=(16, 12, 16, 16))
        inside.addWidget(label(title, "heading"))
        if hint:
            inside.addWidget(label(hint, "caption", wrap=True))
        self.body.addWidget(frame("card", inside))
        return inside


class FormPage(SettingsPage):
    """A form that is saved whole. Subclasses give fetch, fill, form, write, typed, restore, show_faults, differing."""

    name = ""

    def __init__(self, desk: Desk, title: str, intro: str) -> None:
        super().__init__(desk, title, intro)
        self._title = title
        self.shown: Any = None
        self._begun: dict[str, Any] | None = None
        self.save_button = button("保存(&S)　Ctrl+S", self.save, kind="primary", name="保存")
        self.revert_button = button("放弃修改(&Z)", self.revert, name="放弃修改")
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        foot = line(spacing=8)
        foot.addWidget(self.problem, 1)
        foot.addStretch(0)
        foot.addWidget(self.revert_button)
        foot.addWidget(self.save_button)
        self._whole.addLayout(foot)
        self.drafts = DraftKeeper(desk, self._draft, self)
        key = QShortcut(QKeySequence("Ctrl+S"), self)
        key.activated.connect(self.save)
        self.conflict: ConflictDialog | None = None

    # --- what each form gives

    def fetch(self, office: Any) -> Any:
        """Read the form; called on the worker."""
        raise NotImplementedError

    def fill(self, form: Any) -> None:
        """Show the form without announcing it as typing."""
        raise NotImplementedError

    def form(self) -> Any:
        """Return what stands in the fields; raises FieldErrors."""
        raise NotImplementedError

    def write(self, office: Any, form: Any, shown: Any, actor: Any) -> tuple[Any, Any]:
        """Save the form; called on the worker."""
        raise NotImplementedError

    def typed(self) -> dict[str, Any]:
        """Return everything as typed, for a draft."""
        raise NotImplementedError

    def restore(self, typed: dict[str, Any]) -> None:
        """Put a draft back."""
        raise NotImplementedError

    def show_faults(self, errors: tuple[UserError, ...]) -> tuple[UserError, ...]:
        """Tell each fault beside its field; returns those without one."""
        return errors

    def differing(self, mine: Any, theirs: Any) -> tuple[Differing, ...]:
        """Return what differs, in words."""
        raise NotImplementedError

    def set_locked(self, locked: bool) -> None:
        """Let the fields be read only."""

    # --- what all forms do

    @property
    def dirty(self) -> bool:
        return self._begun is not None and self.typed() != self._begun

    def refresh(self) -> None:
        super().refresh()
        office = self._desk.office
        self._desk.read(lambda: self.fetch(office), self._arrived, key=f"settings.{self.name}", owner=self)

    def put_away(self) -> None:
        self.drafts.flush()

    def on_edited(self) -> None:
        """Something was typed."""
        self.problem.hide()
        self.drafts.touch()
        self._show_dirty()

    def save(self) -> None:
        """Save what stands in the fields."""
        if not self.save_button.isEnabled():
            return
        try:
            form = self.form()
        except UserError as error:
            self._refused(error)
            return
        self.save_button.setEnabled(False)
        office, actor, shown = self._desk.office, self._desk.officer, self.shown
        self._desk.write(
            lambda: self.write(office, form, shown, actor), self._saved, failed=self._refused, owner=self
        )

    def revert(self) -> None:
        """Go back to what is saved."""
        self.drafts.drop()
        self._take(self.shown)

    def _arrived(self, form: Any) -> None:
        first = self.shown is None
        if self.dirty:
            # What is being typed stays; if somebody saved meanwhile, saving tells the conflict with both values.
            self._show_dirty()
            return
        self._take(form)
        if first:
            self.drafts.begin(f"settings:{self.name}", self._on_draft)

    def _take(self, form: Any) -> None:
        self.shown = form
        self.show_faults(())
        self.problem.hide()
        self.fill(form)
        self._begun = self.typed()
        self._show_dirty()

    def _on_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is not None and not self.dirty and not self.obstacle():
            self.restore(draft)
            self._show_dirty()
            if self.dirty:
                self._desk.say("已恢复上次没有保存的修改")

    def _draft(self) -> dict[str, Any] | None:
        return self.typed() if self.dirty else None

    def _show_dirty(self) -> None:
        dirty, locked = self.dirty, bool(self.obstacle())
        self.set_locked(locked)
        self.state.setVisible(dirty)
        self.save_button.setEnabled(dirty and not locked)
        self.revert_button.setEnabled(dirty)
        self.dirty_changed.emit(dirty)

    def _saved(self, form: Any) -> None:
        former = self.shown
        self.drafts.drop()
        self.put(form)
        office, actor = self._desk.office, self._desk.officer
        acts = exchanged(
            self._desk,
            lambda wanted, now: self.write(office, wanted, now, actor),
            former,
            form,
            lambda result: None if self.dirty else self.put(result),
        )
        self._desk.did.emit(self, Step(f"已保存：{self._title}", f"“{self._title}”的修改", *acts))

    def put(self, form: Any) -> None:
        """Show what is saved now, after saving and after undoing it."""
        self._take(form)

    def _refused(self, error: Exception) -> None:
        self._show_dirty()
        if isinstance(error, ConflictError):
            self._on_conflict(error)
        elif isinstance(error, UserError):
            errors = error.errors if isinstance(error, FieldErrors) else (error,)
            rest = self.show_faults(tuple(errors))
            told = "；".join(one.message.rstrip("。") for one in rest)
            self.problem.setText(told or "有字段填写不对，请看字段下方的说明")
            self.problem.show()
        else:
            self._desk.show_problem(error)

    def _on_conflict(self, error: ConflictError) -> None:
        theirs = error.theirs
        dialog = ConflictDialog(error.what, self.differing(error.mine, theirs), self)

        def mine() -> None:
            self.shown = theirs
            self.save_button.setEnabled(True)
            self.save()

        def keep() -> None:
            self.drafts.drop()
            self._take(theirs)

        dialog.accepted.connect(mine)
        dialog.rejected.connect(keep)
        self.conflict = dialog
        dialog.open()
