"""Sentences about records: one small file each, pure Python. The path of a rule is its name."""
