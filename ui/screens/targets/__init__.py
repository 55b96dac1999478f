"""The targets of the document: how each stands, and what was entered."""
