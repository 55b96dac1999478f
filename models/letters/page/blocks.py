"""The block model: what a letter or a form consists of, before any position on paper is known.

Blocks carry finished text and nothing else: which words a letter uses is decided by the templates, where they stand
on the paper by `models.letters.page.layout`. All blocks are frozen, so that one document can be laid out by several
workers. Faces are named by their Chinese type style because the standard (GB/T 9704-2012) prescribes styles, not fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

Face = Literal["fangsong", "kai", "hei", "song", "xiaobiaosong"]
"""仿宋, 楷体, 黑体, 宋体, 小标宋."""

Align = Literal["left", "center", "right"]
Vertical = Literal["top", "middle"]
Form = Literal["文件格式", "信函格式", "表格"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face; `face` other than fangsong marks emphasis."""

    text: str
    face: Face = "fangsong"


@dataclass(frozen=True, slots=True)
class Mark:
    """发文机关标志, for example 杭州市滨江区科学技术局文件 (文件格式) or without 文件 (信函格式)."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """发文字号, for example 滨科〔2024〕12号."""

    text: str


@dataclass(frozen=True, slots=True)
class Title:
    """标题. Phrases in `keep` (an enterprise's name, a matter) are not broken while another break will do."""

    text: str
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """主送机关 with its full-width colon."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text; `indent` is the first-line indent in characters."""

    runs: tuple[Run, ...]
    indent: int = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """层次序数 and its words; `body` runs on in the same paragraph."""

    level: Literal[1, 2, 3, 4]
    text: str
    body: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table head or of a form; `foot` lines stand at its bottom right (a place to sign and date)."""

    text: str
    col_span: int = 1
    row_span: int = 1
    kind: Literal["label", "value"] = "value"
    align: Align | None = None
    valign: Vertical | None = None
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is relative to the other columns."""

    label: str
    width: float = 1.0
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the body: continues over pages with its head repeated, rows are not split if they fit on a page.

    `head` replaces the single head row of column labels where several rows or spans are wanted.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None
    head: tuple[tuple[Cell, ...], ...] = ()
    size_pt: float = 14.0


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of small type above or below a table or form (its number, the unit of money)."""

    left: str = ""
    center: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明; one name needs no ordinal, several are numbered by the layout."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """发文机关署名 and 成文日期, to be sealed; without a date its place stays open for pen or stamp."""

    unit: str
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """附注; the layout adds the round brackets."""

    text: str


@dataclass(frozen=True, slots=True)
class Annex:
    """Head of an 附件 bound with the letter: starts a new page, `label` is 附件 or 附件1."""

    label: str
    title: str
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page; 信函格式 prints 抄送 alone."""

    copies_to: tuple[str, ...] = ()
    unit: str = ""
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class QR:
    """A QR code with its code in print below, set left of the signature or at the foot of the last page."""

    payload: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Spacer:
    """Blank lines of body height."""

    lines: float = 1.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form: at least `height_mm` high; `stretch` is its share of the height left on the page."""

    cells: tuple[Cell, ...]
    height_mm: float = 10.0
    stretch: float = 0.0


@dataclass(frozen=True, slots=True)
class FormTable:
    """A bordered grid (审批表, 目录, 送达回证); `widths` are relative, the first `head_rows` repeat on each page."""

    widths: tuple[float, ...]
    rows: tuple[FormRow, ...]
    head_rows: int = 0
    size_pt: float = 14.0


Block = (
    Mark
    | Number
    | Title
    | Addressee
    | Paragraph
    | Heading
    | Table
    | Caption
    | Attachments
    | Signature
    | Note
    | Annex
    | Imprint
    | QR
    | Spacer
    | PageBreak
    | FormTable
)


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file manager shows of the PDF: title, author (the issuing unit), subject, keywords."""

    title: str
    author: str
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole letter or form; a draft carries the watermark 草稿 on every page.

    `foot` stands at the bottom left of each page of a form printed from the screen, with 第 n 页 共 m 页 on the right.
    """

    form: Form
    blocks: tuple[Block, ...]
    meta: Meta
    draft: bool = False
    foot: str = ""


def paragraph(value: str, *, indent: int = 2) -> Paragraph:
    """A paragraph of plain body text."""
    return Paragraph((Run(value),), indent)
