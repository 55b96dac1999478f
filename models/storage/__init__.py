"""The SQLite store: opening, migrations, repositories and read queries."""
