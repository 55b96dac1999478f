"""Numbers that identify enterprises and people: tidied as typed, checked by python-stdnum, masked for lists."""

from __future__ import annotations

import unicodedata
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from models.errors import UserError

_DIGITS = "0123456789"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LOOKALIKE = {"O": "0", "I": "1", "S": "5", "Z": "2"}
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_CODE = "统一社会信用代码"
ID_NUMBER = "身份证号"


def tidy_code(typed: str) -> str:
    """Return a typed number in half-width capitals without spaces, hyphens or dots."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(char for char in folded if not char.isspace() and char not in "-–—·.,，、")


def check_credit_code(typed: str, *, field: str = "code") -> str:
    """Return the tidied 统一社会信用代码 (GB 32100); raises UserError telling which character is wrong."""
    code = tidy_code(typed)
    _check_length(code, CREDIT_CODE, field)
    for place, char in enumerate(code, start=1):
        if char not in _USCC_ALPHABET:
            raise _bad_char(CREDIT_CODE, place, char, field)
        if 3 <= place <= 8 and char not in _DIGITS:
            raise UserError(
                f"{CREDIT_CODE}第 {place} 位应为数字",
                f"填写的是“{char}”，第3至8位是行政区划码",
                "请对照营业执照核对",
                field=field,
            )
    expected = str(uscc.calc_check_digit(code))
    if code[17] != expected:
        raise UserError(
            f"{CREDIT_CODE}校验位不对",
            f"按前17位推算，第18位应为“{expected}”，填写的是“{code[17]}”{_org_code_hint(code)}",
            "请对照营业执照逐位核对",
            field=field,
        )
    return code


def _org_code_hint(code: str) -> str:
    """Narrow the mistake down with the second check character that the code carries (GB 11714)."""
    total = sum(
        weight * _USCC_ALPHABET.index(char) if char in _DIGITS else weight * (ord(char) - 55)
        for weight, char in zip(_ORG_WEIGHTS, code[8:16], strict=True)
    )
    check = (11 - total % 11) % 11
    expected = "X" if check == 10 else str(check)
    if code[16] == expected:
        return "；第9至17位自身相符，差错可能在第1至8位或第18位"
    return "；第9至17位自身也不相符，差错可能在其中"


def check_id_number(typed: str, *, field: str = "code", today: date | None = None) -> str:
    """Return the tidied 18-character 身份证号 (GB 11643); raises UserError telling what is wrong and where."""
    code = tidy_code(typed)
    _check_length(code, ID_NUMBER, field)
    for place, char in enumerate(code, start=1):
        if char not in _DIGITS and not (place == 18 and char == "X"):
            raise _bad_char(ID_NUMBER, place, char, field)
    try:
        born = ric.get_birth_date(code)
    except (ValidationError, ValueError):
        born = None
    if born is None or born.year < 1880 or (today is not None and born > today):
        raise UserError(
            f"{ID_NUMBER}第7至14位不是有效的出生日期",
            f"填写的是“{code[6:14]}”",
            "请对照身份证核对",
            field=field,
        )
    expected = str(ric.calc_check_digit(code))
    if code[17] != expected:
        raise UserError(
            f"{ID_NUMBER}校验位不对",
            f"按前17位推算，第18位应为“{expected}”，填写的是“{code[17]}”",
            "请对照身份证逐位核对",
            field=field,
        )
    return code


def _check_length(code: str, label: str, field: str) -> None:
    if not code:
        raise UserError(f"请填写{label}", "", "", field=field)
    if len(code) != 18:
        more = "少" if len(code) < 18 else "多"
        raise UserError(
            f"{label}应为18位",
            f"填写了 {len(code)} 位，{more}了 {abs(len(code) - 18)} 位",
            "请核对",
            field=field,
        )


def _bad_char(label: str, place: int, char: str, field: str) -> UserError:
    meant = _LOOKALIKE.get(char)
    hint = f"是否为“{meant}”？请核对" if meant else "请核对"
    return UserError(f"{label}第 {place} 位不能是“{char}”", "", hint, field=field)


def mask_number(number: str) -> str:
    """Return a number with its middle hidden: 3301**********001X."""
    if len(number) <= 8:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(phone: str) -> str:
    """Return a telephone number with four digits hidden: 138****5678."""
    if len(phone) < 7:
        return "*" * len(phone)
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]


def mask_account(account: str) -> str:
    """Return a bank account showing its last four digits only."""
    return "*" * max(len(account) - 4, 0) + account[-4:] if len(account) > 4 else "*" * len(account)
