"""From a snapshot and a template to the document that the page engine lays out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from models.cases.snapshot import LetterSnapshot
from models.errors import UserError
from models.letters.fields import FIELDS
from models.letters.lists import ITEM_FIELDS, LIST_LABELS, Item, items
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
from models.letters.predicates import PREDICATES
from models.letters.quoting import chinese_number, inside_quotes, nested
from models.letters.template import FIELD, OPTIONAL, Template, TemplateBlock, TemplateCell

PLACEHOLDER = "（待填）"
_Value = Callable[[str, Mapping[str, str]], str]


@dataclass
class Filler:
    """Fills merge fields from one snapshot, remembers which were empty, and numbers the headings."""

    snapshot: LetterSnapshot
    sequence: str = ""
    empty: list[str] = field(default_factory=list)
    ordinals: dict[int, int] = field(default_factory=dict)

    def text(self, template: str, item: Mapping[str, str] | None = None) -> str:
        """Return the text with its fields filled; an empty field shows a placeholder and is remembered."""
        return self._fill(template, item or {}, self._value)

    def optional(self, template: str, item: Mapping[str, str] | None = None) -> str:
        """Return the text with empty fields left empty, for cells of tables and forms."""
        return self._fill(template, item or {}, self._raw)

    def ordinal(self, level: int) -> str:
        """Return the ordinal of the next heading of a level: 一、 then （一） then 1. then （1）."""
        count = self.ordinals.get(level, 0) + 1
        self.ordinals = {known: value for known, value in self.ordinals.items() if known < level}
        self.ordinals[level] = count
        number = chinese_number(count)
        return {1: f"{number}、", 2: f"（{number}）", 3: f"{count}.", 4: f"（{count}）"}[level]

    def _fill(self, template: str, item: Mapping[str, str], value: _Value) -> str:
        def passage(match: re.Match[str]) -> str:
            filled = all(self._raw(name, item) for name in FIELD.findall(match[1]))
            return match[1] if filled else ""

        shown = OPTIONAL.sub(passage, template)
        return FIELD.sub(lambda match: _quoted(value(match[1], item), shown[: match.start()]), shown)

    def _raw(self, name: str, item: Mapping[str, str]) -> str:
        return item[name] if name in item else FIELDS[name](self.snapshot)

    def _value(self, name: str, item: Mapping[str, str]) -> str:
        value = self._raw(name, item)
        if not value and name not in self.empty:
            self.empty.append(name)
        return value or PLACEHOLDER


def _quoted(value: str, before: str) -> str:
    return nested(value) if inside_quotes(before) else value


def compose(template: Template, snapshot: LetterSnapshot) -> Document:
    """Return the document of a letter.

    Raises UserError listing the empty fields, unless the snapshot is a draft, which shows （待填） instead.
    """
    filler = Filler(snapshot, template.sequence)
    blocks = tuple(_blocks(template, snapshot, filler))
    if filler.empty and not snapshot.draft:
        raise UserError(
            f"{template.label}还不能出具",
            f"下列内容为空：{'、'.join(filler.empty)}",
            "请在办件、主体或单位信息中补齐后再出具",
            field=filler.empty[0],
        )
    return Document(
        form=template.form, blocks=blocks, meta=_meta(template, snapshot, blocks), draft=snapshot.draft
    )


def _meta(template: Template, snapshot: LetterSnapshot, blocks: tuple[Block, ...]) -> Meta:
    """What a file manager shows; a plain title (受理通知书) is told apart by the applicant's name."""
    title = next((block.text for block in blocks if isinstance(block, Title)), template.label)
    named = not snapshot.applicant_name or snapshot.applicant_name in title
    return Meta(
        title=title if named else f"{title}（{snapshot.applicant_name}）",
        author=snapshot.unit,
        subject=template.subject or template.label,
        keywords=tuple(
            part for part in (snapshot.number, snapshot.case_no, snapshot.document_number) if part
        ),
    )


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
        for item in _items(block, snapshot, filler):
            yield _text_block(block, filler, item)
    elif block.type in ("paragraph", "heading", "mark", "addressee", "note"):
        yield _text_block(block, filler, {})
    else:
        found = _frame_block(block, snapshot, filler)
        if found is not None:
            yield found


def _items(block: TemplateBlock, snapshot: LetterSnapshot, filler: Filler) -> list[Item]:
    """The items of a block's list; a required list that is empty counts as an empty field."""
    found = items(snapshot, block.each)
    if not found and block.required:
        filler.empty.append(LIST_LABELS.get(block.each, block.each))
        return [dict.fromkeys(ITEM_FIELDS[block.each], PLACEHOLDER)]
    return found


def _text_block(block: TemplateBlock, filler: Filler, item: Item) -> Block:
    text = filler.text(block.text, item)
    if block.type == "heading":
        body = (Run(filler.text(block.body, item)),) if block.body else ()
        return Heading(block.level, filler.ordinal(block.level) + text, body)
    if block.type == "mark":
        return Mark(text)
    if block.type == "addressee":
        return Addressee(text)
    if block.type == "note":
        return Note(text)
    return Paragraph((Run(text),))


def _frame_block(block: TemplateBlock, snapshot: LetterSnapshot, filler: Filler) -> Block | None:
    if block.type == "title":
        name, bracket, rest = snapshot.matter_name.partition("（")
        names = (snapshot.unit, snapshot.applicant_name, name, bracket + rest)
        keep = tuple(part for part in names if part)
        return Title(filler.text(block.text), keep=keep)
    if block.type == "number":
        open_number = f"{snapshot.number_prefix}{filler.sequence}〔{snapshot.issued_on.year}〕　号"
        return Number(snapshot.number or open_number)
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
        for item in _items(block, snapshot, filler)
    )
    total = tuple(filler.text(text) for text in block.total) if block.total else None
    return Table(columns, rows, total, size_pt=block.size_pt)


def _form(
    form: TemplateBlock, rows: list[TemplateBlock], snapshot: LetterSnapshot, filler: Filler
) -> FormTable:
    made: list[FormRow] = []
    for row in rows:
        found = _items(row, snapshot, filler) if row.each else [{}]
        for item in found:
            cells = tuple(_cell(cell, row, filler, item) for cell in row.cells)
            made.append(FormRow(cells, row.height_mm, row.stretch))
    head_rows = sum(1 for row in rows if row.head)
    return FormTable(form.widths, tuple(made), head_rows, form.size_pt)


def _cell(cell: TemplateCell, row: TemplateBlock, filler: Filler, item: Item) -> Cell:
    text = filler.text(row.text, item) if cell.main else filler.optional(cell.label or cell.text, item)
    return Cell(
        text=text,
        col_span=cell.col_span,
        row_span=cell.row_span,
        kind="label" if cell.label else cell.kind,
        align=cell.align,
        foot=tuple(filler.optional(line, item) for line in cell.foot),
    )
