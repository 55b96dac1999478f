"""The version of the program, as shown, written into backups and stamped on the Windows programs."""

import sqlite3

VERSION = "0.1.0"
# The SQLite that is linked in, as shown in 关于.
SQLITE = sqlite3.sqlite_version
