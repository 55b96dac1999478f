"""Many letters at once, and telling a genuine letter from an altered one."""

from __future__ import annotations

import io
from datetime import date

import gallery
import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pikepdf import pdfa

from models.errors import UserError
from models.letters.batch import bind, free_name
from models.letters.verification import LetterFacts, differences, read_code, read_line, signed_line

PRESS = gallery.press()
SAMPLES = gallery.samples()
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PRIVATE, PUBLIC = KEY.private_bytes_raw(), KEY.public_key().public_bytes_raw()
FACTS = LetterFacts("滨科惠核〔2024〕17号", date(2024, 6, 28), 11_500_000, "7F3A-91C2-0K4M-TT8V")


@pytest.mark.parametrize(
    ("name", "found"),
    [("甲/乙:丙", "甲_乙_丙.pdf"), ("", "文书.pdf"), ("a" * 300, "a" * 120 + ".pdf"), ("甲. ", "甲.pdf")],
)
def test_file_names_are_such_as_windows_takes(name, found):
    assert free_name(name, ()) == found


def test_letters_are_bound_into_one_archival_file():
    pdfs = [
        PRESS.render(PRESS.compose(one.kind, one), created=gallery.CREATED)
        for one in list(SAMPLES.values())[:4]
    ]
    counts = [page_count(pdf) for pdf in pdfs]
    bound = bind(pdfs, title="合并打印", author="区科技局")
    assert page_count(bound) == sum(counts)
    assert bound == bind(pdfs, title="合并打印", author="区科技局")
    assert not pdfa.validate_written(io.BytesIO(bound), "2b").findings
    with pikepdf.open(io.BytesIO(bound)) as opened:
        assert str(opened.docinfo["/Title"]) == "合并打印"
        with opened.open_metadata() as xmp:
            assert xmp["dc:title"] == "合并打印" and xmp.pdfa_status == "2B"


def test_two_sided_printing_keeps_letters_on_their_own_sheets():
    one = SAMPLES["service_receipt-short"]
    pdf = PRESS.render(PRESS.compose(one.kind, one), created=gallery.CREATED)
    assert page_count(pdf) == 1
    assert page_count(bind([pdf, pdf], title="", author="", two_sided=True)) == 4
    assert not pdfa.validate_written(
        io.BytesIO(bind([pdf], title="甲", author="乙", two_sided=True)), "2b"
    ).findings
    with pytest.raises(UserError):
        bind([], title="", author="")


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def test_a_signed_line_comes_back_genuine():
    line = signed_line(FACTS, PRIVATE)
    scanned = read_line(f" {line}\n", PUBLIC)
    assert scanned is not None and scanned.genuine and scanned.facts == FACTS
    free = LetterFacts(FACTS.number, FACTS.issued_on, None, FACTS.code)
    again = read_line(signed_line(free, PRIVATE), PUBLIC)
    assert again is not None and again.facts.amount_fen is None


@pytest.mark.parametrize(
    ("old", "new"), [("11500000", "21500000"), ("17号", "18号"), ("-28|", "-27|"), ("TT8V", "TT8W")]
)
def test_an_altered_line_is_not_genuine(old, new):
    line = signed_line(FACTS, PRIVATE)
    assert old in line
    altered = read_line(line.replace(old, new, 1), PUBLIC)
    assert altered is not None and not altered.genuine
    assert len(differences(altered.facts, FACTS)) == 1


def test_another_offices_key_is_not_genuine():
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    found = read_line(signed_line(FACTS, PRIVATE), other)
    assert found is not None and not found.genuine


@pytest.mark.parametrize(
    "line",
    ["", "BHB1", "https://example.invalid", "BHB1|a|b|c|d|e", "XXXX|" + "|" * 4, "BHB1|号|2024-06-28|x|c|s"],
)
def test_other_codes_are_not_taken_for_letters(line):
    assert read_line(line, PUBLIC) is None


def test_differences_name_what_was_changed():
    changed = LetterFacts(FACTS.number, FACTS.issued_on, 99, "X")
    assert differences(changed, FACTS) == ("金额", "查验码")
    assert differences(FACTS, FACTS) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "7F3A-91C2-0K4M-TT8V",
        "7f3a 91c2 0k4m tt8v",
        "７Ｆ３Ａ９１Ｃ２ＯＫ４ＭＴＴ８Ｖ",
        "7F3A-9IC2-OK4M-TT8V",
        "查验码：7F3A-91C2-0K4M-TT8V",
    ],
)
def test_a_typed_code_is_read_leniently(typed):
    assert read_code(typed) == "7F3A-91C2-0K4M-TT8V"


@pytest.mark.parametrize("typed", ["", "7F3A", "7F3A-91C2-0K4M-TT8U", "7F3A-91C2-0K4M-TT8V-0000"])
def test_what_is_no_code_is_told(typed):
    assert read_code(typed) == ""
