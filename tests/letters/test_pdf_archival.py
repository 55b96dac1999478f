"""PDF/A-2b, identity and the QR code: what makes an issued letter last and be found true."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import page_samples
import pikepdf
import pytest
import zxingcpp
from page_samples import BUREAU, ISSUED, SAMPLES
from pdf_reading import bitmap, fonts, rendered, sample
from pikepdf import pdfa

from models.letters.page.blocks import QR, Document, Meta, Signature, Title, paragraph
from models.letters.pdf import render

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", [*SAMPLES, "draft"])
def test_pdfa_2b_without_findings(name: str) -> None:
    pdf = rendered(page_samples.short_letter(draft=True)) if name == "draft" else sample(name)
    report = pdfa.validate_written(io.BytesIO(pdf), "2b")
    assert not report.findings, report.findings


def test_the_validator_finds_what_is_wrong() -> None:
    broken = sample("short").replace(b"<pdfaid:part>2<", b"<pdfaid:part>7<")
    assert pdfa.validate_written(io.BytesIO(broken), "2b").findings


def test_metadata_language_and_dates_are_the_letter_s() -> None:
    with pikepdf.open(io.BytesIO(sample("short"))) as pdf:
        assert pdf.Root.Lang == "zh-CN"
        info = pdf.docinfo
        assert "批复" in str(info["/Title"]) and str(info["/Author"]) == BUREAU
        assert info["/CreationDate"] == info["/ModDate"] == "D:20240603000000+08'00'"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == str(info["/Title"])
            assert xmp["xmp:CreateDate"] == "2024-06-03T00:00:00+08:00"
            assert xmp.pdfa_status == "2B"
        assert pdf.Root.OutputIntents[0].DestOutputProfile.N == 3
        assert all("/Group" not in page and "/Trans" not in page for page in pdf.pages)


def test_metadata_with_signs_that_xml_minds() -> None:
    title = "关于<甲>&“乙”的(批复)\\"
    doc = Document("文件格式", (Title("批复"), paragraph("同意。")), Meta(title, BUREAU))
    pdf = rendered(doc)
    assert not pdfa.validate_written(io.BytesIO(pdf), "2b").findings
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == title


def test_the_same_bytes_in_processes_with_different_hash_seeds() -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = ['tests/letters']\n"
        "import page_samples, pdf_reading\n"
        "for name in page_samples.SAMPLES: print(hashlib.sha256(pdf_reading.sample(name)).hexdigest())"
    )
    outputs = set()
    for seed, epoch in (("1", "0"), ("2", "1700000000")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch, "TZ": f"UTC{seed}"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        outputs.add(done.stdout)
    here = "".join(hashlib.sha256(sample(name)).hexdigest() + "\n" for name in SAMPLES)
    assert outputs == {here}


def test_a_letter_does_not_depend_on_the_letters_before_it() -> None:
    from models.letters.pdf.fonts import FontSet
    from resources import path

    fresh = FontSet.load(path("fonts"))
    assert render(page_samples.short_letter(), fonts=fresh, created=ISSUED) == sample("short")


def test_date_title_and_names_change_the_identity() -> None:
    def identity(pdf: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return bytes(opened.trailer.ID[0])

    base = page_samples.short_letter()
    other = page_samples.short_letter(applicant="杭州某甲科技有限公司")
    ids = {
        identity(render(base, fonts=fonts(), created=ISSUED)),
        identity(render(base, fonts=fonts(), created=date(2024, 6, 4))),
        identity(render(other, fonts=fonts(), created=ISSUED)),
    }
    assert len(ids) == 3


@pytest.mark.parametrize("signed", [True, False])
def test_the_qr_code_decodes_from_a_150_dpi_bitmap(signed: bool) -> None:
    payload = "滨惠办|BJ-KJ-2024-00017|滨科〔2024〕12号|sha256:7f3a91c2d4e5"
    tail = (Signature(BUREAU, ISSUED),) if signed else ()
    doc = Document("文件格式", (paragraph("同意。"), QR(payload, "查验码 7F3A"), *tail), Meta("x", BUREAU))
    (found,) = zxingcpp.read_barcodes(bitmap(rendered(doc)))
    assert found.text == payload
    assert found.format == zxingcpp.BarcodeFormat.QRCode


def test_text_and_seal_area_keep_clear_of_the_code() -> None:
    picture = bitmap(sample("short"), page=1)
    (found,) = zxingcpp.read_barcodes(picture)
    assert "BJ-KJ-2024-00017" in found.text
    right = max(found.position.top_right.x, found.position.bottom_right.x) * 25.4 / 150
    assert right < 119


@pytest.mark.parametrize("name", SAMPLES)
def test_streams_end_where_their_length_says(name: str) -> None:
    """PDF/A wants a line end before `endstream`; readers mend its lack silently, so the bytes are looked at."""
    pdf = sample(name)
    starts = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    assert len(starts) == pdf.count(b"\nendstream") == pdf.count(b"endstream")
    for match in starts:
        end = match.end() + int(match[1])
        assert pdf[end : end + 10] == b"\nendstream"
