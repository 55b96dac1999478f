"""What a recognised list is about: the matter, the document and day of recognition, the facts that hold for all, the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QWidget

from models.awards.facts import EVENT_DATE
from models.errors import UserError
from models.policy.model import Matter
from ui.desk import Desk
from ui.screens.new_case.matter_panel import MatterPanel
from ui.widgets.facts_form import FactsForm
from ui.widgets.fields import TextField
from ui.widgets.file_pick import ask_for_file
from ui.widgets.parts import ElidedLabel, button, column, label, line

KINDS = "名单 (*.xlsx *.csv *.txt)"
DAY_TITLE = "认定日期（事实发生日期）"
FOR_ALL = "以下要素适用于名单上的每一行；名单中有这一列的可以不填，以名单为准。"


@dataclass(frozen=True)
class ListAsked:
    """What is to be compared."""

    source: Path | str
    matter_id: str
    event_date: date | None
    facts: dict[str, object]
    basis: str


class RecognitionForm(QWidget):
    """Announces that something was changed, so that an earlier comparison no longer holds."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.matter: Matter | None = None
        self.source: Path | str | None = None
        self.facts: FactsForm | None = None
        self.panel = MatterPanel(desk.office.editions.current, desk.theme)
        self.panel.list.setMinimumHeight(240)
        self.basis = TextField("认定依据（文件名称和文号）", placeholder="如 工信部企业函〔2024〕123号")
        self.list_name = ElidedLabel("还没有选择名单", "strong")
        self.pick_button = button("选择名单(&O)…", self.ask, kind="small", name="选择名单")
        self.paste_button = button("粘贴名单(&P)", self.paste, kind="small", name="粘贴名单")
        self.fault = label("", "error", wrap=True)
        self._lay_out()
        self.panel.chosen.connect(self.take_matter)
        self.panel.reopened.connect(self._on_reopened)
        self.basis.edited.connect(self.edited)

    # --- what the officer does

    def take_matter(self, matter: Matter) -> None:
        """Show the facts of a matter."""
        self.matter = matter
        self.fault.setText("")
        if self.facts is not None:
            self._facts_place.removeWidget(self.facts)
            self.facts.hide()
            self.facts.deleteLater()
        self.facts = FactsForm(matter, today=self._desk.office.clock.today(), columns=1)
        self.facts.fields[EVENT_DATE].caption.setText(DAY_TITLE)
        self.facts.fields[EVENT_DATE].edit.setAccessibleName(DAY_TITLE)
        self._facts_place.addWidget(self.facts)
        self.facts.edited.connect(self.edited)
        self._rest.show()
        self.facts.fields[EVENT_DATE].setFocus()
        self.edited.emit()

    def ask(self) -> None:
        """Ask for the list."""
        ask_for_file(self, "选择认定名单", KINDS, self.take_list)

    def paste(self) -> None:
        """Take the lines on the clipboard."""
        text = QApplication.clipboard().text()
        if text.strip():
            self.take_list(text)
        else:
            self.fault.setText("剪贴板中没有文字。请先在 Excel 或 WPS 中复制名单。")

    def take_list(self, source: Path | str) -> None:
        """Take a file, or pasted lines."""
        self.source = source
        count = len([one for one in str(source).splitlines() if one.strip()])
        self.list_name.set_whole(source.name if isinstance(source, Path) else f"粘贴的名单（{count} 行）")
        self.fault.setText("")
        self.edited.emit()

    def asked(self) -> ListAsked | None:
        """Return what is to be compared; None after telling what is missing or cannot be read."""
        matter, facts = self.matter, self.facts
        if matter is None or facts is None:
            self._tell("请先选择事项", self.panel.search)
            return None
        if self.source is None:
            self._tell("请选择或粘贴名单", self.pick_button)
            return None
        errors = tuple(error for error in facts.faults(complete=False) if not self._left_to_list(error))
        facts.show_faults(errors)
        if errors:
            self.fault.setText("请先改正标出的内容")
            return None
        values = facts.values()
        day = values.pop(EVENT_DATE, None)
        self.fault.setText("")
        when = date.fromisoformat(str(day)) if day else None
        return ListAsked(self.source, matter.id, when, values, self.basis.text.strip())

    def _left_to_list(self, error: UserError) -> bool:
        """Tell whether the day is only not filled in: the list may have a column for it."""
        assert self.facts is not None
        return error.field == EVENT_DATE and not self.facts.fields[EVENT_DATE].text.strip()

    def _tell(self, words: str, where: QWidget) -> None:
        self.fault.setText(words)
        where.setFocus()

    # --- building

    def _lay_out(self) -> None:
        layout = column(spacing=12, margins=(20, 16, 16, 16))
        layout.addWidget(label("免申即享", "title"))
        layout.addWidget(label("1　事项", "field"))
        layout.addWidget(self.panel)
        self._facts_place = column(spacing=0)
        rest = column(spacing=12)
        rest.addWidget(label("2　名单", "field"))
        rest.addWidget(self.list_name)
        picks = line(spacing=8)
        picks.addWidget(self.pick_button)
        picks.addWidget(self.paste_button)
        picks.addStretch(1)
        rest.addLayout(picks)
        rest.addWidget(label("3　认定", "field"))
        rest.addWidget(self.basis)
        rest.addWidget(label(FOR_ALL, "caption", wrap=True))
        rest.addLayout(self._facts_place)
        self._rest = QWidget()
        self._rest.setLayout(rest)
        self._rest.hide()
        layout.addWidget(self._rest)
        layout.addWidget(self.fault)
        layout.addStretch(1)
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        # A long name of a matter gives way; the form is as wide as the column it stands in.
        return QSize(0, super().minimumSizeHint().height())

    def _on_reopened(self) -> None:
        self.matter = None
        self._rest.hide()
        self.edited.emit()
