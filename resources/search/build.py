"""Writes initials.txt, the pinyin initials of every Han character with all readings, from the package pypinyin.

Run by developers: python resources/search/build.py. The program ships the table and not the package, whose
import alone takes longer than opening the window.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin import __version__ as version
from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).with_name("initials.txt")


def initials_of(readings: str) -> str:
    """Return the first letters of comma-separated readings, the usual one first, tone marks dropped (ń is n)."""
    first = (unicodedata.normalize("NFD", reading.strip())[:1] for reading in readings.split(","))
    return "".join(dict.fromkeys(letter for letter in first if letter.isascii() and letter.isalpha()))


def main() -> None:
    """Group the characters by their initials: one line per group."""
    groups: dict[str, list[str]] = defaultdict(list)
    for code, readings in pinyin_dict.items():
        letters = initials_of(readings)
        if letters:
            groups[letters].append(chr(code))
    lines = [f"# Pinyin initials with all readings of polyphones, made from pypinyin {version} (MIT)."]
    lines += [f"{letters} {''.join(sorted(found))}" for letters, found in sorted(groups.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sum(map(len, groups.values()))} characters in {len(groups)} groups")


if __name__ == "__main__":
    main()
