"""Search over cases: text to grams, the index that follows every change, and the query."""
