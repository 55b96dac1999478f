"""Turns text into the tokens of the index: single characters and pairs of every kind, and three ASCII characters in a row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from operator import add

# Raised with every change of the rules below; a file indexed under another version is indexed anew.
# 2: hyphens, brackets and other signs are characters like any other, so that "2-1" and "十)" are looked up too.
TOKENIZER_VERSION = 2
SEPARATOR = "\n"


def normal(text: str) -> str:
    """Return the text as it is compared: full-width as half-width, upper case as lower."""
    return unicodedata.normalize("NFKC", text).casefold()


def haystack(parts: Iterable[str]) -> str:
    """Return all searchable text of a case, one part a line, in normal form."""
    return SEPARATOR.join(normal(part).replace(SEPARATOR, " ") for part in parts if part)


def tokens(text: str) -> set[str]:
    """Return every token of a text in normal form, for the index."""
    return {gram_token(gram) for line in text.split(SEPARATOR) for gram in _line_grams(line)}


def changed_tokens(old: str, new: str) -> tuple[set[str], set[str]]:
    """Return the tokens that left and those that came when a text changed, without looking at lines that stayed.

    A gram stands in the lines that stayed exactly if it is a part of them: words end only at blanks, which no gram
    holds.
    """
    before, after = set(old.split(SEPARATOR)), set(new.split(SEPARATOR))
    stayed = SEPARATOR.join(before & after)
    gone = {gram for line in before - after for gram in _line_grams(line)}
    come = {gram for line in after - before for gram in _line_grams(line)}
    return (
        {gram_token(gram) for gram in gone - come if gram not in stayed},
        {gram_token(gram) for gram in come - gone if gram not in stayed},
    )


def _line_grams(line: str) -> set[str]:
    found: set[str] = set()
    for word in line.split():
        found.update(word)
        found.update(map(add, word, word[1:]))
        found.update(_threes(word))
    return found


def query_grams(text: str) -> set[str]:
    """Return the grams that a text containing `text` must have: the longest that stand in each of its words."""
    found: set[str] = set()
    for word in text.split():
        if len(word) == 1:
            found.add(word)
        for start in range(len(word) - 1):
            # A pair that is part of three ASCII characters in a row tells nothing beyond them.
            if not _is_three(word[start : start + 3]) and not _is_three(word[max(start - 1, 0) : start + 2]):
                found.add(word[start : start + 2])
        found.update(_threes(word))
    return found


def query_tokens(text: str) -> set[str]:
    """Return the tokens that a text containing `text` must have."""
    return set(map(gram_token, query_grams(text)))


def _threes(word: str) -> list[str]:
    return [gram for gram in map("".join, zip(word, word[1:], word[2:], strict=False)) if gram.isascii()]


def _is_three(gram: str) -> bool:
    return len(gram) == 3 and gram.isascii()


def gram_token(gram: str) -> str:
    """Return how a gram is written in the index."""
    return gram if gram.isascii() and gram.isalnum() else "".join(map(_written, gram))


def facet(name: str, value: object) -> str:
    """Return the token of a facet; four letters ahead keep it apart from every gram of text."""
    return "z" + name + "x" + str(value).encode("utf-8").hex()


def _written(character: str) -> str:
    """SQLite's tokenizer knows Unicode 6.1; what it takes or might take for a separator is written in letters."""
    known = character.isalnum() and (
        character < "\u0250" or "\u3400" <= character <= "\u4db5" or "\u4e00" <= character <= "\u9fcc"
    )
    return character if known else f"u{ord(character):x}q"
