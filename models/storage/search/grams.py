"""Turns text into the tokens of the index: single Han characters and pairs, runs of one to three letters or digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

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
    return {_token(gram) for line in text.split(SEPARATOR) for gram in _line_grams(line)}


def changed_tokens(old: str, new: str) -> tuple[set[str], set[str]]:
    """Return the tokens that left and those that came when a text changed, without looking at lines that stayed.

    A gram stands in the lines that stayed exactly if it is a part of them: runs end only where the kind of letter
    changes, so consecutive letters of one kind are always in one run.
    """
    before, after = set(old.split(SEPARATOR)), set(new.split(SEPARATOR))
    stayed = SEPARATOR.join(before & after)
    gone = {gram for line in before - after for gram in _line_grams(line)}
    come = {gram for line in after - before for gram in _line_grams(line)}
    return (
        {_token(gram) for gram in gone - come if gram not in stayed},
        {_token(gram) for gram in come - gone if gram not in stayed},
    )


def _line_grams(line: str) -> set[str]:
    found: set[str] = set()
    for run, is_plain in _runs(line):
        for size in (1, 2, 3) if is_plain else (1, 2):
            found.update(_grams(run, size))
    return found


def query_tokens(text: str) -> set[str]:
    """Return the tokens that a text containing `text` must have: the longest grams of each of its runs."""
    found: set[str] = set()
    for run, is_plain in _runs(text):
        found.update(_token(gram) for gram in _grams(run, min(len(run), 3 if is_plain else 2)))
    return found


def _grams(run: str, size: int) -> list[str]:
    return [run[start : start + size] for start in range(len(run) - size + 1)]


def _token(gram: str) -> str:
    return gram if gram.isascii() else "".join(map(_written, gram))


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
