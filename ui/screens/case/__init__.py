"""One case: the guide, the basis, the record."""
