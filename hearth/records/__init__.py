"""What is stored: every table of the records wing, and the two gates in front of them (guard, write)."""
