"""Step 5: the search index over cases, and the triggers that note which cases to index again."""

from __future__ import annotations

from typing import Any

_CASE_COLUMNS = (
    "case_no, applicant_id, pack_id, matter_id, clause, domain, kind, stage, event_year, unit, handler_id, "
    "scope_key, remark"
)


def apply(db: Any) -> None:
    """Create the index empty; the first start after this step fills it."""
    db.execute(
        "CREATE VIRTUAL TABLE case_grams USING fts5 (tokens, content='', detail=none, columnsize=0, "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    db.execute(
        "CREATE TABLE case_search (case_id INTEGER PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE, "
        "hay TEXT NOT NULL, facets TEXT NOT NULL, matter TEXT NOT NULL) STRICT"
    )
    db.execute("CREATE TABLE search_dirty (case_id INTEGER PRIMARY KEY) STRICT")
    db.execute("CREATE TABLE search_state (tokenizer INTEGER NOT NULL) STRICT")
    db.execute("INSERT INTO search_state (tokenizer) VALUES (0)")
    # Not "OR IGNORE": inside a trigger the conflict rule of the outer statement would take its place.
    for name, event, chosen in (
        ("case_added", "AFTER INSERT ON cases", "id = NEW.id"),
        ("case_changed", f"AFTER UPDATE OF {_CASE_COLUMNS} ON cases", "id = NEW.id"),
        ("applicant_changed", "AFTER UPDATE OF name, code, contact ON applicants", "applicant_id = NEW.id"),
        ("letter_added", "AFTER INSERT ON letters WHEN NEW.case_id IS NOT NULL", "id = NEW.case_id"),
    ):
        db.execute(
            f"CREATE TRIGGER search_{name} {event} BEGIN INSERT INTO search_dirty (case_id) "
            f"SELECT id FROM cases WHERE {chosen} AND id NOT IN (SELECT case_id FROM search_dirty); END"
        )
