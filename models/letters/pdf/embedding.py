"""One embedded font per face: Type0 with Identity-H, its own subset, widths, and the way back to Unicode."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase import pdfdoc

from models.letters.pdf.fonts import Font, FontSet, Glyph
from models.letters.pdf.objects import Raw, deflated, flate, reference

_SYMBOLIC = 4
_STEM_V = 80
_RANGE = 256
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A face in one document: the name of its resource, the code of each character, its glyphs."""

    name: str
    role: str
    codes: Mapping[str, str]
    glyphs: Mapping[str, Glyph]


def assign(used: Mapping[str, Mapping[str, Glyph]]) -> dict[str, Embedded]:
    """Number the characters of each face in order of their code points, from 1."""
    faces = {}
    for place, role in enumerate(sorted(used), 1):
        glyphs = used[role]
        codes = dict(zip(sorted(glyphs), _codes(len(glyphs)), strict=True))
        faces[role] = Embedded(f"F{place}", role, codes, glyphs)
    return faces


@lru_cache(maxsize=256)
def _codes(count: int) -> tuple[str, ...]:
    return tuple(f"{code:04X}" for code in range(1, count + 1))


def add_fonts(document: pdfdoc.PDFDocument, faces: Iterable[Embedded], fonts: FontSet) -> str:
    """Add the fonts to the document and return its font resources."""
    rows = [f"/{face.name} {reference(document, _type0(document, face, fonts))}" for face in faces]
    return "<< " + " ".join(rows) + " >>"


def _type0(document: pdfdoc.PDFDocument, face: Embedded, fonts: FontSet) -> Raw:
    font = fonts.font(face.role)
    glyphs = [face.glyphs[char] for char in face.codes]
    subset = font.subsetter.subset([glyph.glyph_id for glyph in glyphs])
    name = f"{_tag(subset.stream)}+{font.name}"
    program = reference(document, flate(subset.stream, f"/Length1 {subset.length}"))
    descriptor = reference(document, Raw(_descriptor(name, font, program).encode("ascii")))
    descendant = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>\n"
        f"/FontDescriptor {descriptor} /DW 1000 /W [{_widths(glyphs)}] >>"
    )
    to_unicode = reference(document, deflated(_to_unicode(glyphs).encode("ascii")))
    return Raw(
        (
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H\n"
            f"/DescendantFonts [{reference(document, Raw(descendant.encode('ascii')))}] "
            f"/ToUnicode {to_unicode} >>"
        ).encode("ascii")
    )


def _tag(program: bytes) -> str:
    """Six capitals that tell one subset from another, the same in every process."""
    value, letters = zlib.crc32(program), ""
    for _ in range(6):
        value, digit = divmod(value, 26)
        letters += chr(ord("A") + digit)
    return letters


def _descriptor(name: str, font: Font, program: str) -> str:
    box = " ".join(str(font.scaled(edge)) for edge in font.file.bbox)
    ascent, descent = font.scaled(font.file.ascent), font.scaled(font.file.descent)
    return (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags {_SYMBOLIC} /FontBBox [{box}] /ItalicAngle 0\n"
        f"/Ascent {ascent} /Descent {descent} /CapHeight {ascent} /StemV {_STEM_V} /FontFile2 {program} >>"
    )


def _widths(glyphs: Sequence[Glyph]) -> str:
    """The widths that differ from 1000, in runs of neighbouring codes."""
    runs: list[tuple[int, list[str]]] = []
    for code, glyph in enumerate(glyphs, 1):
        if glyph.natural == 1000:
            continue
        if not runs or runs[-1][0] + len(runs[-1][1]) != code:
            runs.append((code, []))
        runs[-1][1].append(str(glyph.natural))
    return " ".join(f"{code} [{' '.join(widths)}]" for code, widths in runs)


def _to_unicode(glyphs: Sequence[Glyph]) -> str:
    """The map from codes to UTF-16BE, with surrogate pairs above U+FFFF."""
    rows = []
    for page in range(0, len(glyphs) + 1, _RANGE):
        # A range must not pass from one first byte to the next.
        first, last = max(page, 1), min(page + _RANGE - 1, len(glyphs))
        targets = "".join([glyph.unicode for glyph in glyphs[first - 1 : last]])
        rows.append(f"<{first:04X}> <{last:04X}> [{targets}]")
    return f"{_CMAP_HEAD}{len(rows)} beginbfrange\n" + "\n".join(rows) + f"\nendbfrange\n{_CMAP_FOOT}"
