"""The lists beside the editor of letter texts: paragraphs with their state, merge fields with meaning and example."""

from __future__ import annotations

from models.letters.wording import EditableText
from ui.itemmodels.board_table_model import BoardColumn


def _state(one: EditableText) -> tuple[str, str]:
    if one.unconfirmed:
        return "待确认", "wait"
    return ("本单位", "info") if one.own else ("默认", "quiet")


TEXTS: tuple[BoardColumn, ...] = (
    BoardColumn("段落", 120, lambda one: one.label, stretch=True),
    BoardColumn("状态", 76, lambda one: _state(one)[0], "state", extra=lambda one: _state(one)[1]),
)
FIELDS: tuple[BoardColumn, ...] = (
    BoardColumn("合并字段", 104, lambda one: "{" + one.name + "}"),
    BoardColumn("含义", 120, lambda one: one.meaning, stretch=True),
    BoardColumn("样例", 100, lambda one: one.example or "（空）", "quiet"),
)
