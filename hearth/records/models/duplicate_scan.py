"""One nightly search for records of one person."""

from django.db import models

from hearth.records.models.run import Run


class DuplicateScan(Run):
    """How far the search is, how many clients it read, and how many pairs it found that nobody had seen yet."""

    clients = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
