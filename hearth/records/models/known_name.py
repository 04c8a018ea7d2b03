"""The distinct names that clients bear, with the keys under which a search finds one that is written otherwise."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from hearth.records import guard


class KnownName(models.Model):
    """One first or last name, once for all who bear it. It says of nobody that they are here; nobody may list it.

    Guarded without a visibility: no viewer reads it. A search takes names from it to look for clients, and shows only
    clients that its viewer sees, so a name that only hidden clients bear goes no further.
    """

    # As it is searched (hearth/records/names.py): small letters, no accents, one word.
    name = models.CharField(max_length=50, primary_key=True)
    # The words it is made of, one blank between two (`garcia lopez`).
    words = models.CharField(max_length=60)
    # hearth/rules/client/name_likeness.py: deletions, sounds, nicknames.
    keys = ArrayField(models.IntegerField())

    class Meta:
        indexes: ClassVar = [
            # Without a pending list, which each search would read to its end after an import.
            GinIndex(fields=["keys"], name="known_name_by_key", fastupdate=False)
        ]

    def __str__(self) -> str:
        return "KnownName"


guard.protect(KnownName)
