"""What an applicant declared, as a letter says it: amounts grouped, days in Chinese, yes and no in words."""

from __future__ import annotations

from models.errors import UserError
from models.money import parse_yuan, yuan_grouped
from models.periods import chinese_date, parse_date
from models.policy.model import Fact


def fact_words(fact: Fact, value: object) -> str:
    """Return a fact's value as printed in a letter; what cannot be read as its type is given as it stands."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    try:
        if fact.type == "money":
            return f"{yuan_grouped(parse_yuan(value))}{fact.unit or '元'}"
        if fact.type == "date":
            return chinese_date(parse_date(value))
    except UserError:
        return str(value)
    unit = "%" if fact.type == "percent" else fact.unit
    return f"{value}{unit}"
