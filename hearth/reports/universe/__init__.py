"""The universe of a report: one row per client with derived flags, built in steps of one SQL file each."""
