"""Faces in the finished PDF: roles and sizes, embedding, rare names, the yen sign, text that reads back."""

from __future__ import annotations

import io
import subprocess
import zlib
from pathlib import Path

import page_samples
import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from page_samples import BUREAU, ISSUED, RARE_NAME, SAMPLES
from pdf_reading import bitmap, fonts, page_chars, page_lines, rendered, sample
from PIL import Image, ImageChops

from models.errors import EnvironmentProblem, UserError
from models.letters.page.blocks import Document, Meta, Paragraph, Run, Signature, Title, paragraph
from models.letters.pdf import render
from models.letters.pdf.fonts import FontSet, missing_characters, refuse_missing
from models.letters.pdf.subset import Subsetter
from models.letters.pdf.truetype import TrueType
from resources import path

FALLBACKS = {"BinhuiSerif-Regular", "BinhuiRare-Regular"}
# Type of this size belongs to these faces; the mark's size depends on its length.
ALLOWED = {
    22: {"BinhuiSerif-Bold"},
    16: {"BinhuiFang-Regular", "BinhuiKai-Regular", "BinhuiSans-Medium"},
    14: {"BinhuiFang-Regular", "BinhuiSans-Medium", "BinhuiSerif-Regular"},
    10.5: {"BinhuiSerif-Regular"},
}


def letter(*texts: str) -> Document:
    return Document("文件格式", (Title("通知"), *map(paragraph, texts)), Meta("通知", BUREAU))


def text_of(pdf: bytes, tmp_path: Path) -> str:
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True, timeout=60, text=True
    ).stdout


def embedded(pdf: bytes) -> dict[str, TTFont]:
    """The font programs of a PDF by name."""
    programs = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in page.Resources.Font.values():
                assert font.Subtype == "/Type0" and font.Encoding == "/Identity-H"
                descendant = font.DescendantFonts[0]
                data = descendant.FontDescriptor.FontFile2.read_bytes()
                programs[str(font.BaseFont)] = TTFont(io.BytesIO(data))
    return programs


@pytest.mark.parametrize("name", SAMPLES)
def test_every_character_stands_in_a_face_of_its_role_and_size(name: str) -> None:
    for chars in page_chars(sample(name)):
        for char in chars:
            if char.size > 23 or char.text == " ":
                continue
            assert char.font in ALLOWED[char.size] | FALLBACKS, char


@pytest.mark.parametrize("name", SAMPLES)
def test_fonts_are_embedded_subsets_and_none_is_helvetica(name: str) -> None:
    programs = embedded(sample(name))
    assert programs and b"Helvetica" not in sample(name)
    for font, program in programs.items():
        tag, _, rest = font.removeprefix("/").partition("+")
        assert len(tag) == 6 and tag.isupper() and rest.startswith("Binhui")
        assert len(program.getGlyphOrder()) < 600


def test_subset_programs_are_sound_and_their_outlines_are_the_source_s() -> None:
    programs = {name.partition("+")[2]: font for name, font in embedded(sample("plain")).items()}
    source = TTFont(path("fonts", "fangsong.ttf"))
    subset = programs["BinhuiFang-Regular"]
    subset.ensureDecompiled()
    wanted = {
        tuple(map(tuple, source["glyf"][source.getBestCmap()[ord(c)]].coordinates)) for c in "补正材料研发"
    }
    found = {
        tuple(map(tuple, glyph.coordinates))
        for glyph in subset["glyf"].glyphs.values()
        if glyph.numberOfContours
    }
    assert wanted <= found


def test_font_streams_carry_right_checksums() -> None:
    with pikepdf.open(io.BytesIO(sample("plain"))) as opened:
        for font in opened.pages[0].Resources.Font.values():
            program = font.DescendantFonts[0].FontDescriptor.FontFile2
            raw = zlib.decompress(program.read_raw_bytes())
            assert len(raw) == program.Length1
            words = sum(int.from_bytes(raw[i : i + 4], "big") for i in range(0, len(raw), 4)) & 0xFFFFFFFF
            assert words == 0xB1B0AFBA


def composite_font(tmp_path: Path) -> TrueType:
    """A Western font: one glyph is made of two others, and there is hinting that a subset has to leave out."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 700))
    pen.lineTo((500, 0))
    pen.closePath()
    simple = pen.glyph()
    simple.program.fromBytecode(b"\xb0\x01")
    pair = TTGlyphPen({"A": simple, "B": simple})
    pair.addComponent("A", (1, 0, 0, 1, 0, 0))
    pair.addComponent("B", (0.5, 0, 0, 0.5, 300, -40))
    builder = FontBuilder(1000, isTTF=True)
    order = [".notdef", "A", "B", "AB", "dash"]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({65: "A", 66: "B", 0xC4: "AB", 0x201C: "A", 0x2014: "dash"})
    builder.setupGlyf({".notdef": simple, "A": simple, "B": simple, "AB": pair.glyph(), "dash": simple})
    builder.setupHorizontalMetrics({name: (900 if name == "dash" else 600, 0) for name in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular", "psName": "Test-Regular"})
    builder.setupPost()
    builder.save(tmp_path / "composite.ttf")
    return TrueType(tmp_path / "composite.ttf")


def test_composite_glyphs_take_their_parts_along(tmp_path: Path) -> None:
    font = composite_font(tmp_path)
    assert font.postscript_name() == "Test-Regular"
    subset = Subsetter(font).subset([font.glyph_id("Ä")])
    raw = zlib.decompress(subset.stream)
    assert len(raw) == subset.length
    glyphs = TTFont(io.BytesIO(raw))["glyf"]
    order = glyphs.glyphOrder
    parts = glyphs[order[1]].components
    assert [part.glyphName for part in parts] == [order[2], order[3]]
    assert (parts[1].x, parts[1].y) == (300, -40) and parts[1].transform[0][0] == 0.5
    assert all(glyphs[name].numberOfContours == 1 for name in order[2:])
    assert all(not glyphs[name].program.getBytecode() for name in (order[0], *order[2:]))


def test_yen_signs_never_come_from_fangsong() -> None:
    fonts_with_bad_yen = FontSet({"fangsong": path("fonts", "kai.ttf"), "song": path("fonts", "serif.ttf")})
    glyphs = [fonts_with_bad_yen.glyph(sign, "fangsong") for sign in "¥￥元"]
    assert [glyph and glyph.font for glyph in glyphs] == ["song", "song", "fangsong"]


def test_marks_that_a_system_font_draws_narrow_come_from_one_that_draws_them_full(tmp_path: Path) -> None:
    own = FontSet.load(path("fonts"), {"kai": composite_font(tmp_path).path})
    quote, dash, letter_a = (own.glyph(char, "kai") for char in "“—A")
    assert quote and quote.font == "kai" and quote.natural == quote.advance == 1000
    assert dash and dash.font == "system-kai" and (dash.natural, dash.advance) == (900, 1000)
    assert letter_a and letter_a.font == "system-kai" and letter_a.advance == 600


def test_a_mark_narrower_than_its_square_stands_in_the_middle(tmp_path: Path) -> None:
    own = FontSet.load(path("fonts"), {"kai": composite_font(tmp_path).path})
    doc = Document("文件格式", (Paragraph((Run("——甲", "kai"),), 0),), Meta("x", BUREAU))
    first, second, han = page_lines(render(doc, fonts=own, created=ISSUED))[0][0].chars
    em = 156 / 28
    # pdfminer counts the character spacing, 0.07 mm, before the first character too.
    assert first.x0 == pytest.approx(28 + 0.05 * 16 / 72 * 25.4, abs=0.1)
    assert second.x0 - first.x0 == pytest.approx(em, abs=0.02)
    assert han.x0 == pytest.approx(28 + 2 * em, abs=0.02)


@pytest.mark.parametrize("face", ["fangsong", "kai", "hei", "song", "xiaobiaosong"])
def test_rare_names_read_back(face: str, tmp_path: Path) -> None:
    doc = Document("文件格式", (Paragraph((Run(f"当事人{RARE_NAME}。", face),)),), Meta("通知", BUREAU))  # type: ignore[arg-type]
    pdf = rendered(doc)
    assert f"当事人{RARE_NAME}。" in text_of(pdf, tmp_path)
    assert f"当事人{RARE_NAME}。" in page_lines(pdf)[0][0].text


@pytest.mark.parametrize("name", SAMPLES)
def test_whole_letters_read_back(name: str, tmp_path: Path) -> None:
    text = "".join(text_of(sample(name), tmp_path).split())
    printed = "".join(line.text for lines in page_lines(sample(name)) for line in lines)
    assert sorted(text) == sorted("".join(printed.split()))
    assert "\ufffd" not in text and not any("\ue000" <= char <= "\uf8ff" for char in text)


def test_the_yen_sign_is_drawn_as_one_in_every_face() -> None:
    """On the bitmap: ¥ in 仿宋 looks like ¥ in 宋体, not like a dollar; text extraction would not show it."""

    def picture(text: str, face: str) -> Image.Image:
        doc = Document("文件格式", (Paragraph((Run(text, face),), 0),), Meta("x", BUREAU))  # type: ignore[arg-type]
        return bitmap(rendered(doc), dpi=300).convert("L").crop((320, 420, 400, 530))

    for sign in "¥￥":
        ours, serif, dollar = (picture(*p) for p in ((sign, "fangsong"), (sign, "song"), ("$", "song")))
        assert ImageChops.difference(ours, serif).getbbox() is None
        assert ImageChops.difference(ours, dollar).getbbox() is not None
        assert ours.getextrema()[0] < 100


def test_missing_characters_are_named_and_refused() -> None:
    assert missing_characters(f"滨江{RARE_NAME}¥12\U0003fffd滨\x07\U0003fffd", fonts()) == [
        "\U0003fffd",
        "\x07",
    ]
    with pytest.raises(UserError, match="U\\+3FFFD") as caught:
        rendered(letter("当事人\U0003fffd。"))
    assert "\U0003fffd" in caught.value.what
    refuse_missing([])


def test_a_system_font_takes_the_place_of_a_face_and_the_bundled_one_helps_out() -> None:
    # 楷体 stands in for simfang.ttf.
    own = FontSet.load(path("fonts"), {"fangsong": path("fonts", "kai.ttf")})
    pdf = render(letter("滨江\u3400"), fonts=own, created=ISSUED)
    used = {char.font for char in page_chars(pdf)[0] if char.size == 16}
    assert used == {"BinhuiKai-Regular", "BinhuiSerif-Regular"}
    assert "滨江\u3400" in [line.text for line in page_lines(pdf)[0]]


@pytest.mark.parametrize("content", [b"", b"not a font", b"OTTO" + bytes(60)])
def test_a_bad_font_file_is_a_problem_told_in_chinese(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "simfang.ttf"
    file.write_bytes(content)
    for bad in (file, tmp_path / "absent.ttf"):
        with pytest.raises(EnvironmentProblem, match="字体文件不可用"):
            TrueType(bad)


@pytest.mark.parametrize("name", ["fangsong", "kai", "serif-bold", "rare"])
def test_our_reading_of_a_font_is_fonttools_reading(name: str) -> None:
    file = path("fonts", f"{name}.ttf")
    ours, theirs = TrueType(file), TTFont(file)
    ids = theirs.getReverseGlyphMap()
    for code, glyph in list(theirs.getBestCmap().items())[::37]:
        index = ours.glyph_id(chr(code))
        assert index == ids[glyph]
        assert (ours.advance(index), ours.side_bearing(index)) == theirs["hmtx"][glyph]
    assert ours.glyph_id("\U0003fffd") == 0


def test_full_squares_in_every_face() -> None:
    for face in ("fangsong", "kai", "hei", "song", "xiaobiaosong"):
        assert fonts().advances("滨“”‘’—…·。，《》（）〔〕", face) == [1000] * 16  # type: ignore[arg-type]
    assert fonts().advances("0123456789", "fangsong") == [500] * 10


def test_amounts_in_table_words_and_figures_agree() -> None:
    from models.letters.amounts import capitals, figures

    table = page_samples.grant_table(12)
    fen = sum(int(row[3].replace(",", "").replace(".", "")) for row in table.rows)
    doc = Document(
        "文件格式",
        (paragraph(f"合计{capitals(fen)}（{figures(fen)}）。"), table, Signature(BUREAU, ISSUED)),
        Meta("通知", BUREAU),
    )
    lines = [line.text for page in page_lines(rendered(doc)) for line in page]
    assert lines[0] == "合计人民币柒拾捌万元整（¥780,000.00）。"
    assert "合计780,000.00" in lines
