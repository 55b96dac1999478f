"""Words searched for, found in any text whatever their width or case, and marked where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.palette import Tokens

MOST_MARKS = 800


def fold(text: str) -> str:
    """Return the text in plain width and case, each character in its place."""
    return "".join(map(_plain, text))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words searched for."""
    return tuple(dict.fromkeys(fold(text).split()))


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand in a text, from first to last, overlaps joined."""
    if not words:
        return []
    plain = fold(text)
    found = sorted(
        (match.start(), match.end()) for word in words for match in re.finditer(re.escape(word), plain)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def selection(edit: QTextEdit, start: int, end: int, ground: str, colour: str) -> QTextEdit.ExtraSelection:
    """Return a mark over a stretch of a document."""
    cursor = QTextCursor(edit.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    look = QTextCharFormat()
    look.setBackground(QColor(ground))
    look.setForeground(QColor(colour))
    made.format = look
    return made


def mark_words(edit: QTextEdit, words: Sequence[str], tokens: Tokens) -> int:
    """Mark the words in a document and return how often they stand there."""
    places = spans(edit.toPlainText(), words)
    edit.setExtraSelections(
        [selection(edit, start, end, tokens.mark, tokens.on_mark) for start, end in places[:MOST_MARKS]]
    )
    return len(places)


# A whole document at once: some thousand characters come again and again.
@lru_cache(maxsize=16_384)
def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).casefold()
    return plain if len(plain) == 1 else character
