"""Answers to questions that a community asks beyond HUD (docs/decisions/0073). They never enter a HUD CSV."""

import uuid
from typing import ClassVar

from django.db import models

from hearth.records.models.record import GuardedManager, tracked


@tracked
class LocalAnswer(models.Model):
    """One answer to one local question: of a client's profile, or of a collection at one of their enrollments.

    The question is found by `element` and `column` in the rules that hold (hearth/forms/local_rules.py); the answer
    stays when the question is taken out. The profile's answers have no enrollment, day or stage.
    """

    # Gender and orientation (hearth/forms/identity_questions.toml): each agency keeps its own, and shows it to nobody.
    KEPT_TO_THE_AGENCY: ClassVar = ("identity.gender", "identity.orientation")

    # In no file of HUD; the word under which histories tell of it.
    hud_file: ClassVar[str] = "LocalAnswer"
    masked_columns: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="local_answers")
    enrollment = models.ForeignKey(
        "records.Enrollment", models.PROTECT, null=True, blank=True, related_name="local_answers"
    )
    element = models.CharField(max_length=40)
    column = models.CharField(max_length=80)
    # A code, a number, a text; a day as 2026-03-12. Null was asked and has no answer any more.
    value = models.JSONField(null=True)
    information_date = models.DateField(null=True, blank=True)
    # HUD's stage (5.03.1) of the collection.
    data_collection_stage = models.IntegerField(null=True, blank=True)
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["element", "column", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    "client",
                    "enrollment",
                    "organization",
                    "element",
                    "column",
                    "information_date",
                    "data_collection_stage",
                ],
                condition=models.Q(date_deleted=None),
                nulls_distinct=False,
                name="one_local_answer_to_a_question",
            )
        ]

    def __str__(self) -> str:
        return f"LocalAnswer {self.pk}"
