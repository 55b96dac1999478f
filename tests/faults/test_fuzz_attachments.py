"""Papers changed in every way: kept as they are, shown or refused in words, bound into the dossier or listed there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QImage

import resources
from models.clock import FixedClock
from models.errors import UserError
from models.letters.press import Press
from models.services.dossier_pages import pages_of
from models.services.office import open_office
from tests.faults.fuzzing import CHANGES, NASTY_TEXT, Change, changed, fuzzed, state
from tests.services.casework import Casework
from ui.pdf_pages import page_sizes, render_pages

# A hostile page may be large; what is shown of it is not.
MOST_BYTES_OF_A_PAGE = 100_000_000


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((60, 40), 50).convert("RGB").save(stream, kind)
    return stream.getvalue()


def document() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(2):
            page = made.add_blank_page(page_size=(595, 842))
            page.contents_add(b"0 0 1 RG 10 10 50 50 re S BT /F1 12 Tf 20 20 Td (x) Tj ET")
        made.save(stream)
    return stream.getvalue()


PAPERS = {
    ".pdf": document(), ".png": picture("PNG"), ".jpg": picture("JPEG"), ".bmp": picture("BMP"), ".tif": picture("TIFF"),
    ".txt": "办件说明".encode("gb18030"),
}  # fmt: skip


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    folder = tmp_path_factory.mktemp("fuzz") / "数据"
    clock = FixedClock(datetime(2024, 6, 5, 9))
    with open_office(
        folder, clock=clock, resources=resources.path(), press=Press(resources.path())
    ) as office:
        yield Casework(office, clock)


@pytest.fixture(scope="module")
def case_id(work: Casework) -> int:
    return work.register().id


def shown(suffix: str, data: bytes) -> bool:
    """What the window does with a paper, without the window."""
    if suffix != ".pdf":
        return not QImage.fromData(data).isNull()
    try:
        sizes = page_sizes(data)
        pages = render_pages(
            data, min(2.0, 1200 / max(width for width, _ in sizes)), range(min(3, len(sizes)))
        )
    except UserError as error:
        assert error.what
        return False
    return all(len(page[2]) <= MOST_BYTES_OF_A_PAGE for page in pages)


@pytest.mark.parametrize("suffix", PAPERS)
def test_the_papers_to_begin_with_are_good(suffix: str) -> None:
    assert suffix == ".txt" or (shown(suffix, PAPERS[suffix]) and pages_of(f"a{suffix}", PAPERS[suffix])[1])


# Qt's own decoders say on their log what is wrong with a picture.
@pytest.mark.qt_log_level_fail("NO")
@fuzzed(300)
@given(suffix=st.sampled_from(sorted(PAPERS)), as_suffix=st.sampled_from(sorted(PAPERS)), changes=CHANGES)
def test_fuzz_showing_and_binding_a_paper(suffix: str, as_suffix: str, changes: list[Change]) -> None:
    data = changed(PAPERS[suffix], changes)
    shown(as_suffix, data)
    try:
        assert pages_of(f"材料{as_suffix}", data)[0].startswith(b"%PDF")
    except UserError as error:
        assert error.what and error.why


NUMBERS = st.sampled_from(
    ["0", "-1", "1e9", "99999999999999999999", "0.00001", "null", "(x)", "[]", "2 0 R", "3 0 R", "9 0 R", "/Name", "14400"]
)  # fmt: skip


@fuzzed(200)
@given(data=st.data())
def test_fuzz_the_words_of_a_pdf(data: st.DataObject) -> None:
    """A sound file that says impossible things: pages without end, sizes without measure, circles of references."""
    words = {
        name: data.draw(st.one_of(st.just(usual), NUMBERS))
        for name, usual in (
            ("count", "1"),
            ("kids", "[3 0 R]"),
            ("box", "[0 0 595 842]"),
            ("parent", "2 0 R"),
        )
    }
    if data.draw(st.booleans()):
        words["box"] = "[" + " ".join(data.draw(st.lists(NUMBERS, min_size=4, max_size=4))) + "]"
    more = data.draw(
        st.sampled_from(
            ["", "/Rotate 45", "/UserUnit 1e9", "/Contents 3 0 R", "/Annots [3 0 R]", "/Rotate 90"]
        )
    )
    pdf = written(
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {words['count']}/Kids {words['kids']}>>",
        f"<</Type/Page/Parent {words['parent']}/MediaBox {words['box']}{more}>>",
    )
    shown(".pdf", pdf)
    try:
        pages_of("材料.pdf", pdf)
    except UserError as error:
        assert error.why


def written(*objects: str) -> bytes:
    """Return a PDF of objects with a sound table of them."""
    out, places = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{words}endobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (
        out + f"{head}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


@fuzzed(100, share=0.3)
@given(
    name=NASTY_TEXT,
    suffix=st.sampled_from([*sorted(PAPERS), ".exe", "", ".pdf.exe"]),
    data=st.binary(max_size=50),
    wallet=st.booleans(),
)
def test_fuzz_adding_a_paper(
    work: Casework,
    case_id: int,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    suffix: str,
    data: bytes,
    wallet: bool,
) -> None:
    """Whatever the name says, the bytes lie under their hash; what is refused leaves nothing."""
    path = tmp_path_factory.getbasetemp() / f"{name[:60]}{suffix}".replace("/", "_").replace("\0", "")
    before = state(work.office)
    try:
        path.write_bytes(data)
    except (OSError, UnicodeError):
        return
    owner = {"applicant_id": work.view(case_id).applicant.id} if wallet else {"case_id": case_id}
    try:
        kept, _ = work.office.files.add(path, actor=work.handler, **owner)
    except UserError as error:
        assert error.what
        assert state(work.office) == before
    else:
        assert work.office.files.read(kept.id)[1] == data
        work.view(case_id)
    finally:
        path.unlink()


def test_fuzz_left_the_office_whole(work: Casework, case_id: int, tmp_path: Path) -> None:
    assert work.office.verify() == []
    kept = sorted(
        path.relative_to(work.office.folder / "files").as_posix()
        for path in (work.office.folder / "files").rglob("*")
        if path.is_file()
    )
    assert all(len(name) == 67 and name[:2] == name[3:5] for name in kept)
