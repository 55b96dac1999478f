"""Reading of a TrueType font file: only what embedding needs, and only the parts that are asked for.

The file is mapped, not read: of a 14 MB face a letter touches a few pages, and the first letter need not wait for
a dictionary of thirty thousand characters.
"""

from __future__ import annotations

import mmap
import struct
from array import array
from bisect import bisect_right
from pathlib import Path

from models.errors import EnvironmentProblem


class TrueType:
    """One TrueType font file (glyf outlines)."""

    def __init__(self, path: Path) -> None:
        """Open `path`; raises EnvironmentProblem if it is no TrueType font."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._directory()
            self._read_heads()
        except (OSError, ValueError, KeyError, struct.error) as error:
            raise EnvironmentProblem(
                f"字体文件不可用：{path.name}",
                "文件缺失、损坏或不是 TrueType 字体",
                "请重新安装程序或另选字体",
            ) from error

    def _directory(self) -> dict[str, tuple[int, int]]:
        version, count = struct.unpack_from(">4sH", self._data)
        if version not in (b"\0\1\0\0", b"true"):
            raise ValueError("not a TrueType font")
        rows = (struct.unpack_from(">4s3I", self._data, 12 + 16 * i) for i in range(count))
        return {tag.decode("ascii"): (offset, length) for tag, _, offset, length in rows}

    def _read_heads(self) -> None:
        head, hhea = self._tables["head"][0], self._tables["hhea"][0]
        self.units_per_em: int = struct.unpack_from(">H", self._data, head + 18)[0]
        self.bbox: tuple[int, int, int, int] = struct.unpack_from(">4h", self._data, head + 36)
        self._long_loca = bool(struct.unpack_from(">h", self._data, head + 50)[0])
        self.ascent, self.descent = struct.unpack_from(">2h", self._data, hhea + 4)
        self._metrics_count: int = struct.unpack_from(">H", self._data, hhea + 34)[0]
        self._hmtx, self._glyf = self._tables["hmtx"][0], self._tables["glyf"][0]
        self._loca = self._tables["loca"][0]
        self.glyph_count: int = struct.unpack_from(">H", self._data, self._tables["maxp"][0] + 4)[0]
        self._starts, self._ends, self._deltas = self._character_map()

    def table(self, tag: str) -> bytes:
        """The bytes of a table."""
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def glyph_id(self, char: str) -> int:
        """The glyph of a character, 0 if the font has none."""
        code = ord(char)
        at = bisect_right(self._starts, code) - 1
        if at < 0 or code > self._ends[at]:
            return 0
        return int(self._glyph_in_segment(at, code))

    def advance(self, glyph: int) -> int:
        """The advance width of a glyph in font units."""
        at = self._hmtx + 4 * min(glyph, self._metrics_count - 1)
        return int(struct.unpack_from(">H", self._data, at)[0])

    def side_bearing(self, glyph: int) -> int:
        """The left side bearing of a glyph in font units."""
        if glyph < self._metrics_count:
            at = self._hmtx + 4 * glyph + 2
        else:
            at = self._hmtx + 4 * self._metrics_count + 2 * (glyph - self._metrics_count)
        return int(struct.unpack_from(">h", self._data, at)[0])

    def outline(self, glyph: int) -> bytes:
        """The glyf entry of a glyph, empty for a blank."""
        if self._long_loca:
            start, end = struct.unpack_from(">2I", self._data, self._loca + 4 * glyph)
        else:
            start, end = (2 * half for half in struct.unpack_from(">2H", self._data, self._loca + 2 * glyph))
        return self._data[self._glyf + start : self._glyf + end]

    def glyph_bbox(self, glyph: int) -> tuple[int, int, int, int]:
        """The ink box (x0, y0, x1, y1) of a glyph in font units, zeros for a blank."""
        outline = self.outline(glyph)
        if not outline:
            return 0, 0, 0, 0
        x0, y0, x1, y1 = struct.unpack_from(">4h", outline, 2)
        return x0, y0, x1, y1

    def postscript_name(self) -> str:
        """The PostScript name from the name table, or the file's name."""
        base, _ = self._tables["name"]
        _, count, strings = struct.unpack_from(">3H", self._data, base)
        for i in range(count):
            platform, _, _, kind, length, offset = struct.unpack_from(">6H", self._data, base + 6 + 12 * i)
            if kind == 6:
                raw = self._data[base + strings + offset : base + strings + offset + length]
                name = raw.decode("utf-16-be" if platform in (0, 3) else "ascii", "ignore")
                return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_"))
        return self.path.stem

    def _character_map(self) -> tuple[array[int], array[int], array[int]]:
        """Segments of the character map: first code, last code, and first glyph or (format 4) delta."""
        base, _ = self._tables["cmap"]
        count = struct.unpack_from(">H", self._data, base + 2)[0]
        rows = [struct.unpack_from(">2HI", self._data, base + 4 + 8 * i) for i in range(count)]
        tables = {(platform, encoding): base + offset for platform, encoding, offset in rows}
        for key in ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3)):
            if key in tables:
                kind = struct.unpack_from(">H", self._data, tables[key])[0]
                if kind == 12:
                    return self._groups(tables[key])
                if kind == 4:
                    return self._segments(tables[key])
        raise ValueError("no Unicode character map")

    def _groups(self, at: int) -> tuple[array[int], array[int], array[int]]:
        count = struct.unpack_from(">I", self._data, at + 12)[0]
        words = array("I", self._data[at + 16 : at + 16 + 12 * count])
        words.byteswap()
        self._format4 = 0
        return words[0::3], words[1::3], words[2::3]

    def _segments(self, at: int) -> tuple[array[int], array[int], array[int]]:
        count = struct.unpack_from(">H", self._data, at + 6)[0] // 2
        words = array("H", self._data[at + 14 : at + 16 + 6 * count])
        words.byteswap()
        self._format4 = at + 16 + 6 * count
        return words[count + 1 : 2 * count + 1], words[:count], words[2 * count + 1 :]

    def _glyph_in_segment(self, at: int, code: int) -> int:
        if not self._format4:
            return self._deltas[at] + code - self._starts[at]
        slot = self._format4 + 2 * at
        offset = int(struct.unpack_from(">H", self._data, slot)[0])
        if not offset:
            return (code + self._deltas[at]) & 0xFFFF
        glyph = int(struct.unpack_from(">H", self._data, slot + offset + 2 * (code - self._starts[at]))[0])
        return (glyph + self._deltas[at]) & 0xFFFF if glyph else 0
