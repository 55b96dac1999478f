"""The policy pack: the document and its matters as read-only data."""
