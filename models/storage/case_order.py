"""The case list in any order: pages by key at any depth, and the keys that lead far down without reading the rows between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from models.storage.case_rows import conditions
from models.storage.database import Database
from models.storage.rows import CaseFilter, CaseOrder
from models.storage.search.query import Named, matching, words_of

Anchor = tuple[Any, ...]

# The words of each expression are those of its index (step 8 of the migrations), or the index is not used.
_STAGES = (
    "|登记|立项|受理|审查|核定|初审|复审|审批|推荐|转办|进展|公示|批复|反馈|结果|拨付|办结|追回|归档"
    "|不予受理|不予核准|撤回|终止|撤销|"
)
SORTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": (),
        "case_no": ("c.case_no",),
        "applicant": ("a.name", "a.id"),
        "matter": (
            "CAST(c.matter_id AS INTEGER) * 1000 + "
            "CAST(substr(c.matter_id, instr(c.matter_id, '-') + 1) AS INTEGER)",
        ),
        "stage": (f"instr('{_STAGES}', '|' || c.stage || '|')",),
        "due": ("ifnull(c.due_on, '~')",),
        "handler": ("ifnull(c.handler_id, 0)",),
        "applied": ("ifnull(c.applied_fen, -1)",),
        "ceiling": ("ifnull(c.ceiling_fen, -1)",),
        "determined": ("ifnull(c.determined_fen, -1)",),
        "paid": ("c.paid_fen",),
        "registered": ("c.registered_on",),
        "year": ("c.event_year",),
        "unit": ("c.unit",),
        "kind": ("c.kind",),
    }
)


@dataclass(frozen=True)
class Listing:
    """A filter and an order, ready to be asked for pages."""

    order: CaseOrder
    source: str
    where: tuple[str, ...]
    values: tuple[Any, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What the rows are ordered by; the case's id last, so that no two rows are equal."""
        return (*SORTS[self.order.column], "c.id")


def listing(
    db: Database, filter: CaseFilter, order: CaseOrder, *, today: date, soon: date, named: Named
) -> Listing:
    """Return the listing of a filter in an order; raises KeyError for an unknown column."""
    where, values = conditions(replace(filter, text=""), today, soon)
    if words_of(filter.text):
        found = matching(db, filter, named)
        where.append(f"c.id IN ({found.sql})")
        values += found.values
    by_applicant = SORTS[order.column] == SORTS["applicant"]
    # CROSS JOIN keeps the order of the loops: names from their index, then each applicant's cases.
    source = "applicants a CROSS JOIN cases c ON c.applicant_id = a.id" if by_applicant else "cases c"
    return Listing(order, source, tuple(where), tuple(values))


def page_keys(db: Database, wanted: Listing, *, after: Anchor | None, skip: int, limit: int) -> list[Anchor]:
    """Return the keys of a page: `limit` cases that follow the anchor, `skip` passed over; a key ends in the id."""
    return [tuple(row) for row in _following(db, wanted, after, skip=skip, limit=limit)]


def next_anchor(db: Database, wanted: Listing, *, after: Anchor | None, step: int) -> Anchor | None:
    """Return the key of the row that stands `step` rows after the anchor, None behind the end."""
    rows = _following(db, wanted, after, skip=step - 1, limit=1)
    return tuple(rows[0]) if rows else None


def _following(
    db: Database, wanted: Listing, after: Anchor | None, *, skip: int, limit: int
) -> Sequence[Sequence[Any]]:
    """The rows behind a key are those equal in all but the last part, then in all but the last two, and so on.

    Asked one range after another, each is read from its index in order, so that a page costs the same at any depth.
    """
    parts, values = [], []
    for condition, bound in _ranges(wanted, after):
        where = [*wanted.where, *condition]
        parts.append(_ordered(wanted, where, skip + limit))
        values += [*wanted.values, *bound]
    sql = " UNION ALL ".join(f"SELECT * FROM ({part})" for part in parts)
    return db.all(f"{sql} LIMIT ? OFFSET ?", (*values, limit, skip))


def _ranges(wanted: Listing, after: Anchor | None) -> list[tuple[list[str], list[Any]]]:
    if after is None:
        return [([], [])]
    beyond = "<" if wanted.order.descending else ">"
    keys = wanted.keys
    ranges = []
    for equal in reversed(range(len(keys))):
        condition = [f"{key} = ?" for key in keys[:equal]] + [f"{keys[equal]} {beyond} ?"]
        ranges.append((condition, list(after[: equal + 1])))
    return ranges


def _ordered(wanted: Listing, where: Sequence[str], most: int) -> str:
    way = " DESC" if wanted.order.descending else ""
    narrowed = f" WHERE {' AND '.join(where)}" if where else ""
    by = ", ".join(f"{key}{way}" for key in wanted.keys)
    return f"SELECT {', '.join(wanted.keys)} FROM {wanted.source}{narrowed} ORDER BY {by} LIMIT {int(most)}"
