"""One line of the `assess` command: a JSON object in, an assessment or a named fault out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar

from models.awards.assessment import assess
from models.awards.facts import EVENT_DATE, FactValue, parse_fact, parse_facts
from models.errors import FieldErrors, UserError, shown
from models.money import parse_yuan
from models.policy.model import Fact
from models.policy.pack import Pack

PackFor = Callable[[str, object], Pack]
T = TypeVar("T")
OVERLONG = "（行过长）"  # stands for a line too long to be a line of facts
_KEYS = ("id", "matter", "facts", "prior", "prior_months")
_PRIOR_MONTHS = Fact(key="prior_months", label="此前已计月数", type="count")


def assess_line(text: str, pack_for: PackFor) -> tuple[dict[str, Any], bool]:
    """Return the answer to one input line and whether it could be computed.

    `pack_for` gives the pack for a matter id and the raw event date. A fault never stops the batch.
    """
    request_id: Any = None
    try:
        request, twice = _read(text)
        request_id = None if "id" in twice else request.get("id")
        _refuse_repeated(twice)
        return {"id": request_id} | _assess(request, pack_for), True
    except UserError as error:
        return {"id": request_id, "error": _as_json(error)}, False


def _as_json(error: UserError) -> dict[str, Any]:
    answer: dict[str, Any] = {"field": error.field, "message": error.message}
    if isinstance(error, FieldErrors) and len(error.errors) > 1:
        answer["others"] = [{"field": e.field, "message": e.message} for e in error.errors[1:]]
    return answer


def _read(text: str) -> tuple[dict[str, Any], list[str]]:
    """Return the line's object and the names that stand in it more than once."""
    twice: list[str] = []

    def noted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            times = Counter(name for name, _ in pairs)
            twice.extend(name for name, count in times.items() if count > 1)
        return found

    if text == OVERLONG:
        raise UserError("这一行过长", "超过一百万字节", "请核对是否少了换行", field="json")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UserError(
            "这一行不是 UTF-8 编码", "文件可能是用 GBK 等编码保存的", "请另存为 UTF-8", field="json"
        )
    try:
        request = json.loads(
            text,
            parse_float=Decimal,
            parse_int=_integer,
            parse_constant=_NotANumber,
            object_pairs_hook=noted,
        )
    except json.JSONDecodeError as error:
        raise UserError(
            "这一行不是有效的 JSON",
            f"第 {error.pos + 1} 个字符处不符合格式",
            "请核对引号、括号和逗号",
            field="json",
        ) from None
    except (ValueError, RecursionError):
        raise UserError("这一行不能读取", "嵌套过深或数字过长", "请核对内容", field="json") from None
    if not isinstance(request, dict):
        raise UserError("这一行不是 JSON 对象", "应当是花括号括起的一组内容", "请改正", field="json")
    return request, twice


def _refuse_repeated(twice: list[str]) -> None:
    """A name given twice would silently lose one of its values."""
    if twice:
        name = twice[0]
        raise UserError(f"“{shown(name)}”写了两次", "同一名称只能有一个值", "请删去多余的一个", field=name)


def _refuse_misspelt(request: dict[str, Any]) -> None:
    """Other keys may stand in a line, but a misspelt `prior` must not silently change the ceiling."""
    for name in request:
        if name not in _KEYS and (near := get_close_matches(name, _KEYS, n=1, cutoff=0.75)):
            raise UserError(f"不认识“{shown(name)}”", f"是否应为“{near[0]}”", "请核对名称", field=name)


def _integer(digits: str) -> int | Decimal:
    """Python refuses to read integers of thousands of digits; as Decimal they are refused by their field."""
    return int(digits) if len(digits) <= 30 else Decimal(digits)


class _NotANumber:
    """NaN and Infinity, which JSON does not know; kept so that the field can be named."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return self._name


def _assess(request: dict[str, Any], pack_for: PackFor) -> dict[str, Any]:
    _refuse_misspelt(request)
    matter_id, facts = request.get("matter"), request.get("facts")
    if not isinstance(matter_id, str):
        raise UserError("未写明事项", "matter 应当是事项编号，如 13-1", "请补充", field="matter")
    if not isinstance(facts, dict):
        raise UserError("未写明要素", "facts 应当是要素名称和取值的对象", "请补充", field="facts")
    pack = pack_for(matter_id, facts.get(EVENT_DATE))
    matter = pack.matter(matter_id)
    errors: list[UserError] = []
    nothing: dict[str, FactValue] = {}
    values = _collect(errors, lambda: parse_facts(matter, facts), nothing)
    prior_fen = _collect(errors, lambda: _prior(request), 0)
    prior_months = _collect(errors, lambda: _prior_months(request), 0)
    if errors:
        raise FieldErrors(errors)
    return assess(pack, matter, values, prior_fen=prior_fen, prior_months=prior_months).as_json()


def _collect(errors: list[UserError], parse: Callable[[], T], otherwise: T) -> T:
    try:
        return parse()
    except FieldErrors as error:
        errors.extend(error.errors)
    except UserError as error:
        errors.append(error)
    return otherwise


def _prior(request: dict[str, Any]) -> int:
    value = request.get("prior")
    return 0 if value is None else parse_yuan(value, field="prior", label="此前已核定金额")


def _prior_months(request: dict[str, Any]) -> int:
    value = request.get("prior_months")
    months = parse_fact(_PRIOR_MONTHS, 0 if value is None else value)
    assert isinstance(months, int)
    return months
