"""Step 8: what the case list sorts by and counts: an index for each sorted column, and cases counted by their facets."""

from __future__ import annotations

from typing import Any

_STAGES = (
    "|登记|立项|受理|审查|核定|初审|复审|审批|推荐|转办|进展|公示|批复|反馈|结果|拨付|办结|追回|归档"
    "|不予受理|不予核准|撤回|终止|撤销|"
)
_MATTER = "CAST(matter_id AS INTEGER) * 1000 + CAST(substr(matter_id, instr(matter_id, '-') + 1) AS INTEGER)"
_FACETS = "matter_id, clause, domain, kind, unit, event_year, handler_id, stage"
_NEW = (
    "NEW.matter_id, NEW.clause, NEW.domain, NEW.kind, NEW.unit, NEW.event_year, "
    "ifnull(NEW.handler_id, 0), NEW.stage"
)


def apply(db: Any) -> None:
    """Sorting and counting a million cases must not read them all."""
    for name, expression in (
        ("matter", _MATTER),
        ("stage", f"instr('{_STAGES}', '|' || stage || '|')"),
        ("due", "ifnull(due_on, '~')"),
        ("handler", "ifnull(handler_id, 0)"),
        ("applied", "ifnull(applied_fen, -1)"),
        ("ceiling", "ifnull(ceiling_fen, -1)"),
        ("determined", "ifnull(determined_fen, -1)"),
        ("paid", "paid_fen"),
        ("registered", "registered_on"),
        ("year", "event_year"),
        ("unit", "unit"),
        ("kind", "kind"),
    ):
        db.execute(f"CREATE INDEX idx_cases_by_{name} ON cases ({expression})")
    _counters(db)


def _counters(db: Any) -> None:
    columns = ", ".join(
        f"{name} {'INTEGER' if name in ('event_year', 'handler_id') else 'TEXT'} NOT NULL"
        for name in _FACETS.split(", ")
    )
    db.execute(
        f"CREATE TABLE facet_counts ({columns}, cases INTEGER NOT NULL, PRIMARY KEY ({_FACETS})) "
        "STRICT, WITHOUT ROWID"
    )
    source = _FACETS.replace("handler_id", "ifnull(handler_id, 0)")
    db.execute(
        f"INSERT INTO facet_counts SELECT {source}, count(*) FROM cases GROUP BY {', '.join('12345678')}"
    )
    raised = (
        f"INSERT INTO facet_counts ({_FACETS}, cases) VALUES ({_NEW}, 1) "
        f"ON CONFLICT ({_FACETS}) DO UPDATE SET cases = cases + 1;"
    )
    lowered = (
        f"UPDATE facet_counts SET cases = cases - 1 WHERE ({_FACETS}) = ({_NEW.replace('NEW.', 'OLD.')});"
    )
    db.execute(f"CREATE TRIGGER facets_added AFTER INSERT ON cases BEGIN {raised} END")
    db.execute(
        f"CREATE TRIGGER facets_changed AFTER UPDATE OF {_FACETS} ON cases "
        f"WHEN ({_NEW}) IS NOT ({_NEW.replace('NEW.', 'OLD.')}) BEGIN {lowered} {raised} END"
    )
