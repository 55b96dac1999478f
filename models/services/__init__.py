"""Use cases: one public method is one unit of work."""
