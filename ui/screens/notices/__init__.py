"""Public notices over batches of cases, and the objections raised."""
