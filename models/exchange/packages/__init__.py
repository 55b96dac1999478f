"""Package files that carry cases between offices without a network."""
