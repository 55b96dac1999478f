"""From blocks to boxes: each kind of block gives the boxes that flow down the pages, and what must stay together."""

from __future__ import annotations

from collections.abc import Sequence

from models.letters.page.blocks import (
    QR,
    Addressee,
    Annex,
    Attachments,
    Block,
    Caption,
    Document,
    Face,
    FormTable,
    Heading,
    Imprint,
    Mark,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Spacer,
    Table,
    Title,
)
from models.letters.page.boxes import Box, blank_box, keep_together, line_box, space_box, title_baseline
from models.letters.page.closing import attachment_boxes, code_box, imprint_box, note_boxes, signature_box
from models.letters.page.items import Item, Metrics
from models.letters.page.lines import UNITS, centered, set_lines
from models.letters.page.measures import (
    EM,
    FORM_BOTTOM,
    FORM_TITLE_GAP,
    LINE_CHARS,
    PITCH,
    TEXT_WIDTH,
    TITLE_PT,
)
from models.letters.page.tables import FORM_TABLE_GAP, caption_box, form_boxes, table_boxes
from models.letters.page.titles import break_title

HEADING_FACES: dict[int, Face] = {1: "hei", 2: "kai", 3: "fangsong", 4: "fangsong"}
ROOM = LINE_CHARS * UNITS
WITH_SIGNATURE = 2
"""Lines of body that go to the next page with a signature that would stand there alone."""


def compose(document: Document, metrics: Metrics, flow_top: float) -> list[Box]:
    """Return the boxes of a document in order; what the head of the first page shows is left out."""
    if document.form == "表格":
        return _form_flow(document, metrics, flow_top)
    code = next((block for block in document.blocks if isinstance(block, QR)), None)
    signed = any(isinstance(block, Signature) for block in document.blocks)
    boxes: list[Box] = []
    for block in document.blocks:
        if isinstance(block, Signature):
            boxes = _keep_signature(boxes, signature_box(block, code, metrics))
        elif isinstance(block, QR):
            boxes = boxes if signed else [*_held(boxes), code_box(block, metrics)]
        elif isinstance(block, Imprint):
            boxes = [*_held(boxes), imprint_box(block, document.form, metrics)]
        elif isinstance(block, Note):
            boxes = [*_held(boxes), *note_boxes(block, metrics)]
        elif not isinstance(block, Mark | Number):
            boxes += _flow_boxes(block, metrics)
    return boxes


def _form_flow(document: Document, metrics: Metrics, flow_top: float) -> list[Box]:
    """The boxes of a form, off the grid of the letters; its QR code stands in the head."""
    boxes: list[Box] = []
    blocks = [block for block in document.blocks if not isinstance(block, Mark | Number | QR)]
    for index, block in enumerate(blocks):
        if isinstance(block, FormTable):
            above = sum(box.height for box in boxes)
            below = _height(
                [later for later in blocks[index + 1 :] if not isinstance(later, FormTable)], metrics
            )
            boxes += form_boxes(block, metrics, FORM_BOTTOM - flow_top - above - below)
        elif isinstance(block, Caption):
            # Rows and the space below them stay with the words below a form.
            boxes = [*_held(boxes, 2), *_form_part(block, metrics)]
        else:
            boxes += _form_part(block, metrics)
    for box in boxes:
        box.snaps = False
    return boxes


def _form_part(block: Block, metrics: Metrics) -> list[Box]:
    if isinstance(block, Title):
        gap = space_box(FORM_TITLE_GAP, keeps_next=True)
        return [*_title_boxes(block.text, block.keep, metrics), gap]
    if isinstance(block, Signature):
        return [signature_box(block, None, metrics)]
    if isinstance(block, Imprint):
        return [imprint_box(block, "表格", metrics)]
    return _flow_boxes(block, metrics)


def _height(blocks: Sequence[Block], metrics: Metrics) -> float:
    """The height of what follows a form on its page, the space below the form included."""
    boxes = [box for block in blocks for box in _form_part(block, metrics)]
    return FORM_TABLE_GAP * bool(boxes) + sum(box.height for box in boxes)


def _flow_boxes(block: Block, metrics: Metrics) -> list[Box]:
    """The boxes of the blocks that need to know nothing of their neighbours."""
    match block:
        case Title():
            return [*_title_boxes(block.text, block.keep, metrics), blank_box(keeps_next=True)]
        case Addressee():
            return _kept(
                [line_box(line, body=False) for line in set_lines((Run(block.text),), ROOM, metrics)]
            )
        case Paragraph():
            return _paragraph_boxes(block.runs, block.indent, metrics)
        case Heading():
            return _heading_boxes(block, metrics)
        case Table():
            return table_boxes(block, metrics)
        case Caption():
            return [caption_box(block, metrics)]
        case Attachments():
            return attachment_boxes(block, metrics)
        case Note():
            return note_boxes(block, metrics)
        case Annex():
            return _annex_boxes(block, metrics)
        case Spacer():
            return [blank_box(block.lines)]
        case PageBreak():
            box = space_box(0.0)
            box.starts_page = True
            return [box]
    raise TypeError(f"no boxes for {type(block).__name__}")


def _paragraph_boxes(runs: Sequence[Run], indent: int, metrics: Metrics) -> list[Box]:
    """The lines of a paragraph; a line feed in its text (an officer's remark has some) starts another one."""
    return [
        line_box(line)
        for part in _paragraphs(runs)
        for line in set_lines(part, ROOM, metrics, first_indent=indent * UNITS)
    ]


def _paragraphs(runs: Sequence[Run]) -> list[list[Run]]:
    parts: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        parts[-1].append(run if not others else Run(first, run.face))
        parts += [[Run(other, run.face)] for other in others]
    return parts


def _heading_boxes(block: Heading, metrics: Metrics) -> list[Box]:
    """A heading; alone in its paragraph it stays with the line below."""
    runs = (Run(block.text, HEADING_FACES[block.level]), *block.body)
    boxes = _paragraph_boxes(runs, 2, metrics)
    return boxes if block.body else _kept(boxes)


def _title_boxes(text: str, keep: tuple[str, ...], metrics: Metrics) -> list[Box]:
    advances = tuple(metrics.advances(text, "xiaobiaosong"))
    lines = break_title(text, advances, int(TEXT_WIDTH / TITLE_PT * UNITS), keep)
    return _kept([_title_box(line, metrics) for line in lines])


def _title_box(text: str, metrics: Metrics) -> Box:
    def place(top: float) -> list[Item]:
        y = title_baseline(top, TITLE_PT)
        return [centered(text, "xiaobiaosong", y, metrics, size=TITLE_PT)]

    return Box(PITCH, EM, place)


def _annex_boxes(block: Annex, metrics: Metrics) -> list[Box]:
    """附件 and its ordinal in 黑体 at the top left of a new page, the title on the third line."""
    label = line_box(set_lines((Run(block.label, "hei"),), ROOM, metrics)[0], body=False)
    label.starts_page = True
    title = _title_boxes(block.title, block.keep, metrics)
    return _kept([label, blank_box(), *title, blank_box()])


def _kept(boxes: list[Box]) -> list[Box]:
    for box in boxes:
        box.keeps_next = True
    return boxes


def _held(boxes: list[Box], count: int = 1) -> list[Box]:
    """Let the last boxes stay with what follows."""
    for box in boxes[-count:]:
        box.keeps_next = True
    return boxes


def _keep_signature(boxes: list[Box], signature: Box) -> list[Box]:
    """Join the signature to the last lines of body, so that it never stands alone on a page.

    The first line of body is left where it is: the first page has to show body text.
    """
    body = [index for index, box in enumerate(boxes) if box.body or box.head]
    start = body[1:][-WITH_SIGNATURE:][0] if len(body) > 1 else len(boxes)
    keep_together(boxes[start:])
    if start < len(boxes):
        _held(boxes)
    return [*boxes, signature]
