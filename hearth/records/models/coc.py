"""Continuums of Care, and the settings that hang on them."""

from typing import ClassVar

from django.db import models


class CoC(models.Model):
    """A Continuum of Care that this community runs. Its zone says when a day begins there."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="America/Los_Angeles")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Setting(models.Model):
    """A value that differs by CoC, agency or project; the nearest one counts (see hearth/records/setting.py)."""

    key = models.CharField(max_length=60)
    value = models.JSONField()
    coc = models.ForeignKey(CoC, models.CASCADE, null=True, related_name="settings")
    organization = models.ForeignKey("records.Organization", models.CASCADE, null=True, related_name="+")
    project = models.ForeignKey("records.Project", models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "coc", "organization", "project"],
                nulls_distinct=False,
                name="one_value_per_setting_and_place",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(organization=None, project=None)
                    | models.Q(coc=None, project=None)
                    | models.Q(coc=None, organization=None)
                ),
                name="setting_hangs_on_one_place",
            ),
        ]
