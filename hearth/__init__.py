"""Hearth: an open Homeless Management Information System (HMIS)."""

__version__ = "0.1.0"
