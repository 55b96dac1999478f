"""The policy to read: document, clauses, matters, readings, the office's own lists, installed packs."""
