"""Whether the tables of a database are those of this program: a damaged definition can still be read, as another one."""

from __future__ import annotations

import contextlib
from pathlib import Path

from models.storage.database import Database
from models.storage.migrations import LATEST


def schema_faults(db: Database) -> list[str]:
    """Return what the present schema has and the database lacks; an older file, not yet upgraded, is not judged."""
    if db.value("PRAGMA user_version") != LATEST:
        return []
    from models.storage.migrations.runner import migrate

    with contextlib.closing(Database(Path(":memory:"), clock=db.clock)) as fresh:
        migrate(fresh, 0)
        wanted = _parts(fresh)
    return [f"数据表的定义已损坏：缺少 {part}" for part in sorted(wanted - _parts(db))]


def _parts(db: Database) -> set[str]:
    """Name every table and column. Their SQL is not compared: versions of SQLite may write it differently."""
    columns = db.all(
        "SELECT m.name AS place, c.name AS part FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
    )
    return {f"{row['place']}.{row['part']}" for row in columns}
