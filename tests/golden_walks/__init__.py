"""Stays from the door to long after the exit, walked through the pages that ask the questions."""
