"""Enters when and how a letter was served, and when its receipt was signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from models.errors import FieldErrors, UserError
from models.services.letter_records import WAYS, Delivery, LetterRecord
from ui.dialogs.fitting import keep_whole
from ui.typed import echo_day, read_day
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line, titled

Ask = Callable[[Delivery, Callable[[object], None], Callable[[Exception], None]], None]


class DeliveryDialog(QDialog):
    """Stays open until the entry is saved; an emptied field takes the entry back."""

    def __init__(self, record: LetterRecord, today: date, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self.setWindowTitle("登记送达")
        self.setMinimumWidth(460)
        self.sent = self._day("送达日期", "sent_on", today)
        self.received = self._day("签收日期（可以后补）", "received_on", today)
        self.way = QComboBox()
        self.way.setEditable(True)
        self.way.setAccessibleName("送达方式")
        self.way.addItems(list(WAYS))
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.save_button = button("保存　Ctrl+Enter", self._save, kind="primary", name="保存")
        self.save_button.setDefault(True)
        self._fill(record)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label("登记送达", "title"))
        subject = f"{record.label} {record.row.number}　{record.row.issued_on} 出具"
        layout.addWidget(label(subject, "secondary", wrap=True))
        layout.addWidget(self.sent)
        layout.addLayout(titled("送达方式", self.way))
        layout.addWidget(self.received)
        layout.addWidget(self.fault)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.save_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)

    def _day(self, title: str, field: str, today: date) -> TextField:
        return TextField(
            title,
            read=lambda text: read_day(text, today=today, label=title[:4], field=field),
            echo=lambda day: echo_day(day),  # type: ignore[arg-type]
            placeholder="如 6-20、20240620、今天",
        )

    def _fill(self, record: LetterRecord) -> None:
        row = record.row
        self.sent.set_text(str(row.sent_on or "今天"))
        self.received.set_text(str(row.received_on or ""))
        if record.sent_by:
            self.way.setCurrentText(record.sent_by)

    def _save(self) -> None:
        self.fault.hide()
        try:
            sent, received = self.sent.value, self.received.value
        except UserError:
            return
        assert (sent is None or isinstance(sent, date)) and (received is None or isinstance(received, date))
        way = self.way.currentText().strip() if sent else ""
        self.save_button.setEnabled(False)
        self._ask(Delivery(sent, way, received), lambda done: self.accept(), self._failed)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        fields = {"sent_on": self.sent, "received_on": self.received}
        for one in errors:
            place = fields.get(getattr(one, "field", ""))
            if place is not None and isinstance(one, UserError):
                place.show_fault(one)
            else:
                self.fault.setText(one.message if isinstance(one, UserError) else str(one))
                self.fault.show()
