"""Openings: a program posts places, and who matches clients finds them."""
