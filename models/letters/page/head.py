"""The head of the first page: 发文机关标志, 发文字号 and the red rules of 文件格式 and 信函格式."""

from __future__ import annotations

from dataclasses import dataclass

from models.letters.page.blocks import QR, Document, Form, Mark, Number, Run
from models.letters.page.items import Code, Item, Metrics, Rule, Text
from models.letters.page.lines import UNITS, centered, place_aligned, set_lines
from models.letters.page.measures import (
    ASCENT,
    BODY_PT,
    EM,
    FINE_PT,
    FORM_QR_SIZE,
    FORM_QR_TOP,
    FORM_TOP,
    FORM_TOP_BELOW_CODE,
    LEADING,
    LEFT,
    LETTER_FOOT_RULE,
    LETTER_RULE_SPACE,
    LETTER_RULE_THICK,
    LETTER_RULE_THIN,
    LETTER_RULE_WIDTH,
    LINE_CHARS,
    MARK_INK_TOP,
    MARK_MAX_GAP_EM,
    MARK_MAX_PT,
    MARK_MIN_SCALE,
    PAGE_WIDTH,
    PITCH,
    RED,
    RED_RULE_GAP,
    RED_RULE_WEIGHT,
    RIGHT,
    TEXT_WIDTH,
    TOP,
    grid_line,
)

BLANK_LINES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The items of the head and where the flow below it starts."""

    items: tuple[Item, ...]
    flow_top: float


def head_of(document: Document, metrics: Metrics) -> Head:
    """Lay out what stands above the title on the first page."""
    if document.form == "表格":
        return _form_head(document, metrics)
    mark = next((block for block in document.blocks if isinstance(block, Mark)), None)
    number = next((block for block in document.blocks if isinstance(block, Number)), None)
    items: list[Item] = []
    y = TOP
    if mark:
        mark_item, bottom = _mark(mark, document.form, metrics)
        items.append(mark_item)
        y = bottom + BLANK_LINES * PITCH
    if document.form == "信函格式":
        return _letter_head(items, y - BLANK_LINES * PITCH, number, metrics)
    return _document_head(items, y, number, metrics)


def _form_head(document: Document, metrics: Metrics) -> Head:
    """A form's QR code in the upper right corner, its printed code left of it."""
    code = next((block for block in document.blocks if isinstance(block, QR)), None)
    if code is None:
        return Head((), FORM_TOP)
    x = RIGHT - FORM_QR_SIZE
    items: list[Item] = [Code(x, FORM_QR_TOP, FORM_QR_SIZE, code.payload)]
    if code.code:
        width = sum(metrics.advances(code.code, "song")) * FINE_PT / UNITS
        y = FORM_QR_TOP + FORM_QR_SIZE
        items.append(Text(x - FINE_PT / 2 - width, y, code.code, "song", FINE_PT, FINE_PT))
    return Head(tuple(items), FORM_TOP_BELOW_CODE)


def _mark(mark: Mark, form: Form, metrics: Metrics) -> tuple[Text, float]:
    """The mark's item, narrowed and then reduced until it fits, and the lower edge of its em box."""
    _, high = metrics.ink(mark.text, "xiaobiaosong")
    units = sum(metrics.advances(mark.text, "xiaobiaosong"))
    natural = units * MARK_MAX_PT / UNITS
    scale = max(min(TEXT_WIDTH / natural, 1.0), MARK_MIN_SCALE)
    size = MARK_MAX_PT * min(TEXT_WIDTH / (natural * scale), 1.0)
    room = TEXT_WIDTH - units * size * scale / UNITS
    gap = max(min(room / len(mark.text), MARK_MAX_GAP_EM * size) * 0.6, 0.0) if scale == 1.0 else 0.0
    y = MARK_INK_TOP[form] + high * size / UNITS
    width = units * size * scale / UNITS + gap * (len(mark.text) - 1)
    x = LEFT + (TEXT_WIDTH - width) / 2
    item = Text(x, y, mark.text, "xiaobiaosong", size, size, gap, scale, RED)
    return item, y + (1 - ASCENT) * size


def _document_head(items: list[Item], y: float, number: Number | None, metrics: Metrics) -> Head:
    """文件格式: the number two lines below the mark, a red rule 4 mm below it, the title two lines below that."""
    if number is None:
        return Head(tuple(items), _nearest_line(y) if items else TOP)
    top = _nearest_line(y)
    items.append(centered(number.text, "fangsong", top + ASCENT * EM, metrics, size=BODY_PT, em=EM))
    rule_y = top + EM + RED_RULE_GAP + RED_RULE_WEIGHT / 2
    items.append(Rule(LEFT, rule_y, LEFT + TEXT_WIDTH, rule_y, RED_RULE_WEIGHT, RED))
    return Head(tuple(items), top + (1 + BLANK_LINES) * PITCH)


def _letter_head(items: list[Item], mark_bottom: float, number: Number | None, metrics: Metrics) -> Head:
    """信函格式: thick over thin below the mark, thin over thick at the foot, the number flush right."""
    y = mark_bottom + RED_RULE_GAP if items else TOP
    items += _double_rule(y, LETTER_RULE_THICK, LETTER_RULE_THIN)
    items += _double_rule(
        LETTER_FOOT_RULE - LETTER_RULE_THICK - LETTER_RULE_SPACE - LETTER_RULE_THIN,
        LETTER_RULE_THIN,
        LETTER_RULE_THICK,
    )
    y += LETTER_RULE_THICK + LETTER_RULE_SPACE + LETTER_RULE_THIN + LEADING
    if number:
        line = set_lines((Run(number.text),), LINE_CHARS * UNITS, metrics)[0]
        items += place_aligned(line, y + ASCENT * EM, "right", LEFT, TEXT_WIDTH, size=BODY_PT, em=EM)
        y += EM + LEADING
    return Head(tuple(items), _nearest_line(y + BLANK_LINES * PITCH))


def _double_rule(top: float, first: float, second: float) -> list[Item]:
    x = (PAGE_WIDTH - LETTER_RULE_WIDTH) / 2
    rules: list[Item] = []
    for y, weight in ((top, first), (top + first + LETTER_RULE_SPACE, second)):
        rules.append(Rule(x, y + weight / 2, x + LETTER_RULE_WIDTH, y + weight / 2, weight, RED))
    return rules


def _nearest_line(y: float) -> float:
    return grid_line(max(round((y - TOP) / PITCH), 0))
