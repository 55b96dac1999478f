"""The version of the program, as shown, written into backups and stamped on the Windows programs."""

VERSION = "0.1.0"
