"""From a document to the bytes of its PDF/A-2b file: laid out, drawn, embedded, dated, the same in every process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from functools import lru_cache

from reportlab.pdfbase import pdfdoc

from models.letters.page.blocks import Document, Meta
from models.letters.page.items import Page
from models.letters.page.layout import lay_out
from models.letters.page.measures import PAGE_HEIGHT, PAGE_WIDTH
from models.letters.page.sheet import Sheet, lay_out_sheet
from models.letters.pdf import archival
from models.letters.pdf.content import ContentWriter, used_glyphs
from models.letters.pdf.embedding import add_fonts, assign
from models.letters.pdf.fonts import FontSet, refuse_missing
from models.letters.pdf.objects import Raw, deflated, number, reference
from resources import path

A4 = (PAGE_WIDTH, PAGE_HEIGHT)
_VERSION = (1, 7)


def draw_document(
    document: Document | Sheet, *, fonts: FontSet, created: Date, profile: bytes | None = None
) -> bytes:
    """Lay out a document or a sheet and return its PDF, see `models.letters.pdf.render`."""
    profile = _bundled_profile() if profile is None else profile
    if isinstance(document, Sheet):
        pages, paper = lay_out_sheet(document, fonts), document.paper
    else:
        pages, paper = lay_out(document, fonts), A4
    return draw_pages(pages, document.meta, fonts=fonts, created=created, profile=profile, paper=paper)


@lru_cache(maxsize=1)
def _bundled_profile() -> bytes:
    return path("letters", "srgb.icc").read_bytes()


def draw_pages(
    pages: Sequence[Page],
    meta: Meta,
    *,
    fonts: FontSet,
    created: Date,
    profile: bytes,
    paper: tuple[float, float] = A4,
) -> bytes:
    """Return the PDF of pages already laid out on paper of the given width and height in points."""
    used, missing = used_glyphs((item for page in pages for item in page.items), fonts)
    refuse_missing(missing)
    faces = assign(used)
    writer = ContentWriter(faces, fonts)
    contents = [_content(writer, page, paper[1]) for page in pages]

    pdf = pdfdoc.PDFDocument(pdfVersion=_VERSION, invariant=1)
    resources = add_fonts(pdf, faces.values(), fonts)
    tree = _page_tree(pdf, contents, resources, paper)
    xmp = archival.metadata(meta, created)
    intents = archival.output_intent(pdf, profile)
    pdf.Catalog = archival.catalog(tree, reference(pdf, xmp), intents)
    pdf.info = archival.information(meta, created)
    characters = "".join(char for face in faces.values() for char in face.codes)
    pdf._ID = archival.identity([xmp.data, characters.encode(), *contents])
    written: bytes = pdf.format()
    return written


def _content(writer: ContentWriter, page: Page, height: float) -> bytes:
    """The content stream of a page; items are placed for A4 upright, so other paper shifts them."""
    content = writer.page(page.items)
    if height == PAGE_HEIGHT:
        return content
    return f"1 0 0 1 0 {number(height - PAGE_HEIGHT)} cm\n".encode("ascii") + content


def _page_tree(
    pdf: pdfdoc.PDFDocument, contents: Sequence[bytes], resources: str, paper: tuple[float, float]
) -> str:
    """Add the pages and return the reference to their tree."""
    tree = Raw()
    parent = reference(pdf, tree)
    box = f"[0 0 {number(paper[0])} {number(paper[1])}]"
    kids = []
    for content in contents:
        stream = reference(pdf, deflated(content))
        page = (
            f"<< /Type /Page /Parent {parent} /MediaBox {box}\n"
            f"/Resources << /Font {resources} >> /Contents {stream} >>"
        )
        kids.append(reference(pdf, Raw(page.encode("ascii"))))
    tree.data = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode("ascii")
    return parent
