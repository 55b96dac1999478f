"""Step 2 of a new case: the applicant, found among the known ones while typing, or entered anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from models.cases.applicant import PERSONAL, ApplicantForm, tidy
from models.cases.identity import tidy_code
from models.errors import UserError
from ui.widgets.choices import RadioField
from ui.widgets.fields import TextField
from ui.widgets.parts import ElidedLabel, button, clear, column, frame, label, line, status_label
from ui.widgets.swap import Swap

SEARCH_DELAY_MS = 150
MATCHES = 4


class ApplicantPanel(QWidget):
    """Name and code search the known applicants as they are typed; what is not known is saved with the case."""

    edited = Signal()
    left = Signal()
    search_asked = Signal(str)
    settled = Signal()

    def __init__(self, kinds: tuple[str, ...], *, today: date) -> None:
        super().__init__()
        self._kinds, self._today = kinds, today
        self.known: Any = None
        self.kind = RadioField("主体类别", tuple((kind, kind) for kind in kinds))
        self.kind.set_value(kinds[0])
        if len(kinds) == 1:
            self.kind.hide()
        self.name = TextField("名称", placeholder="名称或代码，自动查找")
        self.code = TextField("统一社会信用代码")
        self.contact = TextField("联系人")
        self.phone = TextField("联系电话")
        self._matches = column(spacing=0)
        self._match_box = frame("notice", self._matches)
        self._matches.setContentsMargins(12, 8, 12, 8)
        self._match_box.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MS)
        self._timer.timeout.connect(self._ask)
        self.swap = Swap(self._form(), self._summary())
        layout = column()
        layout.addWidget(self.swap)
        self.setLayout(layout)
        self._connect()
        self._rename()

    @property
    def form(self) -> ApplicantForm:
        """What stands in the fields."""
        return ApplicantForm(
            kind=self.kind.value or self._kinds[0],  # type: ignore[arg-type]
            name=self.name.text,
            code=self.code.text,
            contact=self.contact.text,
            phone=self.phone.text,
        )

    def faults(self) -> tuple[UserError, ...]:
        """Return what is wrong with a new applicant; nothing for a known one."""
        return () if self.known is not None else tidy(self.form, today=self._today)[1]

    def show_faults(self, errors: tuple[UserError, ...]) -> bool:
        """Tell each fault beside its field; tells whether there was one for this panel."""
        fields = {"name": self.name, "code": self.code, "phone": self.phone, "kind": self.kind}
        told = [error for error in errors if error.field in fields]
        for error in reversed(told):
            fields[error.field].show_fault(error)
            fields[error.field].setFocus()
        return bool(told)

    def typed(self) -> dict[str, object]:
        """Return the fields for a draft."""
        return {
            "known": None if self.known is None else self.known.id,
            "known_name": "" if self.known is None else self.known.name,
            "kind": self.kind.value,
            "name": self.name.text,
            "code": self.code.text,
            "contact": self.contact.text,
            "phone": self.phone.text,
        }

    def fill(self, typed: dict[str, Any]) -> None:
        """Fill the fields from a draft."""
        if typed.get("kind") in self._kinds:
            self.kind.set_value(typed["kind"])
            self._rename()
        for field, key in self._text_fields():
            field.set_text(str(typed.get(key) or ""))

    def take(self, applicant: Any) -> None:
        """Use a known applicant."""
        self.known = applicant
        self._match_box.hide()
        self._known_kind.setText(applicant.kind)
        self._known_name.set_whole(applicant.name)
        code = getattr(applicant, "masked_code", applicant.code)
        details = (code, applicant.contact, getattr(applicant, "masked_phone", applicant.phone))
        self._known_code.set_whole("　".join(part for part in details if part))
        self.swap.turn_to(1)
        self.edited.emit()
        self.left.emit()

    def release(self) -> None:
        """Give the known applicant up and type again."""
        self.known = None
        self.swap.turn_to(0)
        self.name.setFocus()
        self.edited.emit()

    def show_matches(self, rows: list[Any]) -> None:
        """Offer the known applicants that fit what was typed."""
        clear(self._matches)
        fitting = [row for row in rows if row.kind in self._kinds][:MATCHES]
        if fitting:
            self._matches.addWidget(label("已登记的主体（↓ 后 Enter 选用）", "caption"))
        for row in fitting:
            words = f"{row.name}　{row.code}　已有 {row.case_count} 件"
            choice = button(words, self._taker(row), kind="match", name=f"选用{row.name}")
            self._matches.addWidget(choice)
        self._match_box.setVisible(bool(fitting) and self.known is None)

    def focus_matches(self) -> bool:
        """Go to the first match offered; tells whether there is one."""
        for place in range(self._matches.count()):
            widget = self._matches.itemAt(place).widget()
            if self._match_box.isVisible() and widget is not None and widget.property("kind") == "match":
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _taker(self, row: Any) -> Callable[[], None]:
        def take() -> None:
            self.take(row)
            self.settled.emit()

        return take

    def _text_fields(self) -> tuple[tuple[TextField, str], ...]:
        return (self.name, "name"), (self.code, "code"), (self.contact, "contact"), (self.phone, "phone")

    def _connect(self) -> None:
        for field, _ in self._text_fields():
            field.edited.connect(self.edited)
            field.left.connect(self.left)
        self.name.edited.connect(self._timer.start)
        self.code.edited.connect(self._on_code_edited)
        self.code.left.connect(lambda: self._check_code(finished=True))
        self.kind.edited.connect(self._rename)
        for field in (self.name, self.code):
            down = QShortcut(QKeySequence("Down"), field)
            down.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            down.activated.connect(self.focus_matches)

    def _rename(self) -> None:
        personal = self.kind.value in PERSONAL
        self.name.caption.setText("户主姓名" if self.kind.value == "家庭" else "姓名" if personal else "名称")
        self.code.caption.setText("身份证号" if personal else "统一社会信用代码")
        self.code.edit.setAccessibleName(self.code.caption.text())
        self.edited.emit()

    def _on_code_edited(self) -> None:
        self._timer.start()
        self._check_code(finished=False)

    def _check_code(self, *, finished: bool) -> None:
        """Tell a wrong code while typing; one that is only unfinished is told on leaving the field."""
        length = len(tidy_code(self.code.text))
        fault = next((error for error in self.faults() if error.field == "code"), None)
        unfinished = length < 18 and fault is not None and "应为18位" in fault.what
        if not length or (unfinished and not finished):
            self.code.show_fault(None)
            if length:
                self.code.below.setText(f"已输入 {length} 位，共 18 位")
                self.code.below.show()
            return
        self.code.show_fault(fault)

    def _ask(self) -> None:
        text = self.name.text.strip() if self.name.edit.hasFocus() else tidy_code(self.code.text)
        if len(text) >= 2:
            self.search_asked.emit(text)
        else:
            self.show_matches([])

    def _form(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.name, 0, 0, top)
        grid.addWidget(self.code, 0, 1, top)
        grid.addWidget(self._match_box, 1, 0, 1, 2)
        grid.addWidget(self.contact, 2, 0, top)
        grid.addWidget(self.phone, 2, 1, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout = column(spacing=8)
        layout.addWidget(self.kind)
        layout.addLayout(grid)
        page = QWidget()
        page.setLayout(layout)
        return page

    def _summary(self) -> QWidget:
        self._known_kind = status_label("", "quiet")
        self._known_name = ElidedLabel("", "strong")
        self._known_code = ElidedLabel("", "secondary")
        words = column(spacing=4)
        words.addWidget(self._known_name)
        words.addWidget(self._known_code)
        layout = line(spacing=12)
        layout.addWidget(self._known_kind, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(button("更换(&H)", self.release, kind="small", name="更换主体"))
        page = QWidget()
        page.setLayout(layout)
        return page
