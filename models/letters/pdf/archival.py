"""What makes a PDF an archival one (PDF/A-2b): metadata, colour profile, language, dates that are the letter's own."""

from __future__ import annotations

import hashlib
from datetime import date as Date
from html import escape

from reportlab.pdfbase import pdfdoc

from models.letters.page.blocks import Meta
from models.letters.pdf.objects import Raw, reference, stream, text_string

LANGUAGE = "zh-CN"
CREATOR = "滨惠办"
PRODUCER = "滨惠办 / ReportLab"
_PROFILE_NAME = "sRGB IEC61966-2.1"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def information(meta: Meta, created: Date) -> Raw:
    """The document information dictionary; it says the same as the XMP metadata."""
    stamp = f"(D:{created:%Y%m%d}000000+08'00')"
    entries = {
        "Title": text_string(meta.title),
        "Author": text_string(meta.author),
        "Subject": text_string(meta.subject),
        "Keywords": text_string("，".join(meta.keywords)),
        "Creator": text_string(CREATOR),
        "Producer": text_string(PRODUCER),
        "CreationDate": stamp,
        "ModDate": stamp,
    }
    return Raw(
        ("<< " + "\n".join(f"/{key} {value}" for key, value in entries.items()) + " >>").encode("ascii")
    )


def metadata(meta: Meta, created: Date) -> Raw:
    """The XMP metadata, readable without inflating."""
    packet = _XMP.format(
        language=LANGUAGE,
        title=escape(meta.title),
        author=escape(meta.author),
        subject=escape(meta.subject),
        keywords=escape("，".join(meta.keywords)),
        producer=escape(PRODUCER),
        creator=escape(CREATOR),
        date=f"{created:%Y-%m-%d}T00:00:00+08:00",
    )
    return stream(packet.encode("utf-8"), "/Type /Metadata /Subtype /XML")


def output_intent(document: pdfdoc.PDFDocument, profile: bytes) -> str:
    """The array of output intents: one, sRGB."""
    target = reference(document, stream(profile, "/N 3"))
    name = f"({_PROFILE_NAME})"
    intent = (
        f"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier {name} /Info {name} "
        f"/DestOutputProfile {target} >>"
    )
    return f"[{reference(document, Raw(intent.encode('ascii')))}]"


def catalog(pages: str, xmp: str, intents: str) -> Raw:
    """The document catalogue."""
    return Raw(
        (
            f"<< /Type /Catalog /Pages {pages} /Lang ({LANGUAGE}) /Metadata {xmp} /OutputIntents {intents}\n"
            "/ViewerPreferences << /DisplayDocTitle true >> /PageMode /UseNone >>"
        ).encode("ascii")
    )


def identity(parts: list[bytes]) -> bytes:
    """The two file identifiers, made of the content, in the words of a trailer."""
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()[:32].upper()
    return f"[<{digest}> <{digest}>]".encode("ascii")
