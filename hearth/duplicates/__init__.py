"""Find records of one person among many: a set of people in DuckDB in, pairs with scores out. Knows no Django."""
