import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _key(to, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **more)


class Migration(migrations.Migration):
    dependencies = [("records", "0022_consent")]

    operations = [
        migrations.CreateModel(
            name="LogSeal",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=20)),
                ("made_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("rows", models.PositiveIntegerField()),
                ("digests", models.BinaryField()),
                ("previous", models.BinaryField()),
                ("digest", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="LogErasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=20)),
                ("row", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                ("why", models.TextField()),
                ("proof", models.BinaryField()),
                ("account", _key(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table", "row"), name="log_row_erased_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("login", "Login"),
                            ("logout", "Logout"),
                            ("failed", "Failed"),
                            ("locked", "Locked"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("address", models.GenericIPAddressField(null=True)),
                ("session", models.BinaryField(null=True)),
                ("name_tried", models.BinaryField(null=True)),
                ("account", _key(settings.AUTH_USER_MODEL, null=True, db_index=False)),
                ("seal", _key("records.logseal", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-at"], name="sign_in_by_account"),
                    django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="sign_in_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogAlert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("volume", "Volume"),
                            ("outside_agency", "Outside Agency"),
                            ("outside_caseload", "Outside Caseload"),
                            ("same_surname", "Same Surname"),
                            ("night_export", "Night Export"),
                        ],
                        max_length=20,
                    ),
                ),
                ("day", models.DateField()),
                ("facts", models.JSONField(default=dict)),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("account", _key(settings.AUTH_USER_MODEL)),
                ("organization", _key("records.organization", null=True)),
                ("client", _key("records.client", null=True)),
                ("closed_by", _key(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "account", "organization", "day", "client"),
                        name="one_alert_a_day",
                        nulls_distinct=False,
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["-day"], name="log_alert_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reviewed_on", models.DateField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("found", models.TextField()),
                ("next_due", models.DateField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("account", _key(settings.AUTH_USER_MODEL)),
                ("coc", _key("records.coc", null=True)),
            ],
            options={"ordering": ["-made_at"]},
        ),
        migrations.AddField("change", "screen", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("change", "seal", _key("records.logseal", null=True)),
        migrations.AddField(
            "reading", "organization", _key("records.organization", null=True, db_index=False)
        ),
        migrations.AlterField("reading", "client", _key("records.client", null=True, db_index=False)),
        migrations.AddField("reading", "about", models.UUIDField(null=True)),
        migrations.AddField("reading", "detail", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("reading", "why", models.TextField(blank=True, default="")),
        migrations.AddField("reading", "words", models.BinaryField(null=True)),
        migrations.AddField("reading", "how_many", models.IntegerField(null=True)),
        migrations.AddField("reading", "screen", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("reading", "seal", _key("records.logseal", null=True)),
        migrations.AddIndex(
            "reading", django.contrib.postgres.indexes.BrinIndex(fields=["read_at"], name="reading_by_time")
        ),
    ]
