"""Pinyin initials of a text, with every reading of its polyphones."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

# A name of many polyphones would have thousands of spellings; beyond these the first readings stand.
MAX_SPELLINGS = 16


@cache
def initials_table(file: Path) -> dict[str, str]:
    """Return the letters of each character, e.g. 重 → ctz, read from `resources/search/initials.txt`."""
    table: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            letters, _, characters = line.partition(" ")
            table.update(dict.fromkeys(characters, letters))
    return table


def spellings(text: str, table: dict[str, str]) -> list[str]:
    """Return the spellings of a text in initials, the other letters and digits kept: 重庆 → cq, tq, zq."""
    choices = [_letters(character, table) for character in text]
    choices = [letters for letters in choices if letters]
    count = 1
    for index, letters in enumerate(choices):
        count *= len(letters)
        if count > MAX_SPELLINGS:
            count //= len(letters)
            choices[index] = letters[0]
    return ["".join(spelling) for spelling in product(*choices)]


def _letters(character: str, table: dict[str, str]) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return table.get(character, "")
