"""The pieces of the page of a new case and where they stand: the draft's notice, the cards, the basis, the foot."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget

from models.policy.pack import Pack
from ui.screens.new_case.matter_panel import MatterPanel
from ui.screens.new_case.side import BasisSide
from ui.theme import Theme
from ui.widgets.parts import button, clear, column, frame, label, line, scrolled


class NewCaseLayout(QObject):
    """Announces what was pressed; the screen decides."""

    register_asked = Signal()
    back_asked = Signal()
    throw_away_asked = Signal()
    another_asked = Signal()
    others_asked = Signal()

    def __init__(self, screen: QWidget, pack: Pack, theme: Theme) -> None:
        super().__init__(screen)
        self.matter_panel = MatterPanel(pack, theme)
        self.side = BasisSide(pack, theme)
        self.kept = label("", "caption")
        self.register_button = button(
            "登记(&R)　Ctrl+Enter", self.register_asked.emit, kind="primary", name="登记"
        )
        self.notice = self._make_notice()
        self._cards = column()
        rest = QWidget()
        rest.setLayout(self._cards)
        self._rest_area = scrolled(rest)
        self._matter_card = self._make_matter_card()
        self._left = column(spacing=12)
        self._left.addWidget(self.notice)
        self._left.addWidget(self._matter_card, 1)
        self._left.addWidget(self._rest_area, 1)
        body = line(spacing=16, margins=(20, 12, 20, 12))
        body.addLayout(self._left, 3)
        body.addWidget(self.side, 2)
        whole = column(spacing=0)
        whole.addLayout(body, 1)
        whole.addWidget(self._make_foot())
        screen.setLayout(whole)

    def show_form(self, form: QWidget | None) -> None:
        """Show the fields of the matter chosen; without one the list of matters has all the room."""
        clear(self._cards)
        if form is not None:
            self._cards.addWidget(form)
        self._rest_area.setVisible(form is not None)
        self._left.setStretchFactor(self._matter_card, 0 if form else 1)
        self.register_button.setEnabled(form is not None)

    def show_drafts(self, *, restored: bool, others: int) -> None:
        """Tell whether a draft was restored, and how many more there are."""
        rest = f"另有 {others} 件草稿。" if others else ""
        self._words.setText(("已恢复草稿。" if restored else "") + rest)
        self._others_button.setVisible(others > 0)
        self._another_button.setVisible(restored)
        self._throw_button.setVisible(restored)
        self.notice.setVisible(restored or others > 0)

    def _make_notice(self) -> QFrame:
        self._words = label("", "", wrap=True)
        self._others_button = button(
            "其他草稿(&T)…", self.others_asked.emit, kind="small", name="换到其他草稿"
        )
        self._another_button = button(
            "另建一件(&L)", self.another_asked.emit, kind="small", name="保留草稿，另建一件"
        )
        self._throw_button = button(
            "重新填写(&Z)", self.throw_away_asked.emit, kind="small", name="丢弃草稿，重新填写"
        )
        notice = line(spacing=12, margins=(12, 8, 8, 8))
        notice.addWidget(self._words, 1)
        for made in (self._others_button, self._another_button, self._throw_button):
            notice.addWidget(made)
        made_frame = frame("notice", notice)
        made_frame.hide()
        return made_frame

    def _make_matter_card(self) -> QFrame:
        heading = line(spacing=16)
        heading.addWidget(label("新建办件", "title"))
        heading.addWidget(label("1　事项", "heading"), 1)
        matter = column(spacing=8, margins=(16, 12, 16, 12))
        matter.addLayout(heading)
        matter.addWidget(self.matter_panel, 1)
        return frame("card", matter)

    def _make_foot(self) -> QFrame:
        layout = line(margins=(20, 12, 20, 12))
        layout.addWidget(self.kept)
        layout.addStretch(1)
        layout.addWidget(button("返回(&B)", self.back_asked.emit))
        layout.addWidget(self.register_button)
        return frame("footer", layout)
