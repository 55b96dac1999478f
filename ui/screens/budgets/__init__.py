"""The budget lines of the document: planned, committed, paid, executed."""
