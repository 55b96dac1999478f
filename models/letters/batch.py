"""Many letters at once: rendered one by one with progress and cancel, and bound into one PDF for printing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from models.errors import UserError

if TYPE_CHECKING:
    from models.letters.page.blocks import Document
    from models.letters.pdf.fonts import FontSet

Proceed = Callable[[int, int], bool]
_TOP_UP = 1


@dataclass(frozen=True)
class Job:
    """A letter to render: the name of its file (without folder), its document, its date."""

    name: str
    document: Document
    created: date


@dataclass(frozen=True)
class BatchResult:
    """The PDFs by file name in the order of the jobs, what could not be rendered and why, whether it was stopped."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    cancelled: bool = False


def render_many(jobs: Sequence[Job], *, fonts: FontSet, proceed: Proceed | None = None) -> BatchResult:
    """Render the jobs one after another.

    `proceed(done, total)` is asked before each and told after the last; it stops the batch by returning False.
    A letter that cannot be rendered is told in `faults` and the batch goes on.
    """
    from models.letters.pdf import render

    files: dict[str, bytes] = {}
    faults: dict[str, str] = {}
    for done, job in enumerate(jobs):
        if proceed is not None and not proceed(done, len(jobs)):
            return BatchResult(files, faults, cancelled=True)
        name = free_name(job.name, files.keys() | faults.keys())
        try:
            files[name] = render(job.document, fonts=fonts, created=job.created)
        except UserError as error:
            faults[name] = error.message
    if proceed is not None:
        proceed(len(jobs), len(jobs))
    return BatchResult(files, faults)


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
