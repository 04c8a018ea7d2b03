"""Export.csv: what a received export said of itself."""

from django.db import models

from hearth.records.fields.export import ExportFields


class Export(ExportFields):
    """One row of a received Export.csv. It describes a file, not a person, so it is neither guarded nor tracked."""

    hud_file = "Export"

    hud_id = models.CharField(max_length=32)
    import_run = models.ForeignKey("records.ImportRun", models.CASCADE, related_name="exports")
