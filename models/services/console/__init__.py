"""The command line: the same program for IT staff, scheduled backups and checks from outside."""
