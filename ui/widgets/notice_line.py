"""A line of words on a coloured ground above the work: something to know, to beware of, or to put right."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame

from ui.theme import restyle
from ui.widgets.parts import label, line

Tone = Literal["notice", "warning", "problem"]


class NoticeLine(QFrame):
    """Takes no room while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", wrap=True, selectable=True)
        layout = line(margins=(12, 8, 12, 8))
        layout.addWidget(self.words)
        self.setLayout(layout)
        self.say("")

    @property
    def text(self) -> str:
        """What is said."""
        return self.words.text()

    def say(self, words: str, tone: Tone = "notice") -> None:
        """Say it; no words hide the line."""
        self.words.setText(words)
        self.words.setAccessibleName(words)
        restyle(self, role=tone)
        self.setVisible(bool(words))
