"""HUD's reports: a universe of people in SQL, and tables whose cells are predicates over it."""
