"""人员: who works here, in which roles, active or not; the PIN of each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QSplitter, QWidget

from models.cases.officers import ROLES, Officer
from models.errors import ConflictError, UserError
from ui.desk import Desk
from ui.dialogs.conflict_dialog import ConflictDialog, Differing
from ui.dialogs.new_pin_dialog import NewPinDialog
from ui.screens.settings.officers_columns import COLUMNS, DUTIES, OfficerLine
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.undo_steps import officer_step
from ui.widgets.board_table import BoardTable
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, frame, label, line, scrolled


class OfficersPage(SettingsPage):
    """The list, and the officer chosen beside it."""

    action = "manage_officers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "人员",
            "一人可以有几个角色。停用的人不能再办理，名字仍留在以前的记录和文书里。",
            scrolling=False,
        )
        self.table = BoardTable(COLUMNS, desk.theme, "工作人员")
        self.name = TextField("姓名")
        self.roles = {role: QCheckBox(f"{role}：{DUTIES[role]}") for role in ROLES}
        self.active = QCheckBox("在岗")
        self.save_button = button("保存(&S)", self.save, kind="primary", name="保存")
        self.add_button = button("新增人员(&A)", self.begin_new, name="新增人员")
        self.pin_button = button("设置口令(&K)…", self.set_pin, name="设置口令")
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.line: OfficerLine | None = None
        self.dialog: QDialog | None = None
        self._begun: tuple[Any, ...] = ()
        self._heading = label("", "heading")
        self._lay_out()
        self.table.turned_to.connect(self._on_turned)
        self.name.edited.connect(self._on_edited)
        for box in (*self.roles.values(), self.active):
            box.clicked.connect(lambda checked: self._on_edited())

    @property
    def dirty(self) -> bool:
        return bool(self._begun) and self._typed() != self._begun

    def refresh(self) -> None:
        super().refresh()
        officers = self._desk.office.officers

        def call() -> list[OfficerLine]:
            return [
                OfficerLine(one, officers.version(one.id), officers.has_pin(one.id))
                for one in officers.list()
            ]

        self._desk.read(call, self._show, key="settings.officers", owner=self)

    def begin_new(self) -> None:
        """Make the form ready for another officer."""
        if self._kept():
            return
        self.line = None
        self.table.setCurrentIndex(QModelIndex())
        self.table.clearSelection()
        self._fill(Officer(0, "", frozenset({"经办"})))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Save the officer shown, or add the new one."""
        officers, actor = self._desk.office.officers, self._desk.officer
        name, roles, active = self._typed()
        shown = self.line

        def call() -> tuple[Officer, Any]:
            if shown is None:
                return officers.add(name=name, roles=list(roles), actor=actor)  # type: ignore[no-any-return]
            changed = Officer(shown.officer.id, name, frozenset(roles), active)
            return officers.save(changed, expected_version=shown.version, actor=actor)  # type: ignore[no-any-return]

        self._desk.write(call, self._saved, failed=self._refused, owner=self)

    def set_pin(self) -> None:
        """Set or take away the PIN of the officer shown; officers do it for themselves, 管理 for anybody."""
        if self.line is None:
            return
        self.dialog = NewPinDialog(self._desk, self.line.officer, has_pin=self.line.has_pin, parent=self)
        self.dialog.accepted.connect(self.refresh)
        self.dialog.open()

    # --- showing

    def _lay_out(self) -> None:
        left = column(spacing=8)
        left.addWidget(self.table, 1)
        left.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        listed = QWidget()
        listed.setLayout(left)
        form = column(spacing=8, margins=(16, 12, 16, 12))
        form.addWidget(self._heading)
        form.addWidget(self.name)
        form.addWidget(label("角色", "field"))
        for box in self.roles.values():
            form.addWidget(box)
        form.addWidget(label("状态", "field"))
        form.addWidget(self.active)
        form.addWidget(self.problem)
        form.addStretch(1)
        inside = QWidget()
        inside.setLayout(form)
        foot = line(spacing=8, margins=(16, 8, 16, 12))
        foot.addWidget(self.pin_button)
        foot.addStretch(1)
        foot.addWidget(button("放弃修改", self._take_back, name="放弃修改"))
        foot.addWidget(self.save_button)
        card = column(spacing=0)
        card.addWidget(scrolled(inside), 1)
        card.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(listed)
        split.addWidget(frame("card", card))
        split.setSizes([480, 460])
        self.body.addWidget(split, 1)

    def _show(self, lines: list[OfficerLine]) -> None:
        if self.dirty:
            return
        shown_id = self.line.officer.id if self.line else 0
        self.line = None
        self.table.show_lines(list(lines), lambda one: one.officer.id == shown_id)

    def _on_turned(self, one: OfficerLine) -> None:
        if self.line is not None and one.officer.id == self.line.officer.id and self.dirty:
            return
        if self._kept():
            return
        self.line = one
        self._fill(one.officer)

    def _fill(self, officer: Officer) -> None:
        self._heading.setText(officer.name or "新增人员")
        self.name.set_text(officer.name)
        for role, box in self.roles.items():
            box.setChecked(role in officer.roles)
        self.active.setChecked(officer.active)
        self._begun = self._typed()
        self.problem.hide()
        self._show_dirty()

    def _typed(self) -> tuple[Any, ...]:
        roles = tuple(role for role, box in self.roles.items() if box.isChecked())
        return self.name.text, roles, self.active.isChecked()

    def _on_edited(self) -> None:
        self.problem.hide()
        self._show_dirty()

    def _show_dirty(self) -> None:
        locked = bool(self.obstacle())
        self.name.edit.setReadOnly(locked)
        for box in (*self.roles.values(), self.active):
            box.setEnabled(not locked)
        self.active.setEnabled(not locked and self.line is not None)
        self.add_button.setEnabled(not locked)
        self.save_button.setEnabled(self.dirty and not locked)
        own = self.line is not None and self.line.officer.id == self._desk.officer.id
        self.pin_button.setEnabled(self.line is not None and (own or not locked))
        self.pin_button.setText("更换口令(&K)…" if self.line and self.line.has_pin else "设置口令(&K)…")
        self.state.setVisible(self.dirty)
        self.dirty_changed.emit(self.dirty)

    def _kept(self) -> bool:
        """Stay with what is being typed; tells whether there is something."""
        if not self.dirty:
            return False
        self.problem.setText("先保存或放弃对这一位的修改，再看其他人。")
        self.problem.show()
        wanted = self.line.officer.id if self.line else 0
        place = self.table.board.place_of(lambda one: one.officer.id == wanted)
        self.table.blockSignals(True)
        self.table.go_to(place)
        self.table.blockSignals(False)
        return True

    def _take_back(self) -> None:
        self._begun = ()
        if self.line is not None:
            self._fill(self.line.officer)
        else:
            self.refresh()

    # --- saving

    def _saved(self, officer: Officer) -> None:
        former = self.line.officer if self.line is not None else None
        self._show_saved(officer)
        if former is None:
            self._desk.say(f"已新增：{officer.name}（{officer.role_names}）")
        else:
            self._desk.did.emit(self, officer_step(self._desk, former, officer, self._show_saved))

    def _show_saved(self, officer: Officer) -> None:
        self._begun = ()
        self.line = OfficerLine(officer, 0, has_pin=False)
        self._reload_officers()
        self.refresh()

    def _reload_officers(self) -> None:
        """The header offers the officers; the one at the desk may have other roles now."""
        officers = self._desk.office.officers

        def arrived(found: tuple[Officer, ...]) -> None:
            self._desk.officers = found
            same = next((one for one in found if one.id == self._desk.officer.id), None)
            if same is not None and same != self._desk.officer:
                self._desk.sit_down(same)

        self._desk.read(lambda: officers.list(active_only=True), arrived, owner=self)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ConflictError):
            self._on_conflict(error)
        elif isinstance(error, UserError):
            if error.field == "name":
                self.name.show_fault(error)
            else:
                self.problem.setText(error.message)
                self.problem.show()
        else:
            self._desk.show_problem(error)

    def _on_conflict(self, error: ConflictError) -> None:
        mine, theirs = error.mine, error.theirs
        assert isinstance(mine, Officer) and isinstance(theirs, Officer)
        rows = (
            Differing("姓名", mine.name, theirs.name),
            Differing("角色", mine.role_names, theirs.role_names),
            Differing("状态", "在岗" if mine.active else "停用", "在岗" if theirs.active else "停用"),
        )
        shown = tuple(row for row in rows if row.mine != row.theirs) or rows[:1]
        dialog = ConflictDialog(error.what, shown, self)
        officers = self._desk.office.officers

        def again() -> None:
            def arrived(version: int) -> None:
                self.line = OfficerLine(theirs, version, has_pin=False)
                self.save()

            self._desk.read(lambda: officers.version(theirs.id), arrived, owner=self)

        def keep() -> None:
            self._begun = ()
            self.refresh()

        dialog.accepted.connect(again)
        dialog.rejected.connect(keep)
        self.dialog = dialog
        dialog.open()
