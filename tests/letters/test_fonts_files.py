"""The bundled faces are the ones of the manifest, legal to ship, and have the characters their roles need."""

from __future__ import annotations

import hashlib
import tomllib

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase.ttfonts import TTFont as ReportLabFont

import resources

MANIFEST = tomllib.loads(resources.path("fonts", "manifest.toml").read_text(encoding="utf-8"))["face"]
FILES = [face["file"] for face in MANIFEST]
ROLE_FACES = (
    "serif.ttf",
    "serif-bold.ttf",
    "sans.ttf",
    "sans-medium.ttf",
    "sans-bold.ttf",
    "kai.ttf",
    "fangsong.ttf",
)
NAME_CHARACTERS = "堃喆䶮㛃𬭎𠅤𠮷"
YEN_SIGNS = "¥￥"
LETTER_MARKS = "，、；：？！。（）《》〈〉「」『』【】〔〕“”‘’…—·％‰℃①⑩×÷≥≤＞＜＝□√○●■"
RESERVED_NAMES = ("noto", "source", "lxgw", "霞鹜", "hana", "花園")
SHOWN_NAME_IDS = (1, 3, 4, 6, 16)


def opened(file: str) -> TTFont:
    """The face, to be used in a with statement."""
    return TTFont(resources.path("fonts", file), lazy=True)


def characters(file: str) -> set[str]:
    """Every character the face has."""
    with opened(file) as font:
        return set(map(chr, font.getBestCmap()))


@pytest.fixture(scope="module")
def coverage() -> dict[str, set[str]]:
    """The characters of every face."""
    return {file: characters(file) for file in FILES}


def general_standard() -> set[str]:
    """The 8105 characters of 通用规范汉字表."""
    lines = resources.path("fonts", "tgh2013.txt").read_text(encoding="utf-8").splitlines()
    return set("".join(line for line in lines if not line.startswith("#")))


def gb2312_han() -> set[str]:
    """The 6763 Han characters of GB 2312."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(cell.decode("gb2312", errors="ignore") for cell in cells))


def test_every_role_has_its_file() -> None:
    assert [*ROLE_FACES, "rare.ttf"] == FILES
    shipped = {file.name for file in resources.path("fonts").glob("*.?tf")}
    assert shipped == set(FILES)


@pytest.mark.parametrize("face", MANIFEST, ids=FILES)
def test_the_file_is_the_one_of_the_manifest(face: dict[str, object], coverage: dict[str, set[str]]) -> None:
    data = resources.path("fonts", str(face["file"])).read_bytes()
    assert hashlib.sha256(data).hexdigest() == face["sha256"]
    assert len(data) == face["size_bytes"]
    assert len(coverage[str(face["file"])]) == face["characters"]


@pytest.mark.parametrize("face", MANIFEST, ids=FILES)
def test_the_licence_lies_beside_the_face_and_names_it(face: dict[str, str]) -> None:
    text = resources.path("fonts", face["licence_file"]).read_text(encoding="utf-8")
    assert face["file"] in text.split("=" * 72)[0]
    words = {"OFL": "SIL OPEN FONT LICENSE", "GPL": "As a special exception", "Han": "Hanazono Font License"}
    assert words[face["licence"][:3]] in text
    notices = resources.path("THIRD-PARTY.md").read_text(encoding="utf-8")
    assert f"| {face['file']} | {face['family']} {face['style']} |" in notices
    assert f"{face['package']} {face['package_version']}" in notices


@pytest.mark.parametrize("file", FILES)
def test_a_modified_face_bears_no_reserved_name(file: str) -> None:
    with opened(file) as font:
        names = [str(item).casefold() for item in font["name"].names if item.nameID in SHOWN_NAME_IDS]
    assert len(names) >= 4
    assert not [name for name in names if any(reserved in name for reserved in RESERVED_NAMES)]


@pytest.mark.parametrize("file", FILES)
def test_the_pdf_writer_reads_the_face(file: str, coverage: dict[str, set[str]]) -> None:
    face = ReportLabFont(file, str(resources.path("fonts", file))).face
    assert {ord(character) for character in coverage[file]} <= set(face.charToGlyph)
    assert all(table not in face.table for table in ("CFF ", "fvar", "GSUB", "fpgm"))


def test_the_fallback_has_the_whole_general_standard(coverage: dict[str, set[str]]) -> None:
    assert len(general_standard()) == 8105
    assert general_standard() <= coverage["serif.ttf"]
    every_han_of_the_first_plane = {chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))}
    assert every_han_of_the_first_plane <= coverage["serif.ttf"]


@pytest.mark.parametrize("file", [file for file in ROLE_FACES if file != "fangsong.ttf"])
def test_a_face_has_the_common_characters(file: str, coverage: dict[str, set[str]]) -> None:
    assert len(gb2312_han()) == 6763
    assert general_standard() | gb2312_han() | set(LETTER_MARKS + YEN_SIGNS) <= coverage[file]


def test_fangsong_has_gb2312_and_no_wrong_yen(coverage: dict[str, set[str]]) -> None:
    assert gb2312_han() | set(LETTER_MARKS) <= coverage["fangsong.ttf"]
    assert not coverage["fangsong.ttf"] & set(YEN_SIGNS)


@pytest.mark.parametrize("file", ROLE_FACES)
def test_the_chain_of_every_role_has_name_characters_and_signs(
    file: str, coverage: dict[str, set[str]]
) -> None:
    chain = coverage[file] | coverage["serif.ttf"] | coverage["rare.ttf"]
    assert set(NAME_CHARACTERS + YEN_SIGNS + "⑳㎡²☐☑☒✓✗") <= chain


def test_rare_adds_only_what_the_fallback_lacks(coverage: dict[str, set[str]]) -> None:
    assert not coverage["rare.ttf"] & coverage["serif.ttf"]
    assert resources.path("fonts", "rare.ttf").stat().st_size <= 3_000_000


@pytest.mark.parametrize("file", ROLE_FACES)
def test_han_and_marks_are_one_em_wide(file: str) -> None:
    marks = "一鑫，、；：？！。（）《》〔〕“”‘’…—·"
    with opened(file) as font:
        widths = {mark: font["hmtx"][font.getBestCmap()[ord(mark)]][0] for mark in marks}
        assert widths == dict.fromkeys(marks, font["head"].unitsPerEm)


@pytest.mark.parametrize("file", ROLE_FACES)
def test_two_dashes_join_into_one_line(file: str) -> None:
    with opened(file) as font:
        dash = font["glyf"][font.getBestCmap()[ord("—")]]
        assert dash.xMin + font["head"].unitsPerEm - dash.xMax <= 5
