"""The form of a goal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.record_pieces import GoalStatus
from hearth.actions.refusal import NotDone
from hearth.actions.set_goal import Aim
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField

_LONGEST = 20_000


class GoalForm(RefusableForm):
    """What is aimed at, from when until when, and how it goes."""

    description = forms.CharField(
        label=gettext_lazy("Goal"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what the goal is.")},
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    starts_on = DateField(label=gettext_lazy("Start date"))
    target_on = DateField(label=gettext_lazy("Target date"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=GoalStatus.choices)
    ended_on = DateField(
        label=gettext_lazy("End date"),
        required=False,
        help_text=gettext_lazy("The day that it was achieved or given up."),
    )
    progress = forms.CharField(
        label=gettext_lazy("Steps and progress"),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_private = forms.BooleanField(label=gettext_lazy("Private: only my agency sees it"), required=False)

    def __init__(self, *args: Any, categories: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].choices = [("", "–"), *((one, _(one)) for one in categories)]  # type: ignore[attr-defined]

    def aim(self) -> Aim:
        """Give what the action takes. Only of a valid form."""
        given = self.cleaned_data
        return Aim(**{**given, "is_private": given["is_private"] or None})

    def refuse(self, refusal: NotDone) -> None:
        """Show each reason at the date that it is about."""
        for problem in refusal.problems:
            self.add_error(problem.rule.removeprefix("goal/"), problem.message)
