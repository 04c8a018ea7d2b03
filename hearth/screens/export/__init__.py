"""Give data to others: HMIS CSV exports, for whom and what for."""
