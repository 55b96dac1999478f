"""Turns text into the tokens of the index: single Han characters and pairs, runs of one to three letters or digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Raised with every change of the rules below; a file indexed under another version is indexed anew.
TOKENIZER_VERSION = 1
SEPARATOR = "\n"


def normal(text: str) -> str:
    """Return the text as it is compared: full-width as half-width, upper case as lower."""
    return unicodedata.normalize("NFKC", text).casefold()


def haystack(parts: Iterable[str]) -> str:
    """Return all searchable text of a case, one part a line, in normal form."""
    return SEPARATOR.join(normal(part).replace(SEPARATOR, " ") for part in parts if part)


def tokens(text: str) -> set[str]:
    """Return every token of a text in normal form, for the index."""
    found: set[str] = set()
    for line in text.split(SEPARATOR):
        found |= _line_tokens(line)
    return found


# A changed case is tokenized as it was and as it is; most of its lines are the same.
@lru_cache(maxsize=512)
def _line_tokens(line: str) -> frozenset[str]:
    found: set[str] = set()
    for run, is_plain in _runs(line):
        for size in (1, 2, 3) if is_plain else (1, 2):
            found.update(_grams(run, is_plain, size))
    return frozenset(found)


def query_tokens(text: str) -> set[str]:
    """Return the tokens that a text containing `text` must have: the longest grams of each of its runs."""
    found: set[str] = set()
    for run, is_plain in _runs(text):
        found.update(_grams(run, is_plain, min(len(run), 3 if is_plain else 2)))
    return found


def _grams(run: str, is_plain: bool, size: int) -> list[str]:
    letters = run if is_plain else [_written(character) for character in run]
    return ["".join(letters[start : start + size]) for start in range(len(run) - size + 1)]


def facet(name: str, value: object) -> str:
    """Return the token of a facet; four letters ahead keep it apart from every gram of text."""
    return "z" + name + "x" + str(value).encode("utf-8").hex()


def _runs(text: str) -> Iterable[tuple[str, bool]]:
    """Split a text into runs of ASCII letters and digits (True) and of other letters (False)."""
    run, plain = "", False
    for character in text:
        is_plain = character.isascii()
        if not character.isalnum() or (run and is_plain != plain):
            if run:
                yield run, plain
            run = ""
        if character.isalnum():
            run, plain = run + character, is_plain
    if run:
        yield run, plain


def _written(character: str) -> str:
    """SQLite's tokenizer knows Unicode 6.1; what it might take for a separator is written in letters."""
    known = character < "\u0250" or "\u3400" <= character <= "\u4db5" or "\u4e00" <= character <= "\u9fcc"
    return character if known else f"u{ord(character):x}q"
