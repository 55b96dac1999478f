"""Amounts of money as a letter writes them: in capitals after 支付结算办法 (附一), and in figures."""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
LIMIT_FEN = 10**17
"""One thousand 万亿 yuan; amounts stay below."""


def capitals(amount_fen: int) -> str:
    """Return an amount in 分 in Chinese capitals, for example 人民币壹拾壹万伍仟元整.

    Ends in 整 after 元 only; as in the examples of 支付结算办法 附一 nothing follows 角 or 分. Inner zeros are written as
    one 零; where the rule leaves 零 open (元位为零 before 角, 万位为零 before 仟) it is not written.
    Raises ValueError for a negative amount or one of a thousand 万亿 yuan and more.
    """
    _check(amount_fen)
    yuan, cents = divmod(amount_fen, 100)
    jiao, fen = divmod(cents, 10)
    words = f"{_integer(yuan)}元" if yuan or not cents else ""
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif fen and words:
        words += "零"
    if fen:
        words += f"{DIGITS[fen]}分"
    return f"人民币{words}" + ("" if cents else "整")


def figures(amount_fen: int) -> str:
    """Return an amount in 分 in figures with the yuan sign U+00A5 and thousands separators: ¥115,000.00.

    Raises ValueError as `capitals` does.
    """
    _check(amount_fen)
    return f"¥{amount_fen // 100:,}.{amount_fen % 100:02d}"


def _check(amount_fen: int) -> None:
    if not 0 <= amount_fen < LIMIT_FEN:
        raise ValueError(f"amount out of range for a letter: {amount_fen} fen")


def _integer(value: int) -> str:
    """The digits of a whole number of yuan: 亿 first, then 万, then the rest."""
    if value == 0:
        return DIGITS[0]
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if value >= unit:
            high, low = divmod(value, unit)
            return _integer(high) + name + _rest(low, unit // 10)
    return _thousands(value)


def _rest(low: int, top_place: int) -> str:
    """What follows 亿 or 万; a missing top place is read as one 零."""
    if low == 0:
        return ""
    return ("" if low >= top_place else DIGITS[0]) + _integer(low)


def _thousands(value: int) -> str:
    words = ""
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            words += DIGITS[digit] + PLACES[place]
        elif words and value % 10**place and not words.endswith(DIGITS[0]):
            words += DIGITS[0]
    return words
