"""Quality checks over a data set: what is wrong with an export, or with the live records, row by row."""

from hearth.quality.catalogue import by_id, catalogue, known_checks
from hearth.quality.run import Findings, run
from hearth.quality.settings import LocalSettings

__all__ = ["Findings", "LocalSettings", "by_id", "catalogue", "known_checks", "run"]
