"""Papers made to stop a computer: small files that unpack, expand or nest without measure are refused at once."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from models.errors import UserError
from models.services import pdf_limits
from models.services.dossier_pages import pages_of
from models.services.pdf_limits import require_modest

MB = 1024 * 1024


def packed(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def one_page(content: bytes, *, forms: int = 0, each: int = 0, circle: bool = False) -> bytes:
    """A page with packed content; with forms, each drawing the next one several times."""
    stream = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Contents = pikepdf.Stream(made, content, Filter=pikepdf.Name.FlateDecode)
        chain = [
            made.make_indirect(
                pikepdf.Stream(made, b"/Next Do\n" * each, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
                               BBox=[0, 0, 9, 9])
            )
            for _ in range(forms)
        ]  # fmt: skip
        for one, following in zip(chain, [*chain[1:], *chain[:1]], strict=True):
            if circle or one is not chain[-1]:
                one.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Next=following))
        if chain:
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Next=chain[0]))
        made.save(stream, compress_streams=False)
    return stream.getvalue()


DRAWING = packed(b"/Next Do\n", 1)
BOMBS = {
    "zeros": (lambda: one_page(packed(bytes(MB), 260)), "解压后超过"),
    "drawing": (lambda: one_page(packed(b"0 0 m 9 9 l S\n" * 75_000, 25)), "要画的内容过多"),
    "forms": (lambda: one_page(DRAWING, forms=9, each=20), "要画的内容过多"),
    "deep": (lambda: one_page(DRAWING, forms=40, each=1), "嵌套过深"),
    "circle": (lambda: one_page(DRAWING, forms=3, each=1, circle=True), "没有尽头"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_wherever_it_would_be_opened(kind: str) -> None:
    make, words = BOMBS[kind]
    data = make()
    assert len(data) < 2 * MB
    for open_it in (require_modest, lambda pdf: pages_of("材料.pdf", pdf)):
        with pytest.raises(UserError, match=words):
            open_it(data)


def test_a_bomb_in_the_list_of_objects_is_refused_before_it_is_read() -> None:
    """The objects of newer files lie packed themselves; whoever opens the file unpacks them first."""
    head = b"%PDF-1.5\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 1>>stream\n"
    with pytest.raises(UserError, match="解压后超过"):
        require_modest(head + packed(b" " * MB, 260) + b"\nendstream endobj\n%%EOF")


@pytest.mark.parametrize(("forms", "each"), [(0, 0), (1, 50), (5, 3), (29, 1)])
def test_usual_drawings_are_let_through(forms: int, each: int) -> None:
    pdf = one_page(packed(b"/Next Do\n" if forms else b"0 0 m 9 9 l S\n", 3), forms=forms, each=each)
    require_modest(pdf)
    assert pages_of("材料.pdf", pdf)[1] == 1


def test_both_sides_of_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = one_page(packed(b"0 0 m 9 9 l S\n", 1000))
    monkeypatch.setattr(pdf_limits, "MOST_DRAWN_BYTES", 14_000)
    require_modest(pdf)
    monkeypatch.setattr(pdf_limits, "MOST_DRAWN_BYTES", 13_999)
    with pytest.raises(UserError, match="过多"):
        require_modest(pdf)


def test_many_streams_together_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = one_page(packed(bytes(MB), 2)) + b"\nstream\n" + packed(bytes(MB), 2)
    monkeypatch.setattr(pdf_limits, "MOST_UNPACKED_BYTES", 3 * MB)
    with pytest.raises(UserError, match="解压后超过 3 MB"):
        require_modest(pdf)


def test_what_is_no_pdf_is_said_to_be_damaged() -> None:
    with pytest.raises(UserError, match="已损坏"):
        require_modest(b"%PDF-1.7 broken")
