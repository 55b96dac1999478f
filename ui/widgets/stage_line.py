"""The stage line: which stages are done, which is current, which are to come; in words and signs, not colour alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.widgets.parts import clear, label, line

SIGNS = {"done": "✓ ", "current": "", "todo": ""}
SPOKEN = {"done": "已完成", "current": "当前", "todo": "未到"}


class StageLine(QWidget):
    """One label per stage with a thin stroke between."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = line(spacing=2)
        self.setLayout(self._layout)
        self._shown: tuple[Any, ...] = ()

    def show_stages(self, stages: tuple[Any, ...]) -> None:
        """Show the stages of a case."""
        if stages == self._shown:
            return
        self._shown = stages
        clear(self._layout)
        for place, stage in enumerate(stages):
            if place:
                self._layout.addWidget(label("─", "caption"))
            made = label(f"{SIGNS.get(stage.state, '')}{stage.name}")
            made.setProperty("stage", stage.state)
            self._layout.addWidget(made)
        self._layout.addStretch(1)
        words = "，".join(f"{stage.name}{SPOKEN.get(stage.state, '')}" for stage in stages)
        self.setAccessibleName(f"办理进度：{words}")
