"""Changes to glyph outlines that build.py makes: cubic to quadratic, glyphs from a sister font, full-width punctuation."""

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

CURVE_ERROR_UNITS = 0.6


def to_truetype(font: TTFont) -> None:
    """Replaces the cubic outlines of a CFF font by quadratic ones, in place."""
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, CURVE_ERROR_UNITS, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], glyf = newTable("loca"), newTable("glyf")
    glyf.glyphs, glyf.glyphOrder = glyphs, order
    font["glyf"] = glyf
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    unused = ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements")
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for field in (*unused, "SizeOfInstructions", "ComponentElements", "ComponentDepth"):
        setattr(maxp, f"max{field}", 0)
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def add_glyph(font: TTFont, name: str, character: str, glyph: object, metrics: tuple[int, int]) -> None:
    """Adds a glyph and makes it the one of `character`."""
    font["glyf"][name] = glyph
    font["hmtx"][name] = metrics
    for table in font["cmap"].tables:
        if table.isUnicode() and (table.format == 12 or ord(character) < 0x10000):
            table.cmap[ord(character)] = name


def take_over(font: TTFont, sister: TTFont, characters: str) -> None:
    """Copies simple glyphs of another TrueType font with the same grid into `font`."""
    source = sister.getBestCmap()
    for character in characters:
        name = source[ord(character)]
        glyph = sister["glyf"][name]
        add_glyph(font, f"sister.{ord(character):04X}", character, glyph, sister["hmtx"][name])


def shift_and_scale(side: str, x_min: int, x_max: int, em: int) -> tuple[float, float]:
    """How a narrow sign gets into a full-width box: the factor for x, then the shift."""
    if side == "stretch":
        scale = em / (x_max - x_min)
        return scale, -x_min * scale
    return 1.0, {"left": 0, "centre": (em - x_max - x_min) / 2, "right": em - x_max - x_min}[side]


def widen(font: TTFont, sides: dict[str, str]) -> None:
    """Gives the punctuation in `sides` (side of the box to characters) the width of a Han character where it is
    narrower; other glyphs that are composed of it stay as they are."""
    em, glyph_set, cmap = font["head"].unitsPerEm, font.getGlyphSet(), font.getBestCmap()
    for side, characters in sides.items():
        for character in characters:
            name = cmap.get(ord(character))
            if name is None or font["hmtx"][name][0] == em:
                continue
            old = font["glyf"][name]
            scale, shift = shift_and_scale(side, old.xMin, old.xMax, em)
            recording, pen = DecomposingRecordingPen(glyph_set), TTGlyphPen(None)
            glyph_set[name].draw(recording)
            recording.replay(TransformPen(pen, (scale, 0, 0, 1, shift, 0)))
            glyph = pen.glyph()
            glyph.recalcBounds(font["glyf"])
            add_glyph(font, f"wide.{ord(character):04X}", character, glyph, (em, glyph.xMin))
