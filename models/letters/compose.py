"""From a snapshot and a template to the document that the page engine lays out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.cases.snapshot import LetterSnapshot
from models.errors import UserError
from models.letters.fields import FIELDS, PREDICATES, items
from models.letters.page.blocks import (
    QR,
    Addressee,
    Attachments,
    Block,
    Caption,
    Cell,
    Column,
    Document,
    FormRow,
    FormTable,
    Heading,
    Imprint,
    Mark,
    Meta,
    Note,
    Number,
    Paragraph,
    Run,
    Signature,
    Spacer,
    Table,
    Title,
)
from models.letters.template import FIELD, Template, TemplateBlock, TemplateCell

PLACEHOLDER = "（待填）"


@dataclass
class Filler:
    """Fills merge fields from one snapshot and remembers which were empty."""

    snapshot: LetterSnapshot
    empty: list[str] = field(default_factory=list)

    def text(self, template: str, item: Mapping[str, str] | None = None) -> str:
        """Return the text with its fields filled; an empty field shows a placeholder and is remembered."""
        return FIELD.sub(lambda match: self._value(match[1], item or {}), template)

    def optional(self, template: str, item: Mapping[str, str] | None = None) -> str:
        """Return the text with empty fields left empty, for cells of tables and forms."""
        return FIELD.sub(lambda match: self._raw(match[1], item or {}), template)

    def _raw(self, name: str, item: Mapping[str, str]) -> str:
        return item[name] if name in item else FIELDS[name](self.snapshot)

    def _value(self, name: str, item: Mapping[str, str]) -> str:
        value = self._raw(name, item)
        if not value and name not in self.empty:
            self.empty.append(name)
        return value or PLACEHOLDER


def compose(template: Template, snapshot: LetterSnapshot) -> Document:
    """Return the document of a letter.

    Raises UserError listing the empty fields, unless the snapshot is a draft, which shows （待填） instead.
    """
    filler = Filler(snapshot)
    blocks = tuple(_blocks(template, snapshot, filler))
    if filler.empty and not snapshot.draft:
        raise UserError(
            f"{template.label}还不能出具",
            f"下列内容为空：{'、'.join(filler.empty)}",
            "请在办件、主体或单位信息中补齐后再出具",
            field=filler.empty[0],
        )
    title = next((block.text for block in blocks if isinstance(block, Title)), template.label)
    meta = Meta(title=title, author=snapshot.unit, subject=template.subject or template.label)
    return Document(form=template.form, blocks=blocks, meta=meta, draft=snapshot.draft)


def applies(block: TemplateBlock, snapshot: LetterSnapshot) -> bool:
    """Tell whether a block belongs in the letter for this snapshot."""
    return all(PREDICATES[name](snapshot) for name in block.when) and not any(
        PREDICATES[name](snapshot) for name in block.unless
    )


def _blocks(template: Template, snapshot: LetterSnapshot, filler: Filler) -> Iterator[Block]:
    rows: list[TemplateBlock] = []
    form: TemplateBlock | None = None
    for block in template.block:
        if not applies(block, snapshot):
            continue
        if block.type == "row":
            rows.append(block)
            continue
        if form is not None:
            yield _form(form, rows, snapshot, filler)
            form, rows = None, []
        if block.type == "form":
            form = block
        else:
            yield from _block(block, snapshot, filler)
    if form is not None:
        yield _form(form, rows, snapshot, filler)


def _block(block: TemplateBlock, snapshot: LetterSnapshot, filler: Filler) -> Iterator[Block]:
    if block.type == "table":
        yield _table(block, snapshot, filler)
    elif block.each:
        for item in items(snapshot, block.each):
            yield _text_block(block, filler.text(block.text, item))
    elif block.type in ("paragraph", "heading", "mark", "addressee", "note"):
        yield _text_block(block, filler.text(block.text))
    else:
        found = _frame_block(block, snapshot, filler)
        if found is not None:
            yield found


def _text_block(block: TemplateBlock, text: str) -> Block:
    if block.type == "heading":
        return Heading(block.level, text)
    if block.type == "mark":
        return Mark(text)
    if block.type == "addressee":
        return Addressee(text)
    if block.type == "note":
        return Note(text)
    return Paragraph((Run(text),))


def _frame_block(block: TemplateBlock, snapshot: LetterSnapshot, filler: Filler) -> Block | None:
    if block.type == "title":
        keep = tuple(part for part in (snapshot.applicant_name, snapshot.matter_name) if part)
        return Title(filler.text(block.text), keep=keep)
    if block.type == "number":
        return Number(snapshot.number or f"{snapshot.number_prefix}〔{snapshot.issued_on.year}〕　号")
    if block.type == "signature":
        return Signature(snapshot.unit, snapshot.issued_on)
    if block.type == "imprint":
        copies = tuple(filler.text(name) for name in block.names)
        return Imprint(copies_to=copies, unit=filler.text(block.text), date=snapshot.issued_on)
    if block.type == "qr":
        return QR(snapshot.qr_payload, snapshot.code) if snapshot.qr_payload else None
    if block.type == "attachments":
        return Attachments(tuple(filler.text(name) for name in block.names))
    if block.type == "caption":
        return Caption(
            left=filler.optional(block.text),
            center=filler.optional(block.center),
            right=filler.optional(block.right),
        )
    return Spacer(block.lines)


def _table(block: TemplateBlock, snapshot: LetterSnapshot, filler: Filler) -> Table:
    columns = tuple(Column(cell.label, cell.width, cell.align or "center") for cell in block.columns)
    rows = tuple(
        tuple(filler.optional(cell.text, item) for cell in block.columns)
        for item in items(snapshot, block.each)
    )
    total = tuple(filler.text(text) for text in block.total) if block.total else None
    return Table(columns, rows, total)


def _form(
    form: TemplateBlock, rows: list[TemplateBlock], snapshot: LetterSnapshot, filler: Filler
) -> FormTable:
    made: list[FormRow] = []
    for row in rows:
        found = items(snapshot, row.each) if row.each else [{}]
        for item in found:
            cells = tuple(_cell(cell, filler, item) for cell in row.cells)
            made.append(FormRow(cells, row.height_mm, row.stretch))
    head_rows = sum(1 for row in rows if row.head)
    return FormTable(form.widths, tuple(made), head_rows)


def _cell(cell: TemplateCell, filler: Filler, item: Mapping[str, str]) -> Cell:
    return Cell(
        text=filler.optional(cell.label or cell.text, item),
        col_span=cell.col_span,
        row_span=cell.row_span,
        kind="label" if cell.label else cell.kind,
        align=cell.align,
        foot=tuple(filler.optional(line, item) for line in cell.foot),
    )
