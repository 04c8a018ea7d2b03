"""Families: who belongs to whom, whatever program they are in. A convenience of one agency, in no HUD file."""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.record import GuardedManager, tracked

_IN_IT = models.Q(left_on=None, date_deleted=None)


@tracked
class Family(models.Model):
    """A household on the profile (PRODUCT.md E1). Each agency keeps its own: another one's is read, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    def __str__(self) -> str:
        return f"Family {self.pk}"


class Relationship(models.TextChoices):
    """What somebody is to the head of the family. Said as people say it: it never becomes HUD's 3.15 (E2, E3)."""

    PARTNER = "partner", _("Spouse or partner")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    SIBLING = "sibling", _("Brother or sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    GRANDCHILD = "grandchild", _("Grandchild")
    OTHER_RELATIVE = "relative", _("Other relative")
    NOT_RELATED = "not_related", _("Not related")


@tracked
class FamilyMember(models.Model):
    """One person's time in a family. The database holds that who is there has exactly one head among them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="members")
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="family_members")
    is_head = models.BooleanField(default=False)
    # Blank: not said. The head's says nothing.
    relationship = models.CharField(max_length=12, choices=Relationship.choices, blank=True, default="")
    joined_on = models.DateField()
    # The day they left; None: still there.
    left_on = models.DateField(null=True, blank=True)
    # That of the family: nobody is in two families of one agency at once.
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["-is_head", "joined_on", "id"]
        indexes: ClassVar = [models.Index(fields=["client", "organization"], name="family_member_by_client")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["family"],
                condition=_IN_IT & models.Q(is_head=True),
                name="one_head_at_most_in_a_family",
            ),
            models.UniqueConstraint(
                fields=["client", "organization"],
                condition=_IN_IT,
                name="in_one_family_of_an_agency_at_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("joined_on")),
                name="nobody_leaves_a_family_before_joining",
            ),
        ]
        triggers: ClassVar = [
            # At the end of the change, for a new head comes after the old one has gone.
            pgtrigger.Trigger(
                name="a_family_has_a_head",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func="""
                    if exists (
                        select from records_familymember
                        where family_id = new.family_id and left_on is null and date_deleted is null
                    ) and not exists (
                        select from records_familymember
                        where family_id = new.family_id and left_on is null and date_deleted is null and is_head
                    ) then
                        raise check_violation using message = 'A family has exactly one head.';
                    end if;
                    return null;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"FamilyMember {self.pk}"
