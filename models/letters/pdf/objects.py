"""PDF objects handed to ReportLab ready made: streams already deflated and dictionaries already spelt out."""

from __future__ import annotations

import zlib
from functools import lru_cache

from reportlab.pdfbase import pdfdoc

# A window and tables for the few kilobytes of a stream: setting up zlib's full ones takes longer than the deflating.
_LEVEL, _WINDOW_BITS, _MEMORY_LEVEL = 4, 13, 6


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An indirect object whose bytes are known, or will be before the document is written."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes."""
        return self.data


def stream(content: bytes, entries: str = "") -> Raw:
    """A stream of bytes as they are; PDF/A wants a line end before `endstream`, which ReportLab leaves out."""
    head = f"<< {entries} /Length {len(content)} >>\nstream\n".encode("ascii")
    return Raw(b"".join((head, content, b"\nendstream")))


def deflated(content: bytes, entries: str = "") -> Raw:
    """A stream deflated here."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL)
    return flate(deflate.compress(content) + deflate.flush(), entries)


def flate(content: bytes, entries: str) -> Raw:
    """A stream that was deflated before."""
    return stream(content, f"{entries} /Filter /FlateDecode")


def reference(document: pdfdoc.PDFDocument, value: Raw) -> str:
    """Register an object and return the words that refer to it."""
    words: bytes = document.Reference(value).format(document)
    return words.decode("ascii")


def text_string(value: str) -> str:
    """A text string as UTF-16BE with byte order mark, in hexadecimal."""
    return "<FEFF" + value.encode("utf-16-be").hex().upper() + ">"


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A number in as few characters as three decimals need; most stand on the same grid in every letter."""
    words = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words
