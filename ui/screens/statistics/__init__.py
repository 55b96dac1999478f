"""Figures upward: reports as tables with bars, and as files."""
