"""Runs the pending steps, each in its own transaction, with foreign keys off while tables are rebuilt."""

from __future__ import annotations

from types import ModuleType

import sqlite_utils

from models.errors import EnvironmentProblem
from models.storage import seals
from models.storage.database import APPLICATION_ID, Database
from models.storage.migrations import (
    LATEST,
    m0001_office,
    m0002_cases,
    m0003_casework,
    m0004_letters,
    m0005_search,
    m0006_exchange,
    m0007_pack_version,
    m0008_case_lists,
    m0009_row_seals,
    m0010_withdrawn_figures,
)

# In order; the position is the schema version the step leads to.
STEPS: tuple[ModuleType, ...] = (
    m0001_office,
    m0002_cases,
    m0003_casework,
    m0004_letters,
    m0005_search,
    m0006_exchange,
    m0007_pack_version,
    m0008_case_lists,
    m0009_row_seals,
    m0010_withdrawn_figures,
)
assert len(STEPS) == LATEST
_SEALS_SINCE = 9


def migrate(db: Database, version: int) -> None:
    """Bring the database from `version` to the latest; a step that fails leaves the file as it was before it."""
    connection = db.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        tables = sqlite_utils.Database(connection, strict=True)
        for number, step in enumerate(STEPS[version:], start=version + 1):
            with db.atomic():
                step.apply(tables)
                if number == _SEALS_SINCE:
                    seals.renew(connection)
                broken = connection.execute("PRAGMA foreign_key_check").fetchone()
                if broken is not None:
                    raise EnvironmentProblem(
                        "升级数据库时发现引用断裂", f"表 {broken[0]}", "升级已撤回，请联系维护人员"
                    )
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
