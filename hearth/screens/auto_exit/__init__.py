"""Exits by the system: which are coming, which were done, reopening them, and the policy in words."""
