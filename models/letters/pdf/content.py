"""Content streams: the placed items of a page in the operators of PDF."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from models.letters.page.items import Code, Color, Item, Rule, Text
from models.letters.page.measures import BLACK, PAGE_HEIGHT
from models.letters.pdf.embedding import Embedded
from models.letters.pdf.fonts import FontSet, Glyph
from models.letters.pdf.objects import number
from models.letters.pdf.qr import qr_bits

UNITS = 1000
_SLIGHT = 0.05
"""Shifts below this (1/1000 of the type size) are left out: 0.0008 pt."""


class ContentWriter:
    """Writes content streams with the codes of the embedded faces."""

    def __init__(self, faces: Mapping[str, Embedded], fonts: FontSet) -> None:
        self._faces = faces
        self._fonts = fonts
        # Codes of the full squares that a font draws in its own face: the bulk of a letter, shown without a detour.
        self._squares = {
            role: {char: face.codes[char] for char, glyph in face.glyphs.items() if glyph.natural == UNITS}
            for role, face in faces.items()
        }

    def page(self, items: Iterable[Item]) -> bytes:
        """The content stream of a page."""
        state = _State()
        for item in items:
            if isinstance(item, Text):
                self._text(item, state)
            else:
                state.leave_text()
                state.fill(item.color if isinstance(item, Rule) else BLACK)
                state.words.append(_rule(item) if isinstance(item, Rule) else _code(item))
        state.leave_text()
        return "\n".join(state.words).encode("ascii")

    def _text(self, item: Text, state: _State) -> None:
        spacing = item.em - item.size + item.gap
        state.enter_text()
        state.fill(item.color)
        state.set("Tc", number(spacing))
        state.set("Tz", number(item.scale * 100))
        state.words.append(_matrix(item))
        squares = self._squares.get(item.face)
        if squares:
            try:
                codes = "".join([squares[char] for char in item.text])
            except KeyError:
                pass
            else:
                state.set("Tf", f"/{self._faces[item.face].name} {number(item.size)}")
                state.words.append(f"<{codes}> Tj")
                return
        self._mixed(item, state)

    def _mixed(self, item: Text, state: _State) -> None:
        """A run with half squares or with characters that another font draws."""
        stretches: list[tuple[str, list[str]]] = []
        glyphs, font = self._fonts.known(item.face), ""
        for char in item.text:
            glyph = glyphs[char]
            if glyph is None:
                continue
            if glyph.font != font:
                font = glyph.font
                stretches.append((font, []))
            code = self._faces[font].codes[char]
            if glyph.natural != UNITS:
                lead, trail = _shifts(glyph.advance, glyph.natural, item.size, item.em)
                code = lead + code + trail
            stretches[-1][1].append(code)
        for font, codes in stretches:
            state.set("Tf", f"/{self._faces[font].name} {number(item.size)}")
            state.words.append(f"[<{''.join(codes)}>] TJ".replace("<>", ""))


class _State:
    """The words of a page so far and what of the graphics state they have set."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._set: dict[str, str] = {}
        self._in_text = False
        self._color: Color | None = None

    def enter_text(self) -> None:
        """Open a text object unless one is open."""
        if not self._in_text:
            self.words.append("BT")
            self._in_text = True

    def leave_text(self) -> None:
        """Close the text object if one is open."""
        if self._in_text:
            self.words.append("ET")
            self._in_text = False

    def set(self, operator: str, operands: str) -> None:
        """Set a text parameter unless it has that value."""
        if self._set.get(operator) != operands:
            self._set[operator] = operands
            self.words.append(f"{operands} {operator}")

    def fill(self, color: Color) -> None:
        """Set the fill colour unless it is set."""
        if color != self._color:
            self._color = color
            self.words.append("0 g" if color == BLACK else " ".join(map(number, color)) + " rg")


def used_glyphs(items: Iterable[Item], fonts: FontSet) -> tuple[dict[str, dict[str, Glyph]], list[str]]:
    """The glyphs that items need, by font and character, and the characters that no font has."""
    characters: dict[str, set[str]] = {}
    for item in items:
        if isinstance(item, Text):
            characters.setdefault(item.face, set()).update(item.text)
    used: dict[str, dict[str, Glyph]] = {}
    missing: set[str] = set()
    for face, chars in characters.items():
        known = fonts.known(face)
        for char in chars:
            glyph = known[char]
            if glyph is None:
                missing.add(char)
            else:
                used.setdefault(glyph.font, {})[char] = glyph
    return used, sorted(missing)


@lru_cache(maxsize=4096)
def _shifts(advance: int, natural: int, size: float, em: float) -> tuple[str, str]:
    """What to put before and after a code, inside the array of a show operator.

    The shifts bring the pen from the font's advance to the layout's; the glyph stands centred in it. A code that
    neighbours no shift continues the string it stands in.
    """
    before = (advance - natural) / 2
    after = (advance * em - natural * size - (em - size) * UNITS) / size - before
    lead = f">{number(-before)}<" if before else ""
    return lead, f">{number(-after)}<" if abs(after) > _SLIGHT else ""


def _matrix(item: Text) -> str:
    x, y = number(item.x), number(PAGE_HEIGHT - item.y)
    if not item.angle:
        return f"1 0 0 1 {x} {y} Tm"
    cos, sin = math.cos(math.radians(item.angle)), math.sin(math.radians(item.angle))
    return f"{number(cos)} {number(sin)} {number(-sin)} {number(cos)} {x} {y} Tm"


def _rule(rule: Rule) -> str:
    """A rule as a filled bar: every viewer and printer gives it its weight."""
    weight = rule.weight
    if rule.x0 == rule.x1:
        x, y = rule.x0 - weight / 2, PAGE_HEIGHT - rule.y1 - weight / 2
        return f"{number(x)} {number(y)} {number(weight)} {number(rule.y1 - rule.y0 + weight)} re f"
    y = PAGE_HEIGHT - rule.y0 - weight / 2
    return f"{number(rule.x0)} {number(y)} {number(rule.x1 - rule.x0)} {number(weight)} re f"


def _code(code: Code) -> str:
    """A QR code as a one-bit mask: neighbouring modules leave no seams on screen, as bars would."""
    side, bits = qr_bits(code.payload)
    size = number(code.size)
    place = f"q {size} 0 0 {size} {number(code.x)} {number(PAGE_HEIGHT - code.y - code.size)} cm"
    return f"{place}\nBI /W {side} /H {side} /IM true /D [1 0] /F /AHx ID {bits}> EI\nQ"
