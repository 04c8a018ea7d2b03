"""Quality checks over a data set: what is wrong with an export, or with the live records, row by row."""

from hearth.quality.catalogue import by_id, catalogue, known_checks
from hearth.quality.run import Findings, run
from hearth.quality.settings import LocalSettings
from hearth.quality.staged import findings_of_staged

__all__ = ["Findings", "LocalSettings", "by_id", "catalogue", "findings_of_staged", "known_checks", "run"]
