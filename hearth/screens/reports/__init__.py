"""Run reports, read them and open their numbers."""
