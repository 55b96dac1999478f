"""An objection to a public notice, under real name; and how it was settled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from models.errors import FieldErrors, UserError
from models.services.views import NoticeView, ObjectionView
from ui import messages
from ui.dialogs.fitting import keep_whole
from ui.screens.notices.presenter import NoticePage, NoticesPresenter
from ui.widgets.choices import ComboField, RadioField
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line, titled


class _RecordDialog(QDialog):
    """Title, fields, one area of words, and the button that records it."""

    recorded = Signal(object)

    def __init__(self, title: str, action: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self.area = QPlainTextEdit()
        self.area.setFixedHeight(112)
        self.area.setTabChangesFocus(True)
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        self.go_button = button(f"{action}　Ctrl+Enter", self.finish, kind="primary", name=action)
        self.go_button.setDefault(True)
        self.body = column(spacing=12, margins=(24, 20, 24, 16))
        self.body.addWidget(label(title, "title"))
        self.setLayout(self.body)
        keep_whole(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.finish)

    def close_off(self, name: str) -> None:
        """Put the area and the buttons below the fields."""
        self.area.setAccessibleName(name)
        self.body.addLayout(titled(name, self.area))
        self.body.addWidget(self._fault)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.go_button)
        self.body.addLayout(foot)

    def finish(self) -> None:
        """Record what is typed."""
        raise NotImplementedError

    def tell(self, words: str) -> None:
        """Tell a fault that belongs to no single field."""
        self.go_button.setEnabled(True)
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def on_done(self, notice: NoticeView) -> None:
        """The office has it."""
        self.accept()
        self.recorded.emit(notice)


class ObjectionDialog(_RecordDialog):
    """A new objection, against one case or the whole batch."""

    def __init__(self, presenter: NoticesPresenter, page: NoticePage, parent: QWidget | None = None) -> None:
        super().__init__("登记异议", "登记", parent)
        self._presenter, self._notice_id = presenter, page.notice.id
        self.name = TextField("异议人姓名或单位（须实名）")
        self.contact = TextField("联系方式")
        choices = [("整批公示", 0)]
        choices += [
            (f"{row.case_no}　{row.applicant_name}", row.id) for row in page.cases if row.stage == "公示"
        ]
        self.case = ComboField("针对", tuple(choices))
        self.case.set_value(0)
        pair = line(spacing=12)
        pair.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self.contact, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(label(page.notice.title, "secondary", wrap=True))
        self.body.addLayout(pair)
        self.body.addWidget(self.case)
        self.close_off("异议内容")

    def finish(self) -> None:
        words = {
            "name": self.name.text,
            "contact": self.contact.text,
            "content": self.area.toPlainText(),
        }
        self.go_button.setEnabled(False)
        case_id = int(str(self.case.value or 0)) or None
        self._presenter.object(
            self._notice_id, words, case_id, done=self.on_done, failed=self._on_refused, owner=self
        )

    def _on_refused(self, error: Exception) -> None:
        fields = {"name": self.name, "contact": self.contact}
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        rest = ""
        for one in reversed(errors):
            if isinstance(one, UserError) and one.field in fields:
                fields[one.field].show_fault(one)
                fields[one.field].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                rest = one.message if isinstance(one, UserError) else str(one)
        self.tell(rest)


class OutcomeDialog(_RecordDialog):
    """How an objection was settled; nothing is chosen until the officer chooses."""

    def __init__(
        self, presenter: NoticesPresenter, objection: ObjectionView, parent: QWidget | None = None
    ) -> None:
        super().__init__("登记处理结果", "登记结果", parent)
        self._presenter, self._objection = presenter, objection
        self.verdict = RadioField("核查结论", (("异议不成立", False), ("异议成立", True)))
        who = f"{objection.name}（{objection.raised_on}）：{objection.content}"
        self.body.addWidget(label(who, "secondary", wrap=True, selectable=True))
        self.body.addWidget(self.verdict)
        self.close_off("处理结果（核查经过、依据、答复情况）")

    def finish(self) -> None:
        if self.verdict.value is None:
            self.verdict.show_fault(UserError("请选择核查结论"))
            return
        self.go_button.setEnabled(False)
        self._presenter.settle(
            self._objection,
            self.verdict.value is True,
            self.area.toPlainText(),
            done=self.on_done,
            failed=lambda error: self.tell(messages.told(error)),
            owner=self,
        )
