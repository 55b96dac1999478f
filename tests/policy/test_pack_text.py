"""The pack holds the whole document, word for word."""

import hashlib
import re

SHA256 = "93168634e4c3fadfbf0856bf3912efa81d973aad95ec59e8bda1e23ff0835b64"


def joined(pack) -> str:
    doc = pack.document
    parts = [doc.masthead, doc.number, doc.notice.title, doc.notice.addressee, doc.notice.body]
    parts += [doc.notice.signature, doc.notice.date, doc.notice.remark, doc.name, doc.preamble]
    for domain in doc.domain:
        parts += [domain.title, domain.intro]
        parts += [clause.text for clause in pack.clauses if clause.domain == domain.number]
    parts += [*doc.closing, doc.copies_to, doc.printed_by, doc.printed_on]
    return re.sub(r"[\s#]", "", "".join(parts))


def test_whole_text_to_the_letter(pack):
    text = joined(pack)
    assert len(text) == 13_837
    assert hashlib.sha256(text.encode()).hexdigest() == SHA256


def test_frame_of_the_document(pack):
    assert pack.number == "滨政〔2024〕12号"
    assert pack.document.title == "杭州市滨江区人民政府印发关于进一步推动经济高质量发展若干政策的通知"
    assert pack.document.date == "2024-05-14"
    assert [domain.lead for domain in pack.document.domain] == [
        "区发改局",
        "区科技局",
        "区经信局",
        "区发改局",
        "区商务局",
        "区人力社保局",
    ]
    assert len(pack.clauses) == 54
    assert pack.clauses[0].number == "（一）"
    assert pack.clauses[-1].number == "（五十四）"


def test_every_unit_is_listed(pack):
    for clause in pack.clauses:
        assert clause.units
        assert set(clause.units) <= set(pack.document.unit)
