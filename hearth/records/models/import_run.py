"""Imports: where files come from and what became of each."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.run import Run


class Source(models.Model):
    """Where records come from: this system itself, or another one that sends us exports.

    HUD's keys are unique within a source only: two vendors may both have EnrollmentID 1.
    """

    class Matching(models.TextChoices):
        """How a client who is new in a file of this source is recognised among the clients of other sources."""

        IDENTIFIERS = "identifiers", _("By their PersonalID only")
        FULL = "full", _("By name, birth date and Social Security number, all of them equal")
        NONE = "none", _("Never, and likely matches are not listed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100, unique=True)
    is_own = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # When this system became the home of the source's records: they are changed here, and its files are refused.
    # None: the other system is still their home, its files refresh them, and here they are read only.
    taken_over_at = models.DateTimeField(null=True)
    # A first file is taken over at once, and its source may still send another while nobody has edited here.
    # What a person took over stays so until that person undoes it.
    taken_over_by_hand = models.BooleanField(default=False)
    # None: by a first file, or on the command line.
    taken_over_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    matching = models.CharField(max_length=12, choices=Matching.choices, default=Matching.IDENTIFIERS)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_own"],
                condition=models.Q(is_own=True),
                name="one_source_is_this_system",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportRun(Run):
    """One file received from a source. `counts` is what became of the rows per HUD file; `findings` what was seen."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    file_name = models.CharField(max_length=255)
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    # ProjectIDs that the import is limited to; empty: all.
    project_ids = models.JSONField(default=list)
    # A dry run says what an import would do and stores nothing.
    is_dry_run = models.BooleanField(default=False)
    # A person agreed that so many records are changed or deleted.
    is_accepted = models.BooleanField(default=False)
    # Names of hearth/dataset/cleanups.py that a person chose for this file, and what each of them changed: its name,
    # file, number of rows, and the keys of the first ones.
    cleanups = models.JSONField(default=list)
    cleaned = models.JSONField(default=list)
    # How many findings of a kind there are in a file: kind -> file -> number, null where nobody counted them all.
    # `findings` lists the first ones.
    finding_totals = models.JSONField(default=dict)
    # What each quality check found in the file, gravest first, ids only. None: they were not made.
    quality = models.JSONField(null=True)
    # Until then the whole list of what the checks found can be fetched.
    quality_kept_until = models.DateTimeField(null=True)
    # The run mends one row that an earlier one refused.
    is_mending = models.BooleanField(default=False)
    cancelled_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    CANCELLED: ClassVar[str] = "cancelled_by_id is not null"
    # Until then the upload is kept, sealed, for a run that is held or was interrupted.
    kept_until = models.DateTimeField(null=True)
    # How often its worker died. Set until it is started again: when that was noticed.
    interruptions = models.PositiveSmallIntegerField(default=0)
    interrupted_at = models.DateTimeField(null=True)
    # What the source said of itself before this run, for its undo.
    taken_over_before = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")


class ImportUndo(Run):
    """The undo of an import, asked for on its page and done by a worker. `account` is who asked for it."""

    import_run = models.ForeignKey(ImportRun, models.CASCADE, related_name="undos")
    # The records (the first ones) that stood in its way: their file and HUD key, what was done, by whom, when.
    edited = models.JSONField(default=list)
