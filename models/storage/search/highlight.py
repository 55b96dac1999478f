"""Where the words of a search stand in a text that is shown: as written, or as the initials of its characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

Span = tuple[int, int]
# A single letter is the initial of a third of all characters; marking them all would mark nothing.
LEAST_INITIALS = 2


def spans(text: str, words: Sequence[str], table: Mapping[str, str]) -> list[Span]:
    """Return start and end of every place where a word (in normal form) stands, joined where they touch."""
    plain = [_fold(character) for character in text]
    found: list[Span] = []
    for word in words:
        places = _written(plain, word)
        if not places and len(word) >= LEAST_INITIALS and word.isascii() and word.isalnum():
            places = _initials(plain, word, table)
        found += places
    return _joined(sorted(found))


def _fold(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).casefold()
    return plain if len(plain) == 1 else character


def _written(plain: Sequence[str], word: str) -> list[Span]:
    whole, at = "".join(plain), 0
    found: list[Span] = []
    while word and (at := whole.find(word, at)) >= 0:
        found.append((at, at + len(word)))
        at += len(word)
    return found


def _initials(plain: Sequence[str], word: str, table: Mapping[str, str]) -> list[Span]:
    found: list[Span] = []
    for start in range(len(plain)):
        end = _end_of_initials(plain, start, word, table)
        if end and (not found or start >= found[-1][1]):
            found.append((start, end))
    return found


def _end_of_initials(plain: Sequence[str], start: int, word: str, table: Mapping[str, str]) -> int:
    """Where a word's letters end when its first letter belongs to the character at `start`; 0 when they do not fit."""
    done = 0
    for at in range(start, len(plain)):
        letters = plain[at] if plain[at].isascii() and plain[at].isalnum() else table.get(plain[at], "")
        if not letters:
            # Brackets and signs have no initial and are passed over, but no word begins with them.
            if done == 0:
                return 0
            continue
        if word[done] not in letters:
            return 0
        done += 1
        if done == len(word):
            return at + 1
    return 0


def _joined(found: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
