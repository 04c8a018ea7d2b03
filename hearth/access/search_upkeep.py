"""What search needs done at night: jobs reach the records through here."""

from hearth.records.known_names import forget_unused_names

__all__ = ["forget_unused_names"]
