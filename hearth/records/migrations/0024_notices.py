import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hearth.records.encryption import make_kept_key


def make_kept_keys(apps: Any, _schema_editor: Any) -> None:
    """Made here and not at first need: a key made in a transaction that is rolled back never existed."""
    for purpose in ("seal the log", "accounts"):
        make_kept_key(apps.get_model("records", "DataKey"), purpose)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0023_log"),
    ]

    operations = [
        migrations.AddField("datakey", "purpose", models.CharField(blank=True, max_length=40, default="")),
        migrations.AlterField("datakey", "purpose", models.CharField(blank=True, max_length=40)),
        migrations.RunPython(make_kept_keys, migrations.RunPython.noop),
        migrations.CreateModel(
            name="MailLanguage",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="RateCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("limit", models.CharField(max_length=30)),
                ("subject", models.CharField(max_length=64)),
                ("window", models.BigIntegerField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("limit", "subject", "window"), name="one_count_per_window"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadScan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("run_id", models.UUIDField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Not scanned yet"),
                            ("clean", "Clean"),
                            ("infected", "Infected"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("found", models.CharField(blank=True, max_length=200)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("scanned_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("event", models.CharField(max_length=60)),
                ("about", models.CharField(blank=True, max_length=100)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("facts", models.JSONField(default=dict)),
                ("is_in_inbox", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("mailing", models.CharField(default="none", max_length=10)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("mail_tries", models.PositiveSmallIntegerField(default=0)),
                ("mail_next_try_at", models.DateTimeField(null=True)),
                ("mail_failure", models.CharField(blank=True, max_length=100)),
                ("mail_given_up_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "id"],
                "indexes": [
                    models.Index(fields=["account", "-created_at"], name="notice_by_account"),
                    models.Index(
                        condition=models.Q(
                            ("mail_given_up_at", None),
                            ("mailed_at", None),
                            models.Q(("mailing", "none"), _negated=True),
                        ),
                        fields=["mailing", "created_at"],
                        name="notice_mail_that_waits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticePreference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=60)),
                ("is_in_inbox", models.BooleanField()),
                (
                    "mailing",
                    models.CharField(
                        choices=[("none", "None"), ("at_once", "At Once"), ("daily", "Daily")], max_length=10
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "event"), name="one_preference_per_account_and_event"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("answers", models.JSONField(default=dict)),
                ("answered_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("told_late_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "organization"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "year"), name="one_self_check_per_agency_and_year"
                    )
                ],
            },
        ),
    ]
