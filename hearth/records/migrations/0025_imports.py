import uuid
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0024_notices")]

    operations: ClassVar = [
        migrations.AddField("importrun", "cleanups", models.JSONField(default=list)),
        migrations.AddField("importrun", "cleaned", models.JSONField(default=list)),
        migrations.AddField("importrun", "finding_totals", models.JSONField(default=dict)),
        migrations.AddField("importrun", "quality", models.JSONField(null=True)),
        migrations.AddField("importrun", "quality_kept_until", models.DateTimeField(null=True)),
        migrations.AddField("importrun", "interruptions", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("importrun", "interrupted_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="ImportUndo",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("held", "Waiting for your answer"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("step", models.CharField(blank=True, max_length=200)),
                ("step_started_at", models.DateTimeField(null=True)),
                ("done_units", models.BigIntegerField(default=0)),
                ("total_units", models.BigIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("edited", models.JSONField(default=list)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "import_run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undos",
                        to="records.importrun",
                    ),
                ),
            ],
            options={"ordering": ["-created_at"], "abstract": False},
        ),
    ]
