"""A dossier binds everything that can be bound, in order, with page numbers and bookmarks; the rest is listed."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from casework import Casework
from PIL import Image

from models.errors import UserError
from models.services.dossier_pages import pages_of


def pdf_of(*sizes: tuple[float, float], rotate: int = 0, password: str = "") -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as made:
        for size in sizes:
            page = made.add_blank_page(page_size=size)
            page.obj.Rotate = rotate
            page.contents_add(b"0 0 1 RG 10 10 50 50 re S")
            page.obj.AA = pikepdf.Dictionary(
                O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
            )
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        more = {"encryption": pikepdf.Encryption(owner=password, user=password)} if password else {}
        made.save(stream, **more)
    return stream.getvalue()


def picture(
    size: tuple[int, int], format: str, mode: str = "RGB", frames: int = 1, orientation: int = 0
) -> bytes:
    stream = io.BytesIO()
    image = Image.new(mode, size, 128 if mode == "L" else "red")
    more: dict[str, object] = (
        {"save_all": True, "append_images": [image] * (frames - 1)} if frames > 1 else {}
    )
    if orientation:
        exif = Image.Exif()
        exif[0x0112] = orientation
        more["exif"] = exif
    image.save(stream, format, **more)
    return stream.getvalue()


@pytest.fixture
def bound(work: Casework, tmp_path: Path) -> tuple[Casework, int]:
    case = work.register(applicant=work.applicant("甲公司"))
    work.approve(case.id, 115_000_00)
    work.end_notice(case.id)
    work.office.letters.issue(case.id, "approval", actor=work.handler)
    items = work.view(case.id).materials
    given = [
        (items[1].id, "审计报告.pdf", pdf_of((595, 842), (595, 842), (842, 595))),
        (items[0].id, "执照.jpg", picture((300, 200), "JPEG")),
        (items[1].id, "加密.pdf", pdf_of((595, 842), password="1")),
        (items[1].id, "坏.pdf", b"%PDF-1.7 broken"),
        ("", "说明.docx", b"PK docx"),
        ("", "坏图.png", b"\x89PNG broken"),
    ]
    for material, name, data in given:
        path = tmp_path / name
        path.write_bytes(data)
        work.office.files.add(path, case_id=case.id, material_id=material, actor=work.handler)
    return work, case.id


def test_everything_in_order_with_numbers_and_bookmarks(bound: tuple[Casework, int]) -> None:
    work, case_id = bound
    made = work.office.dossiers.make(case_id, actor=work.handler)
    titles = [entry.title.rpartition("：")[2].partition(" ")[0] for entry in made.entries]
    assert titles == [
        "办件单",
        "核准通知书",
        "执照.jpg",
        "审计报告.pdf",
        "加密.pdf",
        "坏.pdf",
        "说明.docx",
        "坏图.png",
    ]
    assert [entry.note for entry in made.left_out] == [
        "PDF 设有打开密码", "PDF 已损坏，无法读取", "“docx”格式不能合并", "图片已损坏，无法读取",
    ]  # fmt: skip
    with pdfplumber.open(io.BytesIO(made.pdf)) as opened:
        total = len(opened.pages)
        texts = [page.extract_text() for page in opened.pages]
        corners = [page.crop((page.width - 160, 0, page.width, 30)).extract_text() for page in opened.pages]
    assert corners == [f"第 {n} 页 共 {total} 页" for n in range(1, total + 1)]
    assert "案卷目录" in texts[0] and "4 份文件未能合并" in texts[0]
    for entry in made.entries:
        assert entry.title.partition("：")[0].partition(" ")[0][:4] in texts[0]
    starts = {entry.title: entry.first_page for entry in made.entries if entry.first_page}
    with pikepdf.open(io.BytesIO(made.pdf)) as opened_pdf, opened_pdf.open_outline() as outline:
        marks = {
            str(item.title): int(opened_pdf.pages.index(pikepdf.Page(item.destination[0])) + 1)
            for item in outline.root
        }
        assert marks == {"案卷目录": 1, **starts}
        assert total == max(starts.values()) + 2, "the report of three pages stands last"
        assert "OpenAction" not in opened_pdf.Root
        assert not any("/AA" in page.obj for page in opened_pdf.pages)
    page = starts["办件单"]
    assert page is not None and "5,300,000.00" in texts[page - 1]


def test_an_issued_letter_is_bound_in_as_stored(bound: tuple[Casework, int]) -> None:
    work, case_id = bound
    made = work.office.dossiers.make(case_id, actor=work.handler)
    first = next(entry.first_page for entry in made.entries if entry.category == "文书")
    letter = work.office.letters.reprint(work.view(case_id).letters[0].id)
    with pdfplumber.open(io.BytesIO(letter)) as alone, pdfplumber.open(io.BytesIO(made.pdf)) as whole:
        assert alone.pages[0].extract_text() in whole.pages[first - 1].extract_text()


def test_a_damaged_letter_and_a_missing_file_are_listed(bound: tuple[Casework, int]) -> None:
    work, case_id = bound
    for path in (work.office.folder / "files").rglob("*"):
        if path.is_file():
            path.write_bytes(b"changed")
    made = work.office.dossiers.make(case_id, actor=work.handler)
    assert len(made.left_out) == 6


def test_cancelling_and_permission(bound: tuple[Casework, int]) -> None:
    work, case_id = bound
    with pytest.raises(UserError, match="取消"):
        work.office.dossiers.make(case_id, actor=work.handler, proceed=lambda done, _: done < 2)
    assert work.office.dossiers.make(case_id, actor=work.reader).pdf


@pytest.mark.parametrize(
    ("name", "data", "sizes"),
    [
        ("a.pdf", pdf_of((595.28, 841.89)), [(595, 842)]),
        ("a.pdf", pdf_of((595.28, 841.89), rotate=90), [(842, 595)]),
        ("a.pdf", pdf_of((1190, 1684)), [(595, 842)]),
        ("a.pdf", pdf_of((200, 100)), [(842, 595)]),
        ("a.png", picture((100, 300), "PNG", "RGBA"), [(595, 842)]),
        ("a.jpg", picture((300, 100), "JPEG", orientation=6), [(595, 842)]),
        ("a.TIF", picture((300, 100), "TIFF", "L", frames=3), [(842, 595)] * 3),
        ("a.bmp", picture((5000, 100), "BMP"), [(842, 595)]),
    ],
)
def test_pages_are_laid_upright_on_a4(name: str, data: bytes, sizes: list[tuple[int, int]]) -> None:
    pdf, count = pages_of(name, data)
    with pikepdf.open(io.BytesIO(pdf)) as made:
        found = [tuple(round(float(v)) for v in page.mediabox[2:]) for page in made.pages]
    assert found == sizes and count == len(sizes)


def test_a_picture_with_too_many_points_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from models.services import dossier_pages

    monkeypatch.setattr(dossier_pages, "MAX_PIXELS", 10_000)
    with pytest.raises(UserError, match="图片过大"):
        pages_of("a.png", picture((101, 100), "PNG"))
    assert pages_of("a.png", picture((100, 100), "PNG"))[1] == 1
