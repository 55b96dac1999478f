"""The page: blocks, line breaking and layout after GB/T 9704-2012 and GB/T 15834."""
