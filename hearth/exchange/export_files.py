"""Exports that wait to be fetched: with names and Social Security numbers, so sealed, and gone after three days."""

from hearth.exchange.sealed_file import EXPORTS, SealedFolder

EXPORT_FILES = SealedFolder("exports", EXPORTS)
HOURS_KEPT = 72
