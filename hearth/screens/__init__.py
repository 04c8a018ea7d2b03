"""What a worker does: one folder per task, with its view, its template, its addresses and their test."""
