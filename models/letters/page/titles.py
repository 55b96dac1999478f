"""Breaking a title: few lines, at words, in the shape of a trapezoid or a diamond (GB/T 9704-2012 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from models.letters.page.breaking import break_lines, may_break

# Where a title likes to break: before and after these words, and never inside them.
_WORDS = (
    "关于|有限责任公司|股份有限公司|有限公司|合伙企业|工作室|研究院|研究所|事务所|服务中心|"
    "给予|不予|准予|同意|拨付|核定|兑现|下达|申报|申请|认定|推荐|办理|撤回|撤销|补正|受理|审查|审核|"
    "奖励|奖补|补助|补贴|资助|资金|经费|项目|事项|材料|企业|年度|政策|名单|结果|情况|意见|工作|"
    "通知书|告知书|决定书|审批表|送达回证|通知|公示|公告|通告|批复|决定|请示|报告|的函|复函|"
    "统一社会|信用代码|法定代表人|联系电话|人民政府|开发区|科学技术|发展和改革|经济和信息化|研发投入|高新技术|中小企业|若干|进一步|推动|高质量发展"
)
_WORD = re.compile(f"(?:{_WORDS})")
_SHORT_NAME = re.compile(r"《[^《》]*》|（[^（）]*）|〔[^〔〕]*〕|“[^“”]*”|[0-9０-９]+年?")
_LEADING = ("关于", "给予", "不予", "准予", "同意", "拨付", "核定", "兑现", "下达", "和", "及", "或", "并")
_TRAILING = ("关于", "的", "和", "及", "、", "）", "》", " ")
_SHORT_NAME_CHARS = 12
_KEPT, _INSIDE_WORD, _PLAIN, _AT_WORD, _GOOD = 400, 60, 12, 3, 0
_EXTRA_LINE, _MANY_LINES = 45.0, 2
_UNEVEN, _SHORT, _WAIST, _LEVEL = 40.0, 30.0, 25.0, 8.0


@lru_cache(maxsize=512)
def break_title(
    text: str, widths: tuple[int, ...], line_width: int, keep: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the lines of a title no wider than `line_width`: as few as its width allows, or one more to keep words.

    A line has at least two characters. Phrases in `keep`, names in 《》, （） and 〔〕, figures and common words are
    broken only where nothing else fits.
    """
    ends = tuple(accumulate(widths, initial=0))
    if ends[-1] <= line_width:
        return (text,)
    penalties = _penalties(text, keep)
    fewest = -(-ends[-1] // line_width)
    best = _best(ends, penalties, line_width, fewest)
    if best is None or (best[0] > _EXTRA_LINE * (fewest + 1) and fewest <= _MANY_LINES):
        another = _best(ends, penalties, line_width, fewest + 1)
        best = min(filter(None, (best, another)), default=None)
    if best is None:
        return tuple(text[a:b] for a, b in break_lines(text, widths, line_width))
    return tuple(text[a:b].strip(" ") for a, b in pairwise(best[1]))


def _best(
    ends: Sequence[int], penalties: Sequence[int | None], line_width: int, count: int
) -> tuple[float, tuple[int, ...]] | None:
    divisions = _divisions(ends, penalties, line_width, count)
    return min((_cost(cuts, ends, penalties, line_width) for cuts in divisions), default=None)


def _penalties(text: str, keep: Sequence[str]) -> list[int | None]:
    """The price of a break before each character; None forbids it."""
    prices: list[int | None] = [_price(text, at) if 0 < at < len(text) else None for at in range(len(text))]
    spans = [(match.span(), _INSIDE_WORD) for match in _WORD.finditer(text)]
    spans += [(match.span(), _name_price(match[0])) for match in _SHORT_NAME.finditer(text)]
    for phrase in keep:
        spans += [(match.span(), _KEPT) for match in re.finditer(re.escape(phrase), text)] if phrase else []
    for (start, end), price in spans:
        for at in range(start + 1, end):
            base = prices[at]
            prices[at] = None if base is None else base + price
        for edge in (start, end):
            if 0 < edge < len(text) and prices[edge] is not None:
                prices[edge] = min(prices[edge] or 0, _AT_WORD)
    return prices


def _name_price(name: str) -> int:
    return _KEPT if len(name) <= _SHORT_NAME_CHARS else _PLAIN


def _price(text: str, at: int) -> int | None:
    if not may_break(text, at) or text[at] == "的":
        return None
    if text.endswith(_TRAILING, 0, at) or text.startswith(_LEADING, at):
        return _GOOD
    return _PLAIN


def _divisions(
    ends: Sequence[int], penalties: Sequence[int | None], line_width: int, count: int
) -> Iterator[tuple[int, ...]]:
    """Every way to cut the title into `count` lines that fit, as boundaries from 0 to its length."""
    length = len(penalties)

    def cut(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 1:
            if length - start >= 2 and ends[length] - ends[start] <= line_width:
                yield (start, length)
            return
        at = start + 2
        while at < length and ends[at] - ends[start] <= line_width:
            if penalties[at] is not None and ends[length] - ends[at] <= line_width * (left - 1):
                for rest in cut(at, left - 1):
                    yield (start, *rest)
            at += 1

    yield from cut(0, count)


def _cost(
    cuts: Sequence[int], ends: Sequence[int], penalties: Sequence[int | None], line_width: int
) -> tuple[float, tuple[int, ...]]:
    sizes = [ends[b] - ends[a] for a, b in pairwise(cuts)]
    price = float(sum(penalties[at] or 0 for at in cuts[1:-1]))
    return price + _EXTRA_LINE * len(sizes) + _shape_cost(sizes, line_width), tuple(cuts)


def _shape_cost(sizes: Sequence[int], line_width: int) -> float:
    """Small for a trapezoid or diamond with gentle steps; dear for an hourglass, a rectangle, a lone short line."""
    mean = sum(sizes) / len(sizes)
    cost = _UNEVEN * sum(abs(size - mean) for size in sizes) / (len(sizes) * line_width)
    cost += sum(_SHORT for size in sizes if size < 0.4 * max(sizes))
    waist = any(
        sizes[i] < sizes[i - 1] and any(later > sizes[i] for later in sizes[i + 1 :])
        for i in range(1, len(sizes) - 1)
    )
    level = max(sizes) - min(sizes) < line_width / 20
    return cost + (_WAIST if waist else 0.0) + (_LEVEL if level else 0.0)
