"""The world that permission tests ask."""

from tests.permissions.world import world

__all__ = ["world"]
