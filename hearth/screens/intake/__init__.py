"""Enroll a household in a program."""
