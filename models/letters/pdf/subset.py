"""Subsets of a face: the glyphs that one letter uses, as a TrueType file already deflated.

Deflating outlines is the dearest part of a letter. Every glyph is therefore deflated once, as a block that refers to
nothing before it; the font stream of a letter is these blocks joined between a header and a checksum.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from models.letters.pdf.truetype import TrueType

_LEVEL, _QUICK = 9, 3
# Raw deflate with a small window: an outline has a few hundred bytes, and setting up a large one takes longer than them.
_WINDOW_BITS, _MEMORY_LEVEL = -12, 5
_ZLIB_HEADER, _LAST_BLOCK = b"\x78\xda", b"\x03\x00"
_WORDS, _SCALE, _XY_SCALE, _TWO_BY_TWO, _MORE, _INSTRUCTIONS = 0x1, 0x8, 0x40, 0x80, 0x20, 0x100
_CHECKSUM_MAGIC = 0xB1B0AFBA
_TABLES = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")


@dataclass(frozen=True, slots=True)
class Piece:
    """A glyph ready for a subset: outline padded to four bytes, its deflated block, its checksum, its metrics.

    `parts` are the glyphs a composite is made of, with the offsets of their numbers in the outline.
    """

    outline: bytes
    block: bytes
    checksum: int
    metrics: bytes
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Subset:
    """A font program: deflated bytes and the length they inflate to."""

    stream: bytes
    length: int


class Subsetter:
    """Makes subsets of one face and remembers the glyphs it met."""

    def __init__(self, font: TrueType) -> None:
        self._font = font
        self._pieces: dict[int, Piece] = {}
        self._head = bytearray(font.table("head"))
        self._head[8:12] = bytes(4)
        self._head[50:52] = b"\0\1"
        self._hhea = font.table("hhea")
        self._maxp = font.table("maxp")

    def subset(self, glyphs: Sequence[int]) -> Subset:
        """A font of glyph 0 and `glyphs` in the order given, numbered from 0; one glyph may stand twice."""
        pieces = self._collect([0, *glyphs])
        lengths = [len(piece.outline) for piece in pieces]
        loca = array("I", [0])
        for length in lengths:
            loca.append(loca[-1] + length)
        loca.byteswap()
        outlines = b"".join([piece.outline for piece in pieces])
        checksum = sum([piece.checksum for piece in pieces]) & 0xFFFFFFFF
        front = self._front(pieces, loca.tobytes(), len(outlines), checksum)
        raw_sum = zlib.adler32(outlines, zlib.adler32(front))
        stream = b"".join(
            [_ZLIB_HEADER, _block(front, _QUICK)]
            + [piece.block for piece in pieces]
            + [_LAST_BLOCK, raw_sum.to_bytes(4, "big")]
        )
        return Subset(stream, len(front) + len(outlines))

    def _collect(self, glyphs: list[int]) -> list[Piece]:
        """The pieces of all glyphs, the parts of composites appended and their numbers rewritten."""
        pieces = [self._piece(glyph) for glyph in glyphs]
        at = 0
        while at < len(pieces):
            if pieces[at].parts:
                first = len(pieces)
                pieces += [self._piece(glyph) for _, glyph in pieces[at].parts]
                pieces[at] = _renumbered(pieces[at], first)
            at += 1
        return pieces

    def _piece(self, glyph: int) -> Piece:
        piece = self._pieces.get(glyph)
        if piece is None:
            font = self._font
            outline, parts = _without_instructions(font.outline(glyph))
            metrics = struct.pack(">Hh", font.advance(glyph), font.side_bearing(glyph))
            piece = self._pieces[glyph] = _finished(outline, metrics, parts)
        return piece

    def _front(self, pieces: Sequence[Piece], loca: bytes, glyf_length: int, glyf_checksum: int) -> bytes:
        """Everything before the outlines: directory and the small tables; glyf comes last in the file."""
        count = struct.pack(">H", len(pieces))
        tables = {
            b"head": bytes(self._head),
            b"hhea": self._hhea[:34] + count,
            b"hmtx": b"".join([piece.metrics for piece in pieces]),
            b"loca": loca,
            b"maxp": self._maxp[:4] + count + self._maxp[6:],
        }
        offset = 12 + 16 * len(_TABLES)
        rows = {}
        for tag, data in tables.items():
            rows[tag] = (_sum(_padded(data)), offset, len(data))
            offset += len(_padded(data))
        rows[b"glyf"] = (glyf_checksum, offset, glyf_length)
        directory = struct.pack(">4s4H", b"\0\1\0\0", len(_TABLES), 64, 2, 32)
        directory += b"".join([tag + struct.pack(">3I", *rows[tag]) for tag in _TABLES])
        total = _sum(directory) + sum(row[0] for row in rows.values())
        head = bytearray(tables[b"head"])
        head[8:12] = struct.pack(">I", (_CHECKSUM_MAGIC - total) & 0xFFFFFFFF)
        tables[b"head"] = bytes(head)
        return directory + b"".join([_padded(data) for data in tables.values()])


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _sum(data: bytes) -> int:
    words = array("I", data)
    words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _block(data: bytes, level: int = _LEVEL) -> bytes:
    """Raw deflate of `data`, ended at a byte so that another block can follow."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL)
    return deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH)


def _finished(outline: bytes, metrics: bytes, parts: tuple[tuple[int, int], ...]) -> Piece:
    outline = _padded(outline)
    return Piece(outline, _block(outline) if outline else b"", _sum(outline), metrics, parts)


def _renumbered(piece: Piece, first: int) -> Piece:
    outline = bytearray(piece.outline)
    for number, (at, _) in enumerate(piece.parts, first):
        outline[at : at + 2] = struct.pack(">H", number)
    return _finished(bytes(outline), piece.metrics, ())


def _without_instructions(outline: bytes) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """An outline less its hinting, which would need tables that a subset leaves out; and a composite's parts."""
    if not outline:
        return outline, ()
    contours = struct.unpack_from(">h", outline)[0]
    if contours < 0:
        return _plain_composite(outline)
    at = 10 + 2 * contours
    length = struct.unpack_from(">H", outline, at)[0]
    return (outline[:at] + b"\0\0" + outline[at + 2 + length :] if length else outline), ()


def _plain_composite(outline: bytes) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    data, at = bytearray(outline), 10
    parts = []
    flags = _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">2H", data, at)
        data[at : at + 2] = struct.pack(">H", flags & ~_INSTRUCTIONS)
        parts.append((at + 2, glyph))
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return bytes(data[:at]), tuple(parts)
