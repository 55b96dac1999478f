"""Reads answers copied in Excel for the lines of a checklist; in doubt which line is meant nothing is taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from models.errors import UserError
from ui.pasted import Rows
from ui.widgets.answer_row import Line, Tones


class Given(NamedTuple):
    """An answer for one line; no remark leaves the one that stands there."""

    id: str
    answer: str
    remark: str


def read_answers(lines: Sequence[Line], current_id: str, rows: Rows, answers: Tones) -> tuple[Given, ...]:
    """Return the answers of a copied column, from the current line down, or by title where titles were copied too.

    A cell behind the answer is the remark. Lines that are judged from the facts are never answered.

    Raises UserError for a word that is no answer, and where it is not certain which line an answer belongs to.
    """
    words = {word: word for word, _ in answers} | {str(n): word for n, (word, _) in enumerate(answers, 1)}
    body, place = _answer_column(rows, words)
    titles = {_key(line.title): line for line in lines}
    before = [next((_key(cell) for cell in row[:place] if _key(cell) in titles), "") for row in body]
    pairs = _by_title(body, before, titles) if any(before) else _in_order(lines, current_id, body, place)
    found = [
        Given(line.id, words[_word(row[place])], row[place + 1] if len(row) > place + 1 else "")
        for line, row in pairs
        if not line.automatic and len(row) > place and row[place]
    ]
    if not found:
        raise UserError(
            "没有可以粘贴的结论", "这几项由要素自动判断，或粘贴的是空格", "要改变结果请修改要素（F2）"
        )
    return tuple(found)


def _answer_column(rows: Rows, words: dict[str, str]) -> tuple[Rows, int]:
    """Return the rows without a head, and which column holds the answers."""
    for body in (rows, rows[1:]):
        for place in range(max((len(row) for row in body), default=0)):
            cells = [_word(row[place]) for row in body if len(row) > place and row[place]]
            if cells and all(cell in words for cell in cells):
                return body, place
    width = max(len(row) for row in rows)
    column = max(range(width), key=lambda at: sum(len(r) > at and _word(r[at]) in words for r in rows))
    for number, row in enumerate(rows, 1):
        if len(row) > column and row[column] and _word(row[column]) not in words:
            raise UserError(
                f"粘贴的第 {number} 行“{row[column][:20]}”不是结论",
                "",
                f"可用的词：{'、'.join(_names(words))}",
            )
    raise UserError("粘贴的内容里没有结论", "", f"可用的词：{'、'.join(_names(words))}")


def _by_title(body: Rows, before: list[str], titles: dict[str, Line]) -> list[tuple[Line, list[str]]]:
    for number, (key, row) in enumerate(zip(before, body, strict=True), 1):
        if not key:
            raise UserError(
                f"粘贴的第 {number} 行“{row[0][:20]}”在这里没有", "", "请核对事项，或只复制结论一列"
            )
    if len(set(before)) < len(before):
        raise UserError("粘贴的内容里有重复的项", "", "请每一项只留一行")
    return [(titles[key], row) for key, row in zip(before, body, strict=True)]


def _in_order(lines: Sequence[Line], current_id: str, body: Rows, place: int) -> list[tuple[Line, list[str]]]:
    start = next((number for number, line in enumerate(lines) if line.id == current_id), 0)
    rest = list(lines[start:])
    if len(body) > len(rest):
        raise UserError(f"粘贴了 {len(body)} 行", f"从这一项起只有 {len(rest)} 项", "请移到第一项再粘贴")
    span = rest[: len(body)]
    if any(line.automatic for line in span) and len(body) != len(rest):
        raise UserError(
            "不能确定每一行对应哪一项",
            "其中有由要素自动判断的项",
            "请把“检查内容”一列和结论一起复制，或从第一项起复制全部各行",
        )
    return list(zip(span, body, strict=True))


def _names(words: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(words.values()))


def _word(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().removesuffix("。")


def _key(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).rstrip("?。")
