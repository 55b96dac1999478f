"""The readings of doubtful wording: what the text says, how it may be read, and how this office reads it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from models.policy.document import Note
from ui.screens.policy.presenter import PolicyView
from ui.widgets.parts import button, clear, column, label, line, scrolled, status_label

SHOWN_MATTERS = 12


class NotesPage(QWidget):
    """Asks to choose a reading; nothing is chosen before 采用 is pressed."""

    reading_asked = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, NoteCard] = {}
        self._why_not = label("", "secondary", wrap=True)
        self._list = column(spacing=12)
        inner = QWidget()
        inner.setLayout(self._list)
        layout = column(spacing=8)
        layout.addWidget(
            label(
                "文件个别字句可以有几种理解。本单位采用的理解会用于测算，并随每次核定记录；改变后，"
                "尚未核定的办件按新的理解测算，已核定的办件不变。",
                "secondary",
                wrap=True,
            )
        )
        layout.addWidget(self._why_not)
        self._why_not.hide()
        layout.addWidget(scrolled(inner), 1)
        self.setLayout(layout)

    def show_view(self, view: PolicyView, *, obstacle: str) -> None:
        """Show the notes of an edition; `obstacle` tells why no reading may be chosen."""
        clear(self._list)
        self.cards = {}
        self._why_not.setText(f"只能查看：{obstacle}" if obstacle else "")
        self._why_not.setVisible(bool(obstacle))
        for note in view.pack.notes:
            card = NoteCard(view, note, locked=bool(obstacle))
            card.asked.connect(self.reading_asked)
            self.cards[note.id] = card
            self._list.addWidget(card)
        if not view.pack.notes:
            self._list.addWidget(label("这一版政策没有需要说明的字句。", "secondary"))
        self._list.addStretch(1)


class NoteCard(QFrame):
    """One note with its readings."""

    asked = Signal(str, str, str)

    def __init__(self, view: PolicyView, note: Note, *, locked: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._note = note
        self._chosen = view.readings.get(note.setting, note.default)
        self._group = QButtonGroup(self)
        self.adopt = button("采用所选理解", self._ask, kind="primary")
        self.adopt.setEnabled(False)
        layout = column(spacing=8, margins=(16, 12, 16, 12))
        layout.addLayout(self._head(view))
        layout.addWidget(label(note.text, wrap=True, selectable=True))
        layout.addWidget(label(_matters(note), "caption", wrap=True))
        for place, option in enumerate(note.option):
            layout.addWidget(self._radio(place, option.value, option.label, locked=locked))
        if note.option:
            foot = line()
            foot.addWidget(self.adopt)
            foot.addStretch(1)
            self.adopt.setVisible(False)
            layout.addLayout(foot)
        self.setLayout(layout)

    def choose(self, value: str) -> None:
        """Choose a reading without adopting it."""
        place = next(n for n, option in enumerate(self._note.option) if option.value == value)
        self._group.button(place).click()

    def _head(self, view: PolicyView):  # type: ignore[no-untyped-def]
        head = line(spacing=8)
        clause = next((one for one in view.pack.clauses if one.number == self._note.clause), None)
        head.addWidget(label(clause.number + clause.heading if clause else self._note.clause, "heading"))
        head.addStretch(1)
        if not self._note.option:
            head.addWidget(status_label("说明", "quiet"))
        elif self._chosen == self._note.default:
            head.addWidget(status_label("按政策包的理解", "info"))
        else:
            head.addWidget(status_label("本单位另行选定", "wait"))
        return head

    def _radio(self, place: int, value: str, words: str, *, locked: bool) -> QRadioButton:
        made = QRadioButton(words + ("（本单位采用）" if value == self._chosen else ""))
        made.setAccessibleName(words)
        made.setEnabled(not locked)
        made.setChecked(value == self._chosen)
        made.clicked.connect(lambda: self._on_chosen())
        self._group.addButton(made, place)
        return made

    def _on_chosen(self) -> None:
        other = self._value() != self._chosen
        self.adopt.setVisible(other)
        self.adopt.setEnabled(other)

    def _value(self) -> str:
        return self._note.option[self._group.checkedId()].value

    def _ask(self) -> None:
        self.adopt.setEnabled(False)
        label_words = self._note.option[self._group.checkedId()].label
        self.asked.emit(self._note.setting, self._value(), label_words)


def _matters(note: Note) -> str:
    shown = "、".join(note.matters[:SHOWN_MATTERS])
    rest = f"等 {len(note.matters)} 项" if len(note.matters) > SHOWN_MATTERS else ""
    return f"涉及事项：{shown}{rest}"
