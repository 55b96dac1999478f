"""Statistics and workbooks."""
