"""Reading back what was printed: sample PDFs rendered once, their characters, rules and bitmaps in millimetres."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import page_samples
import pdfplumber
import pypdfium2
from PIL import Image, ImageChops

from models.letters.page.blocks import Document
from models.letters.pdf import render
from models.letters.pdf.fonts import FontSet
from resources import path

PT_PER_MM = 72 / 25.4
PAGE_MM = 297.0
EM_ASCENT = 0.88


@lru_cache(maxsize=1)
def fonts() -> FontSet:
    """The bundled faces, shared by all tests of a process."""
    return FontSet.load(path("fonts"))


def rendered(document: Document) -> bytes:
    """The PDF of a document with the bundled faces."""
    return render(document, fonts=fonts(), created=page_samples.ISSUED)


@lru_cache(maxsize=16)
def sample(name: str) -> bytes:
    """The PDF of a sample document."""
    return rendered(page_samples.SAMPLES[name]())


@dataclass(frozen=True)
class Char:
    """A printed character: millimetres from the top left corner."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str


@dataclass(frozen=True)
class PrintedLine:
    """The characters on one base line, left to right."""

    baseline: float
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def x0(self) -> float:
        return self.chars[0].x0

    @property
    def x1(self) -> float:
        return self.chars[-1].x1

    @property
    def size(self) -> float:
        return self.chars[0].size

    @property
    def em_top(self) -> float:
        return self.baseline - EM_ASCENT * self.size / PT_PER_MM


def page_chars(pdf: bytes, *, upright: bool = True) -> list[list[Char]]:
    """The characters of each page; slanted ones (the watermark) left out unless asked for."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [
            [_char(char) for char in page.chars if not upright or char["matrix"][1] == 0]
            for page in opened.pages
        ]


def _char(char: dict[str, object]) -> Char:
    matrix = char["matrix"]
    return Char(
        str(char["text"]),
        float(char["x0"]) / PT_PER_MM,
        float(char["x1"]) / PT_PER_MM,
        PAGE_MM - matrix[5] / PT_PER_MM,
        round(float(char["size"]), 2),
        str(char["fontname"]).split("+")[-1],
    )


def page_lines(pdf: bytes) -> list[list[PrintedLine]]:
    """The lines of each page from top to bottom."""
    return [_lines(chars) for chars in page_chars(pdf)]


def _lines(chars: list[Char]) -> list[PrintedLine]:
    rows: dict[float, list[Char]] = {}
    for char in chars:
        key = next((row for row in rows if abs(row - char.baseline) < 0.3), char.baseline)
        rows.setdefault(key, []).append(char)
    return [PrintedLine(key, tuple(sorted(rows[key], key=lambda c: c.x0))) for key in sorted(rows)]


@dataclass(frozen=True)
class PrintedRule:
    """A filled bar: millimetres from the top left corner."""

    x0: float
    x1: float
    top: float
    bottom: float
    red: bool

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def weight(self) -> float:
        return self.bottom - self.top


def page_rules(pdf: bytes) -> list[list[PrintedRule]]:
    """The horizontal rules of each page longer than 100 mm, from top to bottom."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [[rule for rule in map(_rule, page.rects) if rule.width > 100] for page in opened.pages]


def _rule(rect: dict[str, object]) -> PrintedRule:
    edges = (float(rect[key]) / PT_PER_MM for key in ("x0", "x1", "top", "bottom"))
    return PrintedRule(*edges, red=rect["non_stroking_color"] == (1, 0, 0))


def bitmap(pdf: bytes, page: int = 0, dpi: int = 150) -> Image.Image:
    """A page as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def red_ink(picture: Image.Image, bottom_mm: float, dpi: int) -> tuple[float, float, float, float]:
    """The box (x0, top, x1, bottom) of all red ink above `bottom_mm`, in millimetres."""
    red, green, _ = picture.crop((0, 0, picture.width, round(bottom_mm * dpi / 25.4))).split()
    mask = ImageChops.multiply(red.point(lambda v: 255 * (v > 180)), green.point(lambda v: 255 * (v < 120)))
    box = mask.getbbox()
    assert box is not None
    x0, top, x1, bottom = (edge * 25.4 / dpi for edge in box)
    return x0, top, x1, bottom
