"""Report runs: parameters, cells, and the universe without names, so that a number can be opened next year."""

from typing import ClassVar

from django.db import models

from hearth.records.models.run import Run


class ReportRun(Run):
    """One run of a report. `universe` is a Parquet file of ids and derived flags; it holds no names."""

    report = models.CharField(max_length=20)
    specification = models.CharField(max_length=20)
    # start, end, project ids (ours) and what else the report asked for.
    parameters = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    universe = models.FileField(upload_to="report_runs/", blank=True)
    cancelled_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    # None: a person asked for this run.
    schedule = models.ForeignKey("records.ReportSchedule", models.PROTECT, null=True, related_name="runs")
    CANCELLED: ClassVar[str] = "cancelled_by_id is not null"
