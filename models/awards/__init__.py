"""Award rules as pure functions from facts to an assessment."""
