"""The calendar of a caseload: what is due for its clients, by day."""
