"""The faces of a letter: which font draws a character, how far it moves the pen, and whether any font has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, get_args

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


class Glyph(NamedTuple):
    """A character drawn by a font; `advance` is the layout's, `natural` the font's, both in 1/1000 em.

    `unicode` is the character in UTF-16BE, in hexadecimal and angle brackets.
    """

    font: str
    glyph_id: int
    advance: int
    natural: int
    unicode: str


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


class _Glyphs(dict[str, "Glyph | None"]):
    """The glyphs of one face, filled as characters are met."""

    def __init__(self, fonts: FontSet, face: str) -> None:
        super().__init__()
        self._fonts = fonts
        self._face = face

    def __missing__(self, char: str) -> Glyph | None:
        glyph = self[char] = self._fonts.find(char, self._face)
        return glyph


class FontSet:
    """The fonts of one office, opened when first needed and shared by all letters of a process."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = dict(paths)
        self._fonts: dict[str, Font] = {}
        self._glyphs = {face: _Glyphs(self, face) for face in get_args(Face)}
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

    def known(self, face: str) -> Mapping[str, Glyph | None]:
        """The glyphs of a face by character, looked up when first asked for; None where no font has one."""
        return self._glyphs[face]

    def glyph(self, char: str, face: Face) -> Glyph | None:
        """The glyph that draws a character in a face: the face itself, then 宋体, then the rare names' font."""
        return self._glyphs[face][char]

    def advances(self, text: str, face: Face) -> list[int]:
        """The advance of each character in 1/1000 em; a missing one counts as a full square."""
        known = self._glyphs[face]
        return [glyph.advance if glyph else 1000 for glyph in [known[char] for char in text]]

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
        _, low, _, high = font.file.glyph_bbox(glyph.glyph_id)
        return font.scaled(low), font.scaled(high)

    def find(self, char: str, face: str) -> Glyph | None:
        """Look a character up in the fonts of a face, one after the other."""
        wide = char in _FULL_WIDTH
        unicode = f"<{char.encode('utf-16-be').hex()}>"
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
            glyph = Glyph(role, index, 1000 if wide else natural, natural, unicode)
            if not wide or natural >= _NEARLY_FULL:
                return glyph
            narrow = narrow or glyph
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
