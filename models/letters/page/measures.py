"""The measures of GB/T 9704-2012 in points, from the top left corner of the page, and the grid they make."""

from __future__ import annotations

PT_PER_MM = 72 / 25.4


def mm(value: float) -> float:
    """Millimetres in points."""
    return value * PT_PER_MM


PAGE_WIDTH, PAGE_HEIGHT = mm(210), mm(297)
LEFT, TOP = mm(28), mm(37)
TEXT_WIDTH, TEXT_HEIGHT = mm(156), mm(225)
RIGHT, BOTTOM = LEFT + TEXT_WIDTH, TOP + TEXT_HEIGHT

# 28 em = 156 mm and (22 + 21 * 7/8) em = 225 mm meet at one em, so characters and lines share one grid.
LINE_CHARS, PAGE_LINES = 28, 22
EM = TEXT_WIDTH / LINE_CHARS
PITCH = EM * 15 / 8
LEADING = PITCH - EM

# The Han character's box hangs from 0.88 em above the base line to 0.12 em below it in every face used here.
ASCENT, DESCENT = 0.88, 0.12

TITLE_PT, BODY_PT, SMALL_PT, FINE_PT = 22.0, 16.0, 14.0, 10.5

# 发文机关标志: the ink's top from the page edge, the height aimed at, and how far it may be narrowed to fit.
MARK_INK_TOP = {"文件格式": mm(72), "信函格式": mm(30)}
MARK_MAX_PT, MARK_MIN_SCALE = 48.0, 0.66
MARK_MAX_GAP_EM = 0.5

RED_RULE_GAP, RED_RULE_WEIGHT = mm(4), mm(0.5)
LETTER_RULE_WIDTH = mm(170)
LETTER_RULE_THICK, LETTER_RULE_THIN, LETTER_RULE_SPACE = mm(0.7), mm(0.25), mm(0.6)
LETTER_FOOT_RULE = PAGE_HEIGHT - mm(20)

PAGE_NUMBER_DASH_TOP = BOTTOM + mm(7)
DATE_RIGHT_CHARS = 4
LONG_UNIT_CHARS = 22
"""Up to this length 署名 stands in one line; longer, it would meet the QR code at the left."""
SEAL_LINES = 4
"""署名 and date stand on the last two of four lines: 41.8 mm, the height of a 42 mm seal."""

IMPRINT_OUTER_WEIGHT, IMPRINT_INNER_WEIGHT = mm(0.35), mm(0.25)
IMPRINT_PITCH = mm(7.6)

GRID_WEIGHT, FRAME_WEIGHT = 0.5, 0.9
CELL_PADDING = mm(1.2)
SMALL_LEADING = 1.4
"""Line pitch of type in cells, as a multiple of its size."""

QR_SIZE = mm(20)

# Forms are no 公文: they use more of the page, and carry their QR code in the corner above the title.
FORM_TOP, FORM_TOP_BELOW_CODE, FORM_BOTTOM = mm(25), mm(31), mm(275)
FORM_QR_TOP, FORM_QR_SIZE = mm(11), mm(17)
FORM_PAGE_NUMBER_DASH_TOP = FORM_BOTTOM + mm(7)
FORM_TITLE_GAP = mm(3)

BLACK = (0.0, 0.0, 0.0)
RED = (1.0, 0.0, 0.0)
PALE = (0.88, 0.88, 0.88)


def grid_line(index: float) -> float:
    """The top of the em box on grid line `index`, the first of the page being 0."""
    return TOP + index * PITCH


def baseline(em_top: float, size_pt: float) -> float:
    """The base line of type whose em box starts at `em_top`."""
    return em_top + ASCENT * size_pt
