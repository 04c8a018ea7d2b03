"""Alerts on a client's record."""
