"""Refuses a PDF that unpacks or expands beyond measure, before anything draws it: such a file stops a computer for hours."""

from __future__ import annotations

import io
import re
import zlib
from typing import Any

from models.errors import UserError

MB = 1024 * 1024
# One stream unpacked: a page of A4 scanned in colour at 600 dots per inch has 104 MB. And all of them together.
MOST_STREAM_BYTES = 256 * MB
MOST_UNPACKED_BYTES = 2048 * MB
# What is drawn on one page, with every form as often as it is drawn: a drawing full of detail has some 10 MB.
MOST_DRAWN_BYTES = 24 * MB
MOST_OBJECTS = 1_000_000
_PIECE = 4 * MB
_STREAM = re.compile(rb"stream\r?\n")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]{1,127})\s+Do\b")
_DEEPEST = 30
# Beginning a form costs as much as drawing this.
_FORM_BYTES = 500


def require_modest(data: bytes) -> None:
    """Raise UserError for a PDF that is not fit to be drawn: damaged, locked, or too much of it."""
    _require_unpackable(data)
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            if len(opened.objects) > MOST_OBJECTS:
                raise _too_much("文件的内容过多")
            known: dict[tuple[int, int], int] = {}
            for page in opened.pages:
                _drawn_by(page.obj, known, 0)
    except UserError:
        raise
    except pikepdf.PasswordError:
        raise UserError("PDF 设有密码", "PDF 设有打开密码", "请申请人提供没有密码的文件") from None
    except Exception:  # a damaged file fails in many ways, all of them mean the same here
        raise UserError("PDF 已损坏", "PDF 已损坏，无法读取", "请申请人重新提供") from None


def _too_much(why: str) -> UserError:
    return UserError("PDF 的内容异常", why, "请向申请人核实文件的来源，或请其重新扫描后提供")


def _require_unpackable(data: bytes) -> None:
    """Unpack every packed stream of the file piece by piece, whatever the file says of it, until it is too much."""
    left = MOST_UNPACKED_BYTES
    for found in _STREAM.finditer(data):
        size = _unpacked_size(memoryview(data)[found.end() :], MOST_STREAM_BYTES)
        left -= size
        if size > MOST_STREAM_BYTES or left < 0:
            most = (MOST_STREAM_BYTES if left >= 0 else MOST_UNPACKED_BYTES) // MB
            raise _too_much(f"{len(data) / MB:.1f} MB 的文件解压后超过 {most} MB")


def _unpacked_size(packed: memoryview, most: int) -> int:
    if len(packed) < 2 or packed[0] & 0x0F != 8 or (packed[0] << 8 | packed[1]) % 31:
        return 0
    unpacker, size, at = zlib.decompressobj(), 0, 0
    try:
        while not unpacker.eof and size <= most and at < len(packed):
            size += len(unpacker.decompress(packed[at : at + 65_536], _PIECE))
            at += 65_536
            while unpacker.unconsumed_tail and not unpacker.eof and size <= most:
                size += len(unpacker.decompress(unpacker.unconsumed_tail, _PIECE))
    except zlib.error:
        pass
    return size


def _drawn_by(holder: Any, known: dict[tuple[int, int], int], depth: int) -> int:
    """Return how many bytes of drawing a page or form comes to, each form within counted as often as it is drawn."""
    if depth > _DEEPEST:
        raise _too_much("图形嵌套过深")
    place = holder.objgen
    if place != (0, 0) and place in known:
        if known[place] < 0:
            raise _too_much("图形互相嵌套，没有尽头")
        return known[place]
    known[place] = -1
    content = _content_of(holder)
    size = len(content)
    forms = _forms_of(holder)
    if forms:
        for found in _DRAWN.finditer(content):
            form = forms.get("/" + found[1].decode("latin-1"))
            if form is not None:
                size += _FORM_BYTES + _drawn_by(form, known, depth + 1)
            if size > MOST_DRAWN_BYTES:
                break
    if size > MOST_DRAWN_BYTES:
        raise _too_much("一页中要画的内容过多")
    known[place] = size
    return size


def _content_of(holder: Any) -> bytes:
    """Return what a page or form draws; its size was bounded when the file was unpacked."""
    import pikepdf

    if isinstance(holder, pikepdf.Stream):
        return holder.read_bytes()
    found = holder.get("/Contents")
    parts = list(found) if isinstance(found, pikepdf.Array) else [found] if found is not None else []
    return b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))


def _forms_of(holder: Any) -> dict[str, Any]:
    import pikepdf

    resources = holder.get("/Resources")
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(named, pikepdf.Dictionary):
        return {}
    return {
        str(name): one
        for name, one in named.items()
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"
    }
