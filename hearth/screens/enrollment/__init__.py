"""An enrollment: its household, what was asked and when, and what is due."""
