"""Pages of a dossier: PDF pages and pictures placed upright on A4, bound with page numbers and bookmarks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from models.errors import UserError
from models.services.pdf_limits import require_modest

A4_SHORT, A4_LONG = 595.28, 841.89
MAX_PAGES, MAX_PIXELS = 2_000, 120_000_000
# Longer sides carry more than a printer shows: 250 dots per inch on A4.
_LONGEST_SIDE = 2_920
_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff")
_MARGIN, _STRIP = 20.0, (120.0, 14.0)


@dataclass(frozen=True)
class Part:
    """One item of a dossier as a PDF of its own; without `pdf` it could not be bound in, and `note` says why."""

    title: str
    category: str
    pdf: bytes
    count: int
    note: str = ""


def page_count(pdf: bytes) -> int:
    """Return how many pages a sound PDF has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def pages_of(name: str, data: bytes) -> tuple[bytes, int]:
    """Return a file as a PDF and its number of pages; raises UserError saying why it cannot be bound in."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".pdf":
        return _checked_pdf(data)
    if suffix in _PICTURES:
        return _picture(data)
    raise UserError("不能合并这种文件", f"“{suffix.lstrip('.') or '无后缀'}”格式不能合并")


def _checked_pdf(data: bytes) -> tuple[bytes, int]:
    import pikepdf

    require_modest(data)
    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            count = len(opened.pages)
            if not 0 < count <= MAX_PAGES:
                raise UserError("页数不合规定", f"PDF 有 {count} 页")
            opened.flatten_annotations("print")
            clean = _on_a4(opened)
    except pikepdf.PasswordError:
        raise UserError("PDF 设有密码", "PDF 设有打开密码") from None
    except UserError:
        raise
    except Exception:  # a damaged page can fail in many ways, all of them mean the same here
        raise UserError("PDF 已损坏", "PDF 已损坏，无法读取") from None
    return clean, count


def _on_a4(source: Any) -> bytes:
    """Lay every page upright on a clean A4 page; scripts, links and page actions stay behind."""
    import pikepdf

    with pikepdf.new() as target:
        for page in source.pages:
            width, height = _shown_size(page)
            across = width > height
            size = (A4_LONG, A4_SHORT) if across else (A4_SHORT, A4_LONG)
            blank = target.add_blank_page(page_size=size)
            blank.add_overlay(page, pikepdf.Rectangle(*_room(size, width, height)))
        stream = io.BytesIO()
        target.save(stream, deterministic_id=True)
    return stream.getvalue()


def _room(size: tuple[float, float], width: float, height: float) -> tuple[float, float, float, float]:
    """Where a page stands on A4: shrunk to the whole sheet, or in its own size in the middle of the top."""
    if width >= size[0] or height >= size[1]:
        return (0.0, 0.0, *size)
    left = (size[0] - width) / 2
    return (left, size[1] - height, left + width, size[1])


def _shown_size(page: Any) -> tuple[float, float]:
    box = [float(value) for value in page.trimbox]
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    turned = int(page.obj.get("/Rotate", 0) or 0) % 180 == 90
    return (height, width) if turned else (width, height)


def _picture(data: bytes) -> tuple[bytes, int]:
    import warnings

    from PIL import Image, ImageOps, ImageSequence

    frames: list[Any] = []
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as opened:
            warnings.simplefilter("ignore")
            if opened.width * opened.height > MAX_PIXELS:
                raise UserError("图片过大", f"{opened.width}×{opened.height} 像素")
            for frame in ImageSequence.Iterator(opened):
                if len(frames) >= MAX_PAGES:
                    raise UserError("页数不合规定", f"图片超过 {MAX_PAGES} 页")
                upright = ImageOps.exif_transpose(frame)
                frames.append(_flat(upright if upright is not None else frame))
    except UserError:
        raise
    except Exception:  # Pillow's decoders each fail in their own way
        raise UserError("图片已损坏", "图片已损坏，无法读取") from None
    return _picture_pages(frames), len(frames)


def _flat(frame: Any) -> Any:
    """Return a picture without transparency, no larger than A4 needs, grey where it is grey."""
    from PIL import Image

    frame.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if frame.mode in ("1", "L"):
        return frame.convert("L")
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        white = Image.new("RGBA", frame.size, "white")
        white.alpha_composite(frame.convert("RGBA"))
        return white.convert("RGB")
    return frame.convert("RGB")


def _picture_pages(frames: Sequence[Any]) -> bytes:
    """Put each picture in the middle of an A4 page, across where it is wider than high."""
    import pikepdf

    with pikepdf.new() as target:
        for frame in frames:
            raw = io.BytesIO()
            frame.save(raw, "PDF", resolution=72, quality=88)
            across = frame.width > frame.height
            size = (A4_LONG, A4_SHORT) if across else (A4_SHORT, A4_LONG)
            blank = target.add_blank_page(page_size=size)
            room = pikepdf.Rectangle(_MARGIN, _MARGIN, size[0] - _MARGIN, size[1] - _MARGIN)
            with pikepdf.open(raw) as single:
                blank.add_overlay(single.pages[0], room)
        stream = io.BytesIO()
        target.save(stream, deterministic_id=True)
    return stream.getvalue()


def bind(
    index: Part, parts: Sequence[Part], numbers: bytes, *, title: str, author: str, created: datetime
) -> bytes:
    """Return index and parts as one PDF; `numbers` has a strip with its number for each page."""
    import pikepdf

    with pikepdf.new() as target, pikepdf.open(io.BytesIO(numbers)) as strips:
        marks = []
        for part in (index, *parts):
            marks.append((part.title, len(target.pages)))
            with pikepdf.open(io.BytesIO(part.pdf)) as source:
                target.pages.extend(source.pages)
        for page, strip in zip(target.pages, strips.pages, strict=True):
            box = [float(value) for value in page.mediabox]
            right, top = box[2] - _MARGIN, box[3] - 10.0
            place = pikepdf.Rectangle(right - _STRIP[0], top - _STRIP[1], right, top)
            page.add_overlay(strip, place)
        with target.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(name, place) for name, place in marks)
        target.Root.PageMode = pikepdf.Name.UseOutlines
        stamp = created.strftime("D:%Y%m%d%H%M%S")
        target.docinfo = target.make_indirect(
            pikepdf.Dictionary(
                Title=title, Author=author, CreationDate=stamp, ModDate=stamp, Creator="滨惠办"
            )
        )
        stream = io.BytesIO()
        target.save(stream, deterministic_id=True)
    return stream.getvalue()
