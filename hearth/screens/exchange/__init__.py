"""Bring HMIS CSV files into this system."""
