"""What an agency shares of its records, with whom and how far, once a client's release lets it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Component(models.TextChoices):
    """The parts of a record that are shared apart from each other (PRODUCT.md F16)."""

    CLIENTS = "clients", _("Who the clients are")
    SERVICES = "services", _("Enrollments, services and answers")
    NOTES = "notes", _("Notes and goals")
    FILES = "files", _("Files")
    LOCATION = "location", _("Where people were met")


class Level(models.IntegerChoices):
    """How far a part is shared. Basic: that it happened, where and when. Full: the answers too. Never to edit."""

    NOT = 0, _("Not shared")
    BASIC = 1, _("That it happened")
    FULL = 2, _("With the answers")


class SharingGroup(models.Model):
    """Agencies that others share with alike. One group is everybody; it has no members of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100, unique=True)
    is_everyone = models.BooleanField(default=False)
    members = models.ManyToManyField("records.Organization", related_name="+", blank=True)

    class Meta:
        ordering: ClassVar = ["-is_everyone", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_everyone"], condition=models.Q(is_everyone=True), name="one_group_is_everyone"
            )
        ]


class SharingRule(models.Model):
    """How far `organization` shares one part of its records: with a group, or, as an exception, with one agency.

    It says what this agency gives, not what it gets. Without an organization: what holds for agencies that said
    nothing.
    """

    organization = models.ForeignKey("records.Organization", models.PROTECT, null=True, related_name="+")
    component = models.CharField(max_length=10, choices=Component.choices)
    level = models.IntegerField(choices=Level.choices)
    group = models.ForeignKey(SharingGroup, models.CASCADE, null=True, related_name="rules")
    receiver = models.ForeignKey("records.Organization", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "component", "group", "receiver"],
                nulls_distinct=False,
                name="one_level_per_part_and_receiver",
            ),
            models.CheckConstraint(
                condition=models.Q(group=None, receiver__isnull=False)
                | models.Q(group__isnull=False, receiver=None),
                name="sharing_is_with_a_group_or_an_agency",
            ),
        ]
