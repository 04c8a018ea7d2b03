"""Exit a household from a program."""
