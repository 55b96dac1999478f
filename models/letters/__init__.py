"""Letters: kinds, context, wording, page and PDF."""
