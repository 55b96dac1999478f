"""The faces of a letter: which font draws a character, how far it moves the pen, and whether any font has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from models.errors import UserError
from models.letters.page.blocks import Face
from models.letters.pdf.subset import Subsetter
from models.letters.pdf.truetype import TrueType

FILES: Mapping[str, str] = {
    "fangsong": "fangsong.ttf",
    "kai": "kai.ttf",
    "hei": "sans-medium.ttf",
    "song": "serif.ttf",
    "xiaobiaosong": "serif-bold.ttf",
    "rare": "rare.ttf",
}
FALLBACKS = ("song", "rare")

# Fandol draws the full-width yen as a dollar sign; both yen signs come from 宋体, so that they look alike.
_NOT_FROM: Mapping[str, str] = {"fangsong": "¥￥"}
# In Chinese these stand in a full square whatever width a Western-minded face gives them.
_FULL_WIDTH = frozenset("“”‘’—…·")
_NEARLY_FULL = 850

Override = Literal["fangsong", "kai", "hei", "song", "xiaobiaosong"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character drawn by a font; `advance` is the layout's, `natural` the font's, both in 1/1000 em."""

    font: str
    index: int
    advance: int
    natural: int


class Font:
    """An open font file and what was asked of it."""

    def __init__(self, path: Path) -> None:
        self.file = TrueType(path)
        self.subsetter = Subsetter(self.file)
        self.name = self.file.postscript_name()

    def scaled(self, value: int) -> int:
        """Font units in 1/1000 em."""
        units = self.file.units_per_em
        return (value * 1000 + units // 2) // units


class FontSet:
    """The fonts of one office, opened when first needed and shared by all letters of a process."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = dict(paths)
        self._fonts: dict[str, Font] = {}
        self._glyphs: dict[str, dict[str, Glyph | None]] = {face: {} for face in get_args(Face)}
        self._advances: dict[str, dict[str, int]] = {face: {} for face in get_args(Face)}
        self._inks: dict[tuple[str, str], tuple[int, int]] = {}

    @classmethod
    def load(cls, folder: Path, overrides: Mapping[Face, Path] | None = None) -> FontSet:
        """The bundled faces of `folder`; `overrides` put a system font (simfang.ttf …) before a bundled one.

        Raises EnvironmentProblem, when a font is first used, if its file is missing or damaged.
        """
        paths = {role: folder / name for role, name in FILES.items()}
        for face, path in (overrides or {}).items():
            paths[f"system-{face}"] = path
        return cls(paths)

    def font(self, role: str) -> Font:
        """The font of a role; the file is opened at the first call."""
        font = self._fonts.get(role)
        if font is None:
            font = self._fonts[role] = Font(self._paths[role])
        return font

    def glyph(self, char: str, face: Face) -> Glyph | None:
        """The glyph that draws a character in a face: the face itself, then 宋体, then the rare names' font."""
        glyphs = self._glyphs[face]
        if char not in glyphs:
            glyphs[char] = self._find(char, face)
        return glyphs[char]

    def advances(self, text: str, face: Face) -> list[int]:
        """The advance of each character in 1/1000 em; a missing one counts as a full square."""
        known = self._advances[face]
        try:
            return [known[char] for char in text]
        except KeyError:
            for char in text:
                glyph = self.glyph(char, face)
                known[char] = glyph.advance if glyph else 1000
            return [known[char] for char in text]

    def ink(self, text: str, face: Face) -> tuple[int, int]:
        """The lowest and highest ink of a text above the base line in 1/1000 em."""
        key = (text, face)
        if key not in self._inks:
            boxes = [self._ink_box(glyph) for glyph in (self.glyph(char, face) for char in text) if glyph]
            self._inks[key] = (
                (min(low for low, _ in boxes), max(high for _, high in boxes)) if boxes else (0, 0)
            )
        return self._inks[key]

    def _ink_box(self, glyph: Glyph) -> tuple[int, int]:
        font = self.font(glyph.font)
        _, low, _, high = font.file.glyph_bbox(glyph.index)
        return font.scaled(low), font.scaled(high)

    def _find(self, char: str, face: Face) -> Glyph | None:
        wide = char in _FULL_WIDTH
        roles = [f"system-{face}", face, *FALLBACKS, *(("fangsong",) if wide else ())]
        narrow: Glyph | None = None
        for role in dict.fromkeys(role for role in roles if role in self._paths):
            if char in _NOT_FROM.get(role.removeprefix("system-"), ""):
                continue
            font = self.font(role)
            index = font.file.glyph_id(char)
            if not index:
                continue
            natural = font.scaled(font.file.advance(index))
            if not wide:
                return Glyph(role, index, natural, natural)
            if natural >= _NEARLY_FULL:
                return Glyph(role, index, 1000, natural)
            narrow = narrow or Glyph(role, index, 1000, natural)
        return narrow


def missing_characters(text: str, fonts: FontSet) -> list[str]:
    """The characters of a text that no font can draw, each once, in order of appearance."""
    return [char for char in dict.fromkeys(text) if fonts.glyph(char, "fangsong") is None]


def refuse_missing(characters: Iterable[str], *, field: str = "") -> None:
    """Raise UserError naming the characters that no font can draw, if there are any."""
    names = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in characters)
    if names:
        raise UserError(
            f"字库中没有以下字符：{names}",
            "文书无法印出该字",
            "请核对是否误录，或改用规范字后再出文书",
            field=field,
        )
