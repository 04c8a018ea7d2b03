"""The people who work here: their accounts, opened, unlocked, closed and opened again."""
