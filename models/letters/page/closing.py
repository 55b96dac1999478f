"""The end of a letter: 附件说明, 署名 and 成文日期 with room for the seal, 附注, the QR code, 版记."""

from __future__ import annotations

from datetime import date as Date

from models.letters.page.blocks import QR, Attachments, Form, Imprint, Note, Run, Signature
from models.letters.page.boxes import Box, blank_box, line_box, small_box
from models.letters.page.items import Code, Item, Metrics, Rule, Text
from models.letters.page.lines import UNITS, Line, centered, place_aligned, place_line, set_lines
from models.letters.page.measures import (
    ASCENT,
    BODY_PT,
    DATE_RIGHT_CHARS,
    EM,
    FINE_PT,
    IMPRINT_INNER_WEIGHT,
    IMPRINT_OUTER_WEIGHT,
    IMPRINT_PITCH,
    LEFT,
    LINE_CHARS,
    LONG_UNIT_CHARS,
    PITCH,
    QR_SIZE,
    RIGHT,
    SEAL_LINES,
    SMALL_PT,
    TEXT_WIDTH,
    mm,
)
from models.letters.page.titles import break_title

OPEN_DATE = "　　　　年　　月　　日"
ATTACHMENTS_LABEL, COPIES_LABEL = "附件：", "抄送："
INDENT = 2 * UNITS
QR_CODE_GAP = mm(1)


def chinese_date(day: Date) -> str:
    """成文日期 in Arabic numerals, month and day not padded."""
    return f"{day.year}年{day.month}月{day.day}日"


def attachment_boxes(block: Attachments, metrics: Metrics) -> list[Box]:
    """附件说明: one blank line below the body, names hanging under their first character."""
    lines: list[Line] = []
    for ordinal, name in enumerate(block.names, 1):
        label = ATTACHMENTS_LABEL if ordinal == 1 else "　" * len(ATTACHMENTS_LABEL)
        prefix = label + (f"{ordinal}." if len(block.names) > 1 else "")
        hang = INDENT + sum(metrics.advances(prefix, "fangsong"))
        text = Run(prefix.strip("　") + name)
        first = hang - sum(metrics.advances(prefix.strip("　"), "fangsong"))
        lines += set_lines((text,), LINE_CHARS * UNITS, metrics, first_indent=first, rest_indent=hang)
    return [blank_box(keeps_next=True), *(line_box(line, body=False) for line in lines)]


def signature_box(block: Signature, code: QR | None, metrics: Metrics) -> Box:
    """署名 centred on the date, the date 4 characters from the right, above them the upper half of the seal."""
    date_text = chinese_date(block.date) if block.date else OPEN_DATE
    date_width = sum(metrics.advances(date_text, "fangsong")) * EM / UNITS
    center = RIGHT - DATE_RIGHT_CHARS * EM - date_width / 2
    unit_width = sum(metrics.advances(block.unit, "fangsong")) * EM / UNITS
    if 2 * (RIGHT - center) < unit_width <= LONG_UNIT_CHARS * EM:
        # A name longer than that takes the date with it to the left rather than being broken above it.
        center = RIGHT - unit_width / 2
    unit_lines = break_title(
        block.unit,
        tuple(metrics.advances(block.unit, "fangsong")),
        int(2 * (RIGHT - center) / EM * UNITS + 0.5),
    )
    count = SEAL_LINES + len(unit_lines) - 1

    def place(top: float) -> list[Item]:
        y = top + (SEAL_LINES - 2) * PITCH + ASCENT * EM
        items: list[Item] = []
        for text in (*unit_lines, date_text):
            items.append(centered(text, "fangsong", y, metrics, size=BODY_PT, em=EM, center=center))
            y += PITCH
        return items + (_code_items(code, y - PITCH, metrics) if code else [])

    return Box(count * PITCH, (count - 1) * PITCH + EM, place)


def _code_items(code: QR, foot: float, metrics: Metrics) -> list[Item]:
    """The QR code flush left, its printed code below it on base line `foot`."""
    top = foot - ASCENT * FINE_PT - QR_CODE_GAP - QR_SIZE if code.code else foot - QR_SIZE
    items: list[Item] = [Code(LEFT, top, QR_SIZE, code.payload)]
    if code.code:
        items.append(Text(LEFT, foot, code.code, "song", FINE_PT, FINE_PT))
    return items


def code_box(code: QR, metrics: Metrics) -> Box:
    """A QR code at the foot of the page, where there is no signature to stand beside."""
    height = QR_SIZE + (QR_CODE_GAP + FINE_PT if code.code else 0.0)
    box = small_box(lambda top: _code_items(code, top + height, metrics), height)
    box.bottom = True
    return box


def note_boxes(block: Note, metrics: Metrics) -> list[Box]:
    """附注 in round brackets, indent 2."""
    runs = (Run(f"（{block.text}）"),)
    lines = set_lines(runs, LINE_CHARS * UNITS, metrics, first_indent=INDENT)
    return [line_box(line, body=False) for line in lines]


def imprint_box(block: Imprint, form: Form, metrics: Metrics) -> Box:
    """版记 at the foot of the last page; 信函格式 has neither rules nor 印发机关."""
    copies = _copies_lines(block, metrics)
    plain = form == "信函格式"
    issue = not plain and bool(block.unit or block.date)
    rows = len(copies) + issue
    height = rows * IMPRINT_PITCH + mm(1.2) * (not plain) * (bool(copies) + issue)

    def place(top: float) -> list[Item]:
        items: list[Item] = []
        y = top
        if copies:
            items += [] if plain else [_rule(y, IMPRINT_OUTER_WEIGHT)]
            y += 0 if plain else mm(0.6)
            for line in copies:
                items += place_line(line, _row_baseline(y), x=LEFT, size=SMALL_PT, em=SMALL_PT)
                y += IMPRINT_PITCH
            y += 0 if plain else mm(0.6)
        if issue:
            items.append(_rule(y, IMPRINT_INNER_WEIGHT if copies else IMPRINT_OUTER_WEIGHT))
            items += _issue_items(block, y + mm(0.6), metrics)
        return items + ([] if plain else [_rule(top + height, IMPRINT_OUTER_WEIGHT)])

    box = small_box(place, height)
    box.bottom = True
    return box


def _rule(y: float, weight: float) -> Rule:
    return Rule(LEFT, y, RIGHT, y, weight)


def _row_baseline(top: float) -> float:
    return top + (IMPRINT_PITCH - SMALL_PT) / 2 + ASCENT * SMALL_PT


def _copies_lines(block: Imprint, metrics: Metrics) -> list[Line]:
    """抄送 with one character free left and right, hanging under the first character after the colon."""
    if not block.copies_to:
        return []
    text = COPIES_LABEL + "，".join(block.copies_to) + "。"
    room = int((TEXT_WIDTH / SMALL_PT - 1) * UNITS)
    hang = (1 + len(COPIES_LABEL)) * UNITS
    return set_lines((Run(text),), room, metrics, first_indent=UNITS, rest_indent=hang, justify=False)


def _issue_items(block: Imprint, top: float, metrics: Metrics) -> list[Item]:
    """印发机关 left and 印发日期 right, one character in."""
    items: list[Item] = []
    date_text = f"{chinese_date(block.date)}印发" if block.date else ""
    for text, align in ((block.unit, "left"), (date_text, "right")):
        if text:
            line = set_lines((Run(text),), 100 * UNITS, metrics)[0]
            room = TEXT_WIDTH - 2 * SMALL_PT
            y = _row_baseline(top)
            items += place_aligned(line, y, align, LEFT + SMALL_PT, room, size=SMALL_PT)  # type: ignore[arg-type]
    return items
