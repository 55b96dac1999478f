"""Many letters at once: rendered one by one with progress and cancel, and bound into one PDF for printing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from models.errors import UserError

if TYPE_CHECKING:
    pass

Proceed = Callable[[int, int], bool]
_TOP_UP = 1


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a file name that Windows accepts and that is not taken yet: 甲.pdf, 甲（2）.pdf …"""
    plain = "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in name).strip(" .")
    stem = (plain.removesuffix(".pdf") or "文书")[:120]
    used = set(taken)
    number, found = _TOP_UP, f"{stem}.pdf"
    while found in used:
        number += 1
        found = f"{stem}（{number}）.pdf"
    return found


def bind(pdfs: Sequence[bytes], *, title: str, author: str, two_sided: bool = False) -> bytes:
    """Return one PDF with the pages of all letters in order.

    With `two_sided` a letter of an odd number of pages is followed by an empty one, so that two-sided printing
    never puts two letters on one sheet. The letters keep their fonts, the result its PDF/A-2b form: metadata and output
    intent are the first letter's, with the title changed. Raises UserError when there is nothing to bind.
    """
    import pikepdf

    if not pdfs:
        raise UserError("没有可以合并的文书", "", "请先选择文书")
    with pikepdf.open(io.BytesIO(pdfs[0])) as bound:
        for number, one in enumerate(pdfs):
            if number:
                with pikepdf.open(io.BytesIO(one)) as letter:
                    bound.pages.extend(letter.pages)
            if two_sided:
                _even_out(bound)
        _entitle(bound, title, author)
        out = io.BytesIO()
        bound.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _even_out(bound: object) -> None:
    pages = bound.pages  # type: ignore[attr-defined]
    if len(pages) % 2:
        _, _, width, height = (float(edge) for edge in pages[-1].MediaBox)
        bound.add_blank_page(page_size=(width, height))  # type: ignore[attr-defined]


def _entitle(bound: object, title: str, author: str) -> None:
    info = bound.docinfo  # type: ignore[attr-defined]
    info["/Title"], info["/Author"] = title, author
    for key in ("/Subject", "/Keywords"):
        if key in info:
            del info[key]
    with bound.open_metadata(set_pikepdf_as_editor=False) as xmp:  # type: ignore[attr-defined]
        xmp["dc:title"], xmp["dc:creator"] = title, [author]
        for key in ("dc:description", "pdf:Keywords"):
            if key in xmp:
                del xmp[key]
