"""Content streams: the placed items of a page in the operators of PDF."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from models.letters.page.blocks import Face
from models.letters.page.items import Code, Color, Item, Rule, Text
from models.letters.page.measures import BLACK, PAGE_HEIGHT
from models.letters.pdf.embedding import Embedded
from models.letters.pdf.fonts import FontSet, Glyph
from models.letters.pdf.objects import number
from models.letters.pdf.qr import qr_rows

UNITS = 1000


def used_glyphs(items: Iterable[Item], fonts: FontSet) -> tuple[dict[str, dict[str, Glyph]], list[str]]:
    """The glyphs that items need, by font and character, and the characters that no font has."""
    characters: dict[Face, set[str]] = {}
    for item in items:
        if isinstance(item, Text):
            characters.setdefault(item.face, set()).update(item.text)
    used: dict[str, dict[str, Glyph]] = {}
    missing: set[str] = set()
    for face, chars in characters.items():
        for char in chars:
            glyph = fonts.glyph(char, face)
            if glyph is None:
                missing.add(char)
            else:
                used.setdefault(glyph.font, {})[char] = glyph
    return used, sorted(missing)


class ContentWriter:
    """Writes the content stream of one page after another."""

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
        parts = [self._item(item) for item in items]
        return "\n".join(parts).encode("ascii")

    def _item(self, item: Item) -> str:
        if isinstance(item, Text):
            return self._text(item)
        return _rule(item) if isinstance(item, Rule) else _code(item)

    def _text(self, item: Text) -> str:
        spacing = item.em - item.size + item.gap
        words = [
            "BT",
            _fill(item.color),
            f"{number(spacing)} Tc",
            f"{number(item.scale * 100)} Tz",
            _matrix(item),
        ]
        for font, show in self._shows(item, spacing):
            words.append(f"/{font} {number(item.size)} Tf {show}")
        words.append("ET")
        return " ".join(words)

    def _shows(self, item: Text, spacing: float) -> list[tuple[str, str]]:
        """The stretches of the run that one font draws, each as a show operator."""
        squares = self._squares.get(item.face)
        if squares and squares.keys() >= set(item.text):
            return [(self._faces[item.face].name, f"<{''.join([squares[char] for char in item.text])}> Tj")]
        shows: list[tuple[str, list[str]]] = []
        glyph_of, face = self._fonts.glyph, item.face
        font = ""
        for char in item.text:
            glyph = glyph_of(char, face)
            if glyph is None:
                continue
            if glyph.font != font:
                font = glyph.font
                shows.append((font, []))
            code = self._faces[font].codes[char]
            if glyph.natural != UNITS:
                code = _shifted(code, glyph, item, spacing)
            shows[-1][1].append(code)
        return [
            (self._faces[font].name, f"[<{''.join(codes)}>] TJ".replace("<>", "")) for font, codes in shows
        ]


def _shifted(code: str, glyph: Glyph, item: Text, spacing: float) -> str:
    """A code with the shifts that bring the pen to the layout's advance; the glyph stands centred in it."""
    advance = glyph.advance * item.em / UNITS + item.gap
    surplus = (advance - glyph.natural * item.size / UNITS - spacing) * UNITS / item.size
    before = (glyph.advance - glyph.natural) / 2
    after = surplus - before
    lead = f">{number(-before)}<" if before else ""
    trail = f">{number(-after)}<" if abs(after) > 0.05 else ""
    return lead + code + trail


def _matrix(item: Text) -> str:
    x, y = number(item.x), number(PAGE_HEIGHT - item.y)
    if not item.angle:
        return f"1 0 0 1 {x} {y} Tm"
    cos, sin = math.cos(math.radians(item.angle)), math.sin(math.radians(item.angle))
    return f"{number(cos)} {number(sin)} {number(-sin)} {number(cos)} {x} {y} Tm"


def _fill(color: Color) -> str:
    return "0 g" if color == BLACK else " ".join(number(part) for part in color) + " rg"


def _rule(rule: Rule) -> str:
    """A rule as a filled bar: every viewer and printer gives it its weight."""
    half = rule.weight / 2
    if rule.x0 == rule.x1:
        box = (rule.x0 - half, PAGE_HEIGHT - rule.y1 - half, rule.weight, rule.y1 - rule.y0 + rule.weight)
    else:
        box = (rule.x0, PAGE_HEIGHT - rule.y0 - half, rule.x1 - rule.x0, rule.weight)
    return f"{_fill(rule.color)} {' '.join(number(edge) for edge in box)} re f"


def _code(code: Code) -> str:
    rows = qr_rows(code.payload)
    unit = number(code.size / len(rows))
    bars = [f"{start} {row} {end - start} 1 re" for row, runs in enumerate(rows) for start, end in runs]
    frame = f"q {unit} 0 0 -{unit} {number(code.x)} {number(PAGE_HEIGHT - code.y)} cm 0 g"
    return "\n".join((frame, *bars, "f Q"))
