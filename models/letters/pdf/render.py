"""From a document to the bytes of its PDF/A-2b file: laid out, drawn, embedded, dated, the same in every process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from reportlab.pdfbase import pdfdoc

from models.letters.page.blocks import Document, Meta
from models.letters.page.items import Page
from models.letters.page.layout import lay_out
from models.letters.page.measures import PAGE_HEIGHT, PAGE_WIDTH
from models.letters.pdf import archival
from models.letters.pdf.content import ContentWriter, used_glyphs
from models.letters.pdf.embedding import add_fonts, assign
from models.letters.pdf.fontset import FontSet, refuse_missing
from models.letters.pdf.objects import Raw, deflated, number, reference

_VERSION = (1, 7)


def render(document: Document, *, fonts: FontSet, profile: bytes, created: Date) -> bytes:
    """Return the PDF of a document, dated `created`; `profile` is the sRGB profile of the output intent.

    The same document, fonts and date give the same bytes. Raises UserError naming the characters no font can draw.
    """
    return draw(lay_out(document, fonts), document.meta, fonts=fonts, profile=profile, created=created)


def draw(pages: Sequence[Page], meta: Meta, *, fonts: FontSet, profile: bytes, created: Date) -> bytes:
    """Return the PDF of pages already laid out; otherwise as `render`."""
    used, missing = used_glyphs((item for page in pages for item in page.items), fonts)
    refuse_missing(missing)
    faces = assign(used)
    writer = ContentWriter(faces, fonts)
    contents = [writer.page(page.items) for page in pages]

    pdf = pdfdoc.PDFDocument(pdfVersion=_VERSION, invariant=1)
    resources = add_fonts(pdf, faces.values(), fonts)
    tree = _page_tree(pdf, contents, resources)
    xmp = archival.metadata(meta, created)
    intents = archival.output_intent(pdf, profile)
    pdf.Catalog = archival.catalog(tree, reference(pdf, xmp), intents)
    pdf.info = archival.information(meta, created)
    pdf._ID = archival.identity([xmp.data, *contents])
    written: bytes = pdf.format()
    return written


def _page_tree(pdf: pdfdoc.PDFDocument, contents: Sequence[bytes], resources: str) -> str:
    """Add the pages and return the reference to their tree."""
    tree = Raw()
    parent = reference(pdf, tree)
    box = f"[0 0 {number(PAGE_WIDTH)} {number(PAGE_HEIGHT)}]"
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
